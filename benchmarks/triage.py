"""The queue of triage on many deals beside the same on a tenth of them, in turns: it is read and never counted."""

import asyncio
import time
from statistics import median

from benchmarks.figures import Measured
from benchmarks.plan import Plan
from benchmarks.stores import scratch
from crm_tui.domain.clock import SystemClock
from crm_tui.operations.base import Store
from crm_tui.operations.triage import ListTriage
from crm_tui.storage.opening import open_store

ROUNDS = 100
_TENTH = 10


def triage(plan: Plan) -> list[Measured]:
    """Medians of many answers, for one person and for everybody."""
    return asyncio.run(_compare(plan.deals))


async def _compare(deals: int) -> list[Measured]:
    large, small = [
        await open_store(str(scratch(size, f"triage-{size}")), clock=SystemClock(), create=False)
        for size in (deals, deals // _TENTH)
    ]
    measured = [
        await _question("triage.mine", large, small, ListTriage()),
        await _question("triage.all", large, small, ListTriage(everybody=True)),
    ]
    await large.close()
    await small.close()
    return measured


async def _question(key: str, large: Store, small: Store, query: ListTriage) -> Measured:
    ours: list[float] = []
    reference: list[float] = []
    for _round in range(ROUNDS):
        for store, took in ((large, ours), (small, reference)):
            start = time.perf_counter()
            await store.ask(query)
            took.append((time.perf_counter() - start) * 1_000)
    return Measured(key, median(ours), median(reference), len(ours), {"least": min(ours), "most": max(ours)})
