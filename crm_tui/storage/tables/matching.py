"""How people are found alike, which of them may be one, and who was merged into whom.

What follows from the contacts is not journalled: it is brought up to them in the transaction that writes them
(``storage.match_index``). Contacts stand in it by their ``n``.
"""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, Index, Text
from sqlmodel import Field, SQLModel

from crm_tui.storage.tables.base import Table, metadata, moment, reference

_COMPACT: Any = {"sqlite_with_rowid": False}
_GIVEN: Any = {"autoincrement": False}


class MatchProfile(SQLModel, table=True):
    """What a live contact is known by, as ``storage.match_source`` writes it: its keys are made of this alone."""

    metadata = metadata
    __tablename__ = "match_profile"

    contact: int = Field(primary_key=True, sa_column_kwargs=_GIVEN)
    said: str = Field(sa_column=Column(Text, nullable=False))


class MatchKey(SQLModel, table=True):
    """A key that a contact is found by: two who share one may be one person."""

    metadata = metadata
    __tablename__ = "match_key"
    __table_args__: ClassVar = _COMPACT

    key: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs=_GIVEN)
    contact: int = Field(primary_key=True, sa_column_kwargs=_GIVEN)


class MatchToken(SQLModel, table=True):
    """A word of people's names and how many contacts have it; the empty one counts the contacts."""

    metadata = metadata
    __tablename__ = "match_token"
    __table_args__: ClassVar = _COMPACT

    token: str = Field(primary_key=True)
    count: int


class MatchVariant(SQLModel, table=True):
    """A misspelling of a token, by which the token is found."""

    metadata = metadata
    __tablename__ = "match_variant"
    __table_args__: ClassVar = _COMPACT

    variant: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs=_GIVEN)
    token: str = Field(primary_key=True)


class MatchScan(SQLModel, table=True):
    """How far the base has been looked through for duplicates: contacts up to ``upto``. There is one row at most."""

    metadata = metadata
    __tablename__ = "match_scan"

    id: int = Field(primary_key=True)
    upto: int
    at: int = moment()


class MatchPending(SQLModel, table=True):
    """A contact that changed since it was looked through for duplicates."""

    metadata = metadata
    __tablename__ = "match_pending"

    contact: int = Field(primary_key=True, sa_column_kwargs=_GIVEN)


class MatchCandidate(SQLModel, table=True):
    """Two contacts that share keys, the older first, and have not been compared yet."""

    metadata = metadata
    __tablename__ = "match_candidate"
    __table_args__: ClassVar = _COMPACT

    first: int = Field(primary_key=True, sa_column_kwargs=_GIVEN)
    second: int = Field(primary_key=True, sa_column_kwargs=_GIVEN)


class Duplicate(SQLModel, table=True):
    """Two contacts that may be one, the older first, and how sure that is."""

    metadata = metadata
    __table_args__ = (
        Index("ix_duplicate_best", "score", "first", "second"),
        Index("ix_duplicate_second", "second"),
    )

    first: int = Field(primary_key=True, sa_column_kwargs=_GIVEN)
    second: int = Field(primary_key=True, sa_column_kwargs=_GIVEN)
    score: float
    band: str


class Distinct(Table, table=True):
    """Two contacts of whom somebody said that they are two people. Its id is both ids, so that a pair stands once."""

    metadata = metadata
    subject: ClassVar[str] = "first_id"
    __tablename__ = "not_duplicate"

    id: str = Field(primary_key=True)
    first_id: str = reference("contact.id")
    second_id: str = reference("contact.id")


class Merge(Table, table=True):
    """A contact (``other_id``) that was put into another. ``moved`` is what ``storage.merge_record`` tells of it."""

    metadata = metadata
    subject: ClassVar[str] = "contact_id"
    __tablename__ = "contact_merge"

    id: str = Field(primary_key=True)
    contact_id: str = reference("contact.id", index=True)
    other_id: str = reference("contact.id", index=True)
    moved: str = Field(sa_column=Column(Text, nullable=False))
    author_id: str = reference("member.id")
    at: int = moment()
    split_at: int | None = moment(default=None)
