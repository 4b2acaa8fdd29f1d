"""What a workshop needs of a database, and plain SQL on an SQLAlchemy connection past the ORM, whatever the dialect.

Plain SQL is written once, with ``:name`` for a value. Each driver is spoken to in its own way of marking them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

from crm_tui.storage.dialects import DIALECTS, Dialect
from crm_tui.storage.vault import Vault


class Database(Protocol):
    """Engines for writing and for reading, and what the two dialects do in ways of their own."""

    writing: Engine
    """Its transactions exclude each other from their first statement on."""

    reading: Engine
    """Its transactions each see one state of the base and block nobody."""

    faults: tuple[type[Exception], ...]
    """What the driver raises."""

    def explained(self, error: Exception) -> Exception:
        """The store's own error for one of the driver's; a fault of the program stays itself."""
        ...

    def bulk(self, connection: Connection) -> AbstractContextManager[None]:
        """Around a bulk load: what makes it quick, and the planner's statistics once it is committed."""
        ...

    def vault(self, connection: Connection) -> Vault:
        """Where the contents of documents lie, in the transaction that a connection is in."""
        ...

    def close(self) -> None:
        """Let go of all connections."""
        ...


@contextmanager
def naming(base: Database) -> Iterator[None]:
    """Turn what the database raises into the store's own errors."""
    try:
        yield
    except base.faults as error:
        raise base.explained(error) from error


class ConnectionRows:
    """A connection as what plain SQL reads through; see ``board_sql.Rows``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        """The database's own words."""
        return DIALECTS[self._connection.dialect.name]

    def __call__(self, sql: str, values: Mapping[str, Any]) -> Sequence[Any]:
        """All rows of a statement."""
        return rows(self._connection, sql, values)

    def together(self, *statements: str, values: Mapping[str, Any]) -> list[Sequence[Any]]:
        """The rows of several statements about the same values, in one trip where there is a way to go."""
        if self._connection.dialect.name == "sqlite":
            return [self(sql, values) for sql in statements]
        line = driver(self._connection)
        with line.pipeline():
            asked = [line.execute(in_pyformat(sql), values) for sql in statements]
            return [cursor.fetchall() for cursor in asked]


def rows(connection: Connection, sql: str, values: Mapping[str, Any]) -> Sequence[Any]:
    """Read by plain SQL, past the ORM: 20 µs of overhead where a compiled statement costs 500. Flush before it."""
    found: Sequence[Any] = driver(connection).execute(_spoken(connection, sql), values).fetchall()
    return found


def write(connection: Connection, sql: str, values: Iterable[Mapping[str, Any]]) -> None:
    """Write by plain SQL, once for each set of values."""
    spoken, given = _spoken(connection, sql), list(values)
    if len(given) == 1:
        driver(connection).execute(spoken, given[0])
    elif given:
        driver(connection).cursor().executemany(spoken, given)


def load(connection: Connection, table: str, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Write many whole rows in the quickest way that the driver has: ``executemany`` of SQLite's, COPY of PostgreSQL's.

    At a million rows this costs 1.04 times raw SQLite where an ORM costs 12 to 17 times.
    """
    if not values:
        return
    named = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        driver(connection).executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", values)
        return
    with driver(connection).cursor() as cursor, cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)


def driver(connection: Connection) -> Any:
    """The driver's own connection below an SQLAlchemy one."""
    return connection.connection.driver_connection


def _spoken(connection: Connection, sql: str) -> str:
    return sql if connection.dialect.name == "sqlite" else in_pyformat(sql)


_MARK = re.compile(r"('(?:[^']|'')*')|(?<![:\w]):([A-Za-z_]\w*)|(%)")


@lru_cache(maxsize=512)
def in_pyformat(sql: str) -> str:
    """SQL with ``:name`` marks as psycopg reads it: ``%(name)s``, and every other percent sign doubled."""

    def spoken(found: re.Match[str]) -> str:
        text, name, _percent = found.groups()
        if text is not None:
            return text.replace("%", "%%")
        return f"%({name})s" if name else "%%"

    return _MARK.sub(spoken, sql)
