"""A store at the end of wires that can be cut and mended, as a network would."""

import asyncio
from collections.abc import AsyncIterator
from typing import TypeVar

from crm_tui.operations.base import Change, Command, Query, Store
from crm_tui.operations.errors import StoreError, StoreLocked

Answer = TypeVar("Answer")


class Wires:
    """Between the program and its store: ``Wires(store)`` is a store; while it is cut nothing passes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._cut = asyncio.Event()
        self._fault: StoreError = StoreLocked("crm.db")
        self._lost = 0
        self._passing = asyncio.Event()
        self._passing.set()
        self._heard = asyncio.Event()
        self._heard.set()

    def cut(self, fault: StoreError | None = None) -> None:
        """Lose the connection, or find out that the store turns one away."""
        self._fault = fault or StoreLocked("crm.db")
        self._cut.set()
        self._passing.set()

    def mend(self) -> None:
        """Find it again."""
        self._cut.clear()
        self._passing.set()

    def clog(self) -> None:
        """Let no change through, and say nothing, until the wires are cut or mended."""
        self._passing.clear()

    def hold(self) -> None:
        """Keep back what others write."""
        self._heard.clear()

    def let_go(self) -> None:
        """Tell what was kept back."""
        self._heard.set()

    def lose_one(self) -> None:
        """Swallow the next change, as a feed would that begins too late."""
        self._lost += 1

    async def ask(self, query: Query[Answer]) -> Answer:
        """Answer, if it can be heard."""
        self._check()
        return await self._store.ask(query)

    async def do(self, command: Command[Answer]) -> Answer:
        """Carry a command out, if it can be heard."""
        await self._passing.wait()
        self._check()
        return await self._store.do(command)

    async def changes(self) -> AsyncIterator[Change]:
        """What is written, until the wires are cut."""
        self._check()
        feed = self._store.changes()
        while True:
            heard, broken = asyncio.ensure_future(anext(feed, None)), asyncio.ensure_future(self._cut.wait())
            try:
                await asyncio.wait({heard, broken}, return_when=asyncio.FIRST_COMPLETED)
                self._check()
                change = heard.result()
            finally:
                heard.cancel()
                broken.cancel()
            if change is None:
                return
            await self._heard.wait()
            if self._lost:
                self._lost -= 1
            else:
                yield change

    async def close(self) -> None:
        """Let go of the store."""
        await self._store.close()

    def _check(self) -> None:
        if self._cut.is_set():
            raise self._fault
