"""What a card shows beyond its own fields: those that an admin added, in groups, on tabs; and each user's choices."""

from typing import ClassVar

from sqlalchemy import Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from crm_tui.storage.tables.base import Table, metadata, reference


class CardTab(Table, table=True):
    """A tab that an admin added to the cards of an entity (deal, contact, company)."""

    metadata = metadata
    __tablename__ = "card_tab"

    id: str = Field(primary_key=True)
    entity: str
    name: str
    position: int


class CardGroup(Table, table=True):
    """A heading over fields; ``tab`` is "main", "analytics" or a tab's id."""

    metadata = metadata
    __tablename__ = "card_group"

    id: str = Field(primary_key=True)
    entity: str
    tab: str
    name: str
    position: int


class CardField(Table, table=True):
    """A field that an admin added. Its values stand in the records' ``custom``, under its id.

    ``options`` is a JSON list of a choice's answers, ``default_value`` JSON, ``pipelines`` a JSON list of the pipelines
    whose deals have the field; an empty one is all. ``indexed`` says that an index over its values was asked for.
    """

    metadata = metadata
    __tablename__ = "card_field"
    __table_args__ = (Index("ix_card_field_entity", "entity", "tab", "position"),)

    id: str = Field(primary_key=True)
    entity: str
    name: str
    kind: str
    tab: str = "main"
    group_id: str | None = reference("card_group.id", default=None)
    position: int
    options: str = Field(default="[]", sa_column=Column(Text, nullable=False))
    required: bool = False
    distinct: bool = False
    default_value: str = Field(default="null", sa_column=Column(Text, nullable=False))
    pipelines: str = Field(default="[]", sa_column=Column(Text, nullable=False))
    indexed: bool = False


class CardValue(SQLModel, table=True):
    """A value of an indexed field on a record, in the form of ``domain.value_keys``; not journalled.

    It follows from ``custom`` of all records, those out of sight included.
    """

    metadata = metadata
    __tablename__ = "card_value"
    __table_args__: ClassVar = {"sqlite_with_rowid": False}

    field_id: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    record_id: str = Field(primary_key=True)


class Preference(Table, table=True):
    """What a user chose for themselves, as JSON: which fields they see, which indicators, the feed's filter."""

    metadata = metadata
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: str = Field(primary_key=True)
    user_id: str = reference("member.id")
    name: str
    value: str = Field(sa_column=Column(Text, nullable=False))
