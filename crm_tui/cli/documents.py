"""``crm-tui documents``: the files of a card: list, attach and export."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from crm_tui.cli import resolve
from crm_tui.cli.help_page import GroupPage
from crm_tui.cli.options import CardArgument
from crm_tui.cli.output import Reply, short, table, when
from crm_tui.cli.session import Session, command
from crm_tui.domain.ids import DocumentId
from crm_tui.i18n import _
from crm_tui.operations.documents import AttachDocument, DocumentInfo, ListDocuments, ReadDocument

app = typer.Typer(
    name="documents", cls=GroupPage, help=_("Documents on cards: list, attach, export."), no_args_is_help=True
)

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help=_("The file to attach."))]
DocumentArgument = Annotated[str, typer.Argument(metavar="ID", help=_("The document’s id, or the end of it."))]
TargetArgument = Annotated[Path, typer.Argument(metavar="FILE", help=_("The new file; one that is there is kept."))]
NameOption = Annotated[str | None, typer.Option(metavar="N", help=_("What it is to be called on the card."))]


@command(app, "list", _("List the documents of a card, newest first."))
async def list_documents(session: Session, identity: CardArgument) -> Reply:
    """Files on a card."""
    found = await session.ask(ListDocuments(await resolve.card(session, identity)))
    return Reply(found, _lines(found))


@command(app, "attach", _("Attach a file to a card."))
async def attach_document(
    session: Session, identity: CardArgument, file: FileArgument, name: NameOption = None
) -> Reply:
    """A copy of a file on a card."""
    card = await resolve.card(session, identity)
    data = await asyncio.to_thread(file.read_bytes)
    info = await session.do(AttachDocument(card, name or file.name, data))
    return Reply(info, [f"{_('Attached')}: {short(info.id)}  {info.name}"])


@command(app, "export", _("Write a document into a new file."))
async def export_document(session: Session, identity: DocumentArgument, file: TargetArgument) -> Reply:
    """What is in a document, as a file; nothing that is there is written over."""
    document_id = DocumentId(await resolve.identity(session, "document", identity))
    found = await session.ask(ReadDocument(document_id))
    await asyncio.to_thread(_write_new, file, found.data)
    return Reply({"document": found.info, "file": str(file)}, [f"{_('Written')}: {file}"])


def _write_new(file: Path, data: bytes) -> None:
    with file.open("xb") as target:
        target.write(data)


def _lines(found: Sequence[DocumentInfo]) -> Iterator[str]:
    if not found:
        yield _("No documents here. Attach one with: crm-tui documents attach …")
        return
    rows = [
        (short(info.id), info.name, info.media_type, str(info.size), info.author, when(info.at), _state(info))
        for info in found
    ]
    headings = (_("ID"), _("Name"), _("Kind"), _("Bytes"), _("By"), _("Attached"), "")
    yield from table(headings, rows, right=frozenset({3}))


def _state(info: DocumentInfo) -> str:
    return _("its content is gone") if info.vanished else ""
