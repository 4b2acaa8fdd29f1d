"""The door to a base that this program opened itself: every request goes through it in one caller's name."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, TypeVar

from crm_tui.domain.ids import new_id
from crm_tui.operations.base import Change, Command, Query
from crm_tui.operations.values import User
from crm_tui.storage.callers import Actor, Caller

if TYPE_CHECKING:
    from crm_tui.storage.backend import Backend

Answer = TypeVar("Answer")


class LocalStore:
    """A store on a backend, in a user's hands. Made by ``storage.opening.open_store``; see ``operations.base.Store``.

    ``origin`` names this very door in the journal, so that it can tell its own changes from others'.
    """

    def __init__(self, backend: "Backend", user: User) -> None:
        self._backend = backend
        self._caller = Caller(Actor(user.id, user.name, user.role), new_id())

    async def do(self, command: Command[Answer]) -> Answer:
        """Carry a command out in one transaction. Raises the errors of ``operations.errors``."""
        return await self._backend.do(command, self._caller)

    async def ask(self, query: Query[Answer]) -> Answer:
        """Answer a question."""
        return await self._backend.ask(query, self._caller)

    def changes(self) -> AsyncIterator[Change]:
        """Everything written from now on, by this program and by others, until the store is closed."""
        return self._backend.changes(self._caller.origin)

    def warm_up(self) -> None:
        """Load what commands need (SQLModel, the handlers), so that the first one does not wait for it."""
        self._backend.warm_up()

    async def close(self) -> None:
        """Finish what is under way and let go of the base."""
        await self._backend.close()
