"""Contacts, companies, and the phones and e-mails of whoever has them."""

from typing import ClassVar

from sqlalchemy import Column, Index, Text, text
from sqlmodel import Field

from crm_tui.storage.tables.base import Table, metadata, moment, reference

_EXTERNAL = text("external_id <> ''")


class Company(Table, table=True):
    """A company that contacts work for. ``custom`` is a JSON object of values by field, bank requisites among them."""

    metadata = metadata
    objects: ClassVar[frozenset[str]] = frozenset({"custom"})
    __table_args__ = (
        Index("ix_company_external_id", "external_id", sqlite_where=_EXTERNAL, postgresql_where=_EXTERNAL),
    )

    n: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    name: str
    name_key: str = Field(index=True)
    created_at: int = moment()
    city: str = ""
    address: str = ""
    website: str = ""
    source: str = ""
    comment: str = Field(default="", sa_column=Column(Text, nullable=False))
    responsible_id: str | None = None
    external_id: str = ""
    extra: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    custom: str = Field(default="{}", sa_column=Column(Text, nullable=False))


class Contact(Table, table=True):
    """A person in the base.

    ``extra`` is a JSON object of imported columns that have no field of their own, ``custom`` one of values by field,
    ``aliases`` other names that the person is found by, one a line.
    """

    metadata = metadata
    objects: ClassVar[frozenset[str]] = frozenset({"custom"})
    __table_args__ = (
        Index("ix_contact_external_id", "external_id", sqlite_where=_EXTERNAL, postgresql_where=_EXTERNAL),
        Index("ix_contact_company", "company_id"),
    )

    n: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    name: str
    company_id: str | None = reference("company.id", default=None)
    position: str = ""
    city: str = ""
    address: str = ""
    birthday: str = ""
    source: str = ""
    comment: str = Field(default="", sa_column=Column(Text, nullable=False))
    responsible_id: str | None = reference("member.id", default=None)
    external_id: str = ""
    extra: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    created_at: int = moment()
    messengers: str = ""
    aliases: str = Field(default="", sa_column=Column(Text, nullable=False))
    custom: str = Field(default="{}", sa_column=Column(Text, nullable=False))


class Phone(Table, table=True):
    """A phone of a contact or of a person on a deal (``owner_id``), as typed and in E.164."""

    metadata = metadata
    subject: ClassVar[str] = "subject_id"

    id: str = Field(primary_key=True)
    owner_id: str = Field(index=True)
    subject_id: str
    position: int
    label: str = ""
    typed: str
    e164: str | None = Field(default=None, index=True)
    problem: str | None = None


class Email(Table, table=True):
    """An e-mail address of a contact or of a person on a deal, as typed and lower-cased."""

    metadata = metadata
    subject: ClassVar[str] = "subject_id"

    id: str = Field(primary_key=True)
    owner_id: str = Field(index=True)
    subject_id: str
    position: int
    label: str = ""
    typed: str
    address: str = Field(index=True)
