"""``crm-tui contacts similar``, ``merge``, ``merges`` and ``split``: two contacts into one, and apart again."""

from typing import Annotated

import typer

from crm_tui.cli import resolve
from crm_tui.cli.match_text import similar_data, similar_lines
from crm_tui.cli.options import ContactArgument, EmailOption, LimitOption, PhoneOption, RegionOption
from crm_tui.cli.output import Reply, short, table, when
from crm_tui.cli.session import Session, command
from crm_tui.domain.ids import MergeId
from crm_tui.i18n import _
from crm_tui.operations.matching import FindSimilar, ListMerges, MergeContacts, SplitContacts

OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help=_("The contact that goes into it, by its id."))]
MergeArgument = Annotated[str, typer.Argument(metavar="MERGE", help=_("The merge, by its id or the end of it."))]
TakeOption = Annotated[
    list[str] | None,
    typer.Option("--take", metavar="FIELD", help=_("A field to take from the other; may be given several times.")),
]
NameOption = Annotated[str, typer.Option(metavar="N", help=_("The full name."))]
CityOption = Annotated[str, typer.Option(metavar="C", help=_("The city."))]


def attach(app: typer.Typer) -> None:
    """Put the commands under the contacts."""
    command(app, "similar", _("Contacts most like a person, best first, with the reasons."))(similar)
    command(app, "merge", _("Put one contact into another; nothing is lost."))(merge)
    command(app, "merges", _("What was merged into a contact."))(merges)
    command(app, "split", _("Take a merge apart."))(split)


async def similar(
    session: Session,
    name: NameOption = "",
    phone: PhoneOption = None,
    email: EmailOption = None,
    city: CityOption = "",
    region: RegionOption = None,
    limit: LimitOption = 5,
) -> Reply:
    """Who is like somebody."""
    phones = resolve.phones(phone or (), await resolve.region(session, region), as_typed=True)
    wanted = FindSimilar(name, phones, resolve.emails(email or (), as_typed=True), city, limit)
    found = await session.ask(wanted)
    return Reply([similar_data(one) for one in found], similar_lines(found))


async def merge(session: Session, identity: ContactArgument, other: OtherArgument, take: TakeOption = None) -> Reply:
    """One contact into another."""
    kept, gone = await resolve.contact(session, identity), await resolve.contact(session, other)
    merged = await session.do(MergeContacts(kept, gone, tuple(take or ())))
    line = f"{_('Merged')}: {short(merged.contact.id)}  {merged.contact.name}  ({short(merged.merge_id)})"
    return Reply(merged, [line])


async def merges(session: Session, identity: ContactArgument) -> Reply:
    """The merges of a contact that can be taken apart."""
    found = await session.ask(ListMerges(await resolve.contact(session, identity)))
    rows = [(short(each.id), each.name, when(each.at), each.by) for each in found]
    headings = (_("ID"), _("Name"), _("When"), _("Who"))
    return Reply(found, table(headings, rows) if rows else [_("Nothing was merged into this contact.")])


async def split(session: Session, merge: MergeArgument) -> Reply:
    """A merge taken apart."""
    card = await session.do(SplitContacts(MergeId(await resolve.by_id(session, "merge", merge))))
    return Reply(card, [f"{_('Split off')}: {short(card.id)}  {card.name}"])
