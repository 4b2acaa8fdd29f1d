"""PostgreSQL crashes and comes back while sixteen write: what was acknowledged is there, once, and work goes on."""

import asyncio
import time
from collections.abc import Iterator

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import new_id
from crm_tui.operations.deals import CreateDeal, ListDeals
from crm_tui.operations.errors import StoreError, StoreUnreachable
from crm_tui.storage.backend import Backend
from crm_tui.storage.callers import Actor, Caller
from crm_tui.storage.postgres import PostgresBackend
from crm_tui.storage.postgres_creating import create
from crm_tui.storage.seeding import Seed
from tests.conftest import NOW, OWNER
from tests.postgres import server_programs
from tests.postgres_server import OwnServer, administer
from tests.storage.acts import rows
from tests.storage.dump import assert_derived_data_is_right

WRITERS, BACK_SECONDS = 16, 5


@pytest.fixture
def durable() -> Iterator[OwnServer]:
    """A server with the settings that it comes with: an answered commit is on the disk."""
    server = OwnServer(server_programs(), ())
    server.start()
    administer(server, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", "crm")
    create(server.url("crm"), Seed(OWNER, "UA", "UAH"))
    yield server
    server.remove()


class Load:
    """Sixteen who write; each repeats a command under its key until it is acknowledged, as a client does."""

    def __init__(self, backend: Backend, actor: Actor) -> None:
        self._backend = backend
        self._actor = actor
        self._up = asyncio.Event()
        self._up.set()
        self._over = False
        self.acknowledged: list[str] = []
        self.refused: list[StoreError] = []
        self._news = asyncio.Condition()

    async def write(self) -> None:
        """Make deals until it is over."""
        while not self._over:
            await self._make(Caller(self._actor, "a door", new_id()))

    async def _make(self, me: Caller) -> None:
        while True:
            await self._up.wait()
            try:
                made = await self._backend.do(CreateDeal(me.key), me)
            except StoreError as error:
                self.refused.append(error)
                continue
            self.acknowledged.append(made.id)
            async with self._news:
                self._news.notify_all()
            return

    async def until(self, count: int) -> None:
        """Wait until so many more are acknowledged."""
        wanted = len(self.acknowledged) + count
        async with self._news:
            await self._news.wait_for(lambda: len(self.acknowledged) >= wanted)

    async def crash(self, server: OwnServer) -> None:
        """The server crashes under those who write, and they wait until it is there again."""
        self._up.clear()
        await asyncio.to_thread(server.stop, "immediate")
        await asyncio.to_thread(server.start)
        self._up.set()

    def stop(self) -> None:
        """Let everybody finish what they have begun."""
        self._over = True


async def test_no_acknowledged_write_is_lost_and_service_is_back(durable: OwnServer) -> None:
    backend = PostgresBackend(durable.url("crm"), FixedClock(NOW))
    owner = await backend.user("")
    load = Load(backend, Actor(owner.id, owner.name, owner.role))
    writing = [asyncio.ensure_future(load.write()) for _ in range(WRITERS)]

    for _ in range(3):
        await load.until(3 * WRITERS)
        await load.crash(durable)
        back = time.monotonic()
        await load.until(WRITERS)
        assert time.monotonic() - back < BACK_SECONDS

    load.stop()
    await asyncio.gather(*writing)
    await backend.close()
    there = [deal for (deal,) in rows(durable.url("crm"), "SELECT id FROM deal")]
    assert sorted(there) == sorted(load.acknowledged)
    assert load.refused
    assert all(isinstance(error, StoreUnreachable) for error in load.refused), load.refused
    assert_derived_data_is_right(durable.url("crm"))


async def test_a_store_without_its_database_says_so_and_recovers(durable: OwnServer) -> None:
    backend = PostgresBackend(durable.url("crm"), FixedClock(NOW))
    owner = await backend.user("")
    me = Caller(Actor(owner.id, owner.name, owner.role), "a door")
    made = await backend.do(CreateDeal("Roof"), me)
    following = asyncio.ensure_future(anext(backend.changes("another")))

    await asyncio.to_thread(durable.stop, "immediate")
    for attempt in (
        backend.do(CreateDeal("Barn"), me),
        backend.ask(ListDeals(), me),
        following,
        anext(backend.changes("another")),
    ):
        with pytest.raises(StoreUnreachable):
            await asyncio.wait_for(attempt, 10)

    await asyncio.to_thread(durable.start)
    assert [row.id for row in (await backend.ask(ListDeals(), me)).rows] == [made.id]
    changes = backend.changes("another")
    await backend.do(CreateDeal("Barn"), me)
    assert (await asyncio.wait_for(anext(changes), 10)).operation == "CreateDeal"
    await backend.close()
