"""``crm-tui spam``: the numbers and addresses from which nobody wants to hear."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from crm_tui.cli.output import Reply, table, when
from crm_tui.cli.session import Session, command
from crm_tui.i18n import N_, _
from crm_tui.operations.errors import NotFound
from crm_tui.operations.spam import AddSpam, FindSpam, ListSpam, RemoveSpam, SpamEntry

app = typer.Typer(name="spam", help=_("Spam: list, add, remove."), no_args_is_help=True)

AddressArgument = Annotated[str, typer.Argument(metavar="ADDRESS", help=_("A phone number or an e-mail address."))]


@command(app, "list", _("List the numbers and addresses that are spam."))
async def list_spam(session: Session) -> Reply:
    """The list, newest first."""
    entries = await session.ask(ListSpam())
    return Reply(entries, _lines(entries))


@command(app, "add", _("Put a number or an address on the list."))
async def add_spam(session: Session, address: AddressArgument) -> Reply:
    """One more entry."""
    entry = await session.do(AddSpam(address))
    return Reply(entry, [_("On the spam list: %(addresses)s") % {"addresses": entry.address}])


@command(app, "remove", _("Take a number or an address off the list; its deal comes back."))
async def remove_spam(session: Session, address: AddressArgument) -> Reply:
    """An entry less."""
    entry = await session.ask(FindSpam(address))
    if entry is None:
        raise NotFound(N_("entry of the spam list"), address)
    await session.do(RemoveSpam(entry.id))
    return Reply(entry, [_("Off the spam list: %(addresses)s") % {"addresses": entry.address}])


def _lines(entries: Sequence[SpamEntry]) -> Iterator[str]:
    if not entries:
        yield _("The spam list is empty.")
        return
    rows = [(entry.address, entry.author, when(entry.at), entry.title) for entry in entries]
    yield from table((_("Address"), _("Who"), _("When"), _("Deal")), rows)
