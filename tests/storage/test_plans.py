"""The reads that a key waits for use their indexes: no sorting, no scan of the deals."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest_asyncio

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import PipelineId, StageId
from crm_tui.operations.base import Store
from crm_tui.operations.board import ColumnWindow, Edge, GetBoard, GetCards, GetColumn, PlaceInColumn
from crm_tui.operations.deals import ListDeals
from crm_tui.operations.feed import FeedFilter
from crm_tui.operations.filters import DealFilter, Sort
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.storage import activity_sql, board_sql, deal_sql
from crm_tui.storage.activity_sql import Bound
from crm_tui.storage.dialects import SQLITE
from crm_tui.storage.hot import HotReads
from crm_tui.storage.tables import Deal
from tests.storage.acts import rows as raw_rows

DEALS = 3_000
INDEX = {
    Sort.RANK: "ix_deal_board",
    Sort.TOUCHED: "ix_deal_touched",
    Sort.ROTTING: "ix_deal_touched",
    Sort.AMOUNT: "ix_deal_amount",
}


class Explaining:
    """Answers SQL and keeps the plan of each statement."""

    dialect = SQLITE

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path)
        self.plans: list[str] = []

    def execute(self, sql: str, values: Mapping[str, Any]) -> sqlite3.Cursor:
        steps = self.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
        self.plans.append("\n".join(step[3] for step in steps))
        return self.connection.execute(sql, values)

    def __call__(self, sql: str, values: Mapping[str, Any], *, keyed: bool = False) -> Sequence[Any]:
        return self.execute(sql, values).fetchall()

    def assert_uses(self, index: str) -> None:
        """Check that the first statement uses an index and that none sorts or scans the deals."""
        assert f"USING INDEX {index}" in self.plans[0] or f"COVERING INDEX {index}" in self.plans[0], self.plans
        for plan in self.plans:
            assert "TEMP B-TREE" not in plan, plan
            assert not re.search(r"SCAN (d|deal)\b", plan), plan


@pytest_asyncio.fixture
async def full(store: Store, store_path: Path) -> Path:
    """A store with a few thousand deals in six stages, whose statistics are known."""
    stages = ("Unsorted", "In work", "Offer", "Contract")
    drafts = [
        Draft(n, title=f"deal {n}", stage=stages[n % 4], amount=str(n % 50), tags=[f"tag {n % 5}"])
        for n in range(DEALS)
    ]
    await store.do(ImportRecords(RecordKind.DEALS, drafts))
    await store.close()
    with closing(sqlite3.connect(store_path)) as connection, connection:
        connection.execute(
            "INSERT INTO journal SELECT 1 + n, 'Marked', actor_id, actor, origin, at, 'mark', NULL, 'done', 1 + n, '' "
            "FROM journal, deal WHERE seq = 1 AND n <= ?",
            [DEALS],
        )
    raw_rows(store_path, "ANALYZE")
    return store_path


async def test_the_hot_reads_use_their_indexes(full: Path, clock: FixedClock) -> None:
    stage = StageId(raw_rows(full, "SELECT id FROM stage WHERE name = 'Offer'")[0][0])
    for sort, index in INDEX.items():
        assert deal_sql.ORDERS[sort].indexed
        for backwards in (False, True):
            first = look(full, GetColumn(stage, backwards=backwards, sort=sort), index)
            card = first.cards[-1]
            look(full, GetColumn(stage, Edge(card.sort_key, card.id), backwards, sort=sort), index, ranged=True)

    assert {sort for sort, order in deal_sql.ORDERS.items() if order.indexed} == set(INDEX)


def look(path: Path, query: GetColumn, index: str, *, ranged: bool = False) -> ColumnWindow:
    """A window of a column, its plans checked, the look-up of its tags included.

    A ``ranged`` one goes on from its edge, instead of walking to it from the end of the column.
    """
    explaining = Explaining(path)
    window = board_sql.column(explaining, query, 0)
    explaining.assert_uses(index)
    assert len(window.cards) == query.limit
    assert "ix_tagging_record_id" in explaining.plans[1]
    assert bool(re.search(r"stage_id=\? AND .*[<>]", explaining.plans[0])) is ranged, explaining.plans[0]
    explaining.connection.close()
    return window


async def test_counters_and_places_use_their_indexes(full: Path, clock: FixedClock) -> None:
    explaining = Explaining(full)
    pipeline = PipelineId(raw_rows(full, "SELECT id FROM pipeline")[0][0])
    totals = board_sql.totals(explaining, pipeline, DealFilter(), 0)
    assert sum(total.deals for total in totals) == DEALS
    assert not any(re.search(r"\b(SCAN|SEARCH) (d|deal)\b", plan) for plan in explaining.plans)

    deal = raw_rows(full, "SELECT id FROM deal WHERE n = 2000")[0][0]
    for sort, index in INDEX.items():
        explaining.plans.clear()
        board_sql.place(explaining, PlaceInColumn(deal, sort=sort), 0)
        explaining.plans.reverse()
        explaining.assert_uses(index)
    explaining.plans.clear()
    board_sql.placed(explaining, GetCards((deal,)).deal_ids)
    explaining.assert_uses("sqlite_autoindex_deal_1")
    assert "ix_deal_board" in explaining.plans[1]


async def test_changes_are_read_from_where_they_were_left(full: Path, clock: FixedClock) -> None:
    explaining = Explaining(full)
    feed = HotReads(cast(sqlite3.Connection, explaining), clock)

    assert [change.operation for change in feed.changes_after(DEALS, "")] == ["Marked"]
    assert explaining.plans[0].startswith("SEARCH journal USING INTEGER PRIMARY KEY (rowid>?)")
    assert "TEMP B-TREE" not in explaining.plans[0]
    assert "SEARCH journal_entry USING PRIMARY KEY" in explaining.plans[1]


FEED_TABLES = "note|memo|task|communication|document|journal|journal_entry|e|deal|contact|company"


async def test_the_feed_walks_along_its_indexes(full: Path, clock: FixedClock) -> None:
    deal = raw_rows(full, "SELECT id FROM deal WHERE n = 2000")[0][0]
    explaining = Explaining(full)
    for newer in (False, True):
        bound = Bound(500, "x", 5_000)
        activity_sql.window(explaining, [deal], FeedFilter(), bound, newer=newer, limit=50)
    walks = [plan for plan in explaining.plans if "journal USING INTEGER PRIMARY KEY" not in plan]

    assert len(walks) == 12
    for plan in walks:
        assert "SEARCH" in plan, plan
        assert "TEMP B-TREE" not in plan, plan
    activity_sql.upcoming(explaining, [deal], 50)
    activity_sql.entries(explaining, [(deal, seq) for seq in range(1, 50)])
    activity_sql.named(explaining, [deal])
    assert not any(re.search(rf"\bSCAN ({FEED_TABLES})\b", plan) for plan in explaining.plans), explaining.plans


async def test_the_newest_deals_of_all_are_not_sorted(full: Path, clock: FixedClock) -> None:
    order = deal_sql.ORDERS[ListDeals().sort]
    explaining = Explaining(full)
    explaining(
        f"SELECT d.id FROM deal d WHERE d.deleted_at IS NULL ORDER BY {order.key} DESC, d.id DESC LIMIT :limit",
        {"limit": 100},
    )

    assert "ix_deal_created" in explaining.plans[0]
    assert "TEMP B-TREE" not in explaining.plans[0]


def test_the_columns_of_a_card_are_columns_of_the_table() -> None:
    named = re.findall(r"\bd\.(\w+)", board_sql.CARD_COLUMNS)

    assert len(named) == len(board_sql.CARD_COLUMNS.split(","))
    assert set(named) <= set(Deal.model_fields)


async def test_a_fresh_store_answers_the_board_too(store: Store) -> None:
    assert (await store.ask(GetBoard())).totals
