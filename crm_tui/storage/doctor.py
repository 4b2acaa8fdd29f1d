"""Whether a store is sound: each check with what it found and what to do about it."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crm_tui.i18n import _
from crm_tui.operations.errors import CrmError, MissingStore
from crm_tui.storage import sqlite_file, value_indexes
from crm_tui.storage.folder_vault import FolderVault
from crm_tui.storage.sqlite_database import one_shot_engine
from crm_tui.storage.sqlite_file import connect, is_there, naming

_DAY_SECONDS: Final = 86_400


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: its name, whether all is well, what was found, and what to do where it is not."""

    name: str
    ok: bool
    detail: str
    advice: str


def examine(path: Path) -> tuple[Finding, ...]:
    """All checks of a store. Raises MissingStore, NotOurFile, NewerStore, StoreReadOnly."""
    if not is_there(path):
        raise MissingStore(str(path))
    try:
        schema = sqlite_file.examine(path)
    except CrmError as error:
        if error.code != "damaged_store":
            raise
        return (Finding(_("file"), False, str(error), _("Restore a backup.")),)
    return (Finding(_("file"), True, _("schema %(number)s") % {"number": schema}, ""), *_inside(path))


def _inside(path: Path) -> Iterator[Finding]:
    with naming(path), closing(connect(path)) as connection:
        yield _mode(path)
        yield _integrity(connection)
        yield _references(connection)
        yield _counters(connection)
        yield _search(connection)
        yield _documents(path, connection)
    yield _values(path)


def _mode(path: Path) -> Finding:
    mode = path.stat().st_mode & 0o777
    private = mode & 0o077 == 0
    return Finding(_("permissions"), private, f"{mode:04o}", "" if private else _("Others can read it: chmod 600."))


def _integrity(connection: sqlite3.Connection) -> Finding:
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return Finding(_("integrity"), verdict == "ok", verdict, "" if verdict == "ok" else _("Restore a backup."))


def _references(connection: sqlite3.Connection) -> Finding:
    broken = len(connection.execute("PRAGMA foreign_key_check").fetchmany(1000))
    return Finding(_("references"), not broken, str(broken), _("Restore a backup.") if broken else "")


def _counters(connection: sqlite3.Connection) -> Finding:
    sql = """
        SELECT count(*) FROM (
            SELECT stage_id, currency, count(*) AS deals, coalesce(sum(amount), 0) AS amount
            FROM deal WHERE deleted_at IS NULL GROUP BY stage_id, currency
            EXCEPT SELECT stage_id, currency, deals, amount FROM stage_stat)
    """
    return _count(connection, _("counters"), sql)


def _search(connection: sqlite3.Connection) -> Finding:
    sql = "SELECT count(*) FROM deal WHERE deleted_at IS NULL AND n NOT IN (SELECT rowid FROM deal_search)"
    return _count(connection, _("search index"), sql)


def _values(path: Path) -> Finding:
    """Whether the index over the values of card fields holds what the records hold."""
    engine = one_shot_engine(path)
    with naming(path), engine.connect() as connection:
        wrong = value_indexes.missing(connection)
    engine.dispose()
    return Finding(
        _("index of fields"),
        not wrong,
        str(wrong),
        _("Switch the index of the field off and on again.") if wrong else "",
    )


def _documents(path: Path, connection: sqlite3.Connection) -> Finding:
    """Contents that are gone; and those that nothing names, left by a write that did not come about, are cleared away.

    A young one may belong to a document that is only now being attached.
    """
    vault = FolderVault(path)
    named = {row[0] for row in connection.execute("SELECT id FROM document UNION SELECT id FROM template")}
    kept = connection.execute("SELECT id FROM document WHERE deleted_at IS NULL").fetchall()
    for stray in set(vault.files()) - named:
        if vault.age(stray, time.time()) > _DAY_SECONDS:
            vault.remove(stray)
    gone = len(vault.missing(row[0] for row in kept))
    detail = _("%(gone)d of %(kept)d without content") % {"gone": gone, "kept": len(kept)}
    return Finding(_("documents"), not gone, detail, _("Restore a backup with its folder .files.") if gone else "")


def _count(connection: sqlite3.Connection, name: str, sql: str) -> Finding:
    (wrong,) = connection.execute(sql).fetchone()
    return Finding(name, not wrong, str(wrong), _("Restore a backup.") if wrong else "")
