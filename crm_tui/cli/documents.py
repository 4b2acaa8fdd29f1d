"""``crm-tui documents``: files on cards, and papers made from templates."""

import os
from pathlib import Path
from typing import Annotated

import typer

from crm_tui.cli import resolve
from crm_tui.cli.help_page import GroupPage
from crm_tui.cli.options import CardArgument, DealArgument
from crm_tui.cli.output import Reply, short, table, when
from crm_tui.cli.session import Session, command
from crm_tui.domain.ids import DocumentId
from crm_tui.i18n import N_, _
from crm_tui.operations.documents import (
    AddTemplate,
    AttachDocument,
    DocumentInfo,
    ListDocuments,
    ListTemplates,
    MakeDocument,
    ReadDocument,
    RemoveTemplate,
    TemplateInfo,
)

MOST_READ = 100_000_000
"""Bytes of a file that are read at all: more than any store takes."""

app = typer.Typer(
    name="documents",
    cls=GroupPage,
    help=_("Documents on cards: list, attach, export, make from templates."),
    no_args_is_help=True,
)

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help=_("The file to attach."))]
NameOption = Annotated[str, typer.Option(metavar="N", help=_("What it is to be called; else as the file is."))]
DocumentArgument = Annotated[
    str, typer.Argument(metavar="ID", help=_("The document's id, or the end of it as listed."))
]
TargetArgument = Annotated[
    Path, typer.Argument(metavar="PLACE", help=_("A folder or a new file; what is there is never replaced."))
]
TemplateArgument = Annotated[str, typer.Argument(metavar="TEMPLATE", help=_("The template, by its name."))]
AddOption = Annotated[Path | None, typer.Option(metavar="FILE", help=_("Add a template: .docx, or text in UTF-8."))]
RemoveOption = Annotated[str | None, typer.Option(metavar="T", help=_("Remove the template of this name."))]


@command(app, "list", _("List the documents of a deal, a contact or a company."))
async def list_documents(session: Session, card: CardArgument) -> Reply:
    """The documents of a card, newest first."""
    found = await session.ask(ListDocuments(await resolve.card(session, card)))
    return Reply(found, _lines(found) if found else [_("No documents.")])


@command(app, "attach", _("Put a file on a deal, a contact or a company."))
async def attach(session: Session, card: CardArgument, file: FileArgument, name: NameOption = "") -> Reply:
    """A file on a card."""
    subject_id = await resolve.card(session, card)
    kept = await session.do(AttachDocument(subject_id, name or file.name, _read(file)))
    return _done(_("Attached"), kept)


@command(app, "export", _("Write a document into a file."))
async def export(session: Session, document: DocumentArgument, place: TargetArgument = Path()) -> Reply:
    """A document as a file: under its own name in a folder, or under the name that is given."""
    content = await session.ask(ReadDocument(DocumentId(await resolve.by_id(session, "document", document))))
    target = place / content.info.name if place.is_dir() else place
    _write(target, content.data)
    data = {"document": content.info, "file": str(target)}
    return Reply(data, [_("Wrote %(name)s to %(file)s.") % {"name": content.info.name, "file": target}])


@command(app, "make", _("Make a document on a deal from a template."))
async def make(session: Session, identity: DealArgument, template: TemplateArgument) -> Reply:
    """A paper with a deal's data."""
    deal_id = await resolve.deal(session, identity)
    chosen = resolve.by_name(await session.ask(ListTemplates()), template, N_("template"))
    return _done(_("Made"), await session.do(MakeDocument(deal_id, chosen.id)))


@command(app, "templates", _("List the templates, add one, remove one."))
async def templates(session: Session, add: AddOption = None, remove: RemoveOption = None) -> Reply:
    """The templates, after a change where one is wanted."""
    if add is not None:
        await session.do(AddTemplate(add.name, _read(add)))
    if remove is not None:
        chosen = resolve.by_name(await session.ask(ListTemplates()), remove, N_("template"))
        await session.do(RemoveTemplate(chosen.id))
    found = await session.ask(ListTemplates())
    return Reply(found, table((_("Name"), _("Kind"), _("Size")), [_template(each) for each in found]))


def _lines(documents: tuple[DocumentInfo, ...]) -> list[str]:
    headings = ("ID", _("Name"), _("Kind"), _("Size"), _("By"), _("When"))
    rows = [(short(each.id), each.name, _kind(each), str(each.size), each.author, when(each.at)) for each in documents]
    return list(table(headings, rows, right=frozenset({3})))


def _kind(document: DocumentInfo) -> str:
    return _("content is gone") if document.vanished else document.media_type


def _template(template: TemplateInfo) -> tuple[str, str, str]:
    return template.name, template.media_type, str(template.size)


def _done(what: str, document: DocumentInfo) -> Reply:
    return Reply(document, [f"{what}: {short(document.id)}  {document.name}"])


def _read(file: Path) -> bytes:
    with file.open("rb") as source:
        return source.read(MOST_READ)


def _write(target: Path, data: bytes) -> None:
    """A new file for the user alone, whole or not at all. Raises FileExists."""
    from crm_tui.interchange.errors import FileExists

    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise FileExists(target) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
