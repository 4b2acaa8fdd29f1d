"""How far the base has been looked through for duplicates, kept up to what changes meanwhile."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from crm_tui.operations.matching import ScanState
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.context import from_ms
from crm_tui.storage.database import rows, write, write_each
from crm_tui.storage.match_keys import PEOPLE

_AFRESH_AFTER: Final = 10_000
_CLEAR: Final = ("DELETE FROM match_scan", "DELETE FROM match_pending", "DELETE FROM match_candidate")
_LAST: Final = "SELECT coalesce(max(contact), 0) FROM match_profile"
_STATE: Final = f"""
    SELECT (SELECT count FROM match_token WHERE token = '{PEOPLE}'), (SELECT upto FROM match_scan),
        (SELECT at FROM match_scan), ({_LAST}), (SELECT count(*) FROM match_pending), (SELECT count(*) FROM duplicate)
"""


def begun(connection: Connection) -> bool:
    """Whether somebody has begun to look through the base."""
    return bool(rows(connection, "SELECT 1 FROM match_scan", {}, keyed=True))


def forget(connection: Connection, contacts: Iterable[int]) -> None:
    """These contacts changed: what was found of them no longer holds, and they count as not looked through."""
    changed = [{"contact": contact} for contact in contacts]
    write_each(connection, "DELETE FROM duplicate WHERE first = :contact OR second = :contact", changed)
    pending = "INSERT INTO match_pending (contact) VALUES (:contact) ON CONFLICT (contact) DO NOTHING"
    write_each(connection, pending, changed)


def settle(connection: Connection, changed: int) -> None:
    """After a change of very many contacts the base is looked through from the beginning: that is quicker."""
    if changed > _AFRESH_AFTER:
        clear(connection)


def clear(connection: Connection) -> None:
    """Nothing has been looked through; the pairs that were found stay until they are found again."""
    for statement in _CLEAR:
        write(connection, statement, {})


def upto(read: Rows) -> int | None:
    """The contact up to which the base has been looked through; None where nobody has begun."""
    found = read("SELECT upto FROM match_scan", {})
    return int(found[0][0]) if found else None


def advance(connection: Connection, contact: int, now: int) -> None:
    """Note that the base has been looked through up to a contact."""
    write(connection, "DELETE FROM match_scan", {})
    write(connection, "INSERT INTO match_scan (id, upto, at) VALUES (1, :upto, :at)", {"upto": contact, "at": now})


def last(read: Rows) -> int:
    """The newest contact."""
    return int(read(_LAST, {})[0][0])


def pending(read: Rows, limit: int) -> list[int]:
    """Contacts that changed since they were looked through, the oldest first."""
    found = read("SELECT contact FROM match_pending ORDER BY contact LIMIT :limit", {"limit": limit})
    return [int(contact) for (contact,) in found]


def state(read: Rows) -> ScanState:
    """How far it is; before the end the contacts done are reckoned from the place that has been reached."""
    people, reached, at, newest, waiting, found = read(_STATE, {})[0]
    total = people or 0
    if reached is not None and reached >= newest and not waiting:
        return ScanState(total, total, found, from_ms(at))
    share = min((reached or 0) / max(newest, 1), 1.0)
    done = max(min(round(total * share) - waiting, total - 1), 0)
    return ScanState(done, max(total, 1), found, None if at is None else from_ms(at))
