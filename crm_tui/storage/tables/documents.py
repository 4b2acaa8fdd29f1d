"""Files on cards and the papers of a sale: documents, templates, requests, invoices, payments."""

from typing import ClassVar

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Text
from sqlmodel import Field, SQLModel

from crm_tui.storage.tables.base import Table, metadata, moment, reference


class Document(Table, table=True):
    """A file on a card. What is in it is kept under the id, never under the given ``name``; ``sha256`` is its hash."""

    metadata = metadata
    subject: ClassVar[str] = "subject_id"
    __table_args__ = (Index("ix_document_subject", "subject_id", "at", "id"),)

    id: str = Field(primary_key=True)
    subject_id: str
    name: str
    media_type: str
    size: int = Field(sa_type=BigInteger)
    sha256: str
    author_id: str = reference("member.id")
    at: int = moment()


class Template(Table, table=True):
    """What offers and invoices are made from; kept as documents are."""

    metadata = metadata

    id: str = Field(primary_key=True)
    name: str
    media_type: str
    size: int = Field(sa_type=BigInteger)
    sha256: str
    at: int = moment()


class Chunk(SQLModel, table=True):
    """A piece of a file's content, where the store has no folder beside it; not journalled, never changed."""

    metadata = metadata

    file_id: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Voucher(Table, table=True):
    """A request, an invoice or a payment (``kind``). A payment may name the invoice that it is against."""

    metadata = metadata
    __table_args__ = (Index("ix_voucher_invoice", "invoice_id"),)

    id: str = Field(primary_key=True)
    kind: str
    number: str = ""
    title: str = ""
    amount: int | None = Field(default=None, sa_type=BigInteger)
    currency: str
    at: int = moment()
    due_at: int | None = moment(default=None)
    invoice_id: str | None = None
    comment: str = Field(default="", sa_column=Column(Text, nullable=False))
    created_at: int = moment()


class VoucherLink(Table, table=True):
    """A voucher on a card. Its id is the card's followed by the voucher's, so that a pair stands once."""

    metadata = metadata
    subject: ClassVar[str] = "record_id"
    __tablename__ = "voucher_link"

    id: str = Field(primary_key=True)
    record_id: str = Field(index=True)
    voucher_id: str = reference("voucher.id", index=True)
