"""The reads that a key waits for: plain SQL on the driver's own connection, 0.04-0.3 ms each on SQLite."""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, cast

from crm_tui.domain.clock import Clock
from crm_tui.domain.ids import UserId
from crm_tui.operations.base import Change, Operation
from crm_tui.operations.board import CountColumns, GetCards, GetColumn, PlaceInColumn
from crm_tui.operations.matching import FEW, FindSimilar
from crm_tui.operations.values import REACH, WINDOW, User
from crm_tui.storage import board_sql, feed
from crm_tui.storage.deal_sql import ORDERS
from crm_tui.storage.dialects import SQLITE, Dialect

_CARDS_AT_ONCE = 20
_TYPED_AT_ONCE = 500
_ALWAYS_QUICK = frozenset({"GetBoard", "ListPipelines", "ListUsers", "ListViews"})


def quick(query: Operation[Any]) -> bool:
    """Whether a question is answered by an index or a counter, by plain SQL past everything else.

    Whoever is similar to a person as typed is found by whole keys, however many contacts there are.

    One that asks for too much is not: it goes where it is refused.
    """
    match query:
        case GetCards(deal_ids=asked):
            return len(asked) <= _CARDS_AT_ONCE
        case GetColumn(filter=wanted, sort=sort, limit=limit):
            return wanted.empty and ORDERS[sort].indexed and WINDOW.holds(limit)
        case PlaceInColumn(filter=wanted, sort=sort, bound=bound):
            return wanted.empty and ORDERS[sort].indexed and REACH.holds(bound)
        case CountColumns(filter=wanted):
            return wanted.empty
        case FindSimilar():
            return _is_soon_read(query)
        case _:
            return type(query).__name__ in _ALWAYS_QUICK


def _is_soon_read(query: FindSimilar) -> bool:
    typed = sum(len(phone.typed) for phone in query.phones) + sum(len(email.typed) for email in query.emails)
    return FEW.holds(query.limit) and typed + len(query.name) + len(query.city) <= _TYPED_AT_ONCE


class SqliteRows:
    """SQLite's own connection as what plain SQL reads through; see ``board_sql.Rows``."""

    dialect: Dialect = SQLITE

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __call__(self, sql: str, values: Mapping[str, Any], *, keyed: bool = False) -> list[tuple[Any, ...]]:
        """All rows of a statement; SQLite's driver keeps them all."""
        return self._connection.execute(sql, values).fetchall()


class HotReads:
    """Answers the board's questions at once, and tells what has changed."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock) -> None:
        self._connection = connection
        self._rows = SqliteRows(connection)
        self._clock = clock

    def answer(self, query: Operation[Any], me: UserId) -> Any:
        """The answer to a question of somebody's that is ``quick``."""
        return board_sql.answer(self._rows, query, me, int(self._clock.now().timestamp() * 1000))

    def user(self, name: str) -> User:
        """The colleague of that name; the owner where there is none."""
        return board_sql.user(self._rows, name)

    def sequence(self) -> int:
        """The journal's sequence: all up to it is in the base."""
        return feed.sequence(self._rows)

    def data_version(self) -> int:
        """A number that changes when another connection commits."""
        return cast(int, self._rows("PRAGMA data_version", {})[0][0])

    def changes_after(self, seq: int, origin: str) -> Iterator[Change]:
        """What was written since a sequence, in order."""
        return feed.changes_after(self._rows, seq, origin)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()
