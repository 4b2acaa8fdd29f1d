"""Sample stores of a size, made once by the program's own ``demo`` command and kept."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from benchmarks.places import BIN, HOME, child_environment
from crm_tui.storage.schema import HEAD


def store(deals: int) -> Path:
    """A store of that many deals, the same in every run."""
    path = HOME / f"demo-{HEAD}-{deals}.db"
    if not path.exists():
        _make(path, deals)
    return path


def scratch(deals: int, name: str) -> Path:
    """A copy of a store that a measurement may write to."""
    origin, copy = store(deals), HOME / f"scratch-{name}.db"
    settle(origin)
    forget(copy)
    shutil.copyfile(origin, copy)
    return copy


def settle(path: Path) -> None:
    """Bring what a program that was ended left in the write-ahead log into the file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def forget(path: Path) -> None:
    """Remove a store with the files that SQLite keeps beside it."""
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _make(path: Path, deals: int) -> None:
    print(f"# making a store of {deals:,} deals", file=sys.stderr, flush=True)
    HOME.mkdir(exist_ok=True)
    growing = path.with_name(f"growing-{path.name}")
    forget(growing)
    command = [str(BIN / "crm-tui"), "demo", "--store", str(growing), "--deals", str(deals), "--seed", "1"]
    subprocess.run(command, check=True, env=child_environment(), stdout=subprocess.DEVNULL)
    settle(growing)
    growing.rename(path)
