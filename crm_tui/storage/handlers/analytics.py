"""Figures of the relation with a client. Everything is counted; of the ids behind a figure a thousand are named."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from crm_tui.domain.ids import DealId, VoucherId
from crm_tui.domain.money import Money
from crm_tui.operations.analytics import DealFigure, GetRelation, MonthFigure, Relation
from crm_tui.storage import records, scope
from crm_tui.storage.context import Context, from_ms, from_ms_or_none, handles
from crm_tui.storage.voucher_reads import PAID

NAMED: Final = 1_000
_QUARTER_MS: Final = 900_000
"""A quarter of an hour: in every zone each lies in one month."""

_ENDS: Final = ("won", "lost")
_CLOSED: Final = ", ".join(f"'{end}'" for end in _ENDS)
# How many deals and how much by the stage's kind and currency; how long those that were closed took; the newest ids;
# of what was won each deal, for its month.
_DEALS: Final = f"""
    SELECT 'end', s.kind, o.currency, count(*), sum(o.amount), count(o.amount), max(o.touched_at)
        FROM scope o JOIN stage s ON s.id = o.stage_id GROUP BY s.kind, o.currency
    UNION ALL SELECT 'cycle', '', '', count(*), sum(o.closed_at - o.created_at), NULL, NULL
        FROM scope o JOIN stage s ON s.id = o.stage_id WHERE s.kind IN ({_CLOSED}) AND o.closed_at >= o.created_at
    UNION ALL SELECT 'won', o.id, o.currency, o.created_at, o.amount, o.closed_at, NULL
        FROM scope o JOIN stage s ON s.id = o.stage_id WHERE s.kind = 'won'
    UNION ALL SELECT 'lost', id, '', created_at, NULL, NULL, NULL FROM (SELECT o.id, o.created_at
        FROM scope o JOIN stage s ON s.id = o.stage_id WHERE s.kind = 'lost'
        ORDER BY o.created_at DESC, o.id DESC LIMIT {NAMED}) lost
    UNION ALL SELECT 'open', id, '', created_at, NULL, NULL, NULL FROM (SELECT o.id, o.created_at
        FROM scope o JOIN stage s ON s.id = o.stage_id WHERE s.kind NOT IN ({_CLOSED})
        ORDER BY o.created_at DESC, o.id DESC LIMIT {NAMED}) unclosed
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
# What happens on a deal touches it: only what stands on the card itself is looked for.
_TOUCHES: Final = tuple(
    f"SELECT max(e.{at}) AS at FROM {table} e WHERE e.subject_id = :record AND e.deleted_at IS NULL"
    for table, at in (("communication", "at"), ("note", "at"), ("task", "done_at"))
)
# A deal knows the first of its open tasks: most need not be looked at.
_OVERDUE: Final = f"""
    SELECT t.id, t.due_at FROM (SELECT id FROM scope WHERE next_task_at < :now UNION SELECT CAST(:record AS text)) late
    JOIN task t ON t.subject_id = late.id
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
    UNION ALL SELECT 'task', id, NULL, '', NULL, due_at FROM ({_OVERDUE}) overdue
    UNION ALL SELECT 'invoice', id, amount, currency, paid, at FROM ({_INVOICES}) invoice
"""
Row = Sequence[Any]


@handles(GetRelation)
def get_relation(context: Context, query: GetRelation) -> Relation:
    """The figures of a card."""
    begin = scope.begin(scope.kind_of(context, query.record_id))
    rows, about = records.rows_of(context), {"record": query.record_id, "now": context.now}
    deals, rest = rows(f"{begin} {_DEALS}", about), rows(f"{begin} {_REST}", about)
    ends, invoices = _of_kind(deals, "end"), _of_kind(rest, "invoice")
    won = sorted((row for row in deals if row[0] == "won"), key=_newest, reverse=True)
    ((*_cycle, closed, took, _, _),) = _of_kind(deals, "cycle")
    ((*_reply, reply, _),), ((*_touch, touched),) = _of_kind(rest, "reply"), _of_kind(rest, "touch")
    return Relation(
        open=_figure(deals, "open", [end for end in ends if end[1] not in _ENDS]),
        won=_figure(deals, "won", [end for end in ends if end[1] == "won"]),
        lost=_figure(deals, "lost", [end for end in ends if end[1] == "lost"]),
        months=_months(won, context.currency),
        mean_cheque=_mean_cheque([end for end in ends if end[1] == "won"]),
        mean_cycle=round(int(took) / closed / 1000) if closed else None,
        reply_time=None if reply is None else round(reply / 1000),
        last_touch=from_ms_or_none(max((at for at in (touched, *(end[6] for end in ends)) if at), default=None)),
        overdue_tasks=tuple(task[1] for task in _of_kind(rest, "task")),
        invoiced=_sums((invoice[2], invoice[3]) for invoice in invoices),
        paid=_sums((invoice[4], invoice[3]) for invoice in invoices),
        unpaid_invoices=tuple(VoucherId(each[1]) for each in invoices if (each[4] or 0) < (each[2] or 0))[:NAMED],
    )


def _newest(deal: Row) -> tuple[int, str]:
    return deal[3], deal[1]


def _figure(deals: Sequence[Row], end: str, counted: Sequence[Row]) -> DealFigure:
    """The deals that came to an end, or are open: how many and how much by ``counted``, the newest by name."""
    named = sorted((row for row in deals if row[0] == end), key=_newest, reverse=True)
    return DealFigure(sum(row[3] for row in counted), _sums((row[4], row[2]) for row in counted), _named(named))


def _of_kind(found: Sequence[Row], kind: str) -> list[Row]:
    """Rows of one kind by their moment: a union keeps no order."""
    return sorted((row for row in found if row[0] == kind), key=lambda row: (row[5] or 0, row[1]))


def _named(deals: Sequence[Row]) -> tuple[DealId, ...]:
    return tuple(DealId(deal[1]) for deal in deals[:NAMED])


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
        if deal[4] is not None and deal[2] == currency and deal[5] is not None:
            by_quarter[deal[5] // _QUARTER_MS].append(deal)
    by_month: dict[str, list[Row]] = defaultdict(list)
    for quarter, deals in by_quarter.items():
        by_month[f"{from_ms(quarter * _QUARTER_MS).astimezone():%Y-%m}"].extend(deals)
    return tuple(
        MonthFigure(month, Money(int(sum(deal[4] for deal in deals)), currency), _named(deals))
        for month, deals in sorted(by_month.items())
    )


def _mean_cheque(won: Sequence[Row]) -> tuple[Money, ...]:
    counts = {row[2]: row[5] for row in won}
    sums = _sums((row[4], row[2]) for row in won)
    return tuple(Money(_halves_up(total.minor, counts[total.currency]), total.currency) for total in sums)


def _halves_up(total: int, count: int) -> int:
    """A mean in whole minor units, exact however large the sum."""
    return (2 * total + count) // (2 * count)
