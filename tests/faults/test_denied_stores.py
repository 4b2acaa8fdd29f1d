"""Sound stores that the system does not let us write: read-only, held by another program, on a full disk."""

import asyncio
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from crm_tui.__main__ import main
from crm_tui.domain.clock import SystemClock
from crm_tui.operations.deals import CreateDeal
from crm_tui.storage import sqlite_file
from crm_tui.storage.opening import open_store

STORE_FAULT = 6
READS = ("deals", "list")
WRITES = ("deals", "new", "--title", "A deal", "--name", "Ivan")
PROGRAM = (sys.executable, "-m", "crm_tui")


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that other users may look into, with English sentences and nobody's own settings."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("CRM_TUI_STORE", "CRM_TUI_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    with tempfile.TemporaryDirectory() as place:
        monkeypatch.setenv("XDG_CONFIG_HOME", f"{place}/config")
        monkeypatch.setenv("XDG_DATA_HOME", f"{place}/data")
        monkeypatch.setenv("HOME", place)
        Path(place).chmod(0o755)
        yield Path(place)


@pytest.fixture
def store(folder: Path) -> Path:
    """A sound store with a deal in it, in a folder of its own."""
    path = folder / "shelf" / "store.db"
    asyncio.run(fill(path))
    return path


async def fill(path: Path) -> None:
    """One deal."""
    opened = await open_store(str(path), clock=SystemClock())
    await opened.do(CreateDeal("The only one"))
    await opened.close()


def titles(path: Path) -> list[str]:
    """The deals that a store holds, which must be whole."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [title for (title,) in connection.execute("SELECT title FROM deal WHERE deleted_at IS NULL")]


# Carried out once on a store that is in order, so that all of Python is loaded; then without root's rights.
AS_NOBODY = """
import os, sys
from crm_tui.__main__ import main
in_order, denied, *command = sys.argv[1:]
main([*command, "--store", in_order])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
print("denied:", file=sys.stderr, flush=True)
sys.exit(main([*command, "--store", denied]))
"""


def run_as_nobody(in_order: Path, denied: Path, *command: str) -> tuple[int, str]:
    """Exit code and stderr of a command run by a user whom file modes stop; root is not stopped by them."""
    words = [sys.executable, "-c", AS_NOBODY, str(in_order), str(denied), *command]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr.partition("denied:\n")[2]


@contextmanager
def modes(*wanted: tuple[Path, int]) -> Iterator[None]:
    """Set file modes for a while, the folder last, and give everything back."""
    for path, mode in wanted:
        path.chmod(mode)
    try:
        yield
    finally:
        for path, _mode in reversed(wanted):
            path.chmod(0o755)


@pytest.mark.parametrize("command", [READS, WRITES], ids=["reading", "writing"])
def test_a_read_only_file_in_a_read_only_folder_is_said_to_be_so(
    store: Path, folder: Path, command: tuple[str, ...]
) -> None:
    in_order = copied(store, folder)
    before = store.read_bytes()

    with modes((store, 0o444), (store.parent, 0o555)):
        code, told = run_as_nobody(in_order, store, *command)

    assert code == STORE_FAULT
    assert "cannot be written; check its permissions" in told
    assert told.count("\n") == 1
    assert store.read_bytes() == before


def test_no_store_is_made_in_a_read_only_folder(store: Path, folder: Path) -> None:
    shelf = folder / "empty shelf"
    shelf.mkdir()
    contacts = folder / "contacts.csv"
    contacts.write_text("Name,Phone\nIvan,+380671234567\n")

    with modes((shelf, 0o555)):
        command = ("import", str(contacts), "--as", "contacts")
        code, told = run_as_nobody(folder / "new.db", shelf / "new.db", *command)

    assert code == STORE_FAULT
    assert "cannot be written; check its permissions" in told
    assert told.count("\n") == 1
    assert not list(shelf.iterdir())


def copied(store: Path, folder: Path) -> Path:
    """A copy of a store beside it, in order."""
    copy = folder / "copy.db"
    shutil.copyfile(store, copy)
    return copy


def test_a_full_disk_is_said_to_be_full_and_nothing_changes(store: Path, folder: Path) -> None:
    contacts = folder / "contacts.csv"
    contacts.write_text("Name,Phone\n" + "".join(f"Person {n},+38067123{n:04}\n" for n in range(3_000)))
    limit = store.stat().st_size + 65_536

    told = subprocess.run(
        [*PROGRAM, "import", str(contacts), "--as", "contacts", "--store", str(store)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == STORE_FAULT
    assert "is full; free some room" in told.stderr
    assert told.stderr.count("\n") == 1
    assert titles(store) == ["The only one"]
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("SELECT count(*) FROM contact").fetchone() == (0,)


def test_after_the_full_disk_there_is_room_again(store: Path) -> None:
    limit = store.stat().st_size
    full = subprocess.run(
        [*PROGRAM, *WRITES, "--store", str(store)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8_192, limit)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert full.returncode == STORE_FAULT

    assert main([*WRITES, "--store", str(store)]) == 0
    assert sorted(titles(store)) == ["A deal", "The only one"]


@contextmanager
def held(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program's write lock on a store."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


def test_a_store_that_stays_locked_is_said_to_be_held(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sqlite_file, "BUSY_MS", 200)
    with held(store):
        code = main([*WRITES, "--store", str(store)])

    told = capsys.readouterr()
    assert code == STORE_FAULT
    assert "is held by another program" in told.err
    assert told.err.count("\n") == 1
    assert titles(store) == ["The only one"]


def test_a_lock_of_a_second_is_waited_out(store: Path) -> None:
    with held(store) as other:
        release = threading.Timer(1.0, lambda: other.execute("ROLLBACK"))
        release.start()
        code = main([*WRITES, "--store", str(store)])
        release.join()

    assert code == 0
    assert sorted(titles(store)) == ["A deal", "The only one"]


def test_a_locked_store_can_still_be_read(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with held(store):
        code = main([*READS, "--store", str(store)])

    assert code == 0
    assert "The only one" in capsys.readouterr().out


async def test_closing_waits_for_no_lock_and_complains_of_none(store: Path) -> None:
    opened = await open_store(str(store), clock=SystemClock())
    await opened.do(CreateDeal("The second"))
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        await opened.close()
        assert time.monotonic() - started < sqlite_file.BUSY_MS / 2_000
    assert len(titles(store)) == 2


@pytest.mark.parametrize("command", [READS, ("doctor",)], ids=["reading", "doctor"])
def test_a_store_in_a_forbidden_folder_cannot_be_used(store: Path, folder: Path, command: tuple[str, ...]) -> None:
    in_order = copied(store, folder)

    with modes((store.parent, 0o000)):
        code, told = run_as_nobody(in_order, store, *command)

    assert code == STORE_FAULT
    assert told.count("\n") == 1
