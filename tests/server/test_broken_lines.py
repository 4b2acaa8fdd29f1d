"""Answers that get lost, lines that break, servers that go: done once, told in a sentence, and back in seconds."""

import asyncio
from collections.abc import AsyncIterator
from time import monotonic

import pytest
import pytest_asyncio
from fastapi import FastAPI

from crm_tui.operations.base import Change, Store
from crm_tui.operations.deals import CreateDeal, GetHistory
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.errors import ServerUnreachable, StoreError
from crm_tui.operations.history import ListChanges, Undo
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.server.app import create_app
from crm_tui.storage.backend import Backend
from crm_tui.storage.local import LocalStore
from crm_tui.storage.patience import Patience
from crm_tui.storage.remote import RemoteStore
from tests.server.proxy import Fault, Proxy, between
from tests.server.serving import listening, token_for
from tests.storage.acts import deal

QUICK = Patience(connect=0.5, answer=0.3, total=1.0, stream=5.0, feed=0.5, silence=1.0, first_pause=0.005)
ALL = [fault for fault in Fault if fault is not Fault.NONE]


@pytest_asyncio.fixture
async def server(app: FastAPI) -> AsyncIterator[str]:
    """The server on a socket."""
    async with listening(app) as url:
        yield url


@pytest_asyncio.fixture
async def proxy(server: str) -> AsyncIterator[Proxy]:
    """The proxy in front of it."""
    async with between(server) as proxy:
        yield proxy


@pytest_asyncio.fixture
async def remote(proxy: Proxy, backend: Backend) -> AsyncIterator[RemoteStore]:
    """The owner's store behind the proxy."""
    store = RemoteStore(proxy.url, await token_for(backend, ""), patience=QUICK)
    yield store
    await store.close()


async def take(feed: AsyncIterator[Change], count: int) -> list[Change]:
    """The next changes, within half a minute: two hundred durable writes take a busy disk their time."""
    async with asyncio.timeout(30):
        return [await anext(feed) for _ in range(count)]


async def done(store: Store, operation: str) -> int:
    """How often an operation was carried out."""
    seen, found = 0, 0
    while page := (await store.ask(ListChanges(seen, 1_000))).changes:
        found += sum(change.operation == operation for change in page)
        seen = page[-1].seq
    return found


async def check_done_once(remote: RemoteStore, proxy: Proxy, local: LocalStore, times: int) -> None:
    """Lose each answer once or twice."""
    for number in range(times):
        proxy.faults[:] = [Fault.LOST] * (1 + number % 2)
        made = await remote.do(CreateDeal(f"deal {number}"))
        assert made.title == f"deal {number}"

    assert await done(local, "CreateDeal") == times
    assert proxy.asked >= 2 * times


async def test_a_command_whose_answer_was_lost_is_done_once(
    remote: RemoteStore, proxy: Proxy, local: LocalStore
) -> None:
    await check_done_once(remote, proxy, local, 200)


@pytest.mark.campaign
async def test_a_thousand_commands_whose_answers_were_lost_are_done_once(
    remote: RemoteStore, proxy: Proxy, local: LocalStore
) -> None:
    await check_done_once(remote, proxy, local, 1_000)


async def test_undo_whose_answer_was_lost_takes_back_one_step(
    remote: RemoteStore, proxy: Proxy, local: LocalStore
) -> None:
    for number in range(3):
        await remote.do(CreateDeal(f"deal {number}"))

    proxy.faults[:] = [Fault.LOST, Fault.LOST]
    await remote.do(Undo())

    assert await done(local, "Undo") == 1


async def test_an_import_whose_answer_was_lost_is_taken_in_once(
    remote: RemoteStore, proxy: Proxy, local: LocalStore
) -> None:
    proxy.faults[:] = [Fault.LOST]
    drafts = (Draft(n, title=f"deal {n}") for n in range(300))

    report = await remote.do(ImportRecords(RecordKind.DEALS, drafts))

    assert report.new == 300
    assert await done(local, "ImportRecords") == 1


@pytest.mark.parametrize("fault", [fault for fault in ALL if fault is not Fault.SLOW])
async def test_one_broken_reply_is_not_even_noticed(
    remote: RemoteStore, proxy: Proxy, local: LocalStore, fault: Fault
) -> None:
    proxy.faults[:] = [fault]

    made = await remote.do(CreateDeal("Roof"))

    assert len(await local.ask(GetHistory(made.id))) == 1


@pytest.mark.parametrize("fault", ALL)
async def test_a_line_that_stays_broken_is_one_error_in_time_and_then_back(
    remote: RemoteStore, proxy: Proxy, fault: Fault
) -> None:
    proxy.always = fault
    begun = monotonic()
    with pytest.raises(ServerUnreachable):
        await remote.ask(ListUsers())
    assert monotonic() - begun < QUICK.total + 1

    proxy.always = Fault.NONE
    assert await remote.ask(ListUsers())


async def test_the_loop_goes_on_while_a_server_does_not_answer(remote: RemoteStore, proxy: Proxy) -> None:
    proxy.always, longest, last = Fault.SILENT, 0.0, monotonic()
    asking = asyncio.create_task(remote.ask(ListUsers()))
    while not asking.done():
        await asyncio.sleep(0)
        longest, last = max(longest, monotonic() - last), monotonic()

    assert longest < 0.1
    with pytest.raises(ServerUnreachable):
        await asking


async def test_a_change_tells_what_who_and_which(remote: RemoteStore, local: LocalStore) -> None:
    await deal(remote, "before anybody listened")
    feed = remote.changes()
    mine, theirs = await deal(remote, "mine"), await deal(local, "theirs")

    heard = await take(feed, 2)

    assert [change.subjects for change in heard] == [frozenset([str(made.id)]) for made in (mine, theirs)]
    assert [change.mine for change in heard] == [True, False]
    assert [change.seq for change in heard] == [mine.seq, theirs.seq]


async def test_none_is_missed_while_two_write_two_hundred_and_the_line_breaks(
    remote: RemoteStore, proxy: Proxy, local: LocalStore
) -> None:
    feed = remote.changes()
    await remote.ask(ListUsers())  # the feed has found its place: the other writer does not wait for that

    async def write(store: Store) -> None:
        for number in range(100):
            await deal(store, f"deal {number}")
            if number % 20 == 10:
                proxy.cut()

    heard, *_ = await asyncio.gather(take(feed, 200), write(remote), write(local))

    assert [change.seq for change in heard] == list(range(heard[0].seq, heard[0].seq + 200))
    assert sum(change.mine for change in heard) == 100


async def test_a_feed_where_no_stream_comes_through_asks(remote: RemoteStore, proxy: Proxy, local: LocalStore) -> None:
    feed = remote.changes()
    await remote.ask(ListUsers())
    proxy.streams = False
    proxy.cut()
    made = [(await deal(local, f"deal {number}")).seq for number in range(3)]

    assert [change.seq for change in await take(feed, 3)] == made


async def test_a_feed_ends_when_nobody_answers_any_more(remote: RemoteStore, proxy: Proxy, local: LocalStore) -> None:
    feed = remote.changes()
    await remote.ask(ListUsers())
    proxy.always = Fault.RESET
    proxy.cut()

    with pytest.raises(StoreError):
        await take(feed, 1)

    proxy.always = Fault.NONE
    again = remote.changes()
    made = await deal(remote, "back")
    assert [change.seq for change in await take(again, 1)] == [made.seq]


async def test_a_feed_goes_on_over_a_restart_of_the_server(backend: Backend, local: LocalStore) -> None:
    async with listening(create_app(backend)) as url:
        store = RemoteStore(url, await token_for(backend, ""), patience=Patience(first_pause=0.01))
        feed = store.changes()
        first = await deal(store, "first")
        assert (await take(feed, 1))[0].seq == first.seq

    second = await deal(local, "while nobody served")
    async with listening(create_app(backend), port=int(url.rpartition(":")[2])):
        third = await deal(store, "third")
        assert [change.seq for change in await take(feed, 2)] == [second.seq, third.seq]
        await store.close()


async def test_a_feed_ends_with_its_store(remote: RemoteStore) -> None:
    feed = remote.changes()
    waiting = asyncio.ensure_future(anext(feed, None))
    await remote.ask(ListUsers())

    await remote.close()

    async with asyncio.timeout(5):
        assert await waiting is None
