"""The reads that a key waits for use their indexes on PostgreSQL too, with 100,000 deals: no sorting, no scan."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import psycopg
import pytest

from crm_tui.domain.ids import PipelineId, StageId
from crm_tui.operations.board import Edge, GetColumn, PlaceInColumn
from crm_tui.operations.feed import FeedFilter, FeedKind
from crm_tui.operations.filters import DealFilter, Sort
from crm_tui.storage import activity_sql, board_sql, deal_sql, feed
from crm_tui.storage.activity_sql import BEFORE_NONE
from crm_tui.storage.dialects import POSTGRES
from crm_tui.storage.postgres_database import prepare
from crm_tui.storage.postgres_lines import LineRows

DEALS = 100_000
INDEX = {
    Sort.RANK: "ix_deal_board",
    Sort.TOUCHED: "ix_deal_touched",
    Sort.ROTTING: "ix_deal_touched",
    Sort.AMOUNT: "ix_deal_amount",
}
_FILL = """
INSERT INTO deal (n, id, title, pipeline_id, stage_id, rank, amount, currency, contact_name, has_contact, description,
    comment, unread, lost_note, created_at, touched_at, stage_since, external_id, extra)
SELECT n, lpad(to_hex(n), 32, '0'), 'deal ' || n, pipeline_id, stages[1 + n % 6], lpad(to_hex(n), 8, '0'), n % 500,
    'UAH', 'Марія ' || n, true, '', '', false, '', n, n * 7919 % 1000003, n, '', '{}'
FROM generate_series(1, 100000) AS n,
    (SELECT min(pipeline_id) AS pipeline_id, array_agg(id ORDER BY position) AS stages FROM stage) AS board;
INSERT INTO deal_search SELECT n, 'deal ' || n || ' марія ' || n FROM deal;
INSERT INTO journal SELECT n, 'Marked', id, 'a', 'o', 1, 'mark', NULL, 'done', n, '' FROM deal;
UPDATE sequence SET value = 100000;
INSERT INTO note (id, subject_id, text, author_id, at) SELECT 'n' || id, id, 'note', (SELECT min(id) FROM member), n
FROM deal;
INSERT INTO journal_entry (seq, place, entity, entity_id, subject_id, field, old, new)
SELECT n, 0, 'deal', id, id, 'title', '"a"', '"b"' FROM deal
"""


class Explaining:
    """Answers SQL and keeps the plan of each statement."""

    dialect = POSTGRES

    def __init__(self, line: psycopg.Connection) -> None:
        self.rows = LineRows(line)
        self.plans: list[str] = []

    def __call__(self, sql: str, values: Mapping[str, Any], *, keyed: bool = False) -> Sequence[Any]:
        self.plans.append("\n".join(line for (line,) in self.rows(f"EXPLAIN {sql}", values)))
        return self.rows(sql, values, keyed=keyed)

    def assert_calm(self) -> None:
        """Check that nothing sorts or scans the deals, and forget the plans."""
        for plan in self.plans:
            assert "Seq Scan on deal" not in plan, plan
            assert not re.search(r"^\s*(->\s+)?(Incremental )?Sort", plan, re.MULTILINE), plan
        self.plans.clear()


@pytest.fixture
def explaining(postgres_url: str) -> Iterator[Explaining]:
    """A store with 100,000 deals in six stages, whose statistics are known."""
    with psycopg.connect(postgres_url, autocommit=True) as line:
        line.execute(_FILL.encode())
        line.execute("VACUUM ANALYZE")
        prepare(line)
        yield Explaining(line)


def test_the_hot_reads_and_the_search_use_their_indexes(explaining: Explaining) -> None:
    ((stage, pipeline),) = explaining.rows("SELECT id, pipeline_id FROM stage WHERE name = 'Offer'", {})
    for sort, index in INDEX.items():
        for backwards in (False, True):
            first = board_sql.column(explaining, GetColumn(StageId(stage), backwards=backwards, sort=sort), 0)
            card = first.cards[-1]
            edge = Edge(card.sort_key, card.id)
            board_sql.column(explaining, GetColumn(StageId(stage), edge, backwards, sort=sort), 0)
            board_sql.place(explaining, PlaceInColumn(card.id, sort=sort), 0)
            assert index in explaining.plans[0]
            assert re.search(r"Index Cond: .*stage_id.*[<>]", explaining.plans[2]), explaining.plans[2]
            explaining.assert_calm()
    assert {sort for sort, order in deal_sql.ORDERS.items() if order.indexed} == set(INDEX)

    board_sql.placed(explaining, [card.id])
    explaining.assert_calm()
    totals = board_sql.totals(explaining, PipelineId(pipeline), DealFilter(), 0)
    assert sum(total.deals for total in totals) == DEALS
    assert not any(re.search(r"\bon deal\b", plan) for plan in explaining.plans)

    explaining.plans.clear()
    (change,) = feed.changes_after(explaining, DEALS - 1, "")
    assert change.seq == DEALS
    assert "pk_journal" in explaining.plans[0]
    assert not any(re.search(r"Seq Scan on (journal|journal_entry|deal)\b", plan) for plan in explaining.plans)
    explaining.plans.clear()

    for text in ("марія 777", "deal 99999", "марія", "100%", "zzz"):
        board_sql.column(explaining, GetColumn(StageId(stage), filter=DealFilter(text=text)), 0)
        assert "Seq Scan" not in explaining.plans[0], explaining.plans[0]
        explaining.plans.clear()


def test_the_feed_of_two_hundred_deals_walks_along_their_indexes(explaining: Explaining) -> None:
    deals = [row[0] for row in explaining.rows("SELECT id FROM deal ORDER BY n DESC LIMIT 200", {})]

    found = activity_sql.window(explaining, deals, FeedFilter(), BEFORE_NONE, newer=False, limit=50)
    activity_sql.upcoming(explaining, deals, 50)
    activity_sql.entries(explaining, [(row.subject_id, row.more[0]) for row in found if row.kind is FeedKind.CHANGE])
    activity_sql.named(explaining, deals)

    assert len(found) == 50
    assert len(explaining.plans) < 20
    for plan in explaining.plans:
        assert not re.search(r"Seq Scan on (note|journal|journal_entry|deal)\b", plan), plan
