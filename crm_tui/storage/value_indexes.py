"""The values of one card field over all records, and the index over those of the fields for which admins ask one.

The index is the table ``card_value``. It follows the journal: whatever a transaction has noted of a field's values is
brought into it before the commit.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from crm_tui.domain import value_keys
from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.storage import database, records
from crm_tui.storage.context import Context
from crm_tui.storage.database import rows
from crm_tui.storage.dialects import DIALECTS

_CUSTOM: Final = "custom."
_BATCH: Final = 500
_NONE: Final[Mapping[str, Any]] = {}
_PRESENT: Final = "SELECT DISTINCT field_id FROM card_value"
_NOTED: Final = """
    SELECT entity_id, field, old, new FROM journal_entry
    WHERE seq = :seq AND (field LIKE 'custom.%' OR field = '' AND entity IN ('deal', 'contact', 'company'))
"""
_TAKE: Final = "DELETE FROM card_value WHERE field_id = :field AND value = :value AND record_id = :record"


@dataclass(frozen=True, slots=True)
class _Field:
    id: str
    kind: FieldKind
    entity: str


def values(context: Context, entity: Entity, field_id: str) -> Sequence[str]:
    """The values of a field on live records; several choices as JSON."""
    asked = records.rows_of(context)
    value = asked.dialect.json_text("custom", field_id)
    found = asked(f"SELECT {value} FROM {entity.value} WHERE deleted_at IS NULL AND {value} IS NOT NULL", {})
    return [str(row[0]) for row in found]


def settle(connection: Connection) -> None:
    """Fill the index for fields that ask for one by now, and empty it for the others; a part of what changed them."""
    wanted = _wanted(connection)
    present = {field_id for (field_id,) in rows(connection, _PRESENT, {})}
    gone = [{"field": field_id} for field_id in sorted(present - set(wanted))]
    database.write_each(connection, "DELETE FROM card_value WHERE field_id = :field", gone)
    for field_id in sorted(set(wanted) - present):
        _fill(connection, wanted[field_id])


def keep(connection: Connection, seq: int) -> None:
    """Bring the index up to what a transaction has noted of indexed fields."""
    wanted = _wanted(connection)
    if not wanted:
        return
    touched: dict[str, set[str]] = defaultdict(set)
    outdated: list[dict[str, str]] = []
    for record, field_id, value in _noted(rows(connection, _NOTED, {"seq": seq})):
        if field_id in wanted:
            touched[field_id].add(record)
            keys = _keys(wanted[field_id].kind, value)
            outdated += [{"field": field_id, "value": key, "record": record} for key in keys]
    database.write_each(connection, _TAKE, outdated)
    among = DIALECTS[connection.dialect.name].among
    for field_id, record_ids in touched.items():
        for batch in _batches(sorted(record_ids)):
            _fill(connection, wanted[field_id], *among("id", batch))


def missing(connection: Connection) -> int:
    """How many values are not where they must be in the index, or stand there for nothing."""
    kept = {tuple(row) for row in rows(connection, "SELECT field_id, value, record_id FROM card_value", {})}
    right = {row for field in _wanted(connection).values() for row in _entries(connection, field)}
    return len(kept ^ right)


def _wanted(connection: Connection) -> dict[str, _Field]:
    found = rows(connection, "SELECT id, kind, entity FROM card_field WHERE indexed AND deleted_at IS NULL", {})
    return {field_id: _Field(field_id, FieldKind(kind), entity) for field_id, kind, entity in found}


def _noted(entries: Sequence[Any]) -> Iterator[tuple[str, str, Any]]:
    """Record, field and a value that it had or got; None, for there is nothing to take out, where it is a new one."""
    for record, name, old, new in entries:
        if name:
            for text in (old, new):
                yield record, name.removeprefix(_CUSTOM), json.loads(text) if text else None
        elif new and _CUSTOM in new:
            for field in json.loads(new):
                yield record, field.removeprefix(_CUSTOM), None


def _fill(connection: Connection, field: _Field, among: str = "TRUE", names: Mapping[str, Any] = _NONE) -> None:
    entries = list(_entries(connection, field, among, names))
    database.load(connection, "card_value", ("field_id", "value", "record_id"), entries)


def _entries(
    connection: Connection, field: _Field, among: str = "TRUE", names: Mapping[str, Any] = _NONE
) -> Iterator[tuple[str, str, str]]:
    """What the index must hold of a field."""
    value = DIALECTS[connection.dialect.name].json_text("custom", field.id)
    found = rows(connection, f"SELECT id, {value} FROM {field.entity} WHERE {value} IS NOT NULL AND {among}", names)
    for record, text in found:
        for key in _keys(field.kind, json.loads(text) if field.kind is FieldKind.CHOICES else text):
            yield field.id, key, record


def _keys(kind: FieldKind, value: Any) -> tuple[str, ...]:
    return value_keys.keys(kind, tuple(value) if isinstance(value, list) else value)


def _batches(records: Sequence[str]) -> Iterator[Sequence[str]]:
    return (records[start : start + _BATCH] for start in range(0, len(records), _BATCH))
