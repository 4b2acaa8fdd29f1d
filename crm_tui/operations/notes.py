"""What managers write down on a card: notes with mentions, the one memo, calls and messages (F1, F3, F4)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crm_tui.domain.ids import DealId, NoteId, RecordId, UserId
from crm_tui.domain.rights import Right
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.values import Line, Page, Text


class Channel(StrEnum):
    """By what a client was reached, or reached us."""

    CALL = "call"
    SMS = "sms"
    EMAIL = "email"
    VIBER = "viber"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    MEETING = "meeting"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NoteInfo:
    """A note. ``mentioned`` are the colleagues that it names."""

    id: NoteId
    subject_id: RecordId
    text: str
    author_id: UserId
    author: str
    at: datetime
    edited_at: datetime | None
    mentioned: tuple[UserId, ...]


@dataclass(frozen=True, slots=True)
class MemoInfo:
    """The memo of a deal; its text is "" while there is none."""

    deal_id: DealId
    text: str
    author: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class CommunicationInfo:
    """A call or a message. ``seconds`` is how long a call was, None where nobody answered or knows."""

    id: str
    subject_id: RecordId
    channel: Channel
    incoming: bool
    address: str
    text: str
    seconds: int | None
    state: str
    problem: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MentionInfo:
    """A note in which the caller was named; ``title`` is the card's."""

    note: NoteInfo
    title: str
    entity: str
    unread: bool


@dataclass(frozen=True)
class AddNote(Command[NoteInfo]):
    """A note on a card; ``@name`` in it mentions a colleague. Raises NotFound, InvalidValue where it is empty."""

    route = Route("POST", "/records/{subject_id}/notes")
    subject_id: RecordId
    text: Text


@dataclass(frozen=True)
class EditNote(Command[NoteInfo]):
    """Write a note anew; colleagues who are named in it for the first time are told. Raises NotFound, InvalidValue."""

    route = Route("PATCH", "/notes/{note_id}")
    note_id: NoteId
    text: Text


@dataclass(frozen=True)
class DeleteNote(Command[None]):
    """Take a note out of sight. Raises NotFound."""

    route = Route("DELETE", "/notes/{note_id}")
    note_id: NoteId


@dataclass(frozen=True)
class SetMemo(Command[MemoInfo]):
    """Write the one memo of a deal, or write it anew; an empty text takes it away. Raises NotFound."""

    route = Route("PUT", "/deals/{deal_id}/memo")
    deal_id: DealId
    text: Text


@dataclass(frozen=True)
class LogCommunication(Command[CommunicationInfo]):
    """A call or a message that took place outside the program. ``at`` is now where it is left out.

    Raises NotFound, InvalidValue.
    """

    route = Route("POST", "/records/{subject_id}/communications")
    subject_id: RecordId
    channel: Channel
    incoming: bool = False
    text: Text = ""
    address: Line = ""
    seconds: int | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class ListMentions(Query[tuple[MentionInfo, ...]]):
    """Where the caller was named, newest first, unread ones alone where asked."""

    route = Route("GET", "/mentions")
    unread_only: bool = True
    limit: Page = 100


@dataclass(frozen=True)
class ReadMentions(Command[int]):
    """The caller has seen the mentions on a card; how many were unread. It is no step of undo."""

    route = Route("POST", "/records/{subject_id}/mentions/read")
    right = Right.EDIT_OWN_VIEWS
    undoable = False
    subject_id: RecordId
