"""The board's questions through the same door on PostgreSQL and on SQLite, the same deals in both, in turns."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.figures import Measured
from benchmarks.plan import Plan
from benchmarks.stores import store
from crm_tui.domain.clock import SystemClock
from crm_tui.operations.base import Change, Query, Store
from crm_tui.operations.board import Board, CountColumns, GetBoard, GetColumn
from crm_tui.storage.opening import open_store
from crm_tui.storage.upkeep import copy
from tests.postgres_server import OwnServer, administer, programs

ROUNDS, IN_A_ROW = 20, 25
Asks = Callable[[Board], Query[Any]]
QUESTIONS: dict[str, Asks] = {
    "postgres.column": lambda board: GetColumn(board.pipeline.stages[1].id),
    "postgres.counters": lambda board: CountColumns(board.pipeline.id),
}


def postgres(plan: Plan) -> list[Measured]:
    """Medians of many answers, asked in blocks, now here, now there."""
    origin = store(plan.many_deals)
    with _database(origin) as where:
        return asyncio.run(_compare(where, str(origin)))


@contextmanager
def _database(origin: Path) -> Iterator[str]:
    found = programs()
    if found is None:
        raise RuntimeError("there is no PostgreSQL; install its server and try again")
    server = OwnServer(found)
    server.start()
    try:
        administer(server, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", "bench")
        copy(str(origin), server.url("bench"), lambda _done, _total: None)
        yield server.url("bench")
    finally:
        server.remove()


async def _compare(there: str, here: str) -> list[Measured]:
    """Both are followed meanwhile, as every board follows its store."""
    ours, reference = [await open_store(where, clock=SystemClock(), create=False) for where in (there, here)]
    following = [asyncio.create_task(_follow(one.changes())) for one in (ours, reference)]
    board = await ours.ask(GetBoard())
    measured = [await _question(key, ask(board), ours, reference) for key, ask in QUESTIONS.items()]
    for one in (ours, reference):
        await one.close()
    await asyncio.gather(*following)
    return measured


async def _follow(feed: AsyncIterator[Change]) -> None:
    async for _change in feed:
        continue


async def _question(key: str, query: Query[Any], ours: Store, reference: Store) -> Measured:
    took: dict[int, list[float]] = {id(ours): [], id(reference): []}
    for _round in range(ROUNDS):
        for one in (ours, reference):
            took[id(one)] += [await _milliseconds(one, query) for _ in range(IN_A_ROW)]
    mine, theirs = took[id(ours)], took[id(reference)]
    return Measured(key, median(mine), median(theirs), len(mine), {"least": min(mine), "most": max(mine)})


async def _milliseconds(asked: Store, query: Query[Any]) -> float:
    start = time.perf_counter()
    await asked.ask(query)
    return (time.perf_counter() - start) * 1_000
