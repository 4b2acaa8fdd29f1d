"""Triage: the queue of deals that want somebody, filed, snoozed, and appeals as they come in (P12, I2-I4, I8)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crm_tui.domain.ids import DealId, PipelineId, StageId, UserId
from crm_tui.domain.rights import Right
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.board import PipelineInfo
from crm_tui.operations.deals import DealCard, DealChanges
from crm_tui.operations.notes import Channel
from crm_tui.operations.values import BuyerState, Line, Name, Text, Window


class Cause(StrEnum):
    """Why a deal waits for somebody, the most urgent first."""

    UNSORTED = "unsorted"
    UNREAD = "unread"
    OVERDUE = "overdue"
    ROTTING = "rotting"


@dataclass(frozen=True, slots=True)
class TriageItem:
    """A deal that waits: its most urgent cause, and since when that holds.

    ``others`` are the other appeals of the same number or address, all of them unsorted: one act files them together.
    ``deal_id`` is the oldest, which takes the others over.
    """

    deal_id: DealId
    others: tuple[DealId, ...]
    title: str
    cause: Cause
    since: datetime
    contact: str
    buyer: BuyerState
    responsible: UserId | None

    @property
    def deal_ids(self) -> tuple[DealId, ...]:
        """All deals of the item, the oldest first."""
        return (self.deal_id, *self.others)


@dataclass(frozen=True, slots=True)
class TriageQueue:
    """What waits, the most urgent first, and how many items each cause has, all of which are counted once.

    ``capped`` says that counting stopped at a bound. ``wakes_at`` is when the next snoozed deal comes back by itself
    and ``snoozed`` how many sleep, ``due_at`` when the next planned task falls due.
    """

    items: tuple[TriageItem, ...]
    counts: dict[Cause, int]
    capped: bool
    snoozed: int
    wakes_at: datetime | None
    due_at: datetime | None

    @property
    def total(self) -> int:
        """How many items wait."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class ListTriage(Query[TriageQueue]):
    """The deals that wait for the caller or for nobody; ``everybody`` asks for the colleagues' too.

    Snoozed ones are left out until their moment, those from the spam list altogether.
    """

    route = Route("GET", "/triage")
    everybody: bool = False
    limit: Window = 100


@dataclass(frozen=True)
class FileDeals(Command[DealCard]):
    """File a deal: from the unsorted stage into the first open one of its pipeline, or the one that is named.

    Who files becomes responsible where nobody is. Of several appeals of one person the oldest takes over what the
    others hold, and those go out of sight. ``fill`` carries the fields that the stage asks for. Raises NotFound,
    AlreadyFiled, StageRefused, StageFull, InvalidValue where the deals are of different people or the pipeline has no
    open stage.
    """

    route = Route("POST", "/triage/file")
    deal_ids: tuple[DealId, ...]
    stage_id: StageId | None = None
    fill: DealChanges = DealChanges()


@dataclass(frozen=True)
class SnoozeDeals(Command[DealCard]):
    """Keep deals out of the queue until a moment; None brings them back at once. Answers with the first of them.

    Raises NotFound, InvalidValue where the moment has passed.
    """

    route = Route("POST", "/triage/snooze")
    deal_ids: tuple[DealId, ...]
    until: datetime | None


class Taken(StrEnum):
    """What came of an appeal."""

    NEW = "new"
    """Nobody knew who it was: a new deal in the unsorted stage."""
    GROUPED = "grouped"
    """It joined the unsorted deal that an earlier appeal of theirs had made."""
    LANDED = "landed"
    """It landed in the open deal of the one who appealed."""
    REOPENED = "reopened"
    """Their closed deal was opened again, as its pipeline wants it."""
    REPEATED = "repeated"
    """This very delivery was taken before; nothing changed."""
    SPAM = "spam"
    """It came from the spam list: no deal was made or brought to anybody's eyes, the appeal is kept."""


@dataclass(frozen=True, slots=True)
class Appeal:
    """What came of an appeal, and the deal that it is on; None where that is out of sight."""

    outcome: Taken
    deal: DealCard | None


@dataclass(frozen=True)
class RecordAppeal(Command[Appeal]):
    """A call, a message or a form came in: it lands on the deal of whoever it is from, or makes an unsorted one.

    ``key`` names the delivery in its channel: the same one changes nothing a second time, whenever it comes. ``at`` is
    now where it is left out, ``seconds`` how long a call was. Raises InvalidValue where neither phone, e-mail nor name
    is given.
    """

    route = Route("POST", "/appeals")
    undoable = False
    channel: Channel
    key: Line
    phone: Line = ""
    email: Line = ""
    name: Name = ""
    text: Text = ""
    at: datetime | None = None
    seconds: int | None = None


@dataclass(frozen=True)
class SetReopening(Command[PipelineInfo]):
    """Whether an appeal of somebody whose deals are all closed opens the last of them again, or makes a new one.

    Raises NotFound.
    """

    route = Route("PUT", "/pipelines/{pipeline_id}/reopening")
    right = Right.EDIT_PIPELINES
    pipeline_id: PipelineId
    reopens: bool
