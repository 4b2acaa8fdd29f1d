"""``crm-tui export``: deals or contacts into a file that other programs read."""

import asyncio
import errno
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

import typer

from crm_tui.cli import own_fields
from crm_tui.cli.options import FilterOption
from crm_tui.cli.output import Reply
from crm_tui.cli.paging import PAGE, contact_pages, deal_cards, drawn
from crm_tui.cli.session import Session, command
from crm_tui.i18n import _, ngettext
from crm_tui.operations.contacts import ContactCard, GetContact, ListContacts
from crm_tui.operations.deals import ListDeals
from crm_tui.operations.filters import DealFilter
from crm_tui.operations.imports import RecordKind

KindArgument = Annotated[RecordKind, typer.Argument(metavar="deals|contacts", help=_("What to write."))]
TargetArgument = Annotated[Path, typer.Argument(metavar="FILE", help=_("Where to: .csv, .xlsx, or .vcf for contacts."))]
OverwriteOption = Annotated[bool, typer.Option("--overwrite", help=_("Replace the file if it is there."))]


def attach(app: typer.Typer) -> None:
    """Put the command under the program."""
    command(app, "export", _("Write deals or contacts into a file."))(export)


async def export(
    session: Session,
    kind: KindArgument,
    target: TargetArgument,
    overwrite: OverwriteOption = False,
    text: FilterOption = "",
) -> Reply:
    """Write everything of a kind, or what holds a text, into a file, record by record."""
    from crm_tui.interchange import write_contacts, write_deals
    from crm_tui.interchange.errors import FileExists

    loop = asyncio.get_running_loop()
    fields = await own_fields.exported(session, kind)
    try:
        if kind is RecordKind.CONTACTS:
            people = drawn(_contacts(session, text), loop)
            written = await asyncio.to_thread(write_contacts, target, people, overwrite=overwrite, fields=fields)
        else:
            deals = drawn(deal_cards(session, ListDeals(filter=DealFilter(text=text), limit=PAGE)), loop)
            written = await asyncio.to_thread(write_deals, target, deals, overwrite=overwrite, fields=fields)
    except FileExists:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
    told = ngettext("Wrote %(n)d record to %(file)s.", "Wrote %(n)d records to %(file)s.", written)
    data = {"kind": kind, "file": str(target), "written": written}
    return Reply(data, [told % {"n": written, "file": target}])


async def _contacts(session: Session, text: str) -> AsyncIterator[ContactCard]:
    async for page in contact_pages(session, ListContacts(text=text, limit=PAGE)):
        for row in page.rows:
            yield await session.ask(GetContact(row.id))
