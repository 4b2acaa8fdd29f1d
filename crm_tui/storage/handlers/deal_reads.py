"""Reading deals: one with everything on it, and lists."""

from collections.abc import Sequence
from typing import Any

from crm_tui.domain.ids import DealId, PipelineId, StageId
from crm_tui.domain.money import Money
from crm_tui.operations.deals import DealCard, DealPage, DealRow, GetDeal, ListDeals
from crm_tui.operations.filters import Sort
from crm_tui.storage import deal_card, deal_sql, records
from crm_tui.storage.board_sql import Rows, buyer_state
from crm_tui.storage.context import Context, from_ms, from_ms_or_none, handles
from crm_tui.storage.tables import Deal


@handles(GetDeal)
def get_deal(context: Context, query: GetDeal) -> DealCard:
    """One deal."""
    return deal_card.read(records.rows_of(context), query.deal_id)


def card(context: Context, deal: Deal) -> DealCard:
    """A deal that was just written, as its screen shows it."""
    context.session.flush()
    return deal_card.read(records.rows_of(context), deal.id)


@handles(ListDeals)
def list_deals(context: Context, query: ListDeals) -> DealPage:
    """Deals as lines, under a filter, in an order, behind a row."""
    order = deal_sql.ORDERS[Sort.NEWEST if query.sort is Sort.RANK and query.stage_id is None else query.sort]
    rows = records.rows_of(context)
    condition = deal_sql.condition(query.filter, context.now, rows)
    if query.pipeline_id is not None:
        condition.add("d.pipeline_id = :pipeline", pipeline=query.pipeline_id)
    if query.stage_id is not None:
        condition.add("d.stage_id = :stage", stage=query.stage_id)
    if query.after is not None:
        sign = "<" if order.descending else ">"
        condition.add(deal_sql.beyond(order, sign), key=query.after[0], id=query.after[1])
    way = "DESC" if order.descending else "ASC"
    found = rows(
        f"{_LINE} WHERE {condition.sql} ORDER BY {order.key} {way}, d.id {way} LIMIT :limit".replace(":KEY", order.key),
        {**condition.values, "limit": query.limit + 1},
    )
    tags = _tags(rows, [row[0] for row in found[: query.limit]])
    lines = tuple(_row(row, tags[row[0]]) for row in found[: query.limit])
    return DealPage(rows=lines, complete=len(found) <= query.limit)


_LINE = """SELECT d.id, d.title, d.pipeline_id, p.name, d.stage_id, s.name, d.amount, d.currency, d.contact_name,
    d.buyer_id, d.has_contact, m.name, d.created_at, d.touched_at, d.next_task_at, :KEY
    FROM deal d JOIN pipeline p ON p.id = d.pipeline_id JOIN stage s ON s.id = d.stage_id
    LEFT JOIN member m ON m.id = d.responsible_id"""


_ASKED_TOGETHER = 500
_TAGS = """SELECT g.record_id, t.name FROM tagging g JOIN tag t ON t.id = g.tag_id
    WHERE g.record_id IN (:DEALS) AND g.deleted_at IS NULL AND t.deleted_at IS NULL ORDER BY t.name_key"""


def _tags(rows: Rows, deals: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The names of the tags that deals wear, in a question for many of them at a time."""
    worn: dict[str, tuple[str, ...]] = dict.fromkeys(deals, ())
    for start in range(0, len(deals), _ASKED_TOGETHER):
        part = {f"r{place}": deal for place, deal in enumerate(deals[start : start + _ASKED_TOGETHER])}
        for deal, name in rows(_TAGS.replace(":DEALS", ", ".join(f":{place}" for place in part)), part):
            worn[deal] += (name,)
    return worn


def _row(row: Sequence[Any], tags: tuple[str, ...]) -> DealRow:
    deal, title, pipeline_id, pipeline, stage_id, stage, amount, currency, contact, *rest = row
    buyer, has_contact, responsible, made, touched, task, key = rest
    return DealRow(
        id=DealId(deal),
        title=title,
        pipeline_id=PipelineId(pipeline_id),
        pipeline=pipeline,
        stage_id=StageId(stage_id),
        stage=stage,
        amount=None if amount is None else Money(amount, currency),
        contact=contact,
        buyer=buyer_state(buyer, has_contact),
        responsible=responsible or "",
        tags=tags,
        created_at=from_ms(made),
        touched_at=from_ms(touched),
        next_task_at=from_ms_or_none(task),
        sort_key=key,
    )
