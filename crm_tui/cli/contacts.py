"""``crm-tui contacts``: list, show and make."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from crm_tui.cli import resolve
from crm_tui.cli.deal_text import email_text, phone_text
from crm_tui.cli.help_page import GroupPage
from crm_tui.cli.options import (
    AsTypedOption,
    ContactArgument,
    EmailOption,
    FilterOption,
    LimitOption,
    PhoneOption,
    RegionOption,
    TagOption,
)
from crm_tui.cli.output import Reply, record, short, table, when
from crm_tui.cli.paging import more_follow, some_contacts
from crm_tui.cli.session import Opens, Session, command
from crm_tui.i18n import _
from crm_tui.operations.contacts import (
    ContactCard,
    ContactRow,
    CreateContact,
    GetContact,
    ListContacts,
)

app = typer.Typer(name="contacts", cls=GroupPage, help=_("Contacts: list, show, make, merge."), no_args_is_help=True)

NameOption = Annotated[str, typer.Option(metavar="N", help=_("The full name."))]
CompanyOption = Annotated[str, typer.Option(metavar="C", help=_("The company."))]
PositionOption = Annotated[str, typer.Option(metavar="P", help=_("The position there."))]
CityOption = Annotated[str, typer.Option(metavar="C", help=_("The city."))]
AddressOption = Annotated[str, typer.Option(metavar="A", help=_("The address."))]
SourceOption = Annotated[str, typer.Option(metavar="S", help=_("Where the contact came from."))]
CommentOption = Annotated[str, typer.Option(metavar="C", help=_("A comment."))]


@command(app, "list", _("List contacts, newest first."))
async def list_contacts(session: Session, text: FilterOption = "", limit: LimitOption = 100) -> Reply:
    """Contacts as lines, page after page up to the limit."""
    page = await some_contacts(session, ListContacts(text=text), limit)
    return Reply(page, list_lines(page.rows, filtered=bool(text)), "" if page.complete else more_follow(limit))


@command(app, "show", _("Show one contact."))
async def show_contact(session: Session, identity: ContactArgument) -> Reply:
    """Everything about a contact."""
    card = await session.ask(GetContact(await resolve.contact(session, identity)))
    return Reply(card, contact_lines(card))


@command(app, "new", _("Make a contact."), opens=Opens.CREATING)
async def new_contact(
    session: Session,
    name: NameOption,
    phone: PhoneOption = None,
    email: EmailOption = None,
    company: CompanyOption = "",
    position: PositionOption = "",
    city: CityOption = "",
    address: AddressOption = "",
    source: SourceOption = "",
    comment: CommentOption = "",
    tag: TagOption = None,
    region: RegionOption = None,
    as_typed: AsTypedOption = False,
) -> Reply:
    """A new contact."""
    card = await session.do(
        CreateContact(
            name=name,
            phones=resolve.phones(phone or (), await resolve.region(session, region), as_typed=as_typed),
            emails=resolve.emails(email or (), as_typed=as_typed),
            company=company,
            position=position,
            city=city,
            address=address,
            source=source,
            comment=comment,
            tags=tuple(tag or ()),
        )
    )
    return Reply(card, [f"{_('Made')}: {short(card.id)}  {card.name}"])


def list_lines(rows: Sequence[ContactRow], *, filtered: bool) -> Iterator[str]:
    """A table of contacts, or the sentence that says why there are none."""
    if not rows:
        missing = _("No contacts here. Make one with: crm-tui contacts new --name …")
        yield _("Nothing fits the filter.") if filtered else missing
        return
    headings = (_("ID"), _("Name"), _("Phone"), _("E-mail"), _("Company"), _("City"), _("Created"))
    cells = [
        (short(row.id), row.name, row.phone, row.email, row.company, row.city, when(row.created_at)) for row in rows
    ]
    yield from table(headings, cells)


def contact_lines(card: ContactCard) -> Iterator[str]:
    """One contact, a field a line."""
    return record(
        (
            (_("ID"), card.id),
            (_("Name"), card.name),
            (_("Phones"), "\n".join(map(phone_text, card.phones))),
            (_("E-mails"), "\n".join(map(email_text, card.emails))),
            (_("Company"), card.company),
            (_("Position"), card.position),
            (_("City"), card.city),
            (_("Address"), card.address),
            (_("Birthday"), card.birthday),
            (_("Source"), card.source),
            (_("Responsible"), card.responsible_name),
            (_("Tags"), ", ".join(tag.name for tag in card.tags)),
            (_("Comment"), card.comment),
            *card.extra.items(),
            (_("Deals"), "\n".join(map(short, card.deals))),
            (_("Created"), when(card.created_at)),
            (_("External id"), card.external_id),
        )
    )
