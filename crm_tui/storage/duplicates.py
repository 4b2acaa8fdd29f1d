"""Looking through the base for duplicates, step by step: what is looked up before the lock is taken, and written after.

All pairs that share a rare key are gathered once, at the beginning, and then compared in the order of their contacts.
What changes meanwhile is looked up contact by contact at the end (``storage.match_scan``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from crm_tui.operations.matching import ScanDuplicates
from crm_tui.storage import feed, match_pairs, match_scan
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.database import ConnectionRows, load, write, write_each
from crm_tui.storage.match_pairs import Pair, Scored

_PENDING_AT_ONCE: Final = 500
_CANDIDATES: Final = """
    SELECT first, second FROM match_candidate WHERE first > :after AND first <= :upto ORDER BY first, second
"""
_NEXT: Final = "SELECT n FROM contact WHERE n > :after ORDER BY n LIMIT 1 OFFSET :skipped"
_PUT: Final = """
    INSERT INTO duplicate (first, second, score, band) VALUES (:first, :second, :score, :band)
    ON CONFLICT (first, second) DO UPDATE SET score = excluded.score, band = excluded.band
"""
_CHANGED_SINCE: Final = """
    INSERT INTO match_pending (contact) SELECT n FROM contact WHERE id IN (
        SELECT subject_id FROM journal_entry WHERE seq > :seq AND entity IN ('contact', 'phone', 'email'))
    ON CONFLICT (contact) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What a step has found: it began behind one contact and came up to another, as the base stood at ``seq``.

    ``gathered`` are all pairs that share a rare key, where it is the first step; ``settled`` are contacts that had
    changed, with what they were known by when they were compared.
    """

    after: int | None
    upto: int
    seq: int
    gathered: Sequence[Pair] | None
    found: Sequence[Scored]
    settled: dict[int, str]


def look(read: Rows, command: ScanDuplicates) -> Step:
    """Look through the next contacts."""
    after = None if command.afresh else match_scan.upto(read)
    seq = feed.sequence(read)
    begin = after or 0
    upto = _next(read, begin, command.contacts)
    if after is not None and upto == begin:
        settled, found = _changed(read, min(command.contacts, _PENDING_AT_ONCE))
        return Step(after, upto, seq, None, found, settled)
    gathered = match_pairs.collect(read) if after is None else None
    asked = {"after": begin, "upto": upto}
    pairs = [(first, second) for first, second in gathered or read(_CANDIDATES, asked) if begin < first <= upto]
    return Step(after, upto, seq, gathered, list(match_pairs.score(read, pairs)), {})


def _next(read: Rows, after: int, contacts: int) -> int:
    """The last of the next so many contacts; the one where they begin if none is left."""
    found = read(_NEXT, {"after": after, "skipped": contacts - 1})
    if found:
        return int(found[0][0])
    return max(after, match_scan.last(read))


def _changed(read: Rows, limit: int) -> tuple[dict[int, str], list[Scored]]:
    contacts = match_scan.pending(read, limit)
    said = match_pairs.said(read, contacts)
    found = [scored for contact in said for scored in match_pairs.score_one(read, contact)]
    return dict.fromkeys(contacts, "") | said, found


def keep(connection: Connection, step: Step, now: int, *, afresh: bool) -> None:
    """Write what a step has found; nothing where another step was quicker."""
    if not afresh and match_scan.upto(ConnectionRows(connection)) != step.after:
        return
    if step.gathered is not None:
        match_scan.clear(connection)
        write(connection, "DELETE FROM duplicate", {})
        load(
            connection, "match_candidate", ("first", "second"), [pair for pair in step.gathered if pair[0] > step.upto]
        )
        write(connection, _CHANGED_SINCE, {"seq": step.seq})
    _settle(connection, step)
    scored = [
        {"first": one.first, "second": one.second, "score": one.score, "band": one.band.value} for one in step.found
    ]
    write_each(connection, _PUT, scored)
    match_scan.advance(connection, step.upto, now)


def _settle(connection: Connection, step: Step) -> None:
    """Contacts that were looked up no longer wait, unless they changed once more."""
    now = dict(match_pairs.said(ConnectionRows(connection), list(step.settled)))
    done = [{"contact": contact} for contact, said in step.settled.items() if now.get(contact, "") == said]
    write_each(connection, "DELETE FROM duplicate WHERE first = :contact OR second = :contact", done)
    write_each(connection, "DELETE FROM match_pending WHERE contact = :contact", done)
