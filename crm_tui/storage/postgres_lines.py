"""The reads that a key waits for, on PostgreSQL: plain SQL on the driver's own connections, one trip each."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import psycopg

from crm_tui.storage.board_sql import Rows
from crm_tui.storage.database import in_pyformat
from crm_tui.storage.dialects import POSTGRES, Dialect
from crm_tui.storage.postgres_database import CONNECT, address, prepare

Result = TypeVar("Result")


class LineRows:
    """A driver's connection as what plain SQL reads through; see ``board_sql.Rows``."""

    dialect: Dialect = POSTGRES

    def __init__(self, line: psycopg.Connection) -> None:
        self._line = line

    def __call__(self, sql: str, values: Mapping[str, Any], *, keyed: bool = False) -> Sequence[Any]:
        """All rows of a statement."""
        return self._line.execute(in_pyformat(sql).encode(), values, prepare=keyed).fetchall()


class Lines:
    """Connections without transactions, opened as they are needed; the one used last is used next."""

    def __init__(self, where: str) -> None:
        self._address = address(where).set(drivername="postgresql").render_as_string(hide_password=False)
        self._free: deque[psycopg.Connection] = deque()

    def ask(self, question: Callable[[Rows], Result]) -> Result:
        """The answer to a question. Whether a line still holds is not asked before: a broken one is tried anew."""
        line = self._unused()
        if line is not None:
            try:
                return self._ask_on(line, question)
            except psycopg.OperationalError:
                self.close()
        return self._ask_on(self._connect(), question)

    def close(self) -> None:
        """Let go of the lines that nobody uses."""
        while (line := self._unused()) is not None:
            line.close()

    def _unused(self) -> psycopg.Connection | None:
        try:
            return self._free.pop()
        except IndexError:
            return None

    def _ask_on(self, line: psycopg.Connection, question: Callable[[Rows], Result]) -> Result:
        try:
            return question(LineRows(line))
        finally:
            if line.broken:
                line.close()
            else:
                self._free.append(line)

    def _connect(self) -> psycopg.Connection:
        line = psycopg.connect(self._address, autocommit=True, **CONNECT)
        prepare(line)
        line.execute("SET default_transaction_read_only = on")
        return line
