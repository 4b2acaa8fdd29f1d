"""Values that several requests and answers share."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum
from typing import Annotated, Any, Final

from crm_tui.domain.ids import ContactId, TagId, TaskId, UserId
from crm_tui.domain.rights import Role


@dataclass(frozen=True)
class MaxLength:
    """How long a text may be, in characters; read by the validation at the door."""

    max_length: int

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Tell pydantic of the bound without importing it."""
        return {**handler(source), "max_length": self.max_length}


class Base64:
    """Says that bytes travel as base64 (RFC 4648) where the rest is JSON; read by the validation at the door."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Tell pydantic how bytes are read and written without importing it here."""
        from base64 import b64decode, b64encode

        from pydantic_core import core_schema

        def read(given: object) -> object:
            return b64decode(given, validate=True) if isinstance(given, str) else given

        return core_schema.no_info_before_validator_function(
            read,
            core_schema.bytes_schema(strict=True),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda data: b64encode(data).decode(), when_used="json", return_schema=core_schema.str_schema()
            ),
        )

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """How the description of the server tells of it."""
        return {"type": "string", "contentEncoding": "base64"}


Content = Annotated[bytes, Base64()]
Title = Annotated[str, MaxLength(500)]
Name = Annotated[str, MaxLength(500)]
Line = Annotated[str, MaxLength(2_000)]
Text = Annotated[str, MaxLength(1_000_000)]


class Unset(Enum):
    """Says that a partial change leaves a field alone, where None would empty it."""

    UNSET = "__unset__"


UNSET: Final = Unset.UNSET


class TaskKind(StrEnum):
    """What a task is."""

    CALL = "call"
    LETTER = "letter"
    MEETING = "meeting"
    OTHER = "other"


class BuyerState(StrEnum):
    """What the buyer icon tells (P3)."""

    SAVED = "saved"
    UNSAVED = "unsaved"
    EMPTY = "empty"


@dataclass(frozen=True)
class Phone:
    """A phone: as typed, in E.164 where it could be read, and why not where it could not."""

    typed: Line
    label: Line = ""
    e164: str | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Email:
    """An e-mail address as typed, with its label."""

    typed: Line
    label: Line = ""


@dataclass(frozen=True)
class Tag:
    """A tag of the company: unique whatever the case, with one of the theme's colours."""

    id: TagId
    name: str
    colour: str


@dataclass(frozen=True)
class User:
    """A colleague."""

    id: UserId
    name: str
    initials: str
    role: Role


@dataclass(frozen=True)
class TaskInfo:
    """A task: what is to be done, until when, by whom, and whether it is."""

    id: TaskId
    kind: TaskKind
    text: str
    due_at: datetime | None
    assignee_id: UserId | None
    done_at: datetime | None = None


@dataclass(frozen=True)
class Person:
    """A contact of a deal, as typed on it; ``contact_id`` names the saved record it was linked with."""

    id: str
    name: str
    role: str
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    contact_id: ContactId | None = None


@dataclass(frozen=True)
class Event:
    """One entry of a card's history: a transaction, and what it changed on that record.

    ``lines`` are (field, old, new), in the order written; ``field`` is empty where the record itself came or went.
    """

    seq: int
    at: datetime
    actor: str
    operation: str
    lines: tuple[tuple[str, str | None, str | None], ...] = field(default=())
