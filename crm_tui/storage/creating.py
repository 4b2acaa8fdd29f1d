"""A new store, and an old one brought up to date: whole or not at all."""

import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from crm_tui.storage.backup import copy_beside
from crm_tui.storage.migrations import upgrade
from crm_tui.storage.schema import APPLICATION_ID, HEAD
from crm_tui.storage.seeding import Seed, plant
from crm_tui.storage.sqlite_database import one_shot_engine
from crm_tui.storage.sqlite_file import naming

Fill = Callable[[Connection], None]


def create(path: Path, seed: Seed) -> None:
    """Make a store at ``path``, readable by its owner alone; what is there by then is left as it is."""
    with naming(path):
        make(path, lambda connection: plant(connection, seed))


def make(path: Path, fill: Fill) -> bool:
    """Make a store at ``path`` with what ``fill`` writes into it; False where something stood there by then."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new-{os.getpid()}")
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        _fill(fresh, fill)
        return _take_place(fresh, path)
    finally:
        for leftover in (
            fresh,
            *(fresh.with_name(fresh.name + end) for end in ("-wal", "-shm", "-journal")),
        ):
            leftover.unlink(missing_ok=True)


def _take_place(fresh: Path, path: Path) -> bool:
    """Give the finished file its name, never over another's; not every file system has the links that ensure it."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return False
    except OSError:
        if path.exists():
            return False
        fresh.rename(path)
    return True


def migrate(path: Path) -> None:
    """Bring an older store up to this program's schema, with a copy of the file made first beside it."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    copy_beside(path, path.with_name(f"{path.name}.before-{HEAD:04d}-{stamp}"))
    with naming(path):
        _write(path, None)


def _fill(path: Path, fill: Fill) -> None:
    _write(path, fill)
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def _write(path: Path, fill: Fill | None) -> None:
    engine = one_shot_engine(path)
    try:
        with engine.begin() as connection:
            upgrade(connection)
            if fill is not None:
                fill(connection)
            _mark(connection)
    except Exception as error:
        original = getattr(error, "orig", None)
        if isinstance(original, sqlite3.Error):
            raise original from error
        raise
    finally:
        engine.dispose()


def _mark(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {HEAD}")
