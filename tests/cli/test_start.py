"""How the program starts: quickly, with a sentence where it cannot, in the reader's language."""

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crm_tui import __version__
from crm_tui.cli.arguments import Wishes, for_board, scan

if TYPE_CHECKING:
    from tests.cli.conftest import Crm


def python(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run this interpreter without a terminal."""
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def test_the_version_loads_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from crm_tui.__main__ import main\n"
        "main(['--version'])\n"
        "heavy = {'textual', 'rich', 'sqlalchemy', 'sqlmodel', 'typer', 'pydantic', 'asyncio'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    assert python("-c", script).stdout.splitlines() == [f"crm-tui {__version__}", "[]"]


def test_the_module_runs_as_a_program() -> None:
    ran = python("-m", "crm_tui", "--version")
    assert (ran.returncode, ran.stdout) == (0, f"crm-tui {__version__}\n")


def test_the_way_to_the_board_loads_no_parser() -> None:
    script = (
        "import sys\n"
        "from crm_tui.__main__ import main\n"
        "code = main([])\n"
        "print(code, sorted({'typer', 'pydantic', 'sqlalchemy', 'babel'} & set(sys.modules)))\n"
    )
    assert python("-c", script).stdout == "2 []\n"


def test_without_a_terminal_the_board_says_what_to_do_instead(crm: "Crm") -> None:
    crm.bare().refuses(2, "terminal", "crm-tui deals list")
    assert not crm.store.exists()


@pytest.mark.parametrize(
    ("argv", "wishes"),
    [
        ([], Wishes()),
        (["--store", "a.db"], Wishes(store="a.db")),
        (["--store=a.db", "--lang", "uk", "--config=c.toml"], Wishes("a.db", "uk", "c.toml")),
        (["--store", "a.db", "--store", "b.db"], Wishes(store="b.db")),
        (["deals", "list"], None),
        (["--store"], None),
        (["--store", "a.db", "--help"], None),
    ],
)
def test_only_the_boards_own_options_open_the_board(argv: list[str], wishes: Wishes | None) -> None:
    assert for_board(argv) == wishes


def test_options_are_found_behind_a_command_too() -> None:
    assert scan(["deals", "list", "--lang", "ru", "--json"]) == Wishes(lang="ru")


def test_the_store_is_named_by_option_then_environment_then_config(
    crm: "Crm", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'store = "{tmp_path}/config.db"\n', encoding="utf-8")
    new = ("deals", "new", "--title", "T", "--name", "N")
    crm.bare(*new, "--config", str(config))
    assert (tmp_path / "config.db").exists()
    monkeypatch.setenv("CRM_TUI_STORE", str(tmp_path / "environment.db"))
    crm.bare("--config", str(config), *new)
    assert (tmp_path / "environment.db").exists()
    crm.bare(*new, "--store", str(tmp_path / "option.db"), "--config", str(config))
    assert (tmp_path / "option.db").exists()


def test_a_bad_config_is_one_sentence(crm: "Crm", tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("store = 5\n", encoding="utf-8")
    crm("deals", "list", "--config", str(config)).refuses(1, str(config), "store")


def test_a_fault_of_ours_is_written_down_and_told_in_one_sentence(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from crm_tui.cli import faults\n"
        "sys.excepthook = faults.unexpected\n"
        "raise ZeroDivisionError('secret')\n"
    )
    ran = python("-c", script)
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "Traceback" not in ran.stderr
    logs = list((tmp_path / "home").rglob("faults.log"))
    assert "ZeroDivisionError" in logs[0].read_text(encoding="utf-8")


def test_help_speaks_the_language_that_is_asked_for() -> None:
    ran = python("-m", "crm_tui", "--help", "--lang", "uk")
    assert ran.returncode == 0
    assert any("а" <= letter <= "я" for letter in ran.stdout)
