"""Colleagues, tags and who wears them, saved views, and the settings of the whole base."""

from typing import ClassVar

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel

from crm_tui.storage.tables.base import Table, metadata, moment, reference


class Member(Table, table=True):
    """A colleague."""

    metadata = metadata

    id: str = Field(primary_key=True)
    name: str
    initials: str
    role: str


class Token(Table, table=True):
    """What a program shows instead of a password. Only a hash of it is kept, and no journal has that."""

    metadata = metadata
    secret: ClassVar[frozenset[str]] = frozenset({"hash"})

    id: str = Field(primary_key=True)
    user_id: str = reference("member.id", index=True)
    hash: str = Field(unique=True)
    created_at: int = moment()


class Presence(SQLModel, table=True):
    """Who has a card open through which door, and when they last said so; not journalled."""

    metadata = metadata

    subject_id: str = Field(primary_key=True)
    origin: str = Field(primary_key=True)
    user_id: str = reference("member.id")
    at: int = moment()


class Tag(Table, table=True):
    """A tag. ``name_key`` is its name case-folded, which makes it unique whatever the case."""

    metadata = metadata

    id: str = Field(primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    colour: str


class Tagging(Table, table=True):
    """A tag on a deal or a contact. Its id is the record's followed by the tag's, so that a pair stands once."""

    metadata = metadata
    subject: ClassVar[str] = "record_id"

    id: str = Field(primary_key=True)
    record_id: str = Field(index=True)
    tag_id: str = reference("tag.id", index=True)


class View(Table, table=True):
    """A saved view; ``filter`` and ``columns`` are JSON."""

    metadata = metadata

    id: str = Field(primary_key=True)
    owner_id: str = reference("member.id")
    name: str
    shared: bool = False
    filter: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    sort: str = "rank"
    columns: str = Field(default="[]", sa_column=Column(Text, nullable=False))
    as_table: bool = False


class Setting(Table, table=True):
    """A setting of the whole base: its region, its currency, its language."""

    metadata = metadata

    key: str = Field(primary_key=True)
    value: str
