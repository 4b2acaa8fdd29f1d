"""Two programs on one file: each shows within a second what the other wrote."""

import asyncio
import re
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.terminal import Program
from crm_tui.domain.clock import SystemClock
from crm_tui.operations.base import Change, Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.deals import CreateDeal, MoveDeal
from crm_tui.storage.opening import open_store

SOON = 1.0


@pytest.fixture
async def stores(tmp_path: Path) -> AsyncIterator[tuple[Store, Store]]:
    """Two stores on one file."""
    path = str(tmp_path / "two.db")
    first = await open_store(path, clock=SystemClock())
    second = await open_store(path, clock=SystemClock(), create=False)
    yield first, second
    await first.close()
    await second.close()


async def heard(store: Store, act: Callable[[], Awaitable[object]]) -> Change:
    """The first change that a store tells of after something was done in the other one, within a second."""
    feed = store.changes()
    waiting = asyncio.ensure_future(anext(feed))
    done, _pending = await asyncio.wait({waiting}, timeout=0.05)
    assert not done, "a change was told before anything was done"
    await act()
    return await asyncio.wait_for(waiting, SOON)


async def test_each_hears_of_the_others_deal(stores: tuple[Store, Store]) -> None:
    first, second = stores
    await second.do(CreateDeal("Warm-up"))
    await first.do(CreateDeal("Warm-up"))

    theirs = await heard(second, lambda: first.do(CreateDeal("Written by the first")))
    ours = await heard(first, lambda: second.do(CreateDeal("Written by the second")))

    assert theirs.operation == ours.operation == "CreateDeal"
    assert theirs.seq < ours.seq


async def test_a_change_names_the_deal_it_touched(stores: tuple[Store, Store]) -> None:
    first, second = stores
    deal = await first.do(CreateDeal("Offer for a roof"))
    stages = (await first.ask(GetBoard())).pipeline.stages

    change = await heard(second, lambda: first.do(MoveDeal(deal.id, stages[1].id)))

    assert change.subjects is not None
    assert deal.id in change.subjects


def test_a_move_in_one_program_shows_in_the_other(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    asyncio.run(fill(path))
    with start(path) as mine, start(path) as theirs:
        mine.wait_for("Roof of the barn")
        theirs.wait_for("Roof of the barn")
        before = column_of(theirs.screen)
        mine.settle(0.3, 8.0)
        theirs.settle(0.3, 8.0)

        mine.type(b"L")
        mine_after = wait_for_column(mine, before + 1, within=10.0)  # the first write still loads what writes
        theirs_after = wait_for_column(theirs, before + 1)

        assert mine_after == theirs_after == before + 1


def start(path: Path) -> Program:
    """The real program on a file."""
    command = (sys.executable, "-m", "crm_tui", "--store", str(path))
    return Program(command, env={"CRM_TUI_CONFIG": "", "CRM_TUI_STORE": "", "XDG_CONFIG_HOME": str(path.parent)})


async def fill(path: Path) -> None:
    """A store with one deal."""
    store = await open_store(str(path), clock=SystemClock())
    await store.do(CreateDeal("Roof of the barn"))
    await store.close()


def column_of(screen: str) -> int:
    """In which column of the board the deal stands."""
    for line in screen.splitlines():
        if (found := re.search("Roof of the barn", line)) is not None:
            return line[: found.start()].count("│")
    return -1


def wait_for_column(program: Program, wanted: int, within: float = SOON) -> int:
    """The column of the deal once it is the wanted one, or whatever it is when the time is over."""
    end = time.monotonic() + within
    while column_of(program.screen) != wanted and time.monotonic() < end:
        with suppress(AssertionError):
            program.wait_for("(?!)", within=0.02)
    return column_of(program.screen)
