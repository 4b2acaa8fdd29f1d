"""Documents on cards, and the templates that offers and invoices are made from (C6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from crm_tui.domain.ids import DealId, DocumentId, RecordId, TemplateId
from crm_tui.domain.rights import Right
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.values import Content, Name

Language = Literal["en", "ru", "uk"]
LIMIT_MB: Final = 10
"""How large a document may be where the settings say nothing else, in megabytes of 1,048,576 bytes."""
MEGABYTE: Final = 1_048_576


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A file on a card. ``media_type`` is what its first bytes say, whatever its name; ``size`` is in bytes.

    ``vanished`` says that what was in it is not to be found any more.
    """

    id: DocumentId
    subject_id: RecordId
    name: str
    media_type: str
    size: int
    sha256: str
    author: str
    at: datetime
    vanished: bool = False


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """A document and what is in it."""

    info: DocumentInfo
    data: Content


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """What documents are made from: a .docx with fields in it, or a text of which a PDF is made.

    ``at`` is when it came in; None for one that comes with the program.
    """

    id: TemplateId
    name: str
    media_type: str
    size: int
    at: datetime | None


@dataclass(frozen=True)
class ListDocuments(Query[tuple[DocumentInfo, ...]]):
    """The files of a card, newest first. Raises NotFound."""

    route = Route("GET", "/records/{subject_id}/documents")
    subject_id: RecordId


@dataclass(frozen=True)
class ReadDocument(Query[DocumentContent]):
    """What is in a document. Raises NotFound, DocumentVanished, DocumentDamaged where its hash is another."""

    route = Route("GET", "/documents/{document_id}")
    bulky = True
    document_id: DocumentId


@dataclass(frozen=True)
class AttachDocument(Command[DocumentInfo]):
    """Put a file on a card; its name is kept without folders and control characters.

    Raises NotFound, DocumentTooLarge, DocumentMislabelled where it is called a picture and is none, InvalidValue where
    it is empty or has no name.
    """

    route = Route("POST", "/records/{subject_id}/documents")
    bulky = True
    subject_id: RecordId
    name: Name
    data: Content


@dataclass(frozen=True)
class RenameDocument(Command[DocumentInfo]):
    """Give a document another name. Raises NotFound, DocumentMislabelled, InvalidValue."""

    route = Route("PATCH", "/documents/{document_id}")
    document_id: DocumentId
    name: Name


@dataclass(frozen=True)
class DeleteDocument(Command[None]):
    """Take a document out of sight; an undo brings it back. Raises NotFound."""

    route = Route("DELETE", "/documents/{document_id}")
    document_id: DocumentId


@dataclass(frozen=True)
class ListTemplates(Query[tuple[TemplateInfo, ...]]):
    """The templates by name; where the base has none, an offer and an invoice in its language."""

    route = Route("GET", "/templates")


@dataclass(frozen=True)
class AddTemplate(Command[TemplateInfo]):
    """A template. Raises NameTaken, DocumentTooLarge, BadTemplate where a field is unknown or it cannot be read."""

    route = Route("POST", "/templates")
    bulky = True
    prepared = True
    right = Right.EDIT_FIELDS
    name: Name
    data: Content


@dataclass(frozen=True)
class RemoveTemplate(Command[None]):
    """Take a template away; what was made from it stays. Raises NotFound."""

    route = Route("DELETE", "/templates/{template_id}")
    right = Right.EDIT_FIELDS
    template_id: TemplateId


@dataclass(frozen=True)
class MakeDocument(Command[DocumentInfo]):
    """Fill a template with a deal's data and put the result on the deal.

    Sums and dates are written in ``language``, by default the base's. Raises NotFound, BadTemplate, DocumentTooLarge,
    DocumentVanished, DocumentDamaged, InvalidValue.
    """

    route = Route("POST", "/deals/{deal_id}/documents/made")
    prepared = True
    deal_id: DealId
    template_id: TemplateId
    language: Language | None = None
