"""The store on a local SQLite file: a writer thread, a reader thread, and the hot reads right where they are asked."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from crm_tui.domain.clock import Clock
from crm_tui.domain.ids import new_id
from crm_tui.domain.rights import allowed
from crm_tui.operations.base import Change, Command, Operation, Query
from crm_tui.operations.errors import NotAllowed
from crm_tui.storage.hot import HotReads
from crm_tui.storage.sqlite_file import UNSTORABLE, connect, explained

if TYPE_CHECKING:
    from crm_tui.storage.working import Workshop

Answer = TypeVar("Answer")
Result = TypeVar("Result")
POLL_SECONDS = 0.2


class LocalStore:
    """A store on a file. Made by ``crm_tui.storage.opening.open_store``; see ``operations.base.Store``."""

    def __init__(self, path: Path, clock: Clock, user: str = "") -> None:
        self.path = path
        self.origin = new_id()
        self._clock = clock
        self._reads = HotReads(connect(path, any_thread=True), clock)
        self._me = self._reads.me(user)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="store-writer")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="store-reader")
        self._workshop: Workshop | None = None
        self._closed = asyncio.Event()

    async def do(self, command: Command[Answer]) -> Answer:
        """Carry a command out in one transaction on the writer thread. Raises the errors of ``operations.errors``."""
        self._check_right(command)
        return await self._run(self._writer, lambda workshop: workshop.do(command))

    async def ask(self, query: Query[Answer]) -> Answer:
        """Answer a question: the board's at once, where they stand; any other on the reader thread."""
        if self._reads.answers(query):
            try:
                answer: Answer = self._reads.answer(query)
                return answer
            except (sqlite3.Error, *UNSTORABLE) as error:
                raise explained(error, self.path) from error
        self._check_right(query)
        thread = self._writer if query.rehearsal else self._reader
        return await self._run(thread, lambda workshop: workshop.ask(query))

    def changes(self) -> AsyncIterator[Change]:
        """Everything written from now on, by this program and by others, until the store is closed."""
        return self._follow(self._reads.sequence())

    async def _follow(self, seen: int) -> AsyncIterator[Change]:
        """``PRAGMA data_version`` tells of a commit without reading; the journal then tells what it was."""
        connection = connect(self.path)
        feed, version = HotReads(connection, self._clock), -1
        try:
            while not self._closed.is_set():
                latest = feed.data_version()
                if latest != version:
                    version = latest
                    for change in feed.changes_after(seen, self.origin):
                        seen = change.seq
                        yield change
                await self._pause()
        finally:
            connection.close()

    async def close(self) -> None:
        """Finish what is under way and let go of the file."""
        self._closed.set()
        await asyncio.to_thread(self._shut)

    def warm_up(self) -> None:
        """Load what commands need (SQLModel, the handlers), so that the first one does not wait for it."""
        self._writer.submit(self._open_workshop)

    def _check_right(self, operation: Operation[Answer]) -> None:
        if not allowed(self._me.role, operation.right):
            raise NotAllowed(self._reads.whom_to_ask())

    async def _run(self, pool: ThreadPoolExecutor, job: "Callable[[Workshop], Result]") -> Result:
        return await asyncio.get_running_loop().run_in_executor(pool, lambda: job(self._open_workshop()))

    def _open_workshop(self) -> "Workshop":
        if self._workshop is None:
            from crm_tui.storage.working import Workshop

            self._workshop = Workshop(self.path, self._clock, self._me, self.origin)
        return self._workshop

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._closed.wait(), POLL_SECONDS)
        except TimeoutError:
            return

    def _shut(self) -> None:
        self._writer.shutdown()
        self._reader.shutdown()
        if self._workshop is not None:
            self._workshop.close()
        self._reads.close()
