"""What was written, out of the journal: the rows that others' screens follow."""

from collections.abc import Iterator
from typing import Final, cast

from crm_tui.operations.base import Change
from crm_tui.storage.around import Around, around
from crm_tui.storage.board_sql import SUBJECTS, Rows

_SUBJECTS_NAMED: Final = 500
_AT_ONCE: Final = 1_000
_EVERYBODY: Final = Around(None, frozenset())


def sequence(rows: Rows) -> int:
    """The journal's sequence: all up to it is in the base."""
    return cast(int, rows("SELECT value FROM sequence", {})[0][0])


def changes_after(rows: Rows, seq: int, origin: str, limit: int = _AT_ONCE) -> Iterator[Change]:
    """What was written since a sequence, in order; the first thousand of it, so that nobody holds a whole history."""
    sql = "SELECT seq, actor, operation, origin FROM journal WHERE seq > :seq ORDER BY seq LIMIT :limit"
    for number, actor, operation, by in rows(sql, {"seq": seq, "limit": limit}):
        subjects = _subjects(rows, number)
        whose = _EVERYBODY if subjects is None else around(rows, number)
        yield Change(number, actor, operation, by == origin, subjects, by, whose.records, whose.settings)


def _subjects(rows: Rows, seq: int) -> frozenset[str] | None:
    found = rows(f"{SUBJECTS} LIMIT :limit", {"seq": seq, "limit": _SUBJECTS_NAMED + 1})
    return frozenset(subject for (subject,) in found) if len(found) <= _SUBJECTS_NAMED else None
