"""What happens in the base, told to everybody who listens: one follower of the store, a bounded queue for each."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from pydantic import TypeAdapter

from crm_tui.operations.base import Change
from crm_tui.operations.errors import StoreError
from crm_tui.storage.backend import Backend

QUEUE: Final = 1_000
_PAUSES: Final = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
_CHANGE: Final = TypeAdapter(Change)


@dataclass(frozen=True, slots=True)
class Told:
    """A change as listeners get it: written down once for all of them."""

    seq: int
    event: bytes
    about_users: bool


@dataclass(eq=False, slots=True)
class Listener:
    """Somebody who listens. ``missed``: the queue could not hold everything, and the rest is to be read in the base.

    A new listener is taken to have missed what was written since it last listened. ``ended`` is set by the hub's end.
    """

    queue: asyncio.Queue[Told]
    missed: bool = True
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class Hub:
    """Follows the store and tells the listeners, and waits for none of them: who is slow does not slow the others."""

    def __init__(self, backend: Backend, heard: Callable[[Change], bool], queue: int = QUEUE) -> None:
        self._backend = backend
        self._heard = heard
        self._size = queue
        self._listeners: set[Listener] = set()
        self._following: asyncio.Task[None] | None = None
        self._closed = False

    def follow(self, seq: int) -> None:
        """Follow the store from behind a sequence on; who listens already reads what came before it in the base."""
        if not self.following and not self._closed:
            for listener in self._listeners:
                listener.missed = True
            self._following = asyncio.create_task(self._follow(seq))

    @property
    def following(self) -> bool:
        """Whether the store is followed."""
        return self._following is not None and not self._following.done()

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def listen(self) -> Listener:
        """A new listener, who is told everything from now on."""
        listener = Listener(asyncio.Queue(self._size))
        self._listeners.add(listener)
        if self._closed:
            listener.ended.set()
        return listener

    def leave(self, listener: Listener) -> None:
        """Tell this listener nothing more."""
        self._listeners.discard(listener)

    async def close(self) -> None:
        """End every listener's stream and stop following."""
        self._closed = True
        for listener in self._listeners:
            listener.ended.set()
        if self._following is not None:
            self._following.cancel()
            with suppress(asyncio.CancelledError):
                await self._following

    async def _follow(self, seq: int) -> None:
        """A store that cannot be read is followed again from the same place, after a growing pause."""
        failures = 0
        while True:
            try:
                async for change in self._backend.changes("", seq):
                    seq, failures = change.seq, 0
                    self._tell(change)
            except StoreError:
                failures += 1
            await asyncio.sleep(_PAUSES[min(failures, len(_PAUSES) - 1)])

    def _tell(self, change: Change) -> None:
        told = Told(change.seq, written(change), self._heard(change))
        for listener in self._listeners:
            if listener.queue.full():
                listener.missed = True
            else:
                listener.queue.put_nowait(told)


def written(change: Change) -> bytes:
    """A change as a server-sent event."""
    return b"id: %d\nevent: change\ndata: %b\n\n" % (change.seq, _CHANGE.dump_json(change))
