"""``GET /events``: what is written to the base, as server-sent events, from where the listener had stopped."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from typing import Any, Final

from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.history import ListChanges
from crm_tui.server.bearers import NOBODY, hash_in
from crm_tui.server.desk import Desk
from crm_tui.server.hub import Listener, Told, written

HEARTBEAT_SECONDS: Final = 15.0
STUCK_SECONDS: Final = 30.0
_END_SECONDS: Final = 0.5
_PAGE: Final = 500
_END: Final = {"type": "http.response.body", "body": b"", "more_body": False}
_ALIVE: Final = b": still here\n\n"
_HEADERS: Final = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class Events:
    """Streams events to a listener until it goes, does not read for ``stuck`` seconds, or its token is revoked."""

    def __init__(self, desk: Desk, heartbeat: float, stuck: float) -> None:
        self._desk = desk
        self._heartbeat = heartbeat
        self._stuck = stuck

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one listener."""
        request = Request(scope, receive)
        await self._desk.caller(request)
        after = _last_seen(request)
        listener = self._desk.hub.listen()
        try:
            await _first_of(self._stream(request, listener, after, send), listener.ended.wait(), _gone(receive))
        finally:
            self._desk.hub.leave(listener)
        with suppress(TimeoutError):
            async with asyncio.timeout(_END_SECONDS):
                await send(_END)

    async def _stream(self, request: Request, listener: Listener, after: int | None, send: Send) -> None:
        """Whoever has not read for so long is not there any more: its stream ends with a TimeoutError."""
        head = await self._desk.head()
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        async for event in self._events(listener, hash_in(request), head if after is None else min(after, head)):
            message: Message = {"type": "http.response.body", "body": event, "more_body": True}
            async with asyncio.timeout(self._stuck):
                await send(message)

    async def _events(self, listener: Listener, token_hash: str, sent: int) -> AsyncIterator[bytes]:
        """Where the stream begins; what was missed; then what happens, none of it twice."""
        yield b"id: %d\nevent: ready\ndata: {}\n\n" % sent
        while True:
            if listener.missed:  # before what waits in the queue: what was missed may lie in front of that
                listener.missed = False
                async for seq, event in self._missed(sent):
                    yield event
                    sent = seq
            told = await self._next(listener)
            if told is None:
                yield _ALIVE
            elif told.about_users and await self._desk.bearers.user(token_hash) is None:
                return
            elif told.seq > sent:
                yield told.event
                sent = told.seq

    async def _missed(self, sent: int) -> AsyncIterator[tuple[int, bytes]]:
        """What the base holds behind a sequence."""
        while page := (await self._desk.backend.ask(ListChanges(sent, _PAGE), NOBODY)).changes:
            for change in page:
                yield change.seq, written(change)
                sent = change.seq

    async def _next(self, listener: Listener) -> Told | None:
        """What happens next; None where that is nothing for a while, or more than the queue has room for."""
        try:
            async with asyncio.timeout(self._heartbeat):
                return await listener.queue.get()
        except TimeoutError:
            return None


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue


async def _first_of(*ways: Coroutine[Any, Any, object]) -> None:
    """Until one of them has ended; the others are stopped, and a fault of one is raised."""
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError, TimeoutError):
            await task


def _last_seen(request: Request) -> int | None:
    told = request.headers.get("last-event-id") or request.query_params.get("after")
    if told is None:
        return None
    if not (told.isascii() and told.isdecimal() and len(told) <= 18):
        raise InvalidValue("after", N_("is a sequence: a whole number"))
    return int(told)
