"""The way to the store as the screens know it: whether it answers, and since when it does not."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final, TypeVar

from crm_tui.domain.rights import Right
from crm_tui.operations.base import Change, Command, Query, Store
from crm_tui.operations.errors import StoreError

Answer = TypeVar("Answer")
SLOW_SECONDS: Final = 0.3
"""How long a change may take before it is said that it is being saved."""


class Link:
    """The door, watched: whenever the store fails to serve, ``on_fault`` is called, and the caller gets the error.

    ``lost_at`` is when the connection was found to be lost: what stands on the screens is as old as that. ``lost_by``
    is what the store said then. ``on_wait`` is called when a change begins to take long, and when none does any more.
    """

    def __init__(self, store: Store, on_fault: Callable[[], None], on_wait: Callable[[], None]) -> None:
        self._store = store
        self._on_fault = on_fault
        self._on_wait = on_wait
        self._slow: set[object] = set()
        self.lost_at: datetime | None = None
        self.lost_by: StoreError | None = None

    async def do(self, command: Command[Answer]) -> Answer:
        """Carry a command out."""
        with self._timing(command):
            try:
                return await self._store.do(command)
            except StoreError:
                self._on_fault()
                raise

    @property
    def saving(self) -> bool:
        """Whether a change takes long."""
        return bool(self._slow)

    @contextmanager
    def _timing(self, command: Command[Any]) -> Iterator[None]:
        """Who looks at what is no change that anybody waits for."""
        asked = object()
        clock = asyncio.get_running_loop().call_later(SLOW_SECONDS, self._find_slow, asked)
        if command.right is Right.READ:
            clock.cancel()
        try:
            yield
        finally:
            clock.cancel()
            if asked in self._slow:
                self._slow.discard(asked)
                self._on_wait()

    def _find_slow(self, asked: object) -> None:
        self._slow.add(asked)
        self._on_wait()

    async def ask(self, query: Query[Answer]) -> Answer:
        """Answer a question."""
        try:
            return await self._store.ask(query)
        except StoreError:
            self._on_fault()
            raise

    async def answers(self) -> bool:
        """Whether the store answers at all."""
        return await self.fault() is None

    async def fault(self) -> StoreError | None:
        """Why the store does not answer at all; None where it gives any answer or refusal to something small."""
        from crm_tui.operations.directory import ListUsers
        from crm_tui.operations.errors import Refused

        try:
            await self._store.ask(ListUsers())
        except Refused:
            return None
        except StoreError as error:
            return error
        return None

    def changes(self) -> AsyncIterator[Change]:
        """Everything written from now on."""
        return self._store.changes()

    async def close(self) -> None:
        """Let go of the store."""
        await self._store.close()
