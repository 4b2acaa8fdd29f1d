"""A new store, and an old one brought up to date: whole or not at all."""

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from crm_tui.storage.backup import backup
from crm_tui.storage.migrations import upgrade
from crm_tui.storage.schema import APPLICATION_ID, HEAD
from crm_tui.storage.seeding import Seed, plant
from crm_tui.storage.sqlite_database import one_shot_engine
from crm_tui.storage.sqlite_file import naming


def create(path: Path, seed: Seed) -> None:
    """Make a store at ``path``, readable by its owner alone; what is there by then is left as it is."""
    with naming(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.new-{os.getpid()}")
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            _fill(fresh, seed)
            _take_place(fresh, path)
        except FileExistsError:
            return
        finally:
            for leftover in (
                fresh,
                *(fresh.with_name(fresh.name + end) for end in ("-wal", "-shm", "-journal")),
            ):
                leftover.unlink(missing_ok=True)


def _take_place(fresh: Path, path: Path) -> None:
    """Give the finished file its name, never over another's; not every file system has the links that ensure it."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(path) from None
        fresh.rename(path)


def migrate(path: Path) -> None:
    """Bring an older store up to this program's schema, with a copy of the file made first beside it."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    backup(path, path.with_name(f"{path.name}.before-{HEAD:04d}-{stamp}"))
    with naming(path):
        _write(path, None)


def _fill(path: Path, seed: Seed) -> None:
    _write(path, seed)
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def _write(path: Path, seed: Seed | None) -> None:
    engine = one_shot_engine(path)
    try:
        with engine.begin() as connection:
            upgrade(connection)
            if seed is not None:
                plant(connection, seed)
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
