"""Help lists everything, and a mistyped command gets one sentence with the place to look."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Crm

COMMANDS = (
    ("deals", "list"),
    ("deals", "show"),
    ("deals", "new"),
    ("deals", "move"),
    ("deals", "win"),
    ("deals", "lose"),
    ("contacts", "list"),
    ("contacts", "show"),
    ("contacts", "new"),
    ("import",),
    ("export",),
    ("demo",),
    ("undo",),
    ("redo",),
    ("backup",),
    ("restore",),
    ("doctor",),
)


def test_help_lists_every_command_and_the_boards_options_and_the_exit_codes(crm: "Crm") -> None:
    ran = crm.bare("--help")
    assert ran.code == 0
    assert {name for name, *_more in COMMANDS} <= set(ran.out.split())
    assert {"--store", "--lang", "--config", "--json", "--version"} <= set(ran.out.split())
    assert "Exit codes" in ran.out


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_every_command_takes_the_shared_options(crm: "Crm", names: tuple[str, ...]) -> None:
    ran = crm.bare(*names, "--help")
    assert ran.code == 0
    assert {"--store", "--json", "--lang"} <= set(ran.out.split())


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["dels"], ["dels", "deals", "crm-tui --help"]),
        (["deals", "lst"], ["lst", "crm-tui deals --help"]),
        (["deals", "list", "--foo"], ["--foo", "crm-tui deals list --help"]),
        (["deals", "new", "--title", "T"], ["--name", "missing"]),
        (["deals", "list", "--limit", "many"], ["--limit"]),
        (["deals", "list", "--limit", "0"], ["--limit"]),
        (["demo", "--deals", "1000001"], ["--deals", "1000000"]),
        (["import"], ["FILE"]),
        (["import", "a.csv", "--as", "fish"], ["--as", "fish", "deals", "contacts"]),
        (["deals", "show", "a", "b"], ["b"]),
        (["--store"], ["--store"]),
        (["--lang", "xx"], ["--lang", "xx", "en, ru, uk"]),
        (["--lang", "xx", "deals", "list"], ["--lang", "xx", "en, ru, uk"]),
        (["deals", "list", "--lang", "xx"], ["--lang", "xx", "en, ru, uk"]),
    ],
    ids=" ".join,
)
def test_a_mistyped_command_is_told_in_one_sentence(crm: "Crm", argv: list[str], words: list[str]) -> None:
    crm.bare(*argv).refuses(2, *words)


def test_with_json_a_mistyped_command_is_told_in_json(crm: "Crm") -> None:
    ran = crm("deals", "list", "--foo", "--json")
    assert ran.code == 2
    assert ran.error["code"] == "usage"
    assert "--foo" in ran.error["message"]
