"""What others change, as a server tells it: by server-sent events, and by asking where no stream comes through."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

import httpx
from pydantic import TypeAdapter, ValidationError

from crm_tui.operations.base import Change
from crm_tui.operations.errors import CrmError, ServerFault
from crm_tui.operations.history import Changes, ListChanges
from crm_tui.storage.remote_calls import Calls

_QUEUE: Final = 1_000
_PAGE: Final = 500
_EVENT_LIMIT: Final = 1_000_000
_CHANGE: Final = TypeAdapter(Change)


class Feed:
    """Follows the server's journal from where it stood when the feed was made, through lost connections."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._seen = 0
        self._queue: asyncio.Queue[Change | CrmError | None] = asyncio.Queue(_QUEUE)
        self.begun = asyncio.Event()
        self._task = asyncio.create_task(self._run())

    async def changes(self) -> AsyncIterator[Change]:
        """What is told, in order, each once. Raises what ended it, if that was a fault."""
        while (told := await self._queue.get()) is not None:
            if isinstance(told, CrmError):
                raise told
            yield told

    async def close(self) -> None:
        """End it."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        while self._queue.full():
            self._queue.get_nowait()
        self._queue.put_nowait(None)

    async def _run(self) -> None:
        try:
            self._seen = (await self._ask(ListChanges(limit=0))).head
            self.begun.set()
            await self._follow()
        except CrmError as error:
            await self._queue.put(error)
        finally:
            self.begun.set()

    async def _follow(self) -> None:
        """Whenever the stream breaks off, ask for what it had not told yet: that also says whether anybody is there."""
        pauses = self._calls.patience.pauses()
        while True:
            before = self._seen
            with suppress(httpx.TransportError, _NoStream):
                await self._listen()
            page = await self._ask(ListChanges(self._seen, _PAGE))
            for change in page.changes:
                await self._tell(change)
            if self._seen != before:
                pauses = self._calls.patience.pauses()
            await asyncio.sleep(next(pauses))

    async def _listen(self) -> None:
        patience = self._calls.patience
        timeout = httpx.Timeout(patience.silence, connect=patience.connect)
        headers = {"Last-Event-ID": str(self._seen), "Accept": "text/event-stream"}
        address = f"{self._calls.url}/events"
        async with self._calls.client.stream("GET", address, headers=headers, timeout=timeout) as response:
            if not response.headers.get("content-type", "").startswith("text/event-stream"):
                raise _NoStream
            async for event in _events(response.aiter_raw()):
                await self._hear(event)

    async def _hear(self, event: "Event") -> None:
        if event.name == "ready" and event.number < self._seen:
            raise ServerFault(self._calls.url)
        if event.name != "change":
            return
        try:
            await self._tell(_CHANGE.validate_json(event.data))
        except ValidationError as error:
            raise ServerFault(self._calls.url) from error

    async def _tell(self, change: Change) -> None:
        """Each once, and never back: whatever a server says, the place in the journal only grows."""
        if change.seq > self._seen:
            self._seen = change.seq
            await self._queue.put(replace(change, mine=change.origin == self._calls.origin))

    async def _ask(self, query: ListChanges) -> Changes:
        found: Changes = await self._calls.carry_out(query, total=self._calls.patience.feed)
        return found


class _NoStream(Exception):
    """What answers is no stream of events."""


@dataclass(frozen=True, slots=True)
class Event:
    """A server-sent event."""

    name: str
    id: str
    data: bytes

    @property
    def number(self) -> int:
        """Its id as a sequence; -1 where it is none."""
        return int(self.id) if self.id.isdecimal() else -1


async def _events(chunks: AsyncIterator[bytes]) -> AsyncIterator[Event]:
    """Events as they come in. Raises _NoStream for one without an end."""
    pending = b""
    async for chunk in chunks:
        *whole, pending = (pending + chunk).split(b"\n\n")
        if len(pending) > _EVENT_LIMIT:
            raise _NoStream
        for block in whole:
            yield _event(block)


def _event(block: bytes) -> Event:
    """One event by its lines; comments are fields without a name."""
    told: dict[bytes, bytes] = {}
    for line in block.split(b"\n"):
        name, _, value = line.partition(b":")
        told[name] = value.removeprefix(b" ")
    text = {name: told.get(name, b"").decode("utf-8", "replace") for name in (b"event", b"id")}
    return Event(text[b"event"], text[b"id"], told.get(b"data", b""))
