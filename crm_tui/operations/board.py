"""The board: its columns, their counters, and the cards that are on the screen (P1-P3, P8, P11, P13)."""

from dataclasses import dataclass
from datetime import datetime

from crm_tui.domain.ids import DealId, PipelineId, StageId, TagId, UserId, ViewId
from crm_tui.domain.money import Money
from crm_tui.domain.stages import DealField, StageKind, WipRule
from crm_tui.operations.base import Query, Route
from crm_tui.operations.filters import DealFilter, Sort
from crm_tui.operations.values import BuyerState, Reach, Tag, User, Window


@dataclass(frozen=True)
class StageInfo:
    """A stage of a pipeline with all that it demands (P1). ``probability`` is in percent, ``rot_days`` 0 is never."""

    id: StageId
    name: str
    kind: StageKind
    colour: str
    probability: int
    rot_days: int
    wip_limit: int | None
    wip_rule: WipRule
    required: tuple[DealField, ...]


@dataclass(frozen=True)
class PipelineInfo:
    """A pipeline and its stages in order; the first is the unsorted one. ``reopens``: see ``triage.SetReopening``."""

    id: PipelineId
    name: str
    is_default: bool
    currency: str
    stages: tuple[StageInfo, ...]
    reopens: bool = False


@dataclass(frozen=True)
class Totals:
    """A stage's counters: deals, and the sum per currency. ``capped`` says that counting stopped at a bound."""

    stage_id: StageId
    deals: int
    sums: tuple[Money, ...]
    capped: bool = False


@dataclass(frozen=True)
class SavedView:
    """A filter, a sort and the columns under a name, mine or everybody's."""

    id: ViewId
    name: str
    shared: bool
    filter: DealFilter
    sort: Sort
    columns: tuple[str, ...]
    as_table: bool


@dataclass(frozen=True)
class Board:
    """Everything about a board but its cards.

    ``seq`` is the journal's sequence it was read at, ``region`` the country by which national phone numbers read.
    """

    pipelines: tuple[PipelineInfo, ...]
    pipeline: PipelineInfo
    totals: tuple[Totals, ...]
    users: tuple[User, ...]
    tags: tuple[Tag, ...]
    views: tuple[SavedView, ...]
    me: User
    seq: int
    region: str = ""


@dataclass(frozen=True)
class BoardCard:
    """What a card on the board shows. ``sort_key`` with ``id`` is where the next window goes on from.

    ``spam`` says that somebody on the deal is on that list.
    """

    id: DealId
    title: str
    amount: Money | None
    contact: str
    buyer: BuyerState
    responsible: UserId | None
    tags: tuple[TagId, ...]
    unread: bool
    in_stage_since: datetime
    touched_at: datetime
    next_task_at: datetime | None
    sort_key: str | int
    snoozed_until: datetime | None = None
    spam: bool = False


@dataclass(frozen=True)
class Edge:
    """A place in a column's order, just beside a card."""

    sort_key: str | int
    id: DealId


@dataclass(frozen=True)
class ColumnWindow:
    """Cards of a column in its order. ``complete`` says that the order ends here, in the direction asked."""

    cards: tuple[BoardCard, ...]
    complete: bool


@dataclass(frozen=True)
class PlacedCard:
    """A card and where it stands: its stage, and the deal right in front of it in the order made by hand."""

    card: BoardCard
    stage_id: StageId
    after: DealId | None


@dataclass(frozen=True)
class GetBoard(Query[Board]):
    """A pipeline with its stages and counters. The default pipeline if none is named. Raises NotFound."""

    route = Route("GET", "/board")
    pipeline_id: PipelineId | None = None


@dataclass(frozen=True)
class GetColumn(Query[ColumnWindow]):
    """A window of a column: after an edge, or before one (``backwards``), or from either end where no edge is given."""

    route = Route("POST", "/stages/{stage_id}/window")
    stage_id: StageId
    edge: Edge | None = None
    backwards: bool = False
    limit: Window = 64
    filter: DealFilter = DealFilter()
    sort: Sort = Sort.RANK


@dataclass(frozen=True)
class CountColumns(Query[tuple[Totals, ...]]):
    """Counters of a pipeline's stages under a filter; without one the kept counters answer."""

    route = Route("POST", "/pipelines/{pipeline_id}/totals")
    pipeline_id: PipelineId
    filter: DealFilter = DealFilter()


@dataclass(frozen=True)
class PlaceInColumn(Query[int | None]):
    """How many cards stand in front of a deal in its column, or None when it is not among them.

    Counting stops at ``bound``: the board asks only to find its way back to a deal that is near.
    """

    route = Route("POST", "/deals/{deal_id}/place")
    deal_id: DealId
    filter: DealFilter = DealFilter()
    sort: Sort = Sort.RANK
    bound: Reach = 5_000


@dataclass(frozen=True)
class GetCards(Query[tuple[PlacedCard, ...]]):
    """Cards of these deals with their places, in the order asked; deals that are gone are left out."""

    route = Route("POST", "/deals/cards")
    deal_ids: tuple[DealId, ...]
