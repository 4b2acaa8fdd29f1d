"""Many records at once, in batches past the ORM, with the same journal and index as any other writing."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import Any

from pydantic_core import PydanticUndefined, to_json

from crm_tui.domain import ids
from crm_tui.storage import feed, journal, json_columns, match_index, search
from crm_tui.storage.context import Context
from crm_tui.storage.database import ConnectionRows, load
from crm_tui.storage.match_source import Source
from crm_tui.storage.tables import (
    Communication,
    Company,
    Contact,
    Deal,
    Email,
    Memo,
    Note,
    Person,
    Phone,
    Table,
    Tag,
    Tagging,
    Task,
)

BATCH = 2_000
_TABLES = (Company, Tag, Contact, Deal, Person, Phone, Email, Tagging, Task, Note, Communication, Memo)
_OBJECTS = frozenset({"custom"})
_NUMBERED = ("company", "contact", "deal")


def _defaults(table: type[Table]) -> dict[str, Any]:
    """A table's columns in order, each with the value that a row gets where none is given."""
    return {
        name: None if field.default is PydanticUndefined else field.default
        for name, field in table.model_fields.items()
    }


_DEFAULTS = {str(table.__tablename__): _defaults(table) for table in _TABLES}


def _encode(value: Any) -> str:
    return to_json(value).decode()


class Loader:
    """Writes records in the order in which they refer to each other. Call ``finish`` once, at the end.

    The whole load is one entry in the journal. Its sequence is taken at the first record: the write lock is held for
    the whole transaction, so nobody can come between, and the counter itself is written once, at the end. ``prompt``
    is for who looks people up while they are loaded.
    """

    def __init__(self, context: Context, *, prompt: bool = False) -> None:
        self._context = context
        self._connection = context.session.connection()
        self._read = ConnectionRows(self._connection)
        self._rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._documents: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._entries: list[tuple[Any, ...]] = []
        self._headings: list[tuple[Any, ...]] = []
        self._place = 0
        self._quiet = False
        self._seq: int | None = None
        self._last_seq = feed.sequence(self._read)
        self._alike = match_index.Changes(self._connection, prompt=prompt)
        self._numbers = {name: self._after_last(name) for name in _NUMBERED}
        self.ids: Iterator[str] = ids.series(context.now)

    def make(self, entity: str, subject_id: str, values: dict[str, Any], words: tuple[str | None, ...] = ()) -> None:
        """Take in a new record; ``words`` are what the search finds it by, for a deal, a contact or a company."""
        if not self._quiet:
            made = {name: value for name, value in values.items() if (value or value == 0) and name not in _OBJECTS}
            for column in _OBJECTS & values.keys():
                made |= {key: value for key, _, value in json_columns.differences(column, None, values[column])}
            self.note(entity, values["id"], subject_id, "", None, _encode(made))
        if entity in self._numbers:
            values["n"] = number = next(self._numbers[entity])
            self._documents[entity].append((number, search.document(words)))
        self._rows[entity].append(tuple((_DEFAULTS[entity] | values).values()))
        if len(self._rows[entity]) >= BATCH:
            self.flush()

    def known_by(self, contact: dict[str, Any], source: Source) -> None:
        """Say what a contact that was just taken in is found alike by."""
        self._alike.put(contact["n"], None, source.said())

    def quiet(self) -> None:
        """Journal that there was a load, not each record of it: for sample data, which nobody takes back."""
        self._quiet = True
        self._sequence()

    def numbered(self, entity: str) -> int:
        """How many records of a table have been numbered so far, in this load and before it."""
        ((last,),) = self._read(f"SELECT coalesce(max(n), 0) FROM {entity}", {})
        return int(last)

    def past_event(self, at: int, actor: tuple[str, str], subject_id: str, change: tuple[str, str, str]) -> None:
        """Journal a move that a sample deal is said to have made, under a sequence of its own."""
        seq = self._next_sequence()
        self._headings.append((seq, "MoveDeal", *actor, "", at, "mark", None, "done", seq, ""))
        field, old, new = change
        self._entries.append((seq, 0, "deal", subject_id, subject_id, field, _encode(old), _encode(new)))

    def note(self, entity: str, entity_id: str, subject_id: str, field: str, old: str | None, new: str | None) -> None:
        """Journal one change; made records are noted by ``make``."""
        self._entries.append((self._sequence(), self._place, entity, entity_id, subject_id, field, old, new))
        self._place += 1

    def _sequence(self) -> int:
        if self._seq is None:
            self._seq = self._next_sequence()
        return self._seq

    def _next_sequence(self) -> int:
        self._last_seq += 1
        return self._last_seq

    def flush(self) -> None:
        """Write what has gathered."""
        for name, columns in _DEFAULTS.items():
            load(self._connection, name, tuple(columns), self._rows[name])
            self._rows[name].clear()
        for name, documents in self._documents.items():
            search.add(self._connection, name, documents)
            documents.clear()
        self._alike.flush()
        load(self._connection, "journal", _HEADING, self._headings)
        self._headings.clear()
        load(self._connection, "journal_entry", _ENTRY, self._entries)
        self._entries.clear()

    def finish(self, title: str = "") -> int | None:
        """Write the rest and the journal's heading, where there was anything at all; the load's sequence."""
        if self._seq is None:
            return None
        self.flush()
        self._alike.finish()
        context = self._context
        journal.set_sequence(self._connection, self._last_seq)
        if not self._quiet:
            journal.forget_redo(self._connection, context.actor.id)
        heading = journal.Heading(
            operation=context.operation,
            actor=context.actor,
            origin=context.origin,
            at=context.now,
            kind="mark" if self._quiet else "do",
            title=title,
        )
        journal.write_heading(self._connection, self._seq, heading)
        return self._seq

    def _after_last(self, name: str) -> Iterator[int]:
        return count(self.numbered(name) + 1)


_HEADING = ("seq", "operation", "actor_id", "actor", "origin", "at", "kind", "target", "state", "applied_seq", "title")
_ENTRY = ("seq", "place", "entity", "entity_id", "subject_id", "field", "old", "new")
