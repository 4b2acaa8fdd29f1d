"""Makes a store older: the same rows in a schema that an earlier version of the program made."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, create_engine, inspect, text

from crm_tui.domain.places import is_database
from crm_tui.storage import postgres_database, sqlite_database
from crm_tui.storage.migrations import upgrade
from crm_tui.storage.schema import APPLICATION_ID
from crm_tui.storage.tables import metadata

Rows = dict[str, list[dict[str, Any]]]
_SEARCHES: Final = ("company_search", "contact_search", "deal_search")
_KEPT_BY_TRIGGERS: Final = frozenset({"stage_stat"})


def make_older(where: Path | str, number: int) -> None:
    """Put a store back to the schema of that number, with all that such a schema holds."""
    place = str(where)
    kept = _read(place)
    engine = (
        postgres_database.one_shot_engine(place)
        if is_database(place)
        else sqlite_database.one_shot_engine(_away(Path(place)))
    )
    with engine.begin() as connection:
        if is_database(place):
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        upgrade(connection, f"{number:04}")
        _write(connection, kept)
        _mark(connection, number)
    engine.dispose()


def _read(place: str) -> Rows:
    engine = postgres_database.one_shot_engine(place) if is_database(place) else create_engine(f"sqlite:///{place}")
    tables = (*(table.name for table in metadata.sorted_tables), *_SEARCHES)
    with engine.connect() as connection:
        rows = {name: _rows(connection, name) for name in tables}
    engine.dispose()
    return rows


def _rows(connection: Connection, name: str) -> list[dict[str, Any]]:
    columns = "rowid, text" if name in _SEARCHES else "*"
    return [dict(row._mapping) for row in connection.execute(text(f'SELECT {columns} FROM "{name}"'))]


def _away(path: Path) -> Path:
    for one in path.parent.glob(f"{path.name}*"):
        one.unlink()
    path.touch(mode=0o600)
    return path


def _write(connection: Connection, kept: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    connection.execute(text("DELETE FROM sequence"))
    there = set(inspect(connection).get_table_names())
    for name, rows in kept.items():
        if name not in there or name in _KEPT_BY_TRIGGERS:
            continue
        known = {"rowid", "text"} if name in _SEARCHES else _columns(connection, name)
        for row in rows:
            fields = [field for field in row if field in known]
            names, values = ", ".join(f'"{field}"' for field in fields), ", ".join(f":{field}" for field in fields)
            connection.execute(text(f'INSERT INTO "{name}" ({names}) VALUES ({values})'), dict(row))


def _columns(connection: Connection, name: str) -> set[str]:
    return {column["name"] for column in inspect(connection).get_columns(name)}


def _mark(connection: Connection, number: int) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
        return
    connection.exec_driver_sql("CREATE TABLE crm_tui (schema_number integer NOT NULL)")
    connection.execute(text("INSERT INTO crm_tui VALUES (:number)"), {"number": number})
