"""The journal: while a transaction flushes, changes are noted; as it ends, the notes are written under one sequence.

Handlers never write here; what they write past the session, many rows in a statement, they name by ``note``. Undo and
redo, the audit trail, a card's history and the change feed all read these rows.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, event, inspect
from sqlmodel import Session

from crm_tui.storage import database, json_columns
from crm_tui.storage.callers import Actor
from crm_tui.storage.database import rows
from crm_tui.storage.tables import Table

NOTES: Final = "journal_notes"
_DERIVED = frozenset({"n", "touched_at", "next_task_at"})
_MATCHED = frozenset({"contact", "phone", "email", "contact_merge"})
_NOT_SEARCHED = frozenset(
    {"stage_id", "pipeline_id", "rank", "stage_since", "closed_at", "amount", "responsible_id", "unread", "spam"}
    | {"lost_reason_id", "lost_note", "description", "comment", "snoozed_until"}
)


@dataclass(frozen=True, slots=True)
class Note:
    """A field of a record, before and after, as JSON; ``field`` is empty where the record was made."""

    entity: str
    entity_id: str
    subject_id: str
    field: str
    old: str | None
    new: str | None


@dataclass(slots=True)
class Notes:
    """What a transaction has changed so far; a field changed twice is noted once, with its first old and last new."""

    by_key: dict[tuple[str, str, str], Note] = field(default_factory=dict)

    def add(self, note: Note) -> None:
        """Take a note in."""
        key = (note.entity, note.entity_id, note.field)
        earlier = self.by_key.get(key)
        old = earlier.old if earlier else note.old
        if earlier is None and (note.entity, note.entity_id, "") in self.by_key:
            self._amend_creation(note)
        elif note.field and old == note.new:
            self.by_key.pop(key, None)
        else:
            self.by_key[key] = Note(note.entity, note.entity_id, note.subject_id, note.field, old, note.new)

    def forget(self, note: Note) -> None:
        """What was noted did not come about after all."""
        self.by_key.pop((note.entity, note.entity_id, note.field), None)

    @property
    def searched(self) -> list[str]:
        """The records whose words in the search index may have changed."""
        touched = (note.subject_id for note in self.by_key.values() if note.field not in _NOT_SEARCHED)
        return list(dict.fromkeys(touched))

    @property
    def matched(self) -> list[str]:
        """The contacts that may be found alike by something else now; persons of deals among them."""
        touched = (note.subject_id for note in self.by_key.values() if note.entity in _MATCHED)
        return list(dict.fromkeys(touched))

    @property
    def values_changed(self) -> bool:
        """Whether values of card fields are among what was noted."""
        return any(
            note.field.startswith("custom.") or (not note.field and '"custom.' in (note.new or ""))
            for note in self.by_key.values()
        )

    def _amend_creation(self, note: Note) -> None:
        key = (note.entity, note.entity_id, "")
        made = self.by_key[key]
        values = json.loads(made.new or "{}")
        values[note.field] = json.loads(note.new) if note.new is not None else None
        self.by_key[key] = Note(made.entity, made.entity_id, made.subject_id, "", None, as_json(values))


def watch(session: Session) -> Notes:
    """Note everything that this session flushes."""
    notes = Notes()
    session.info[NOTES] = notes

    @event.listens_for(session, "before_flush")
    def flushing(flushed: Session, *_: object) -> None:
        current: Notes = flushed.info[NOTES]
        for record in flushed.new:
            if isinstance(record, Table):
                current.add(_made(record))
        for record in flushed.dirty:
            if isinstance(record, Table):
                for note in _changed(record):
                    current.add(note)

    return notes


def note(session: Session, noted: Note) -> None:
    """Note what was written by plain SQL, past what the session flushes."""
    notes: Notes = session.info[NOTES]
    notes.add(noted)


@contextmanager
def attempt(session: Session) -> Iterator[None]:
    """A part of a transaction that may fail alone: its writing and its notes are then as if it had not begun."""
    outer: Notes | None = session.info.get(NOTES)
    inner = Notes()
    session.info[NOTES] = inner
    try:
        with session.begin_nested():
            yield
        if outer is not None:
            for note in inner.by_key.values():
                outer.add(note)
    finally:
        session.info[NOTES] = outer


def _made(record: Table) -> Note:
    hidden = _DERIVED | record.secret
    values = {
        name: value for name, value in record.model_dump().items() if value not in (None, "") and name not in hidden
    }
    for column in record.objects:
        text = values.pop(column, None)
        values |= {key: value for key, _before, value in json_columns.differences(column, None, text)}
    return Note(*_names(record), "", None, as_json(values))


def _changed(record: Table) -> Iterable[Note]:
    for attribute in inspect(record).attrs:
        history = attribute.history
        if history.has_changes() and attribute.key not in _DERIVED:
            old = history.deleted[0] if history.deleted else None
            if attribute.key in record.objects:
                for key, before, after in json_columns.differences(attribute.key, old, history.added[0]):
                    yield Note(*_names(record), key, as_json(before), as_json(after))
                continue
            yield Note(*_names(record), attribute.key, as_json(old), as_json(history.added[0]))


def _names(record: Table) -> tuple[str, str, str]:
    key = getattr(record, "id", None) or getattr(record, "key", "")
    return str(record.__tablename__), str(key), str(getattr(record, record.subject, key))


def as_json(value: Any) -> str | None:
    """A value as the journal keeps it; None is no value at all."""
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the journal says of a transaction as a whole."""

    operation: str
    actor: Actor
    origin: str
    at: int
    kind: str = "do"
    target: int | None = None
    title: str = ""


def next_sequence(connection: Connection) -> int:
    """Bump the one counter row. Called last in a transaction: what is seen up to a sequence is complete."""
    bumped = rows(connection, "UPDATE sequence SET value = value + 1 WHERE id = 1 RETURNING value", {}, keyed=True)
    return int(bumped[0][0])


def set_sequence(connection: Connection, value: int) -> None:
    """Write the counter after a bulk load that has counted by itself, under the write lock."""
    database.write(connection, "UPDATE sequence SET value = :value WHERE id = 1", {"value": value})


_HEADING = """
    INSERT INTO journal (seq, operation, actor_id, actor, origin, at, kind, target, state, applied_seq, title)
    VALUES (:seq, :operation, :actor_id, :actor, :origin, :at, :kind, :target, 'done', :seq, :title)
"""
_ENTRY = ("seq", "place", "entity", "entity_id", "subject_id", "field", "old", "new")


def write(connection: Connection, heading: Heading, notes: Iterable[Note]) -> int:
    """Write a transaction and its notes under the next sequence, which is the answer."""
    seq = next_sequence(connection)
    write_heading(connection, seq, heading)
    entries = [
        (seq, place, note.entity, note.entity_id, note.subject_id, note.field, note.old, note.new)
        for place, note in enumerate(notes)
    ]
    database.insert(connection, "journal_entry", _ENTRY, entries)
    return seq


def write_heading(connection: Connection, seq: int, heading: Heading) -> None:
    """Write what the journal says of a transaction as a whole."""
    values = {
        "seq": seq,
        "operation": heading.operation,
        "actor_id": heading.actor.id,
        "actor": heading.actor.name,
        "origin": heading.origin,
        "at": heading.at,
        "kind": heading.kind,
        "target": heading.target,
        "title": heading.title,
    }
    database.write(connection, _HEADING, values, keyed=True)


def forget_redo(connection: Connection, actor_id: str) -> None:
    """A new change closes the way forward: what was undone before it can no longer be redone."""
    sql = "UPDATE journal SET state = 'dropped' WHERE actor_id = :actor AND kind = 'do' AND state = 'undone'"
    database.write(connection, sql, {"actor": actor_id})
