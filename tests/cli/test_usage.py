"""Help lists everything, and a mistyped command gets one sentence with the place to look."""

import re
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
        (["deals", "list", "--limit", "many"], ["'--limit' takes a whole number, not “many”."]),
        (["deals", "list", "--limit", "0"], ["'--limit' takes a number from 1 up, not “0”."]),
        (["deals", "list", "--limit", "9" * 5000], ["'--limit' takes a smaller number."]),
        (["demo", "--deals", "1000001"], ["'--deals' takes a number up to 1000000, not “1000001”."]),
        (["import"], ["FILE"]),
        (["import", "a.csv", "--as", "fish"], ["'--as' takes one of these, not “fish”: deals, contacts."]),
        (["deals", "show", "a", "b"], ["There are words too many: b."]),
        (["--store"], ["--store needs a value after it."]),
        (["deals", "list", "--json=5"], ["--json takes no value."]),
        (["--lang", "xx"], ["--lang", "xx", "en, ru, uk"]),
        (["--lang", "xx", "deals", "list"], ["--lang", "xx", "en, ru, uk"]),
        (["deals", "list", "--lang", "xx"], ["--lang", "xx", "en, ru, uk"]),
    ],
    ids=lambda value: " ".join(value)[:60],
)
def test_a_mistyped_command_is_told_in_one_sentence(crm: "Crm", argv: list[str], words: list[str]) -> None:
    crm.bare(*argv).refuses(2, *words)


_MISTYPED = (
    ["deals", "list", "--limit", "many"],
    ["deals", "list", "--limit", "0"],
    ["demo", "--deals", "1000001"],
    ["import", "a.csv", "--as", "fish"],
    ["deals", "show", "1", "2"],
    ["--store"],
    ["deals", "list", "--json=5"],
    ["dels"],
    ["deals", "list", "--foo"],
)


@pytest.mark.parametrize("argv", _MISTYPED, ids=" ".join)
@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_the_sentence_is_in_the_readers_language(crm: "Crm", argv: list[str], lang: str) -> None:
    ran = crm.bare("--lang", lang, *argv)
    ran.refuses(2)
    own = {"crm", "tui", "help", "json", "store", "limit", "deals", "as", "foo", "demo", "import", "list", "show"}
    assert set(re.findall(r"[a-z]+", ran.err)) - own <= {"many", "fish", "dels", "contacts", "fields"}


@pytest.mark.parametrize("names", [(), ("deals",), ("deals", "list")], ids=" ".join)
def test_help_says_how_it_is_read_in_the_readers_language(crm: "Crm", names: tuple[str, ...]) -> None:
    english = crm.bare(*names, "--help").out
    russian = crm.bare("--lang", "ru", *names, "--help").out
    assert "Usage: crm-tui" in english
    assert "Show this help and leave." in english
    assert "Использование: crm-tui" in russian
    assert "Показать эту справку и выйти." in russian


def test_with_json_a_mistyped_command_is_told_in_json(crm: "Crm") -> None:
    ran = crm("deals", "list", "--foo", "--json")
    assert ran.code == 2
    assert ran.error["code"] == "usage"
    assert "--foo" in ran.error["message"]
