"""The queue of triage is read along indexes: nothing sorted, no scan of the deals, however many there are."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import UserId
from crm_tui.operations.base import Store
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.operations.pipelines import EditStage, StageChanges
from crm_tui.operations.triage import Cause
from crm_tui.storage import triage_queue
from tests.storage.acts import rows as raw_rows
from tests.storage.acts import stage_named
from tests.storage.test_plans import Explaining

DEALS = 480


@pytest_asyncio.fixture
async def full(store: Store, store_path: Path, clock: FixedClock) -> Path:
    """A store in which a deal in three is unsorted, one in three unread or overdue, and all others rot."""
    stages = ("Unsorted", "In work", "Offer")
    drafts = [Draft(n, title=f"deal {n}", stage=stages[n % 3]) for n in range(DEALS)]
    await store.do(ImportRecords(RecordKind.DEALS, drafts))
    for name in stages[1:]:
        await store.do(EditStage((await stage_named(store, name)).id, StageChanges(rot_days=1)))
    await store.close()
    with closing(sqlite3.connect(store_path)) as file, file:
        file.execute("UPDATE deal SET touched_at = touched_at - 1000 * n")
        file.execute("UPDATE deal SET touched_at = touched_at - 9 * 86400000, next_task_at = 1 WHERE n % 3 = 2")
        file.execute("UPDATE deal SET unread = 1 WHERE n % 9 = 0")
        file.execute("UPDATE deal SET snoozed_until = 9000000000000 WHERE n % 50 = 0")
        file.execute("ANALYZE")
    return store_path


@pytest.mark.parametrize("everybody", [False, True])
async def test_the_queue_is_read_along_indexes(full: Path, clock: FixedClock, everybody: bool) -> None:
    explaining = Explaining(full)
    me = UserId(raw_rows(full, "SELECT id FROM member")[0][0])

    queue = triage_queue.read(explaining, me, int(clock.now().timestamp() * 1000), everybody=everybody, limit=100)

    assert (len(queue.items), queue.capped) == (100, False)
    assert all(queue.counts[cause] > 0 for cause in (Cause.UNSORTED, Cause.UNREAD, Cause.OVERDUE))
    waiting, *others, asleep, due = explaining.plans[1:]
    used = re.findall(r"SEARCH d USING (?:COVERING )?INDEX (\w+)", waiting)
    assert set(used) == {"ix_deal_touched" if everybody else "ix_deal_waiting", "ix_deal_due"}, waiting
    assert "SCAN d USING INDEX ix_deal_unread" in waiting
    assert "ix_deal_snoozed" in asleep
    assert "ix_deal_due" in due
    for plan in (waiting, *others, asleep, due):
        assert "TEMP B-TREE" not in plan, plan
        assert not re.search(r"SCAN (d|deal)(?! USING INDEX ix_deal_unread)\b", plan), plan
