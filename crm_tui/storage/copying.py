"""A whole store out of one base into another, row for row, the journal included; whatever databases they are."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from crm_tui.operations.errors import CopyIncomplete
from crm_tui.storage.database import driver, load, rows, write
from crm_tui.storage.dialects import DIALECTS
from crm_tui.storage.tables import metadata
from crm_tui.storage.vault import Vault

BATCH = 2_000
Progress = Callable[[int], None]
_SEARCHES = ("company_search", "contact_search", "deal_search")
_TRIGGERED = ("deal", "task")
_PLANTED = ("sequence", "stage_stat")
_CONTENTS = "chunk"
_WITH_CONTENT = ("document", "template")


def columns() -> dict[str, tuple[str, ...]]:
    """All tables of a store with their columns, those first that others refer to; contents of files go by the vault."""
    tables = {each.name: tuple(each.columns.keys()) for each in metadata.sorted_tables if each.name != _CONTENTS}
    return tables | dict.fromkeys(_SEARCHES, ("rowid", "text"))


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table holds."""
    return {name: int(rows(connection, f"SELECT count(*) FROM {_quoted(name)}", {})[0][0]) for name in columns()}


def copy_rows(source: Connection, target: Connection, where: str, progress: Progress) -> dict[str, int]:
    """Fill a store without rows, in the transaction that ``target`` is in; how many rows each table has then.

    What PostgreSQL takes for no character (U+0000) becomes U+FFFD. ``progress`` is told how many rows are over.
    Raises CopyIncomplete where the target's count is not the source's.
    """
    done = 0
    for name in _PLANTED:
        write(target, f"DELETE FROM {_quoted(name)}", [{}])
    with _without_triggers(target):
        for name, fields in columns().items():
            for batch in _batches(source, name, fields):
                load(target, _quoted(name), tuple(map(_quoted, fields)), _kept(target, name, batch))
                done += len(batch)
                progress(done)
    found, wanted = counts(target), counts(source)
    if found != wanted:
        raise CopyIncomplete(where)
    return found


def copy_contents(connection: Connection, source: Vault, target: Vault, where: str) -> int:
    """Put the content of every document and template into another store's vault; how many there were.

    One that had vanished before stays so. Raises CopyIncomplete, and leaves none, where any did not arrive.
    """
    copied: list[str] = []
    try:
        for file_id in _with_content(connection):
            data = source.get(file_id)
            if data is not None:
                target.put(file_id, data)
                copied.append(file_id)
        if target.missing(copied):
            raise CopyIncomplete(where)
    except BaseException:
        for file_id in copied:
            target.remove(file_id)
        raise
    return len(copied)


def _with_content(connection: Connection) -> list[str]:
    sql = " UNION ALL ".join(f"SELECT id FROM {table}" for table in _WITH_CONTENT)
    return [file_id for (file_id,) in rows(connection, sql, {})]


def _quoted(name: str) -> str:
    return f'"{name}"'


def _batches(source: Connection, name: str, fields: Sequence[str]) -> Iterator[list[tuple[Any, ...]]]:
    sql = f"SELECT {', '.join(map(_quoted, fields))} FROM {_quoted(name)}"
    with _streaming(source) as cursor:
        cursor.execute(sql)
        while batch := [tuple(map(_storable, row)) for row in islice(cursor, BATCH)]:
            yield batch


@contextmanager
def _streaming(source: Connection) -> Iterator[Any]:
    """A cursor that fetches as it goes, so that no table is held as a whole."""
    raw = driver(source)
    cursor = raw.cursor() if source.dialect.name == "sqlite" else raw.cursor(name="copying")
    try:
        yield cursor
    finally:
        cursor.close()


def _storable(value: Any) -> Any:
    return value.replace("\0", "\ufffd") if isinstance(value, str) and "\0" in value else value


def _kept(target: Connection, name: str, batch: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Documents of the search as the target's dialect keeps them; all other rows as they are."""
    if name not in _SEARCHES:
        return batch
    kept = DIALECTS[target.dialect.name].kept
    return [(number, kept(text)) for number, text in batch]


@contextmanager
def _without_triggers(target: Connection) -> Iterator[None]:
    """The counters come over as they are; nothing is counted a second time."""
    if target.dialect.name == "sqlite":
        found = rows(target, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'", {})
        before, after = [f"DROP TRIGGER {name}" for name, _ in found], [sql for _, sql in found]
    else:
        before = [f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in _TRIGGERED]
        after = [f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in _TRIGGERED]
    for statement in before:
        target.exec_driver_sql(statement)
    yield
    for statement in after:
        target.exec_driver_sql(statement)
