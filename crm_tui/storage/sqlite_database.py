"""SQLite as a workshop's database."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, QueuePool

from crm_tui.storage.database import driver
from crm_tui.storage.folder_vault import FolderVault
from crm_tui.storage.sqlite_file import UNSTORABLE, explained, prepare


class SqliteDatabase:
    """Engines on a file; see ``storage.database.Database``."""

    faults: tuple[type[Exception], ...] = (DBAPIError, sqlite3.Error, *UNSTORABLE)

    def __init__(self, path: Path) -> None:
        self._path = path
        self.writing = _engine(path, "BEGIN IMMEDIATE")
        self.reading = _engine(path, "BEGIN")

    def explained(self, error: Exception) -> Exception:
        """The store's own error for one of SQLite's."""
        original = error.orig if isinstance(error, DBAPIError) and isinstance(error.orig, sqlite3.Error) else error
        return explained(original, self._path)

    @contextmanager
    def bulk(self, connection: Connection) -> Iterator[None]:
        """Do not wait for the disk at each page, and let the planner learn; what a person typed always waits."""
        raw: sqlite3.Connection = driver(connection)
        raw.execute("PRAGMA synchronous = NORMAL")
        raw.execute("PRAGMA cache_size = -65536")
        try:
            yield
            _let_planner_learn(raw)
        finally:
            prepare(raw)

    def vault(self, connection: Connection) -> FolderVault:
        """A folder beside the file."""
        return FolderVault(self._path)

    def close(self) -> None:
        """Let the planner learn what was written where no other program is in the way, and let go of the file."""
        try:
            with suppress(sqlite3.Error, DBAPIError), self.writing.connect() as connection:
                raw: sqlite3.Connection = driver(connection)
                raw.execute("PRAGMA busy_timeout = 0")
                _let_planner_learn(raw)
        finally:
            self.writing.dispose()
            self.reading.dispose()


def _engine(path: Path, begin: str) -> Engine:
    """A transaction that writes takes the write lock at once: a deferred one would fail instead of waiting."""
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=QueuePool,
        pool_size=2,
        connect_args={"check_same_thread": False},
        json_serializer=json.dumps,
    )

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        prepare(connection)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def one_shot_engine(path: Path) -> Engine:
    """An engine that keeps no connection: for making and migrating a file."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = OFF")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _let_planner_learn(connection: sqlite3.Connection) -> None:
    """Without statistics a bulk load leaves the planner guessing, at 500 times the cost of a board's window."""
    connection.execute("PRAGMA analysis_limit = 400")
    connection.execute("PRAGMA optimize = 0x10002")
