"""The backend on a SQLite file: a writer thread, a reader thread, and the hot reads right where they are asked."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from crm_tui.domain.clock import Clock
from crm_tui.operations.base import Change, Command, Query
from crm_tui.operations.values import User
from crm_tui.storage.callers import Caller
from crm_tui.storage.hot import HotReads
from crm_tui.storage.sqlite_file import UNSTORABLE, connect, explained

if TYPE_CHECKING:
    from crm_tui.storage.working import Workshop

Answer = TypeVar("Answer")
Result = TypeVar("Result")
POLL_SECONDS = 0.2


class SqliteBackend:
    """A base in a file; see ``storage.backend.Backend``."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._reads = HotReads(connect(path, any_thread=True), clock)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="store-writer")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="store-reader")
        self._workshop: Workshop | None = None
        self._making = Lock()
        self._closed = asyncio.Event()

    async def do(self, command: Command[Answer], caller: Caller) -> Answer:
        """Carry a command out on the writer thread."""
        return await self._run(self._writer, lambda workshop: workshop.do(command, caller))

    async def ask(self, query: Query[Answer], caller: Caller) -> Answer:
        """Answer a question: the board's at once, where they stand; any other on the reader thread."""
        if self._reads.answers(query):
            with self._named():
                answer: Answer = self._reads.answer(query, caller.actor.id)
                return answer
        thread = self._writer if query.rehearsal else self._reader
        return await self._run(thread, lambda workshop: workshop.ask(query, caller))

    def changes(self, origin: str, after: int | None = None) -> AsyncIterator[Change]:
        """Everything written after a sequence, until the backend is closed. Raises the errors of the store."""
        with self._named():
            return self._follow(origin, self._reads.sequence() if after is None else after)

    async def _follow(self, origin: str, seen: int) -> AsyncIterator[Change]:
        """``PRAGMA data_version`` tells of a commit without reading; the journal then tells what it was."""
        with self._named(), closing(connect(self._path)) as connection:
            feed, version = HotReads(connection, self._clock), -1
            while not self._closed.is_set():
                latest = feed.data_version()
                if latest != version:
                    version = latest
                    for change in feed.changes_after(seen, origin):
                        seen = change.seq
                        yield change
                await self._pause()

    async def user(self, name: str) -> User:
        """The colleague of that name; the owner where there is none."""
        return self._reads.user(name)

    async def close(self) -> None:
        """Finish what is under way and let go of the file."""
        self._closed.set()
        await asyncio.to_thread(self._shut)

    def warm_up(self) -> None:
        """Make the workshop on the writer's thread."""
        self._writer.submit(self._open_workshop)

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Turn what the driver raises into the store's own errors."""
        try:
            yield
        except (sqlite3.Error, *UNSTORABLE) as error:
            raise explained(error, self._path) from error

    async def _run(self, pool: ThreadPoolExecutor, job: "Callable[[Workshop], Result]") -> Result:
        return await asyncio.get_running_loop().run_in_executor(pool, lambda: job(self._open_workshop()))

    def _open_workshop(self) -> "Workshop":
        with self._making:
            if self._workshop is None:
                from crm_tui.storage.sqlite_database import SqliteDatabase
                from crm_tui.storage.working import Workshop

                self._workshop = Workshop(SqliteDatabase(self._path), self._clock)
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
