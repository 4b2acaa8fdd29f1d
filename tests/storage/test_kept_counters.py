"""Counters on a database are kept between questions, and are never older than what whoever asks was told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from threading import Event
from typing import Any

import pytest
import pytest_asyncio

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import PipelineId
from crm_tui.operations.base import Change, Store
from crm_tui.operations.board import CountColumns, GetBoard
from crm_tui.operations.deals import CreateDeal
from crm_tui.storage import board_sql
from crm_tui.storage.callers import Actor, Caller
from crm_tui.storage.opening import open_backend
from tests.conftest import NOW
from tests.storage.acts import deal

pytestmark = pytest.mark.parametrize("where", ["postgres"], indirect=True)


class Asked:
    """Counts how often the database is asked for counters, and can make it slow to answer."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        self.reading, self.go_on = Event(), Event()
        self.go_on.set()
        self._totals: Callable[..., Any] = board_sql.totals
        monkeypatch.setattr(board_sql, "totals", self._counted)

    def _counted(self, *asked: Any) -> Any:
        self.times += 1
        found = self._totals(*asked)
        self.reading.set()
        assert self.go_on.wait(10)
        return found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(monkeypatch)


class Board:
    """A store whose changes are followed and whose deals are counted, as a board does both."""

    def __init__(self, store: Store, pipeline: PipelineId) -> None:
        self._store = store
        self._pipeline = pipeline
        self._feed = store.changes()
        self._heard: asyncio.Queue[Change] = asyncio.Queue()
        self._following = asyncio.ensure_future(self._follow())

    async def _follow(self) -> None:
        async for change in self._feed:
            self._heard.put_nowait(change)

    async def hear(self) -> None:
        """Wait for the next change."""
        await asyncio.wait_for(self._heard.get(), 10)

    async def deals(self) -> int:
        """How many there are by the counters."""
        return sum(total.deals for total in await self._store.ask(CountColumns(self._pipeline)))

    async def settle(self, asked: Asked) -> None:
        """Count until the database need not be asked any more: the feed has looked and found nothing new."""
        async with asyncio.timeout(10):
            before = -1
            while asked.times > before:
                before = asked.times
                await self.deals()

    def stop(self) -> None:
        """Follow no longer."""
        self._following.cancel()


@pytest_asyncio.fixture
async def pipeline(store: Store) -> PipelineId:
    return (await store.ask(GetBoard())).pipeline.id


@pytest_asyncio.fixture
async def board(store: Store, pipeline: PipelineId) -> AsyncIterator[Board]:
    board = Board(store, pipeline)
    yield board
    board.stop()


async def test_while_nothing_is_written_the_database_is_not_asked_again(
    store: Store, board: Board, asked: Asked
) -> None:
    await deal(store)
    await board.hear()

    await board.settle(asked)

    assert await board.deals() == 1


async def test_while_nobody_follows_it_is_asked_each_time(store: Store, pipeline: PipelineId, asked: Asked) -> None:
    for _ in range(3):
        await store.ask(CountColumns(pipeline))

    assert asked.times == 3


async def test_who_has_written_counts_it_in(store: Store, board: Board, asked: Asked) -> None:
    for number in range(1, 6):
        await board.settle(asked)
        await store.do(CreateDeal(f"deal {number}"))

        assert await board.deals() == number


async def test_who_has_heard_of_a_change_counts_it_in(colleague: Store, board: Board, asked: Asked) -> None:
    for number in range(1, 6):
        await board.settle(asked)
        await colleague.do(CreateDeal(f"deal {number}"))
        await board.hear()

        assert await board.deals() == number


async def test_who_begins_to_follow_counts_what_was_written_before(
    store: Store, pipeline: PipelineId, colleague: Store, board: Board, asked: Asked
) -> None:
    await board.settle(asked)
    await colleague.do(CreateDeal("Roof"))

    another = Board(store, pipeline)

    assert await another.deals() == 1
    another.stop()


async def test_what_was_read_before_a_change_is_not_kept_after_it(store: Store, board: Board, asked: Asked) -> None:
    await board.settle(asked)
    await store.do(CreateDeal("Roof"))
    asked.reading.clear()
    asked.go_on.clear()
    early = asyncio.ensure_future(board.deals())
    await asyncio.to_thread(asked.reading.wait, 10)
    await store.do(CreateDeal("Door"))
    asked.go_on.set()

    assert await early == 1
    assert await board.deals() == 2


async def test_a_server_that_may_be_one_of_several_asks_each_time(
    where: str, pipeline: PipelineId, asked: Asked
) -> None:
    backend = await open_backend(where, clock=FixedClock(NOW), create=False)
    owner = await backend.user("")
    me = Caller(Actor(owner.id, owner.name, owner.role), "a door")
    feed = backend.changes("another door")
    for number in range(1, 4):
        await backend.do(CreateDeal(f"deal {number}"), me)
        await asyncio.wait_for(anext(feed), 10)
        following = asyncio.ensure_future(anext(feed))
        for _ in range(30):
            await backend.ask(CountColumns(pipeline), me)
        following.cancel()
        feed = backend.changes("another door")

    assert asked.times == 90
    await backend.close()
