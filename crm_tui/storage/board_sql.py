"""The board's reads as SQL text, the same for every database, held against the tables by a test of their plans."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from crm_tui.domain.ids import DealId, PipelineId, StageId, TagId, UserId, ViewId
from crm_tui.domain.money import Money
from crm_tui.domain.rights import Role
from crm_tui.domain.stages import DealField, StageKind, WipRule
from crm_tui.operations.base import Operation
from crm_tui.operations.board import (
    Board,
    BoardCard,
    ColumnWindow,
    GetColumn,
    PipelineInfo,
    PlacedCard,
    PlaceInColumn,
    SavedView,
    StageInfo,
    Totals,
)
from crm_tui.operations.errors import NotFound
from crm_tui.operations.filters import DealFilter, Sort
from crm_tui.operations.values import BuyerState, Tag, User
from crm_tui.storage import deal_sql, view_json
from crm_tui.storage.dialects import Dialect

COUNT_CAP = 100_000


class Rows(Protocol):
    """Reads by plain SQL, in the dialect that its connection speaks."""

    @property
    def dialect(self) -> Dialect:
        """The database's own words."""
        ...

    def __call__(self, sql: str, values: Mapping[str, Any], *, keyed: bool = False) -> Sequence[Any]:
        """All rows of a statement, its values by ``:name``.

        ``keyed``: it finds records by whole keys alone, so that one plan serves all values and may be kept.
        """
        ...


# Joined to "", the column is no longer that of an index: beside one great import the planner would else walk all of
# ix_journal_entry_subject to save itself a DISTINCT.
SUBJECTS = "SELECT DISTINCT subject_id || '' FROM journal_entry WHERE seq = :seq"

CARD_COLUMNS = """d.id, d.title, d.amount, d.currency, d.contact_name, d.buyer_id, d.has_contact, d.responsible_id,
    d.unread, d.stage_since, d.touched_at, d.next_task_at, d.snoozed_until, d.spam"""


def answer(rows: Rows, query: Operation[Any], me: UserId, now: int) -> Any:
    """The answer to one of the questions in ``ANSWERS``, asked by ``me``. ``now`` is in milliseconds since 1970."""
    return ANSWERS[type(query).__name__](rows, query, me, now)


def board(rows: Rows, pipeline_id: PipelineId | None, me: UserId) -> Board:
    """Everything about a board but its cards. Raises NotFound."""
    found = pipelines(rows)
    chosen = next((one for one in found if one.id == pipeline_id), None) if pipeline_id else found[0]
    if chosen is None:
        raise NotFound("pipeline", pipeline_id or "")
    colleagues = users(rows)
    return Board(
        pipelines=found,
        pipeline=chosen,
        totals=totals(rows, chosen.id, DealFilter(), 0),
        users=colleagues,
        tags=tags(rows),
        views=views(rows, me),
        me=next((user for user in colleagues if user.id == me), colleagues[0]),
        seq=rows("SELECT value FROM sequence", {})[0][0],
        region="".join(row[0] for row in rows("SELECT value FROM setting WHERE key = 'region'", {})),
    )


def pipelines(rows: Rows) -> tuple[PipelineInfo, ...]:
    """All pipelines with their stages, the default one first."""
    stages: dict[str, list[StageInfo]] = defaultdict(list)
    for row in rows(
        "SELECT pipeline_id, id, name, kind, colour, probability, rot_days, wip_limit, wip_rule, required "
        "FROM stage WHERE deleted_at IS NULL ORDER BY position, id",
        {},
    ):
        stages[row[0]].append(_stage(row))
    found = rows(
        "SELECT id, name, is_default, currency, reopens FROM pipeline WHERE deleted_at IS NULL "
        "ORDER BY is_default DESC, position, id",
        {},
    )
    return tuple(PipelineInfo(PipelineId(r[0]), r[1], bool(r[2]), r[3], tuple(stages[r[0]]), bool(r[4])) for r in found)


def _stage(row: Sequence[Any]) -> StageInfo:
    _, stage_id, name, kind, colour, probability, rot_days, wip_limit, wip_rule, required = row
    return StageInfo(
        id=StageId(stage_id),
        name=name,
        kind=StageKind(kind),
        colour=colour,
        probability=probability,
        rot_days=rot_days,
        wip_limit=wip_limit,
        wip_rule=WipRule(wip_rule),
        required=tuple(DealField(field) for field in json.loads(required)),
    )


def users(rows: Rows) -> tuple[User, ...]:
    """Colleagues by name."""
    found = rows("SELECT id, name, initials, role FROM member WHERE deleted_at IS NULL ORDER BY name, id", {})
    return tuple(_user(row) for row in found)


def user(rows: Rows, name: str) -> User:
    """The colleague of that name; the owner where there is none."""
    found = rows(
        "SELECT id, name, initials, role FROM member WHERE deleted_at IS NULL "
        "ORDER BY name = :name DESC, role = 'owner' DESC, id LIMIT 1",
        {"name": name},
    )
    return _user(found[0])


def _user(row: Sequence[Any]) -> User:
    return User(UserId(row[0]), row[1], row[2], Role(row[3]))


def tags(rows: Rows) -> tuple[Tag, ...]:
    """The company's tags by name."""
    found = rows("SELECT id, name, colour FROM tag WHERE deleted_at IS NULL ORDER BY name_key", {})
    return tuple(Tag(TagId(row[0]), row[1], row[2]) for row in found)


def views(rows: Rows, me: str) -> tuple[SavedView, ...]:
    """The caller's own views and the shared ones, by name."""
    found = rows(
        "SELECT id, name, shared, filter, sort, columns, as_table FROM view "
        "WHERE deleted_at IS NULL AND (shared OR owner_id = :me) ORDER BY name, id",
        {"me": me},
    )
    return tuple(
        SavedView(
            id=ViewId(row[0]),
            name=row[1],
            shared=bool(row[2]),
            filter=view_json.read_filter(row[3]),
            sort=Sort(row[4]),
            columns=tuple(json.loads(row[5])),
            as_table=bool(row[6]),
        )
        for row in found
    )


def totals(rows: Rows, pipeline_id: PipelineId, wanted: DealFilter, now: int) -> tuple[Totals, ...]:
    """Counters of a pipeline's stages: the kept ones, or counted under a filter up to a bound."""
    if wanted.empty:
        return _totals(rows(_KEPT, {"p": pipeline_id}, keyed=True), capped=False)
    counted = _counted(rows, pipeline_id, wanted, now)
    return _totals(counted, capped=any(deals >= COUNT_CAP for _, _, deals, _ in counted))


def _totals(counted: Sequence[Any], *, capped: bool) -> tuple[Totals, ...]:
    """The counters of stages in the order of the rows: stage, currency, deals and amount."""
    sums: dict[str, list[tuple[int, Money]]] = defaultdict(list)
    for stage, currency, deals, amount in counted:
        sums[stage].append((deals, Money(amount, currency)))
    return tuple(
        Totals(
            stage_id=StageId(stage),
            deals=sum(deals for deals, _ in sums[stage]),
            sums=tuple(money for deals, money in sums[stage] if money.minor),
            capped=capped,
        )
        for stage in sums
    )


_KEPT = """
    SELECT s.id, coalesce(t.currency, ''), coalesce(t.deals, 0), coalesce(t.amount, 0)
    FROM stage s LEFT JOIN stage_stat t ON t.stage_id = s.id AND t.deals > 0
    WHERE s.pipeline_id = :p AND s.deleted_at IS NULL ORDER BY s.position, s.id, t.amount DESC
"""


def _counted(rows: Rows, pipeline_id: PipelineId, wanted: DealFilter, now: int) -> Sequence[Any]:
    condition = deal_sql.condition(wanted, now, rows)
    return rows(
        "SELECT s.id, coalesce(t.currency, ''), coalesce(t.deals, 0), coalesce(t.amount, 0) FROM stage s LEFT JOIN "
        "(SELECT stage_id, currency, count(*) AS deals, CAST(coalesce(sum(amount), 0) AS BIGINT) AS amount FROM "
        f"(SELECT d.stage_id, d.currency, d.amount FROM deal d WHERE d.pipeline_id = :p AND {condition.sql} "
        "LIMIT :cap) AS found GROUP BY stage_id, currency) AS t ON t.stage_id = s.id "
        "WHERE s.pipeline_id = :p AND s.deleted_at IS NULL ORDER BY s.position, s.id, t.amount DESC",
        {**condition.values, "p": pipeline_id, "cap": COUNT_CAP},
    )


def column(rows: Rows, query: GetColumn, now: int) -> ColumnWindow:
    """A window of a column's cards."""
    order = deal_sql.ORDERS[query.sort]
    condition = deal_sql.condition(query.filter, now, rows)
    condition.add("d.stage_id = :stage", stage=query.stage_id)
    downwards = order.descending is not query.backwards
    if query.edge is not None:
        sign = "<" if downwards else ">"
        condition.add(deal_sql.beyond(order, sign), key=query.edge.sort_key, id=query.edge.id)
    way = "DESC" if downwards else "ASC"
    found = list(
        rows(
            f"SELECT {CARD_COLUMNS}, {order.key} FROM deal d WHERE {condition.sql} "
            f"ORDER BY {order.key} {way}, d.id {way} LIMIT :limit",
            {**condition.values, "limit": query.limit + 1},
        )
    )
    complete = len(found) <= query.limit
    kept = found[: query.limit]
    if query.backwards:
        kept.reverse()
    return ColumnWindow(cards=cards(rows, kept), complete=complete)


def cards(rows: Rows, found: Sequence[Any]) -> tuple[BoardCard, ...]:
    """Cards from rows of CARD_COLUMNS and a sort key, their tags looked up in one go."""
    worn = _tags_of(rows, [row[0] for row in found])
    return tuple(_card(row, worn) for row in found)


def placed(rows: Rows, deal_ids: Sequence[DealId]) -> tuple[PlacedCard, ...]:
    """Cards with their places."""
    found = (one for deal_id in deal_ids if (one := _placed(rows, deal_id)) is not None)
    return tuple(found)


def _placed(rows: Rows, deal_id: DealId) -> PlacedCard | None:
    found = rows(
        f"SELECT {CARD_COLUMNS}, d.rank, d.stage_id FROM deal d WHERE d.id = :deal AND d.deleted_at IS NULL",
        {"deal": deal_id},
        keyed=True,
    )
    if not found:
        return None
    *card, stage = found[0]
    before = rows(
        "SELECT d.id FROM deal d WHERE d.stage_id = :stage AND d.deleted_at IS NULL "
        "AND (d.rank, d.id) < (:rank, :deal) ORDER BY d.rank DESC, d.id DESC LIMIT 1",
        {"stage": stage, "rank": card[-1], "deal": deal_id},
    )
    return PlacedCard(cards(rows, [card])[0], StageId(stage), DealId(before[0][0]) if before else None)


def _card(row: Sequence[Any], worn: dict[str, list[TagId]]) -> BoardCard:
    (
        deal,
        title,
        amount,
        currency,
        contact,
        buyer,
        has_contact,
        responsible,
        unread,
        since,
        touched,
        task,
        snoozed,
        spam,
        key,
    ) = row
    return BoardCard(
        id=DealId(deal),
        title=title,
        amount=None if amount is None else Money(amount, currency),
        contact=contact,
        buyer=buyer_state(buyer, has_contact),
        responsible=responsible,
        tags=tuple(worn.get(deal, ())),
        unread=bool(unread),
        in_stage_since=datetime.fromtimestamp(since / 1000, UTC),
        touched_at=datetime.fromtimestamp(touched / 1000, UTC),
        next_task_at=None if task is None else datetime.fromtimestamp(task / 1000, UTC),
        sort_key=key,
        snoozed_until=None if snoozed is None else datetime.fromtimestamp(snoozed / 1000, UTC),
        spam=bool(spam),
    )


def buyer_state(buyer_id: str | None, has_contact: object) -> BuyerState:
    """What the buyer icon tells of a deal."""
    if buyer_id:
        return BuyerState.SAVED
    return BuyerState.UNSAVED if has_contact else BuyerState.EMPTY


def _tags_of(rows: Rows, ids: list[str]) -> dict[str, list[TagId]]:
    worn: dict[str, list[TagId]] = defaultdict(list)
    if ids:
        among, values = rows.dialect.among("record_id", ids)
        sql = f"SELECT record_id, tag_id FROM tagging WHERE {among} AND deleted_at IS NULL"
        for record, tag in sorted(tuple(row) for row in rows(sql, values, keyed=True)):
            worn[record].append(TagId(tag))
    return worn


def place(rows: Rows, query: PlaceInColumn, now: int) -> int | None:
    """How many cards stand in front of a deal in its column, up to a bound; None beyond it or where it is not."""
    order = deal_sql.ORDERS[query.sort]
    condition = deal_sql.condition(query.filter, now, rows)
    found = rows(
        f"SELECT d.stage_id, {order.key} FROM deal d WHERE d.id = :deal AND {condition.sql}",
        {**condition.values, "deal": query.deal_id},
    )
    if not found:
        return None
    stage, key = found[0]
    sign = ">" if order.descending else "<"
    counted = rows(
        f"SELECT count(*) FROM (SELECT 1 FROM deal d WHERE {condition.sql} AND d.stage_id = :stage "
        f"AND {deal_sql.beyond(order, sign)} LIMIT :bound) AS before_it",
        {**condition.values, "stage": stage, "key": key, "id": query.deal_id, "bound": query.bound},
    )
    count = int(counted[0][0])
    return None if count >= query.bound else count


def _similar(rows: Rows, query: Any) -> Any:
    from crm_tui.storage import similar

    return similar.answer(rows, query)


# By name, so that what the first cards do without need not be imported for them.
ANSWERS: dict[str, Callable[[Rows, Any, UserId, int], Any]] = {
    "GetBoard": lambda rows, query, me, _now: board(rows, query.pipeline_id, me),
    "GetColumn": lambda rows, query, _me, now: column(rows, query, now),
    "CountColumns": lambda rows, query, _me, now: totals(rows, query.pipeline_id, query.filter, now),
    "PlaceInColumn": lambda rows, query, _me, now: place(rows, query, now),
    "GetCards": lambda rows, query, _me, _now: placed(rows, query.deal_ids),
    "ListPipelines": lambda rows, _query, _me, _now: pipelines(rows),
    "ListUsers": lambda rows, _query, _me, _now: users(rows),
    "FindSimilar": lambda rows, query, _me, _now: _similar(rows, query),
    "ListViews": lambda rows, _query, me, _now: views(rows, me),
}
