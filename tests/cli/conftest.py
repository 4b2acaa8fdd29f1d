"""The command line as a user types it, in this process, in English, with settings and data of its own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crm_tui import i18n
from crm_tui.__main__ import main


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document on stdout."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The error document on stderr."""
        return json.loads(self.err)["error"]

    def refuses(self, code: int, *words: str) -> None:
        """Check that it failed with this exit code and one sentence that holds the words."""
        assert self.code == code, (self.code, self.out, self.err)
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err
        for word in words:
            assert word in self.err


class Crm:
    """``crm-tui --store FILE …`` on a store of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str], store: Path) -> None:
        self._capsys = capsys
        self.store = store

    def bare(self, *argv: str) -> Ran:
        """A command line exactly as given."""
        self._capsys.readouterr()
        code = main(argv)
        captured = self._capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    def __call__(self, *argv: str) -> Ran:
        """A command on this store."""
        return self.bare("--store", str(self.store), *argv)

    def deal(self, title: str = "Flat in Lviv", name: str = "Ірина Коваль", *options: str) -> str:
        """Make a deal and give its id."""
        made = self("deals", "new", "--title", title, "--name", name, *options, "--json")
        assert made.code == 0, made.err
        identity: str = made.json["id"]
        return identity

    def titles(self) -> list[str]:
        """Titles of all deals, newest first."""
        return [row["title"] for row in self("deals", "list", "--json").json["rows"]]


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No settings, no store and no language of this machine."""
    for name in ("CRM_TUI_STORE", "CRM_TUI_CONFIG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("LANGUAGE", "en")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    before = i18n.language()
    yield
    i18n.use(before)


@pytest.fixture
def crm(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Crm:
    """The program on a store that is not there yet."""
    return Crm(capsys, tmp_path / "crm.db")
