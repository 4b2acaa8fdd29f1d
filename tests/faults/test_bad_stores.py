"""Stores that cannot be opened: one sentence with the next step, exit code 6, not a byte changed."""

import asyncio
import gc
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.terminal import Program
from crm_tui.__main__ import main
from crm_tui.domain.clock import SystemClock
from crm_tui.operations.deals import CreateDeal
from crm_tui.storage.opening import open_store

STORE_FAULT = 6
READS = ("deals", "list")
WRITES = ("deals", "new", "--title", "A deal", "--name", "Ivan")


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """English sentences, and nobody's own settings."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("CRM_TUI_STORE", raising=False)
    monkeypatch.delenv("CRM_TUI_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound store with forty deals, to be spoilt by copies."""
    path = tmp_path_factory.mktemp("whole") / "whole.db"
    asyncio.run(fill(path))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


async def fill(path: Path) -> None:
    """Forty deals."""
    store = await open_store(str(path), clock=SystemClock())
    for number in range(40):
        await store.do(CreateDeal(f"Deal {number}", description="words " * 200))
    await store.close()


def text_file(path: Path, whole: Path) -> None:
    """Somebody's notes."""
    path.write_text("Call Ivan on Monday.\n" * 50, encoding="utf-8")


def empty_file(path: Path, whole: Path) -> None:
    """Nothing at all."""
    path.touch()


def other_program(path: Path, whole: Path) -> None:
    """Another program's SQLite file."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE song (title TEXT)")
        connection.execute("INSERT INTO song VALUES ('Ой у лузі')")


def cut_short(path: Path, whole: Path) -> None:
    """The first half of a store."""
    content = whole.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def cut_to_the_header(path: Path, whole: Path) -> None:
    """Less of a store than its header."""
    path.write_bytes(whole.read_bytes()[:60])


def cut_with_an_old_log(path: Path, whole: Path) -> None:
    """The first half of a store, and a log that does not hold the other half."""
    cut_short(path, whole)
    path.with_name(f"{path.name}-wal").write_bytes(bytes(8_192))


def wiped_inside(path: Path, whole: Path) -> None:
    """A store with a sound header and zeros behind its first page."""
    content = whole.read_bytes()
    path.write_bytes(content[:4096] + bytes(len(content) - 4096))


def from_the_future(path: Path, whole: Path) -> None:
    """A store of a newer program."""
    shutil.copyfile(whole, path)
    with closing(sqlite3.connect(path)) as connection:
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {schema + 1}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


SPOILT = {
    text_file: "is not a crm-tui store",
    empty_file: "is not a crm-tui store",
    other_program: "is not a crm-tui store",
    cut_to_the_header: "is not a crm-tui store",
    cut_short: "is damaged; restore a backup",
    cut_with_an_old_log: "is damaged; restore a backup",
    wiped_inside: "is damaged; restore a backup",
    from_the_future: "was written by a newer crm-tui; update",
}
Spoil = Callable[[Path, Path], None]


@pytest.mark.parametrize("command", [READS, WRITES], ids=["reading", "writing"])
@pytest.mark.parametrize(("spoil", "sentence"), SPOILT.items(), ids=[spoil.__name__ for spoil in SPOILT])
def test_a_file_that_is_no_sound_store_is_named_and_left_alone(
    spoil: Spoil,
    sentence: str,
    command: tuple[str, ...],
    whole: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "folder" / "spoilt.db"
    path.parent.mkdir()
    spoil(path, whole)
    before = path.read_bytes()

    code = main([*command, "--store", str(path)])

    told = capsys.readouterr()
    assert code == STORE_FAULT
    assert sentence in told.err
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err
    assert path.read_bytes() == before
    gc.collect()
    assert [each.name for each in path.parent.iterdir()] == ["spoilt.db"]


@pytest.mark.parametrize("where", ["mysql://host/base", "ftp://crm.example.com"])
def test_a_kind_of_store_that_is_not_known_is_refused(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    code = main([*READS, "--store", where])

    assert code == STORE_FAULT
    assert f"Cannot open “{where}”" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_reading_a_store_that_is_not_there_makes_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "nowhere.db"

    code = main([*READS, "--store", str(path)])

    assert code == STORE_FAULT
    assert "There is no store at" in capsys.readouterr().err
    assert not path.exists()


def test_a_folder_is_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main([*READS, "--store", str(tmp_path)])

    assert code == STORE_FAULT
    assert "is not a crm-tui store" in capsys.readouterr().err


def test_json_tells_the_same_as_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.txt"
    text_file(path, path)

    code = main([*READS, "--json", "--store", str(path)])

    told = capsys.readouterr()
    assert code == STORE_FAULT
    assert '"not_our_file"' in told.err
    assert told.out == ""


def test_the_board_says_it_on_the_screen_and_leaves_with_the_code(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    text_file(path, path)
    before = path.read_bytes()
    command = (sys.executable, "-m", "crm_tui", "--store", str(path))

    with Program(command, env={"XDG_CONFIG_HOME": str(tmp_path / "config")}) as program:
        program.wait_for("is not a crm-tui store")
        program.term.write(b"q")
        assert program.exit_code(within=5.0) == STORE_FAULT

    assert path.read_bytes() == before
