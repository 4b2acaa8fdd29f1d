"""The backend on a SQLite file: a writer thread, a reader thread, and the hot reads right where they are asked."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from crm_tui.domain.clock import Clock
from crm_tui.operations.base import Change, Query
from crm_tui.operations.documents import LIMIT_MB
from crm_tui.operations.values import User
from crm_tui.storage.callers import Caller
from crm_tui.storage.hot import HotReads, quick
from crm_tui.storage.sqlite_file import UNSTORABLE, connect, explained
from crm_tui.storage.threaded import ThreadedBackend

if TYPE_CHECKING:
    from crm_tui.storage.database import Database

Answer = TypeVar("Answer")


class SqliteBackend(ThreadedBackend):
    """A base in a file; see ``storage.backend.Backend``."""

    def __init__(self, path: Path, clock: Clock, document_limit: int = LIMIT_MB) -> None:
        super().__init__(clock, writers=1, readers=1, document_limit=document_limit)
        self._path = path
        self._reads = HotReads(connect(path, any_thread=True), clock)

    async def ask(self, query: Query[Answer], caller: Caller) -> Answer:
        """Answer a question: the board's at once, where they stand; any other on the reader thread."""
        if quick(query):
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
                found = list(feed.changes_after(seen, origin)) if latest != version else []
                for change in found:
                    seen = change.seq
                    yield change
                if not found:
                    version = latest
                    await self._pause()

    async def user(self, name: str) -> User:
        """The colleague of that name; the owner where there is none."""
        return self._reads.user(name)

    def _open_database(self) -> "Database":
        from crm_tui.storage.sqlite_database import SqliteDatabase

        return SqliteDatabase(self._path)

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Turn what the driver raises into the store's own errors."""
        try:
            yield
        except (sqlite3.Error, *UNSTORABLE) as error:
            raise explained(error, self._path) from error

    def _shut(self) -> None:
        super()._shut()
        self._reads.close()
