"""What a workshop needs of a database, and plain SQL on an SQLAlchemy connection past the ORM, whatever the dialect.

Plain SQL is written once, with ``:name`` for a value. Each driver is spoken to in its own way of marking them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

from crm_tui.storage.dialects import DIALECTS, Dialect
from crm_tui.storage.vault import Vault

_ROWS_AT_ONCE = 16


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

    def __call__(self, sql: str, values: Mapping[str, Any], *, keyed: bool = False) -> Sequence[Any]:
        """All rows of a statement."""
        return rows(self._connection, sql, values, keyed=keyed)

    def together(self, *statements: str, values: Mapping[str, Any]) -> list[Sequence[Any]]:
        """The rows of several ``keyed`` statements about the same values, in one trip where there is a way to go."""
        if self._connection.dialect.name == "sqlite":
            return [self(sql, values) for sql in statements]
        line = driver(self._connection)
        with line.pipeline():
            asked = [line.execute(in_pyformat(sql), values, prepare=True) for sql in statements]
            return [cursor.fetchall() for cursor in asked]


def rows(connection: Connection, sql: str, values: Mapping[str, Any], *, keyed: bool = False) -> Sequence[Any]:
    """Read by plain SQL, past the ORM: 20 µs of overhead where a compiled statement costs 500. Flush before it.

    ``keyed`` as in ``board_sql.Rows``: on PostgreSQL the statement is prepared.
    """
    found: Sequence[Any] = _execute(connection, sql, values, keyed).fetchall()
    return found


def write(connection: Connection, sql: str, values: Mapping[str, Any], *, keyed: bool = False) -> None:
    """Write by plain SQL; see ``rows``."""
    _execute(connection, sql, values, keyed)


def write_each(connection: Connection, sql: str, values: Sequence[Mapping[str, Any]]) -> None:
    """Write by plain SQL once for each set of values, without waiting for one after the other."""
    spoken = sql if connection.dialect.name == "sqlite" else in_pyformat(sql)
    if values:
        driver(connection).cursor().executemany(spoken, values)


def insert(connection: Connection, table: str, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Write new rows, a few of them in one trip; see ``load``."""
    if connection.dialect.name == "sqlite" or not 0 < len(values) <= _ROWS_AT_ONCE:
        load(connection, table, columns, values)
        return
    row = f"({', '.join(['%s'] * len(columns))})"
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * len(values))}"
    driver(connection).execute(sql, [value for one in values for value in one], prepare=True)


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


def _execute(connection: Connection, sql: str, values: Mapping[str, Any], keyed: bool) -> Any:
    line = driver(connection)
    if connection.dialect.name == "sqlite":
        return line.execute(sql, values)
    return line.execute(in_pyformat(sql), values, prepare=keyed)


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
