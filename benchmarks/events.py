"""Deals to which much has happened: changes and notes put straight into a store."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

_FIRST_MS = 1_700_000_000_000
_FIRST_DEALS = """
    SELECT d.id, d.title FROM deal d JOIN stage s ON s.id = d.stage_id JOIN pipeline p ON p.id = d.pipeline_id
    WHERE p.is_default AND s.kind = 'unsorted' AND d.deleted_at IS NULL ORDER BY d.rank, d.id LIMIT ?
"""
_JOURNAL = """
    INSERT INTO journal (seq, operation, actor_id, actor, origin, at, kind, state, applied_seq, title)
    VALUES (?, 'EditDeal', ?, 'Bench', 'bench', ?, 'do', 'done', ?, '')
"""
_ENTRY = """
    INSERT INTO journal_entry (seq, place, entity, entity_id, subject_id, field, old, new)
    VALUES (?, 0, 'deal', ?, ?, 'title', '"before"', ?)
"""
_NOTE = "INSERT INTO note (id, subject_id, text, author_id, at) VALUES (?, ?, ?, ?, ?)"


def furnish(path: Path, events: Sequence[int]) -> tuple[str, ...]:
    """Give the first deals of the first column that many events, one deal each; the deals' titles."""
    with closing(sqlite3.connect(path)) as connection, connection:
        deals = connection.execute(_FIRST_DEALS, (len(events),)).fetchall()
        connection.executemany("UPDATE deal SET unread = 0 WHERE id = ?", [(deal_id,) for deal_id, _title in deals])
        numbers = count(int(connection.execute("SELECT value FROM sequence").fetchone()[0]) + 1)
        for (deal_id, _title), many in zip(deals, events, strict=True):
            _happen(connection, deal_id, many, numbers)
        connection.execute("UPDATE sequence SET value = ?", (next(numbers),))
    return tuple(title for _deal_id, title in deals)


def _happen(connection: sqlite3.Connection, deal_id: str, events: int, numbers: Iterator[int]) -> None:
    """Changes of the title, for every tenth also a note of a manager."""
    (member,) = connection.execute("SELECT id FROM member LIMIT 1").fetchone()
    for number in range(events):
        seq = next(numbers)
        at = _FIRST_MS + seq * 1000
        connection.execute(_JOURNAL, (seq, member, at, seq))
        connection.execute(_ENTRY, (seq, deal_id, deal_id, f'"bench event {number}"'))
        if number % 10 == 0:
            connection.execute(_NOTE, (f"bench{seq}", deal_id, f"bench event note {number}", member, at + 1))
