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
from crm_tui.server.hub import Listener, written

HEARTBEAT_SECONDS: Final = 15.0
_SEND_SECONDS: Final = 30.0
_END_SECONDS: Final = 0.5
_PAGE: Final = 500
_END: Final = {"type": "http.response.body", "body": b"", "more_body": False}
_HEADERS: Final = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class Events:
    """Streams events to a listener until it goes, does not read, or its token is revoked."""

    def __init__(self, desk: Desk, heartbeat: float) -> None:
        self._desk = desk
        self._heartbeat = heartbeat

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one listener."""
        request = Request(scope, receive)
        await self._desk.caller(request)
        after = _last_seen(request)
        listener = self._desk.hub.listen()
        try:
            await _first_of(self._stream(request, listener, after, send), listener.dropped.wait(), _gone(receive))
        finally:
            self._desk.hub.leave(listener)
        with suppress(TimeoutError):
            await asyncio.wait_for(send(_END), _END_SECONDS)

    async def _stream(self, request: Request, listener: Listener, after: int | None, send: Send) -> None:
        head = await self._desk.head()
        await _send(send, {"type": "http.response.start", "status": 200, "headers": _HEADERS})
        async for event in self._events(request, listener, head if after is None else min(after, head), head):
            await _send(send, {"type": "http.response.body", "body": event, "more_body": True})

    async def _events(self, request: Request, listener: Listener, sent: int, head: int) -> AsyncIterator[bytes]:
        """Where the stream begins; what was missed; then what happens, none of it twice."""
        yield b"id: %d\nevent: ready\ndata: {}\n\n" % sent
        while sent < head:
            for change in (await self._desk.backend.ask(ListChanges(sent, _PAGE), NOBODY)).changes:
                yield written(change)
                sent = change.seq
        while True:
            try:
                told = await asyncio.wait_for(listener.queue.get(), self._heartbeat)
            except TimeoutError:
                yield b": still here\n\n"
                continue
            if told.about_users and await self._desk.bearers.user(hash_in(request)) is None:
                return
            if told.seq > sent:
                yield told.event
                sent = told.seq


async def _send(send: Send, message: Message) -> None:
    """Send within a time: whoever has not read for so long is not there any more."""
    await asyncio.wait_for(send(message), _SEND_SECONDS)


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
