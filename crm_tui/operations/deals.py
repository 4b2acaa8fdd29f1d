"""Deals: read one, list them, make, change, move, assign, tag, delete (P4-P6, P10, D2, D3, D6)."""

from dataclasses import dataclass, field
from datetime import datetime

from crm_tui.domain.fields import FieldValue
from crm_tui.domain.ids import CompanyId, ContactId, DealId, PipelineId, ReasonId, StageId, UserId
from crm_tui.domain.money import Money
from crm_tui.domain.stages import StageKind
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.filters import DealFilter, Sort
from crm_tui.operations.remarks import Remark
from crm_tui.operations.values import (
    UNSET,
    BuyerState,
    Email,
    Event,
    Line,
    Name,
    Page,
    Person,
    Phone,
    Tag,
    TaskInfo,
    Text,
    Title,
    Unset,
    Window,
)


@dataclass(frozen=True, slots=True)
class DealCard:
    """A deal with everything its screen shows. ``custom`` holds values by field id (``domain.fields``)."""

    id: DealId
    title: str
    pipeline_id: PipelineId
    pipeline: str
    stage_id: StageId
    stage: str
    stage_kind: StageKind
    amount: Money | None
    currency: str
    people: tuple[Person, ...]
    buyer: BuyerState
    responsible: UserId | None
    responsible_name: str
    tags: tuple[Tag, ...]
    description: str
    comment: str
    tasks: tuple[TaskInfo, ...]
    unread: bool
    lost_reason: str
    lost_note: str
    created_at: datetime
    touched_at: datetime
    in_stage_since: datetime
    closed_at: datetime | None
    external_id: str
    extra: dict[str, str]
    seq: int
    source: str = ""
    company_id: CompanyId | None = None
    company: str = ""
    custom: dict[str, FieldValue] = field(default_factory=dict)
    memo: str = ""
    snoozed_until: datetime | None = None
    spam: bool = False


@dataclass(frozen=True, slots=True)
class DealRow:
    """A deal as a line of a list. ``sort_key`` with ``id`` is where the next page goes on from."""

    id: DealId
    title: str
    pipeline_id: PipelineId
    pipeline: str
    stage_id: StageId
    stage: str
    amount: Money | None
    contact: str
    buyer: BuyerState
    responsible: str
    tags: tuple[str, ...]
    created_at: datetime
    touched_at: datetime
    next_task_at: datetime | None
    sort_key: str | int


@dataclass(frozen=True, slots=True)
class DealPage:
    """Lines of a list and whether more follow."""

    rows: tuple[DealRow, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A deal that a bulk act would leave alone, and why."""

    deal_id: DealId
    title: str
    remark: Remark

    @property
    def reason(self) -> str:
        """Why, in the reader's language."""
        return str(self.remark)


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What a bulk act changed, or would change, and what it left alone."""

    changed: tuple[DealId, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Contact data of a deal as typed (D3). It always has a name (D2)."""

    name: Name
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    role: Line = ""
    contact_id: ContactId | None = None


@dataclass(frozen=True, slots=True)
class DealChanges:
    """A partial change: what is UNSET stays as it is. ``amount`` is text as a person types it (D6), "" empties it.

    ``company`` is a name, made where it is new; ``custom`` goes field by field, as typed, and "" empties one.
    """

    title: Title | Unset = UNSET
    amount: Line | Unset = UNSET
    description: Text | Unset = UNSET
    comment: Text | Unset = UNSET
    responsible: UserId | None | Unset = UNSET
    contact: NewPerson | Unset = UNSET
    lost_reason: ReasonId | Unset = UNSET
    lost_note: Line | Unset = UNSET
    source: Line | Unset = UNSET
    company: Name | Unset = UNSET
    custom: dict[str, FieldValue] = field(default_factory=dict)


@dataclass(frozen=True)
class GetDeal(Query[DealCard]):
    """One deal. Raises NotFound."""

    route = Route("GET", "/deals/{deal_id}")
    deal_id: DealId


@dataclass(frozen=True)
class GetHistory(Query[tuple[Event, ...]]):
    """What happened to a record, newest first, before a sequence where one is given."""

    route = Route("GET", "/history/{subject_id}")
    subject_id: str
    before: int | None = None
    limit: Window = 50


@dataclass(frozen=True)
class ListDeals(Query[DealPage]):
    """Deals as lines: of one pipeline or one stage or of all, under a filter. ``after`` goes on behind a row."""

    route = Route("POST", "/deals/list")
    pipeline_id: PipelineId | None = None
    stage_id: StageId | None = None
    filter: DealFilter = DealFilter()
    sort: Sort = Sort.NEWEST
    after: tuple[str | int, DealId] | None = None
    limit: Page = 100


@dataclass(frozen=True)
class CreateDeal(Command[DealCard]):
    """A new deal, at the top of its stage: the unsorted one of the default pipeline where none is named.

    ``contact`` may be left out; given, it has a name. ``tags`` and ``company`` are names; those that do not exist are
    made. Raises InvalidValue, NotFound, StageRefused, StageFull.
    """

    route = Route("POST", "/deals")
    title: Title
    contact: NewPerson | None = None
    amount: Line = ""
    stage_id: StageId | None = None
    tags: tuple[Name, ...] = ()
    responsible: UserId | None | Unset = UNSET
    description: Text = ""
    company: Name = ""


@dataclass(frozen=True)
class EditDeal(Command[DealCard]):
    """Change fields of a deal. Raises NotFound, InvalidValue."""

    route = Route("PATCH", "/deals/{deal_id}")
    deal_id: DealId
    changes: DealChanges


@dataclass(frozen=True)
class MoveDeal(Command[DealCard]):
    """Put a deal into a stage: right after another deal there, or at the top.

    ``fill`` carries the fields that the stage asks for. Raises NotFound, StageRefused when the stage's contract is not
    met, StageFull at a strict limit, InvalidValue.
    """

    route = Route("POST", "/deals/{deal_id}/move")
    deal_id: DealId
    stage_id: StageId
    after: DealId | None = None
    fill: DealChanges = DealChanges()


@dataclass(frozen=True)
class ShiftDeal(Command[DealCard]):
    """Move a deal up (negative) or down inside its stage by that many places. Raises NotFound."""

    route = Route("POST", "/deals/{deal_id}/shift")
    deal_id: DealId
    by: int


@dataclass(frozen=True)
class MarkRead(Command[DealCard]):
    """Take the unread mark off a deal, or put it back. Opening a deal does it; it is no step of undo.

    Raises NotFound.
    """

    route = Route("POST", "/deals/{deal_id}/read")
    undoable = False
    deal_id: DealId
    unread: bool = False


@dataclass(frozen=True, slots=True)
class BulkAct:
    """One act on many deals: move, assign, tag, change fields or delete; what is UNSET or empty is not done."""

    move_to: StageId | None = None
    assign_to: UserId | None | Unset = UNSET
    add_tags: tuple[Name, ...] = ()
    remove_tags: tuple[Name, ...] = ()
    fill: DealChanges = DealChanges()
    delete: bool = False

    @property
    def kind(self) -> str:
        """The name of what it does, as the journal keeps it for undo: the gravest where it does several things."""
        if self.delete:
            return "delete"
        if self.move_to is not None:
            return "move"
        return "tag" if self.add_tags or self.remove_tags else "edit" if self.assign_to is UNSET else "assign"


@dataclass(frozen=True)
class PreviewDeals(Query[BulkResult]):
    """What ``ChangeDeals`` would do: which deals change, which are refused and why (P6)."""

    route = Route("POST", "/deals/bulk/preview")
    rehearsal = True
    deal_ids: tuple[DealId, ...]
    act: BulkAct


@dataclass(frozen=True)
class ChangeDeals(Command[BulkResult]):
    """One act on many deals, in one transaction and one step of undo; deals that it does not fit are left alone."""

    route = Route("POST", "/deals/bulk")
    deal_ids: tuple[DealId, ...]
    act: BulkAct
