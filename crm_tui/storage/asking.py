"""One statement about many values, asked in few forms so that a database prepares each of them once."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from crm_tui.storage.board_sql import Rows

_STEPS: Final = (1, 8, 32, 96, 192)
_AMONG, _EACH = "AMONG", "EACH"


def ask(rows: Rows, sql: str, wanted: Sequence[Any]) -> list[Sequence[Any]]:
    """The rows of a statement for these values.

    In it ``column AMONG`` is the condition that a column holds one of them, and ``EACH`` stands where a table does: a
    row for each, in ``column1``, of whole numbers.
    """
    found: list[Sequence[Any]] = []
    for said, values in _in_arrays(sql, wanted) if rows.dialect.arrays else _one_by_one(sql, wanted):
        found += rows(said, values, keyed=True)
    return found


def _in_arrays(sql: str, wanted: Sequence[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """All of them as one value."""
    each = "(SELECT unnest(CAST(:wanted AS bigint[])) AS column1)"
    if wanted:
        yield sql.replace(_AMONG, "= ANY(:wanted)").replace(_EACH, each), {"wanted": list(wanted)}


def _one_by_one(sql: str, wanted: Sequence[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """As many values as there is room for, the last one again and again where they are fewer."""
    waiting = iter(wanted)
    while part := list(islice(waiting, _STEPS[-1])):
        room = next(step for step in _STEPS if step >= len(part))
        part += part[-1:] * (room - len(part))
        yield _with_room(sql, room), {f"v{place}": one for place, one in enumerate(part)}


@lru_cache(maxsize=64)
def _with_room(sql: str, room: int) -> str:
    marks = [f":v{place}" for place in range(room)]
    rows = ", ".join(f"({mark})" for mark in marks)
    return sql.replace(_AMONG, f"IN ({', '.join(marks)})").replace(_EACH, f"(VALUES {rows})")
