"""Columns that hold a JSON object: journalled, compared and undone key by key, as if each key were a column.

A key is named ``column.key``. The text is written in one order, so that the same values are the same text.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from crm_tui.storage import database


def written(values: Mapping[str, Any]) -> str:
    """An object as its column keeps it."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def is_key(field: str) -> bool:
    """Whether a journal's field is a key of a JSON column."""
    return "." in field


def differences(column: str, old: str | None, new: str | None) -> Iterator[tuple[str, Any, Any]]:
    """The keys that differ, as ``column.key``, with the values before and after; None is none."""
    before, after = json.loads(old or "{}"), json.loads(new or "{}")
    for key in sorted({*before, *after}):
        if before.get(key) != after.get(key):
            yield f"{column}.{key}", before.get(key), after.get(key)


def put(connection: Connection, table: str, field: str, values: Sequence[Mapping[str, Any]]) -> None:
    """Write one key of a JSON column in many rows: each has an ``id`` and a ``value``, None to take the key out."""
    column, _point, key = field.partition(".")
    for row in values:
        found = database.rows(connection, f"SELECT {column} FROM {table} WHERE id = :id", {"id": row["id"]})
        kept = {name: value for name, value in json.loads(found[0][0]).items() if name != key}
        if row["value"] is not None:
            kept[key] = row["value"]
        changed = {"text": written(kept), "id": row["id"]}
        database.write(connection, f"UPDATE {table} SET {column} = :text WHERE id = :id", [changed])
