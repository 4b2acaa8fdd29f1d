"""What happened with a client: notes, memos, mentions, calls and messages. Of tasks see ``deals``."""

from typing import ClassVar

from sqlalchemy import Column, Index, Text, text
from sqlmodel import Field

from crm_tui.storage.tables.base import Table, metadata, moment, reference

_DELIVERED = text("delivery <> ''")


class Note(Table, table=True):
    """What somebody wrote down on a card (``subject_id``)."""

    metadata = metadata
    subject: ClassVar[str] = "subject_id"
    __table_args__ = (Index("ix_note_subject", "subject_id", "at", "id"),)

    id: str = Field(primary_key=True)
    subject_id: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    author_id: str = reference("member.id")
    at: int = moment()
    edited_at: int | None = moment(default=None)


class Memo(Table, table=True):
    """The one memo of a deal: its id is the deal's, so that there can be no second."""

    metadata = metadata

    id: str = reference("deal.id", primary_key=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    author_id: str = reference("member.id")
    at: int = moment()


class Mention(Table, table=True):
    """A colleague named in a note: unread until they have seen it."""

    metadata = metadata
    subject: ClassVar[str] = "subject_id"
    __table_args__ = (Index("ix_mention_user", "user_id", "read_at", "at"),)

    id: str = Field(primary_key=True)
    note_id: str = reference("note.id", index=True)
    user_id: str = reference("member.id")
    subject_id: str
    at: int = moment()
    read_at: int | None = moment(default=None)


class Communication(Table, table=True):
    """A call or a message with a client. ``seconds`` is how long a call was; ``state`` how far a message came.

    ``delivery`` names what came in by itself, so that it is taken once.
    """

    metadata = metadata
    subject: ClassVar[str] = "subject_id"
    __table_args__ = (
        Index("ix_communication_subject", "subject_id", "at", "id"),
        Index(
            "ix_communication_delivery",
            "channel",
            "delivery",
            unique=True,
            sqlite_where=_DELIVERED,
            postgresql_where=_DELIVERED,
        ),
    )

    id: str = Field(primary_key=True)
    subject_id: str
    channel: str
    incoming: bool
    address: str = ""
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    seconds: int | None = None
    state: str = ""
    problem: str = ""
    author_id: str | None = reference("member.id", default=None)
    at: int = moment()
    delivery: str = ""
