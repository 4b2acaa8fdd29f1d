"""The journal: who did what in which transaction, field by field."""

from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, Text, text
from sqlmodel import Field, SQLModel

from crm_tui.storage.tables.base import metadata, moment

# An INTEGER key is SQLite's own row number: what follows a sequence is then read in order, without a sort.
_ROW_NUMBER: Any = BigInteger().with_variant(Integer(), "sqlite")


# What the feed tells as a change: what it shows as items of their own is left out.
_CHANGES = text("entity NOT IN ('communication', 'document', 'memo', 'mention', 'note', 'task')")


class Transaction(SQLModel, table=True):
    """One command that was carried out.

    ``kind`` is do, mark (no step of undo), undo or redo; an undo and a redo name their ``target``. ``state`` is done or
    undone, and ``applied_seq`` the sequence at which it last became so.
    """

    metadata = metadata
    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_actor", "actor_id", "kind", "state", "seq"),)

    seq: int = Field(primary_key=True, sa_type=_ROW_NUMBER, sa_column_kwargs={"autoincrement": False})
    operation: str
    actor_id: str
    actor: str
    origin: str
    at: int = moment()
    kind: str = "do"
    target: int | None = Field(default=None, sa_type=BigInteger)
    state: str = "done"
    applied_seq: int = Field(sa_type=BigInteger)
    title: str = ""


class Entry(SQLModel, table=True):
    """One field of one record, before and after, as JSON values; ``field`` is empty where the record was made."""

    metadata = metadata
    __tablename__ = "journal_entry"
    __table_args__ = (
        Index("ix_journal_entry_subject", "subject_id", "seq"),
        Index("ix_journal_entry_changes", "subject_id", "seq", sqlite_where=_CHANGES, postgresql_where=_CHANGES),
        {"sqlite_with_rowid": False},
    )

    seq: int = Field(primary_key=True, sa_type=BigInteger)
    place: int = Field(primary_key=True)
    entity: str
    entity_id: str
    subject_id: str
    field: str
    old: str | None = Field(default=None, sa_column=Column(Text))
    new: str | None = Field(default=None, sa_column=Column(Text))


class Receipt(SQLModel, table=True):
    """A command that came with an idempotency key, and its answer: sent again, it is answered and not done again."""

    metadata = metadata

    actor_id: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    digest: str
    answer: str = Field(sa_column=Column(Text, nullable=False))
    at: int = moment(index=True)


class Sequence(SQLModel, table=True):
    """The one counter row. It is bumped last in each transaction, so that a sequence seen is a transaction seen."""

    metadata = metadata

    id: int = Field(primary_key=True)
    value: int = Field(sa_type=BigInteger)
