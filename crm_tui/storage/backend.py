"""What stands behind the door: a base that serves many callers, each through a ``LocalStore`` of its own."""

from collections.abc import AsyncIterator
from typing import Protocol, TypeVar

from crm_tui.operations.base import Change, Command, Query
from crm_tui.operations.values import User
from crm_tui.storage.callers import Caller

Answer = TypeVar("Answer")


class Backend(Protocol):
    """A SQLite file or a PostgreSQL database, open, with whatever threads and connections it works on."""

    document_limit: int
    """How large a document may be, in megabytes."""

    async def do(self, command: Command[Answer], caller: Caller) -> Answer:
        """Carry a command out in somebody's name, in one transaction, or raise and leave everything as it was."""
        ...

    async def ask(self, query: Query[Answer], caller: Caller) -> Answer:
        """Answer a question of somebody's."""
        ...

    def changes(self, origin: str, after: int | None = None) -> AsyncIterator[Change]:
        """Everything written after a sequence, from now on where none is given, until closed.

        ``origin`` is the caller's, by which a change knows whether it is ``mine``.
        """
        ...

    async def user(self, name: str) -> User:
        """The colleague of that name; the owner where there is none."""
        ...

    def warm_up(self) -> None:
        """Load in the background what the first command would otherwise wait for."""
        ...

    async def close(self) -> None:
        """Finish what is under way and let go of the file or the connections."""
        ...
