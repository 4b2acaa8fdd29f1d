"""Files on cards: attached, read, renamed, taken away."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from crm_tui.domain.file_names import cleaned, names_picture
from crm_tui.domain.ids import DocumentId, RecordId, new_id
from crm_tui.i18n import N_
from crm_tui.operations.documents import (
    MEGABYTE,
    AttachDocument,
    DeleteDocument,
    DocumentContent,
    DocumentInfo,
    ListDocuments,
    ReadDocument,
    RenameDocument,
)
from crm_tui.operations.errors import (
    DocumentDamaged,
    DocumentMislabelled,
    DocumentTooLarge,
    DocumentVanished,
    InvalidValue,
    NotFound,
)
from crm_tui.papers.media_types import media_type
from crm_tui.storage import records, scope
from crm_tui.storage.context import Context, from_ms, handles
from crm_tui.storage.handlers.deals import touch
from crm_tui.storage.tables import Document

_LINE: Final = """SELECT d.id, d.subject_id, d.name, d.media_type, d.size, d.sha256, m.name, d.at
    FROM document d JOIN member m ON m.id = d.author_id WHERE d.deleted_at IS NULL"""


@handles(ListDocuments)
def list_documents(context: Context, query: ListDocuments) -> tuple[DocumentInfo, ...]:
    """The files of a card."""
    scope.kind_of(context, query.subject_id)
    sql = f"{_LINE} AND d.subject_id = :subject ORDER BY d.at DESC, d.id DESC"
    lines = records.rows_of(context)(sql, {"subject": query.subject_id})
    return _infos(context, lines)


@handles(ReadDocument)
def read_document(context: Context, query: ReadDocument) -> DocumentContent:
    """What is in a document, if it is what was put there."""
    info = _shown(context, query.document_id)
    data = context.vault.get(info.id)
    if data is None:
        raise DocumentVanished(info.name)
    if sha256(data).hexdigest() != info.sha256:
        raise DocumentDamaged(info.name)
    return DocumentContent(info, data)


@handles(AttachDocument)
def attach_document(context: Context, command: AttachDocument) -> DocumentInfo:
    """Put a file on a card."""
    return attach(context, command.subject_id, command.name, command.data)


@handles(RenameDocument)
def rename_document(context: Context, command: RenameDocument) -> DocumentInfo:
    """Give a document another name."""
    document = _document(context, command.document_id)
    document.name = _name(command.name, document.media_type)
    context.session.flush()
    return _shown(context, document.id)


@handles(DeleteDocument)
def delete_document(context: Context, command: DeleteDocument) -> None:
    """Take a document out of sight; its content stays for an undo."""
    _document(context, command.document_id).deleted_at = context.now


def attach(context: Context, subject_id: str, name: str, data: bytes) -> DocumentInfo:
    """Keep a file on a card, its content before the row that names it."""
    kind = scope.kind_of(context, subject_id)
    check_size(context, data)
    told = media_type(data)
    document = Document(
        id=new_id(context.now),
        subject_id=subject_id,
        name=_name(name, told),
        media_type=told,
        size=len(data),
        sha256=sha256(data).hexdigest(),
        author_id=context.actor.id,
        at=context.now,
    )
    context.vault.put(document.id, data)
    context.session.add(document)
    context.session.flush()
    if kind == "deal":
        touch(context, records.deal(context.session, subject_id))
    return _shown(context, document.id)


def check_size(context: Context, data: bytes) -> None:
    """Raise DocumentTooLarge over the limit, InvalidValue where there is nothing."""
    if not data:
        raise InvalidValue("data", N_("is empty; choose another one"))
    if len(data) > context.document_limit * MEGABYTE:
        raise DocumentTooLarge(context.document_limit)


def clean_name(given: str) -> str:
    """A file's name as it is kept. Raises InvalidValue where nothing is left of it."""
    name = cleaned(given)
    if not name:
        raise InvalidValue("name", N_("is empty; type what the file is called"))
    return name


def _name(given: str, told: str) -> str:
    name = clean_name(given)
    if names_picture(name) and not told.startswith("image/"):
        raise DocumentMislabelled(name)
    return name


def _document(context: Context, document_id: str) -> Document:
    document = context.session.get(Document, document_id)
    if document is None or document.deleted_at is not None:
        raise NotFound(N_("document"), document_id)
    return document


def _shown(context: Context, document_id: str) -> DocumentInfo:
    lines = records.rows_of(context)(f"{_LINE} AND d.id = :id", {"id": document_id})
    if not lines:
        raise NotFound(N_("document"), document_id)
    return _infos(context, lines)[0]


def _infos(context: Context, lines: Sequence[Sequence[Any]]) -> tuple[DocumentInfo, ...]:
    gone = context.vault.missing(line[0] for line in lines)
    return tuple(_info(line, from_ms(line[7]), vanished=line[0] in gone) for line in lines)


def _info(line: Sequence[Any], at: datetime, *, vanished: bool) -> DocumentInfo:
    document_id, subject_id, name, told, size, digest, author, _at = line
    return DocumentInfo(
        DocumentId(document_id), RecordId(subject_id), name, told, size, digest, author, at, vanished=vanished
    )
