"""A filter by an indexed card field beside the same filter by a column of its own, over the same deals, in turns."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.figures import Measured
from benchmarks.plan import Plan
from benchmarks.stores import scratch
from crm_tui.domain.clock import SystemClock
from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.domain.ids import FieldId
from crm_tui.operations.base import Query, Store
from crm_tui.operations.board import Board, GetBoard, GetColumn
from crm_tui.operations.deals import ListDeals
from crm_tui.operations.fields import AddField, EditField, FieldChanges
from crm_tui.operations.filters import DealFilter, FieldFilter, FieldOperator
from crm_tui.storage.opening import open_store

ROUNDS, IN_A_ROW = 20, 10
_COPIED = """UPDATE deal SET custom = json_object(?, responsible_id, ?, CAST(amount AS text))
    WHERE responsible_id IS NOT NULL AND amount IS NOT NULL"""
_AMOUNTS = "SELECT DISTINCT amount FROM deal WHERE stage_id = ? AND amount IS NOT NULL ORDER BY n DESC LIMIT ?"
Pair = tuple[DealFilter, DealFilter]
Asks = Callable[[Board, DealFilter], Query[Any]]


def fields(plan: Plan) -> list[Measured]:
    """Medians of many answers: a deal's responsible and amount stand in columns and in fields as well."""
    return asyncio.run(_compare(scratch(plan.deals, "fields")))


async def _compare(where: Path) -> list[Measured]:
    store = await open_store(str(where), clock=SystemClock(), create=False)
    colleague, amount = [
        (await store.do(AddField(Entity.DEAL, kind.value, kind))).id for kind in (FieldKind.USER, FieldKind.NUMBER)
    ]
    with closing(sqlite3.connect(where)) as connection, connection:
        connection.execute(_COPIED, (colleague, amount))
    for field in (colleague, amount):
        await store.do(EditField(field, FieldChanges(indexed=True)))
    board = await store.ask(GetBoard())
    common = [_pair(DealFilter(responsible=user.id), colleague, user.id) for user in board.users]
    rare = [_pair(DealFilter(amount_from=sum_, amount_to=sum_), amount, str(sum_)) for sum_ in _amounts(where, board)]
    measured = [
        await _question("fields.column", store, board, common, _column),
        await _question("fields.list", store, board, common, lambda _board, wanted: ListDeals(filter=wanted)),
        await _question("fields.rare", store, board, rare, _column),
    ]
    await store.close()
    return measured


def _pair(reference: DealFilter, field: FieldId, value: str) -> Pair:
    return DealFilter(custom=(FieldFilter(field, FieldOperator.IS, value),)), reference


def _column(board: Board, wanted: DealFilter) -> Query[Any]:
    return GetColumn(board.pipeline.stages[1].id, filter=wanted)


def _amounts(where: Path, board: Board) -> list[int]:
    with closing(sqlite3.connect(where)) as connection:
        return [amount for (amount,) in connection.execute(_AMOUNTS, (board.pipeline.stages[1].id, ROUNDS))]


async def _question(key: str, store: Store, board: Board, pairs: Sequence[Pair], ask: Asks) -> Measured:
    ours: list[float] = []
    reference: list[float] = []
    for place in range(ROUNDS):
        for wanted, took in zip(pairs[place % len(pairs)], (ours, reference), strict=True):
            took += [await _milliseconds(store, ask(board, wanted)) for _ in range(IN_A_ROW)]
    return Measured(key, median(ours), median(reference), len(ours), {"least": min(ours), "most": max(ours)})


async def _milliseconds(store: Store, query: Query[Any]) -> float:
    start = time.perf_counter()
    await store.ask(query)
    return (time.perf_counter() - start) * 1_000
