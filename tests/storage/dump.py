"""All that a store holds, as a person would compare it, and whether what is derived from it is right."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.storage.acts import rows

_OUT = {
    "alembic_version", "sequence", "journal", "journal_entry", "stage_stat", "presence", "receipt",
    "sqlite_stat1", "sqlite_stat4", "sqlite_sequence",
}  # fmt: skip
_DERIVED = {"n", "touched_at", "next_task_at"}


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every live row of every table but the journal's, without the columns that the store derives."""
    with closing(sqlite3.connect(path)) as connection:
        found = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = {name: _table(connection, name) for name in found if name not in _OUT and "_search" not in name}
        return {name: held for name, held in tables.items() if held}


def _table(connection: sqlite3.Connection, name: str) -> list[tuple[Any, ...]]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
    shown = ", ".join(column for column in columns if column not in _DERIVED)
    return sorted(connection.execute(f"SELECT {shown} FROM {name} WHERE deleted_at IS NULL"), key=repr)


def assert_derived_data_is_right(path: Path) -> None:
    """The kept counters, the first open tasks and the search index equal a recount."""
    kept = rows(path, "SELECT stage_id, currency, deals, amount FROM stage_stat WHERE deals > 0 ORDER BY 1, 2")
    counted = rows(
        path,
        "SELECT stage_id, currency, count(*), coalesce(sum(amount), 0) FROM deal "
        "WHERE deleted_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2",
    )
    assert kept == counted
    wrong = rows(
        path,
        "SELECT d.id FROM deal d WHERE d.next_task_at IS NOT (SELECT min(t.due_at) FROM task t "
        "WHERE t.deal_id = d.id AND t.done_at IS NULL AND t.deleted_at IS NULL)",
    )
    assert wrong == []
    for source in ("deal", "contact", "company"):
        assert index(path, source) == _words(path, source), source


def index(path: Path, source: str) -> dict[int, set[str]]:
    """What the search index holds, as words by a record's number."""
    return {number: set(text.split()) for number, text in rows(path, f"SELECT rowid, text FROM {source}_search")}


def _words(path: Path, source: str) -> dict[int, set[str]]:
    return {
        number: {word for part in parts if part for word in part.split()} for number, *parts in rows(path, _SQL[source])
    }


_REACH = """(SELECT group_concat(p.typed || ' ' || coalesce(p.e164, ''), ' ') FROM phone p
        WHERE p.subject_id = r.id AND p.deleted_at IS NULL),
    (SELECT group_concat(e.address, ' ') FROM email e WHERE e.subject_id = r.id AND e.deleted_at IS NULL),
    (SELECT group_concat('#' || t.name, ' ') FROM tagging g JOIN tag t ON t.id = g.tag_id
        WHERE g.record_id = r.id AND g.deleted_at IS NULL)"""
_SQL = {
    "deal": f"""SELECT r.n, r.title, r.contact_name, r.external_id, {_REACH},
        (SELECT group_concat(p.name, ' ') FROM person p WHERE p.deal_id = r.id AND p.deleted_at IS NULL)
        FROM deal r WHERE r.deleted_at IS NULL""",
    "contact": f"""SELECT r.n, r.name, r.city, r.external_id, {_REACH},
        (SELECT c.name FROM company c WHERE c.id = r.company_id AND c.deleted_at IS NULL)
        FROM contact r WHERE r.deleted_at IS NULL""",
    "company": "SELECT r.n, r.name FROM company r WHERE r.deleted_at IS NULL",
}
