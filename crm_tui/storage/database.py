"""The engine that the handlers write through, on SQLite."""

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, QueuePool

from crm_tui.storage.sqlite_file import prepare


def writing_engine(path: Path) -> Engine:
    """An engine whose transactions take the write lock at once: a deferred one would fail instead of waiting."""
    return _engine(path, "BEGIN IMMEDIATE")


def reading_engine(path: Path) -> Engine:
    """An engine for questions: each sees one state of the base and blocks nobody."""
    return _engine(path, "BEGIN")


def _engine(path: Path, begin: str) -> Engine:
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


def rows(connection: Connection, sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Read by plain SQL, past the ORM: 20 µs of overhead where a compiled statement costs 500. Flush before it."""
    return raw(connection).execute(sql, values).fetchall()


def write(connection: Connection, sql: str, *values: Mapping[str, Any]) -> None:
    """Write by plain SQL, once for each set of values."""
    raw(connection).executemany(sql, values)


def raw(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection below an SQLAlchemy one: for bulk writes and the hot reads."""
    driver: Any = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
