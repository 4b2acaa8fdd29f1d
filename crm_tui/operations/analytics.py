"""Figures of the relation with a client, each with what it was counted from (C5, C10)."""

from dataclasses import dataclass
from datetime import datetime

from crm_tui.domain.ids import DealId, RecordId, VoucherId
from crm_tui.domain.money import Money
from crm_tui.operations.base import Query, Route


@dataclass(frozen=True, slots=True)
class DealFigure:
    """How many deals, their sums by currency, and which they are, newest first; at most a thousand are named."""

    count: int
    sums: tuple[Money, ...]
    deals: tuple[DealId, ...]


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """What was won in a month (``month`` as 2026-11) in the base's currency, by which deals; a thousand at most."""

    month: str
    amount: Money
    deals: tuple[DealId, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """The figures of a card; None where there is nothing to count from. Spans of time are in seconds.

    ``months`` are those in which something was won, the oldest first. ``mean_cheque`` is of won deals that have a
    budget, ``mean_cycle`` from made to closed, ``reply_time`` the mean from an incoming message or call to our next
    one, ``paid`` of what was invoiced. ``overdue_tasks`` and ``unpaid_invoices`` come by their deadline, a thousand at
    most.
    """

    open: DealFigure
    won: DealFigure
    lost: DealFigure
    months: tuple[MonthFigure, ...]
    mean_cheque: tuple[Money, ...]
    mean_cycle: int | None
    reply_time: int | None
    last_touch: datetime | None
    overdue_tasks: tuple[str, ...]
    invoiced: tuple[Money, ...]
    paid: tuple[Money, ...]
    unpaid_invoices: tuple[VoucherId, ...]


@dataclass(frozen=True)
class GetRelation(Query[Relation]):
    """The figures of a deal's, a contact's or a company's card. Raises NotFound."""

    route = Route("GET", "/records/{record_id}/relation")
    record_id: RecordId
