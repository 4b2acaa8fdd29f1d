"""The way to the store as the screens know it: whether it answers, and since when it does not."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import TypeVar

from crm_tui.operations.base import Change, Command, Query, Store
from crm_tui.operations.errors import StoreError

Answer = TypeVar("Answer")


class Link:
    """The door, watched: whenever the store fails to serve, ``on_fault`` is called, and the caller gets the error.

    ``lost_at`` is when the connection was found to be lost: what stands on the screens is as old as that. ``lost_by``
    is what the store said then.
    """

    def __init__(self, store: Store, on_fault: Callable[[], None]) -> None:
        self._store = store
        self._on_fault = on_fault
        self.lost_at: datetime | None = None
        self.lost_by: StoreError | None = None

    async def do(self, command: Command[Answer]) -> Answer:
        """Carry a command out."""
        try:
            return await self._store.do(command)
        except StoreError:
            self._on_fault()
            raise

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
