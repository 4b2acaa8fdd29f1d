"""PostgreSQL as a workshop's database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.numeric import Int8Dumper
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, QueuePool

from crm_tui.operations.errors import NoSuchStore
from crm_tui.storage import postgres_faults
from crm_tui.storage.chunk_vault import ChunkVault
from crm_tui.storage.database import driver
from crm_tui.storage.tables import metadata

WRITERS = 4
READERS = 4
LOCK_MS = 5_000
CONNECT: dict[str, Any] = {
    "application_name": "crm-tui",
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
# A plan that was made once for all values of a limit walks whole tables, and so does one that takes the disk for a
# spinning one; compiling a plan costs more than these queries.
_SETTINGS = (
    f"SET lock_timeout = {LOCK_MS}",
    "SET plan_cache_mode = force_custom_plan",
    "SET jit = off",
    "SET random_page_cost = 1.1",
    "SET client_min_messages = warning",
)
_LOCK = "SELECT value FROM sequence WHERE id = 1 FOR UPDATE"
_SEARCHED = ("company", "contact", "deal")


class PostgresDatabase:
    """Engines on a database; see ``storage.database.Database``."""

    faults = postgres_faults.FAULTS

    def __init__(self, where: str) -> None:
        self._where = where
        self.writing = _pooled(where, WRITERS, _writes)
        self.reading = _pooled(where, READERS, _reads)

        @event.listens_for(self.writing, "begin")
        def begun(connection: Connection) -> None:
            connection.exec_driver_sql(_LOCK)

    def explained(self, error: Exception) -> Exception:
        """The store's own error for one of the driver's."""
        return postgres_faults.explained(error, self._where)

    @contextmanager
    def bulk(self, connection: Connection) -> Iterator[None]:
        """Let the planner learn and the index of trigrams take in what waits beside it, once all is committed."""
        yield
        raw: psycopg.Connection = driver(connection)
        raw.autocommit = True
        try:
            for table in metadata.tables:
                raw.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
            for source in _SEARCHED:
                raw.execute(f"ANALYZE {source}_search".encode())
                raw.execute("SELECT gin_clean_pending_list(%s::regclass)", [f"ix_{source}_search_text"])
        finally:
            raw.autocommit = False

    def vault(self, connection: Connection) -> ChunkVault:
        """A table of the database."""
        return ChunkVault(connection)

    def close(self) -> None:
        """Let go of all connections."""
        self.writing.dispose()
        self.reading.dispose()


def address(where: str) -> URL:
    """A place as SQLAlchemy's address of it. Raises NoSuchStore where it cannot be read."""
    try:
        return make_url(where).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise NoSuchStore(where) from None


def one_shot_engine(where: str) -> Engine:
    """An engine that keeps no connection: for making, examining and migrating a store."""
    return create_engine(address(where), poolclass=NullPool, connect_args=CONNECT)


def prepare(connection: psycopg.Connection) -> None:
    """The settings of every connection.

    Every number goes over in 64 bits: a small one overflows in the query's sums, one beyond them is refused.
    """
    for setting in _SETTINGS:
        connection.execute(setting.encode())
    connection.adapters.register_dumper(int, Int8Dumper)


def _pooled(where: str, size: int, manner: Callable[[psycopg.Connection], None]) -> Engine:
    """A connection that broke meanwhile is noticed before it is used, so that one request after a restart is served."""
    engine = create_engine(
        address(where),
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=30,
        pool_use_lifo=True,
        pool_pre_ping=True,
        connect_args=CONNECT,
    )

    @event.listens_for(engine, "connect")
    def connected(connection: psycopg.Connection, _: ConnectionPoolEntry) -> None:
        prepare(connection)
        connection.commit()
        manner(connection)

    return engine


def _writes(connection: psycopg.Connection) -> None:
    """Each statement sees what was committed before it; the lock on the sequence keeps all other writers out."""
    connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED


def _reads(connection: psycopg.Connection) -> None:
    """A transaction sees one state of the base, and can change nothing."""
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
