"""Whatever is wrong gets one sentence with the next step, an exit code, and changes nothing."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Crm


def unchanged(path: Path, before: bytes) -> None:
    """Check a file's bytes, and that nothing was left beside it."""
    assert path.read_bytes() == before
    assert not list(path.parent.glob(f"{path.name}-*"))


@pytest.mark.parametrize("where", ["mysql://db/crm", "ftp://crm.example.org"])
@pytest.mark.parametrize("command", [("deals", "list"), ("doctor",), ("backup", "b.db"), ("undo",)], ids=" ".join)
def test_a_store_of_another_kind(crm: "Crm", where: str, command: tuple[str, ...]) -> None:
    crm.bare(*command, "--store", where).refuses(6, where, "--store")


@pytest.mark.parametrize(
    "command",
    [
        ("deals", "list"),
        ("deals", "move", "a", "b"),
        ("undo",),
        ("export", "deals", "x.csv"),
        ("backup", "b.db"),
    ],
    ids=" ".join,
)
def test_a_store_that_is_not_there(crm: "Crm", command: tuple[str, ...]) -> None:
    crm(*command).refuses(6, str(crm.store))
    assert not crm.store.exists()


def another_program(path: Path) -> None:
    """Make another program's SQLite file."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()


@pytest.mark.parametrize("content", [None, b"", b"Dear customer,\n" * 50], ids=["database", "empty", "text"])
@pytest.mark.parametrize(
    "command", [("deals", "list"), ("deals", "new", "--title", "T", "--name", "N"), ("demo",)], ids=" ".join
)
def test_a_file_that_is_not_ours(crm: "Crm", content: bytes | None, command: tuple[str, ...]) -> None:
    if content is None:
        another_program(crm.store)
    else:
        crm.store.write_bytes(content)
    before = crm.store.read_bytes()
    crm(*command).refuses(6, str(crm.store), "untouched")
    unchanged(crm.store, before)


def test_a_truncated_store(crm: "Crm") -> None:
    crm.deal()
    whole = crm.store.read_bytes()
    crm.store.write_bytes(whole[: len(whole) // 2])
    crm("deals", "list").refuses(6, str(crm.store), "restore")
    assert crm.store.read_bytes() == whole[: len(whole) // 2]


def test_a_store_of_a_newer_program(crm: "Crm") -> None:
    crm.deal()
    with sqlite3.connect(crm.store) as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    crm("deals", "list").refuses(6, "newer")


def test_a_store_under_a_file(crm: "Crm", tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    ran = crm.bare("deals", "new", "--title", "T", "--name", "N", "--store", str(tmp_path / "file" / "crm.db"))
    ran.refuses(6, "file")


@pytest.mark.parametrize(
    "command", [("deals", "list"), ("import", "FILE"), ("import", "FILE", "--dry-run")], ids=" ".join
)
def test_a_store_that_the_disk_will_not_look_for(crm: "Crm", tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name,City\nAnn,Kyiv\n", encoding="utf-8")
    given = (str(file) if word == "FILE" else word for word in command)
    crm.bare(*given, "--store", str(tmp_path / ("x" * 300))).refuses(6, "xxx")


def test_a_locked_store(crm: "Crm", monkeypatch: pytest.MonkeyPatch) -> None:
    crm.deal()
    monkeypatch.setattr("crm_tui.storage.sqlite_file.BUSY_MS", 50)
    monkeypatch.setattr("crm_tui.storage.database.BUSY_MS", 50, raising=False)
    holder = sqlite3.connect(crm.store, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        crm("deals", "new", "--title", "T", "--name", "N").refuses(6, str(crm.store), "again")
    finally:
        holder.rollback()
        holder.close()
    assert len(crm.titles()) == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--amount", "fifty"), ["budget", "digits"]),
        (("--phone", "12"), ["phone", "12", "--as-typed"]),
        (("--email", "nobody"), ["e-mail", "nobody"]),
        (("--name", "  "), ["name"]),
        (("--title", "x" * 501), ["title"]),
    ],
)
def test_a_value_that_cannot_be_read(crm: "Crm", options: tuple[str, ...], words: list[str]) -> None:
    crm.deal("Before")
    crm("deals", "new", "--title", "T", "--name", "N", *options).refuses(3, *words)
    assert crm.titles() == ["Before"]


def test_an_impossible_phone_is_kept_when_it_is_wanted(crm: "Crm") -> None:
    card = crm("deals", "new", "--title", "T", "--name", "N", "--phone", "12", "--as-typed", "--json").json
    assert card["people"][0]["phones"][0]["typed"] == "12"
    assert card["people"][0]["phones"][0]["problem"]


@pytest.mark.parametrize(
    "command",
    [
        ("deals", "list", "--stage", "Nowhere"),
        ("deals", "list", "--pipeline", "Nowhere"),
        ("deals", "new", "--title", "T", "--name", "N", "--stage", "Nowhere"),
        ("deals", "move", "ID", "Nowhere"),
        ("deals", "lose", "ID", "--reason", "Nowhere"),
        ("deals", "show", "Nowhere"),
        ("deals", "win", "Nowhere"),
    ],
    ids=" ".join,
)
def test_something_that_does_not_exist(crm: "Crm", command: tuple[str, ...]) -> None:
    identity = crm.deal("Before")
    crm(*(identity if word == "ID" else word for word in command)).refuses(4, "Nowhere")
    assert crm.titles() == ["Before"]


def test_errors_in_json_have_a_code_and_a_message(crm: "Crm") -> None:
    crm.deal()
    ran = crm("deals", "show", "Nowhere", "--json")
    assert (ran.code, ran.out) == (4, "")
    assert ran.error["code"] == "not_found"
    assert "Nowhere" in ran.error["message"]


def test_a_hostile_argument_is_told_harmlessly(crm: "Crm") -> None:
    crm.deal()
    ran = crm("deals", "show", "\x1b]0;x\x07")
    assert ran.code == 4
    assert "\x1b" not in ran.err


def test_a_reader_that_went_away_is_no_news(crm: "Crm", tmp_path: Path) -> None:
    for number in range(3):
        crm.deal(f"Deal {number}")
    ran = subprocess.run(
        f"{sys.executable} -m crm_tui deals list --json --store {crm.store} | true",
        shell=True, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.stderr == ""


def test_a_full_disk_under_the_output(crm: "Crm") -> None:
    crm.deal()
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "crm_tui", "deals", "list", "--store", str(crm.store)],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert ran.returncode == 7
    assert ran.stderr.count("\n") == 1
    assert "room" in ran.stderr


def test_an_interrupt_is_quiet(crm: "Crm", monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("crm_tui.cli.launch.open_at", interrupted)
    ran = crm("deals", "list")
    assert (ran.code, ran.out, ran.err) == (130, "", "")
