"""A team on one base: the board over a server beside the board on a file, and the server beside raw Starlette."""

import asyncio
import random
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import crowd, serving, timing
from benchmarks.board import LOADED_MS, TO_THE_BOTTOM
from benchmarks.crowd import Client
from benchmarks.figures import Measured
from benchmarks.places import BIN, CARDS, board, environment
from benchmarks.plan import Plan
from benchmarks.serving import Served
from benchmarks.stores import scratch, store
from benchmarks.timing import Target, p50, p95, spread
from crm_tui.domain.clock import SystemClock
from crm_tui.operations.board import GetBoard, GetColumn
from crm_tui.storage.opening import open_store

CLIENTS, LISTENERS = 50, 200
_OPEN_STAGES = 4


def over_server(plan: Plan) -> list[Measured]:
    """First cards, a cursor key and a move of the board over a server on loopback, beside the same on the file."""
    path, mine = store(plan.deals), scratch(plan.deals, "served")
    other = scratch(plan.deals, "unserved")
    with serving.ours(str(path)) as reading, serving.ours(str(mine)) as writing:
        starts = timing.starts([_here("here", path), _there("there", reading)], plan.rounds)
        down = {"keys": f"down*{plan.keys}", "setup": TO_THE_BOTTOM, "settle_ms": LOADED_MS}
        scrolled = timing.keys([_here("here", path, **down), _there("there", reading, **down)], processes=2, blocks=2)
        moves = {"keys": f"(L,H)*{plan.keys // 2}", "setup": "right", "settle_ms": LOADED_MS}
        moved = timing.keys([_here("here", other, **moves), _there("there", writing, **moves)], processes=2, blocks=2)
    ready = {name: [start.ready for start in got] for name, got in starts.items()}
    return [
        Measured("team.cards", min(ready["there"]), min(ready["here"]), plan.rounds),
        _compared("team.scroll", scrolled),
        _compared("team.move", moved),
    ]


def _compared(key: str, got: dict[str, list[float]]) -> Measured:
    detail: dict[str, object] = {name: spread(samples) for name, samples in got.items()}
    return Measured(key, p50(got["there"]), p50(got["here"]), len(got["there"]), detail)


def _here(name: str, path: Path, **more: Any) -> Target:
    return Target(name, board(path), CARDS, environment(), **more)


def _there(name: str, server: Served, **more: Any) -> Target:
    command = (str(BIN / "crm-tui"), "--store", server.url)
    return Target(name, command, CARDS, {**environment(), "CRM_TUI_TOKEN": server.token}, **more)


def throughput(plan: Plan) -> list[Measured]:
    """Moves and windows a second of fifty clients, in turns on our server and on the reference."""
    with serving.database(min(plan.deals, 10_000)) as where, serving.ours(where) as mine, serving.raw(where) as other:
        deals, stages = asyncio.run(_known(where))
        return [
            _rates("team.moves", mine, other, _moves(deals, stages), plan),
            _rates("team.windows", mine, other, _windows(stages), plan),
        ]


async def _known(where: str) -> tuple[list[str], list[str]]:
    opened = await open_store(where, clock=SystemClock(), create=False)
    try:
        stages = [stage.id for stage in (await opened.ask(GetBoard())).pipeline.stages[:_OPEN_STAGES]]
        columns = [await opened.ask(GetColumn(stage, limit=300)) for stage in stages]
        return [card.id for column in columns for card in column.cards], list(map(str, stages))
    finally:
        await opened.close()


def _moves(deals: list[str], stages: list[str]) -> crowd.Ask:
    async def move(client: Client, dice: random.Random) -> object:
        return await client.post(f"/deals/{dice.choice(deals)}/move", {"stage_id": dice.choice(stages)})

    return move


def _windows(stages: list[str]) -> crowd.Ask:
    async def window(client: Client, dice: random.Random) -> object:
        return await client.post(f"/stages/{dice.choice(stages)}/window", {})

    return window


def _rates(key: str, mine: Served, other: Served, ask: crowd.Ask, plan: Plan) -> Measured:
    rounds, seconds = (5, 4.0) if plan.rounds > 10 else (2, 2.0)
    got: dict[str, list[float]] = {"ours": [], "raw": []}
    for _round in range(rounds):
        for name, server in (("ours", mine), ("raw", other)):
            got[name].append(asyncio.run(crowd.rate(server, CLIENTS, seconds, ask)))
    detail: dict[str, object] = dict(got)
    return Measured(key, median(got["ours"]), median(got["raw"]), rounds, detail)


def telling(plan: Plan) -> list[Measured]:
    """How long a change takes to two hundred listeners of two server processes on one database."""
    with serving.database(1_000) as where, serving.ours(where) as first, serving.ours(where) as second:
        deals, stages = asyncio.run(_known(where))
        dice = random.Random(1)
        chosen = dice.sample(deals, 100 if plan.rounds > 10 else 30)
        moves = [(f"/deals/{deal}/move", {"stage_id": dice.choice(stages)}) for deal in chosen]
        took = asyncio.run(crowd.spread([first, second], LISTENERS, moves))
    p99 = sorted(took)[int(0.99 * len(took))]
    return [Measured("team.told", p99, None, len(took), {"p50": p50(took), "p95": p95(took), "max": max(took)})]
