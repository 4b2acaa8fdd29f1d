"""The backend on a PostgreSQL database: a few threads that write one after the other, and a few that read."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, wait
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from crm_tui.domain.clock import Clock
from crm_tui.operations.base import Change, Query
from crm_tui.operations.documents import LIMIT_MB
from crm_tui.operations.values import User
from crm_tui.storage import board_sql, feed
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.callers import Caller
from crm_tui.storage.database import naming
from crm_tui.storage.hot import quick
from crm_tui.storage.postgres_database import READERS, WRITERS, PostgresDatabase
from crm_tui.storage.postgres_lines import Lines
from crm_tui.storage.threaded import ThreadedBackend

if TYPE_CHECKING:
    from crm_tui.storage.database import Database

Answer = TypeVar("Answer")
Result = TypeVar("Result")
_AT_ONCE_SECONDS = 0.05


class PostgresBackend(ThreadedBackend):
    """A base in a PostgreSQL database that others use as well; see ``storage.backend.Backend``.

    Nothing is asked of the database on the caller's own thread: a server can be far away, or gone.
    """

    def __init__(self, where: str, clock: Clock, document_limit: int = LIMIT_MB) -> None:
        super().__init__(clock, WRITERS, READERS, document_limit)
        self._database = PostgresDatabase(where)
        self._lines = Lines(where)

    async def ask(self, query: Query[Answer], caller: Caller) -> Answer:
        """Answer a question on a reader thread; a rehearsal writes, to take it back."""
        if quick(query):
            now = int(self._clock.now().timestamp() * 1000)
            answer: Answer = await self._in_reader(lambda rows: board_sql.answer(rows, query, caller.actor.id, now))
            return answer
        thread = self._writer if query.rehearsal else self._reader
        return await self._run(thread, lambda workshop: workshop.ask(query, caller))

    def changes(self, origin: str, after: int | None = None) -> AsyncIterator[Change]:
        """Everything written after a sequence, until the backend is closed; StoreUnreachable where the database goes.

        From now on is from this very call: the database is given a moment to say where it stands.
        """
        start = self._reader.submit(self._read, feed.sequence) if after is None else _known(after)
        wait([start], _AT_ONCE_SECONDS)
        return self._follow(origin, start)

    async def _follow(self, origin: str, start: "Future[int]") -> AsyncIterator[Change]:
        """Look at the sequence five times a second: LISTEN and NOTIFY would make all commits wait for each other."""
        seen = await asyncio.wrap_future(start)
        while not self._closed.is_set():
            found = await self._in_reader(partial(_written, after=seen, origin=origin))
            for change in found:
                seen = change.seq
                yield change
            if not found:
                await self._pause()

    async def user(self, name: str) -> User:
        """The colleague of that name; the owner where there is none."""
        return await self._in_reader(lambda rows: board_sql.user(rows, name))

    async def _in_reader(self, question: Callable[[Rows], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._reader, self._read, question)

    def _read(self, question: Callable[[Rows], Result]) -> Result:
        with naming(self._database):
            return self._lines.ask(question)

    def _open_database(self) -> "Database":
        return self._database

    def _shut(self) -> None:
        super()._shut()
        self._lines.close()
        self._database.close()


def _written(rows: Rows, after: int, origin: str) -> list[Change]:
    return list(feed.changes_after(rows, after, origin)) if feed.sequence(rows) > after else []


def _known(after: int) -> "Future[int]":
    """An answer that nobody has to wait for."""
    answer: Future[int] = Future()
    answer.set_result(after)
    return answer
