"""Sample data: deals as a demo makes them, with their past (``crm-tui demo``, the welcome)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from crm_tui.domain.rights import Right
from crm_tui.operations.base import Command, Route


@dataclass(frozen=True, slots=True)
class SampleBuyer:
    """A contact in the base. ``key`` tells that two deals have the same one."""

    key: int
    name: str
    phone: str
    email: str
    city: str
    company: str


@dataclass(frozen=True, slots=True)
class SampleTask:
    """A task of a sample deal."""

    kind: str
    text: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class SampleTalk:
    """Something that was said or written down on a sample deal: a note where ``channel`` is "", else a call or message.

    ``seconds`` is how long a call was, ``by`` counts the colleagues from 0.
    """

    channel: str
    incoming: bool
    text: str
    seconds: int | None
    at: datetime
    by: int


@dataclass(frozen=True, slots=True)
class SampleDeal:
    """A deal with its past. ``stage`` and ``responsible`` count from 0; ``amount`` is in minor units."""

    title: str
    stage: int
    amount: int | None
    currency: str
    person: str
    phone: str
    email: str
    buyer: SampleBuyer | None
    responsible: int | None
    tags: tuple[str, ...]
    description: str
    unread: bool
    created_at: datetime
    stage_since: datetime
    touched_at: datetime
    task: SampleTask | None
    moved_by: int | None
    talks: tuple[SampleTalk, ...] = ()
    memo: str = ""


@dataclass(frozen=True)
class LoadSample(Command[int]):
    """Fill a store with sample deals; the number loaded is the answer. It is no step of undo.

    ``colleagues`` are made where the store has none of that name; ``seed`` makes the ids. ``progress`` is told how many
    deals are in.
    """

    route = Route("POST", "/samples")
    right = Right.IMPORT
    undoable = False
    streamed = True
    seed: int
    colleagues: tuple[str, ...]
    deals: Iterable[SampleDeal]
    progress: Callable[[int], None] | None = None
