"""Figures of the relation with a client. Everything is counted; of the ids behind a figure a thousand are named."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from crm_tui.domain.ids import DealId, VoucherId
from crm_tui.domain.money import Money
from crm_tui.domain.stages import StageKind
from crm_tui.operations.analytics import DealFigure, GetRelation, MonthFigure, Relation
from crm_tui.storage import records, scope
from crm_tui.storage.context import Context, from_ms, from_ms_or_none, handles
from crm_tui.storage.voucher_reads import PAID

NAMED: Final = 1_000
_QUARTER_MS: Final = 900_000
"""A quarter of an hour: in every zone each lies in one month."""

_DEALS: Final = """
    SELECT d.id, d.stage_id, d.amount, d.currency, d.created_at, d.closed_at, d.touched_at
    FROM scope o JOIN deal d ON d.id = o.id ORDER BY d.created_at DESC, d.id DESC
"""
# A row for each turn of the conversation on a card: of several messages in a row only the first waits for an answer.
_REPLY: Final = """
    SELECT avg(reply - at) FROM (
        SELECT at, incoming, lead(at) OVER (PARTITION BY subject_id ORDER BY at, id) AS reply FROM (
            SELECT c.id, c.subject_id, c.at, c.incoming,
                lag(c.incoming) OVER (PARTITION BY c.subject_id ORDER BY c.at, c.id) AS earlier
            FROM around a JOIN communication c ON c.subject_id = a.id WHERE c.deleted_at IS NULL
        ) line WHERE earlier IS NULL OR earlier <> incoming
    ) turn WHERE incoming AND reply IS NOT NULL
"""
_TOUCHES: Final = tuple(
    f"SELECT max(e.{at}) AS at FROM around a JOIN {table} e ON e.subject_id = a.id WHERE e.deleted_at IS NULL"
    for table, at in (("communication", "at"), ("note", "at"), ("task", "done_at"))
)
_OVERDUE: Final = f"""
    SELECT t.id, t.due_at FROM around a JOIN task t ON t.subject_id = a.id
    WHERE t.due_at < :now AND t.done_at IS NULL AND t.deleted_at IS NULL ORDER BY t.due_at, t.id LIMIT {NAMED}
"""
_INVOICES: Final = f"""
    SELECT v.id, v.amount, v.currency, {PAID} AS paid, coalesce(v.due_at, v.at) AS at
    FROM voucher v WHERE v.kind = 'invoice' AND v.deleted_at IS NULL
        AND v.id IN (SELECT l.voucher_id FROM around a JOIN voucher_link l ON l.record_id = a.id
            WHERE l.deleted_at IS NULL)
"""
# In one statement, so that a card's many deals are looked up once for all of these.
_REST: Final = f"""
    SELECT 'reply', '', CAST(NULL AS bigint), '', ({_REPLY}), 0
    UNION ALL SELECT 'touch', '', NULL, '', NULL, max(at) FROM ({" UNION ALL ".join(_TOUCHES)}) touched
    UNION ALL SELECT 'task', id, NULL, '', NULL, due_at FROM ({_OVERDUE}) late
    UNION ALL SELECT 'invoice', id, amount, currency, paid, at FROM ({_INVOICES}) invoice
"""
Row = Sequence[Any]


@handles(GetRelation)
def get_relation(context: Context, query: GetRelation) -> Relation:
    """The figures of a card."""
    begin = scope.begin(scope.kind_of(context, query.record_id))
    rows, about = records.rows_of(context), {"record": query.record_id, "now": context.now}
    deals, rest = rows(f"{begin} {_DEALS}", about), rows(f"{begin} {_REST}", about)
    won, lost, still_open = _by_end(deals, dict(rows("SELECT id, kind FROM stage", {})))
    invoices = _of_kind(rest, "invoice")
    ((*_reply, reply, _),), ((*_touch, touched),) = _of_kind(rest, "reply"), _of_kind(rest, "touch")
    return Relation(
        open=_figure(still_open),
        won=_figure(won),
        lost=_figure(lost),
        months=_months(won, context.currency),
        mean_cheque=_mean_cheque(won),
        mean_cycle=_mean_cycle([*won, *lost]),
        reply_time=None if reply is None else round(reply / 1000),
        last_touch=from_ms_or_none(_last_touch(deals, touched)),
        overdue_tasks=tuple(task[1] for task in _of_kind(rest, "task")),
        invoiced=_sums((invoice[2], invoice[3]) for invoice in invoices),
        paid=_sums((invoice[4], invoice[3]) for invoice in invoices),
        unpaid_invoices=tuple(VoucherId(each[1]) for each in invoices if (each[4] or 0) < (each[2] or 0))[:NAMED],
    )


def _by_end(deals: Sequence[Row], kinds: Mapping[str, str]) -> tuple[list[Row], list[Row], list[Row]]:
    """Deals that were won, that were lost, and those that are open, by the kind of their stage."""
    won: list[Row] = []
    lost: list[Row] = []
    still_open: list[Row] = []
    ends = {StageKind.WON.value: won, StageKind.LOST.value: lost}
    by_stage = {stage: ends.get(kind, still_open) for stage, kind in kinds.items()}
    for deal in deals:
        by_stage[deal[1]].append(deal)
    return won, lost, still_open


def _of_kind(rest: Sequence[Row], kind: str) -> list[Row]:
    """Rows of one kind by their moment: a union keeps no order."""
    return sorted((row for row in rest if row[0] == kind), key=lambda row: (row[5] or 0, row[1]))


def _last_touch(deals: Sequence[Row], touched: int | None) -> int | None:
    return max((at for at in (touched, *(deal[6] for deal in deals)) if at is not None), default=None)


def _figure(deals: Sequence[Row]) -> DealFigure:
    return DealFigure(len(deals), _sums((deal[2], deal[3]) for deal in deals), _named(deals))


def _named(deals: Sequence[Row]) -> tuple[DealId, ...]:
    return tuple(DealId(deal[0]) for deal in deals[:NAMED])


def _sums(amounts: Iterable[tuple[Any, str]]) -> tuple[Money, ...]:
    """Sums by currency, in the order of its code; what has no amount adds nothing."""
    sums: dict[str, int] = defaultdict(int)
    for amount, currency in amounts:
        if amount is not None:
            sums[currency] += int(amount)
    return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()))


def _months(won: Sequence[Row], currency: str) -> tuple[MonthFigure, ...]:
    """What was won by the month in which the deal was closed, here and not in Greenwich; the oldest first."""
    by_quarter: dict[int, list[Row]] = defaultdict(list)
    for deal in won:
        if deal[2] is not None and deal[3] == currency and deal[5] is not None:
            by_quarter[deal[5] // _QUARTER_MS].append(deal)
    by_month: dict[str, list[Row]] = defaultdict(list)
    for quarter, deals in by_quarter.items():
        by_month[f"{from_ms(quarter * _QUARTER_MS).astimezone():%Y-%m}"].extend(deals)
    return tuple(
        MonthFigure(month, Money(sum(deal[2] for deal in deals), currency), _named(deals))
        for month, deals in sorted(by_month.items())
    )


def _mean_cheque(won: Sequence[Row]) -> tuple[Money, ...]:
    paid = [deal for deal in won if deal[2] is not None]
    counts: dict[str, int] = defaultdict(int)
    for deal in paid:
        counts[deal[3]] += 1
    sums = _sums((deal[2], deal[3]) for deal in paid)
    return tuple(Money(_halves_up(total.minor, counts[total.currency]), total.currency) for total in sums)


def _halves_up(total: int, count: int) -> int:
    """A mean in whole minor units, exact however large the sum."""
    return (2 * total + count) // (2 * count)


def _mean_cycle(closed: Sequence[Row]) -> int | None:
    """Seconds from made to closed; a deal that was imported long after it had been closed says nothing of that."""
    spans = [deal[5] - deal[4] for deal in closed if deal[5] is not None and deal[5] >= deal[4]]
    return round(sum(spans) / len(spans) / 1000) if spans else None
