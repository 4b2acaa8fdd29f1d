"""What others change, as the server streams it: everything, in order, once, to everybody who reads."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from starlette.types import Message

from crm_tui.operations.history import ListChanges
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.operations.team import RevokeTokens, WhoAmI
from crm_tui.server.hub import Listener
from crm_tui.storage.backend import Backend
from crm_tui.storage.local import LocalStore
from tests.server.serving import listening, token_for
from tests.storage.acts import deal

Event = dict[str, str]


@pytest_asyncio.fixture
async def server(app: FastAPI) -> AsyncIterator[str]:
    """The server on a socket."""
    async with listening(app) as url:
        yield url


@pytest_asyncio.fixture
async def token(backend: Backend) -> str:
    """The owner's token."""
    return await token_for(backend, "")


@asynccontextmanager
async def stream(url: str, token: str, last: int | None = None) -> AsyncIterator[AsyncIterator[str]]:
    """The lines of a stream of events."""
    headers = {"Authorization": f"Bearer {token}"} | ({} if last is None else {"Last-Event-ID": str(last)})
    async with (
        httpx.AsyncClient(timeout=10, trust_env=False) as client,
        client.stream("GET", f"{url}/events", headers=headers) as response,
    ):
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith("text/event-stream")
        yield response.aiter_lines()


async def events(lines: AsyncIterator[str]) -> AsyncGenerator[Event, None]:
    """Events with their fields; comments are left out."""
    event: Event = {}
    async for line in lines:
        name, _, value = line.partition(": ")
        if line and name:
            event[name] = value
        elif not line and event:
            yield event
            event = {}


async def head(local: LocalStore) -> int:
    """The newest sequence."""
    return (await local.ask(ListChanges(limit=0))).head


async def test_a_stream_begins_where_the_base_is_and_tells_what_happens(
    server: str, token: str, local: LocalStore
) -> None:
    await deal(local, "before anybody listened")
    async with stream(server, token) as lines, aclosing(events(lines)) as told:
        ready = await anext(told)
        made = await deal(local, "Roof")
        change = await anext(told)

    assert (ready["event"], int(ready["id"])) == ("ready", made.seq - 1)
    assert (change["event"], int(change["id"])) == ("change", made.seq)
    assert json.loads(change["data"])["subjects"] == [made.id]
    assert "Roof" not in change["data"]


async def test_a_silent_stream_says_that_it_is_there(server: str, token: str) -> None:
    async with stream(server, token) as lines:
        assert [line async for line in _first(lines, lambda line: line.startswith(":"))]


async def _first(lines: AsyncIterator[str], wanted: Any) -> AsyncIterator[str]:
    async for line in lines:
        if wanted(line):
            yield line
            return


async def test_a_stream_goes_on_where_it_broke_off_without_loss_or_repetition(
    server: str, token: str, local: LocalStore
) -> None:
    begin = await head(local)

    async def write() -> None:
        for number in range(60):
            await deal(local, f"deal {number}")

    async def read() -> list[int]:
        heard: list[int] = []
        while len(heard) < 60:
            async with stream(server, token, heard[-1] if heard else begin) as lines, aclosing(events(lines)) as told:
                async for event in told:
                    if event["event"] == "change":
                        heard.append(int(event["id"]))
                    if event["event"] == "change" and (len(heard) % 7 == 0 or len(heard) == 60):
                        break
        return heard

    heard, _ = await asyncio.gather(read(), write())

    assert heard == list(range(begin + 1, begin + 61))


async def test_what_was_written_before_one_listened_is_told_before_what_came_since(
    app: FastAPI, server: str, token: str, local: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin, desk = await head(local), app.state.desk
    listeners: list[Listener] = []
    listen, look = desk.hub.listen, desk.head

    def heard() -> Listener:
        listeners.append(listen())
        return listeners[-1]

    async def look_while_somebody_writes() -> int:
        seq = int(await look())
        await deal(local, "since")
        queue = listeners[-1].queue
        queue.put_nowait(await asyncio.wait_for(queue.get(), 10))
        return seq

    async with stream(server, token) as lines, aclosing(events(lines)) as told:
        await anext(told)
        await deal(local, "before")
        await anext(told)
    monkeypatch.setattr(desk.hub, "listen", heard)
    monkeypatch.setattr(desk, "head", look_while_somebody_writes)
    async with stream(server, token, begin) as lines, aclosing(events(lines)) as told:
        heard_of = [await anext(told) for _ in range(3)]

    assert [int(event["id"]) for event in heard_of] == [begin, begin + 1, begin + 2]


async def test_what_lies_further_back_than_a_page_is_told_too(server: str, token: str, local: LocalStore) -> None:
    begin = await head(local)
    for number in range(40):
        await deal(local, f"deal {number}")

    async with stream(server, token, begin) as lines, aclosing(events(lines)) as told:
        heard = [int((await anext(told))["id"]) for _ in range(41)]

    assert heard == list(range(begin, begin + 41))


async def test_a_place_beyond_the_end_is_the_end(server: str, token: str, local: LocalStore) -> None:
    async with stream(server, token, 10**12) as lines, aclosing(events(lines)) as told:
        assert int((await anext(told))["id"]) == await head(local)


async def test_who_never_reads_is_dropped_and_the_others_unharmed(
    server: str, app: FastAPI, token: str, local: LocalStore
) -> None:
    hub, stuck, begun = app.state.desk.hub, asyncio.Event(), asyncio.Event()

    async def receive() -> Message:
        await stuck.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        begun.set()
        if message["type"] == "http.response.body":
            await stuck.wait()

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/events",
        "query_string": b"",
        "headers": [(b"authorization", f"Bearer {token}".encode())],
        "client": ("10.0.0.1", 1),
    }
    never_reads = asyncio.create_task(app(scope, receive, send))
    await asyncio.wait_for(begun.wait(), 5)

    async with stream(server, token) as lines, aclosing(events(lines)) as told:
        await anext(told)
        assert hub.listeners == 2
        made = [(await deal(local, f"deal {number}")).seq for number in range(40)]
        heard = [int((await anext(told))["id"]) for _ in range(40)]
        async with asyncio.timeout(5):
            await never_reads

        assert heard == made
        assert hub.listeners == 1


async def test_a_stream_ends_with_its_token(server: str, token: str, local: LocalStore) -> None:
    me = (await local.ask(WhoAmI())).id
    async with stream(server, token) as lines, aclosing(events(lines)) as told:
        await anext(told)
        await local.do(RevokeTokens(me))

        assert [event async for event in told] == []


async def test_streams_end_with_the_server(app: FastAPI, token: str) -> None:
    ready, ended = asyncio.Event(), asyncio.Event()

    async def read(url: str) -> None:
        async with stream(url, token) as lines, aclosing(events(lines)) as told:
            async for _ in told:
                ready.set()
        ended.set()

    async with listening(app) as url:
        reading = asyncio.create_task(read(url))
        await asyncio.wait_for(ready.wait(), 5)
    await asyncio.wait_for(ended.wait(), 5)
    await reading


@pytest.mark.parametrize("count", [600])
async def test_a_change_of_very_many_is_told_without_names(
    server: str, token: str, local: LocalStore, count: int
) -> None:
    async with stream(server, token) as lines, aclosing(events(lines)) as told:
        await anext(told)
        await local.do(ImportRecords(RecordKind.DEALS, [Draft(n, title=f"deal {n}") for n in range(count)]))

        assert json.loads((await anext(told))["data"])["subjects"] is None
