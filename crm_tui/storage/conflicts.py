"""A change made on what another has changed meanwhile: different fields merge, the same field is a person's to decide.

A command says by ``seen`` which sequence its caller knew. What others wrote to a field since then is in the journal.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from crm_tui.operations.errors import Clash, Conflict
from crm_tui.storage import database, json_columns, records
from crm_tui.storage.context import Context, from_ms
from crm_tui.storage.field_words import label, shown
from crm_tui.storage.journal import Note, Notes

# Fields that follow from others, or that nobody would be asked about; a move is told by its stage.
_FOLLOWS: Final = frozenset(
    {"", "rank", "pipeline_id", "stage_since", "closed_at", "unread", "has_contact", "contact_name", "position"}
    | {"deleted_at", "spam", "e164", "problem", "address", "name_key", "aliases"}
)
_THEIRS: Final = """
    SELECT e.old, e.new, j.actor, j.at, e.seq FROM journal_entry e JOIN journal j ON j.seq = e.seq
    WHERE e.subject_id = :subject AND e.seq > :seen AND e.entity = :entity AND e.entity_id = :id AND e.field = :field
        AND j.origin <> :origin ORDER BY e.seq
"""


@dataclass(frozen=True, slots=True)
class _Theirs:
    """What others made of a field since: its value before and now; who wrote it last, when and at which sequence."""

    before: str | None
    now: str | None
    who: str
    at: int
    seq: int


def settle(context: Context, notes: Notes, seen: int) -> bool:
    """Keep what others wrote where the caller did not touch it; whether there was any. Raises Conflict.

    The caller touched a field where the value sent differs from the one that it had at ``seen``.
    """
    if not _others_wrote(context, seen):
        return False
    both = list(_written_by_both(context, notes, seen))
    clashing = [
        (note, theirs)
        for note, theirs in both
        if note.field not in _FOLLOWS and note.new not in (theirs.before, theirs.now)
    ]
    if clashing:
        raise Conflict(tuple(_clash(context, note, theirs) for note, theirs in clashing))
    untouched = [note for note, theirs in both if note.new == theirs.before]
    for note in untouched:
        _keep_theirs(context, notes, note)
    return bool(untouched)


def _others_wrote(context: Context, seen: int) -> bool:
    """Whether anybody wrote anything at all since: mostly nobody did, and a key waits for the answer."""
    sql = "SELECT 1 FROM journal WHERE seq > :seen AND origin <> :origin LIMIT 1"
    return bool(records.rows_of(context)(sql, {"seen": seen, "origin": context.origin}))


def _written_by_both(context: Context, notes: Notes, seen: int) -> Iterator[tuple[Note, _Theirs]]:
    for note in list(notes.by_key.values()):
        found = _since(context, note, seen) if note.field != "" else []
        if found:
            first, last = found[0], found[-1]
            yield note, _Theirs(first[0], *last[1:])


def _since(context: Context, note: Note, seen: int) -> list[tuple[str | None, str | None, str, int, int]]:
    asked = {
        "subject": note.subject_id,
        "seen": seen,
        "entity": note.entity,
        "id": note.entity_id,
        "field": note.field,
        "origin": context.origin,
    }
    return [tuple(row) for row in records.rows_of(context)(_THEIRS, asked)]


def _clash(context: Context, note: Note, theirs: _Theirs) -> Clash:
    values = (shown(records.rows_of(context), note.field, one, context.currency) for one in _values(note, theirs))
    before, now, mine = (value or "" for value in values)
    name = note.field if note.entity in ("deal", "contact", "company") else f"{note.entity}.{note.field}"
    called = label(records.rows_of(context), note.field)
    return Clash(name, before, now, mine, theirs.who, from_ms(theirs.at), theirs.seq, called)


def _values(note: Note, theirs: _Theirs) -> Iterable[str | None]:
    return theirs.before, theirs.now, note.new


def _keep_theirs(context: Context, notes: Notes, note: Note) -> None:
    """Take the caller's writing of a field back: the value that the transaction found stays."""
    if json_columns.is_key(note.field):
        kept = None if note.old is None else json.loads(note.old)
        put = {"id": note.entity_id, "value": kept}
        json_columns.put(context.session.connection(), note.entity, note.field, [put])
        notes.forget(note)
        return
    key = "key" if note.entity == "setting" else "id"
    sql = f"UPDATE {note.entity} SET {note.field} = :value WHERE {key} = :id"
    value = None if note.old is None else json.loads(note.old)
    database.write(context.session.connection(), sql, {"value": value, "id": note.entity_id})
    notes.forget(note)
