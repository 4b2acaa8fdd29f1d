"""The documents say what the program does: commands, options, keys, settings, codes, paths and targets."""

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer
from textual.binding import Binding, BindingType

from crm_tui import __version__, config, paths
from crm_tui.cli import faults
from crm_tui.cli.parser import app
from crm_tui.interchange import Field
from crm_tui.operations.errors import CrmError
from crm_tui.screens.card.client import ClientScreen
from crm_tui.screens.card.screen import CardScreen
from crm_tui.screens.clients import ClientsScreen
from crm_tui.screens.deal import DealScreen
from crm_tui.screens.navigation import NavigatingApp
from crm_tui.screens.pipeline_keys import KEYS as PIPELINE_KEYS
from crm_tui.screens.triage.screen import TriageScreen
from crm_tui.widgets.activity_feed.keys import KEYS as FEED_KEYS
from crm_tui.widgets.board.keys import KEYS as BOARD_KEYS
from crm_tui.widgets.card.view import CardView
from crm_tui.widgets.deal_table.keys import KEYS as TABLE_KEYS
from crm_tui.widgets.keys import key_name

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

_FENCE = re.compile(r"^ *```\w*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


# What the documents say


def cells(line: str) -> list[str]:
    """The cells of a line of a table."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def table_rows(text: str) -> list[list[str]]:
    """All lines of all tables."""
    return [cells(line) for line in text.splitlines() if line.startswith("|") and not line.startswith("|--")]


def codes(cell: str) -> list[str]:
    """The code in a cell; a series is written by its ends: ``1`` … ``9``."""
    found: list[str] = []
    for first, last in re.findall(r"`([^`]+)`(?: … `([^`]+)`)?", cell):
        stem = first[:-1]
        found += [f"{stem}{n}" for n in range(int(first[-1]), int(last[-1]) + 1)] if last else [first]
    return found


def section(heading: str) -> str:
    """The part of the README below a heading, up to the next one of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", _FENCE.sub("", README), re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def examples() -> list[list[str]]:
    """The words of every example of the command line, without the program's name."""
    blocks = "\n".join(_FENCE.findall(README)).replace("\\\n", " ")
    lines = [line for line in blocks.splitlines() if line.startswith("crm-tui ")]
    return [shlex.split(line)[1:] for line in lines]


def documented_paths() -> list[str]:
    """What looks like a file or a folder of this project on the architecture page."""
    prose = _FENCE.sub("", ARCHITECTURE)
    return sorted({word for word in _CODE.findall(prose) if re.fullmatch(r"[\w./-]+(?:/|\.(?:py|md|toml|svg))", word)})


# What the program has


def commands() -> dict[str, Any]:
    """Every command by its words: ``deals list``."""

    def walk(group: Any, words: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                yield from walk(command, (*words, name))
            else:
                yield " ".join((*words, name)), command

    return dict(walk(typer.main.get_command(app), ()))


def options(command: Any) -> set[str]:
    """The long options of a command."""
    return {name for parameter in command.params if parameter.param_type_name == "option" for name in parameter.opts}


COMMANDS = commands()
COMMON = set.intersection(*map(options, COMMANDS.values()))
ROOT_OPTIONS = options(typer.main.get_command(app))


def bindings(given: Sequence[BindingType]) -> list[Binding]:
    """Bindings as they were written down: several keys in one."""
    return [binding for binding in given if isinstance(binding, Binding)]


ON_THE_BOARD = bindings([*BOARD_KEYS, *PIPELINE_KEYS, *NavigatingApp.BINDINGS])


def keys_of(binding: Binding) -> list[str]:
    """The keys of a binding as a person reads them."""
    return [key_name(key) for key in binding.key.split(",")]


def errors(base: type[CrmError] = CrmError) -> Iterator[type[CrmError]]:
    """All errors of the program."""
    yield base
    for kind in base.__subclasses__():
        yield from errors(kind)


# The command line


COMMAND_TABLES = (
    "Deals",
    "Contacts",
    "Documents and payments",
    "Companies and cards",
    "Fields of cards",
    "Team",
    "A server for the team",
    "Files, history, care",
)


def own_row(name: str) -> str:
    """The README's line on a command: that whose first cell names it."""
    for row in table_rows("".join(map(section, COMMAND_TABLES))):
        if any(code == name or code.startswith(f"{name} ") for code in _CODE.findall(row[0])):
            return " ".join(row)
    pytest.fail(f"no table of the README names “{name}”")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_in_a_table_with_exactly_its_own_options(name: str) -> None:
    assert set(_OPTION.findall(own_row(name))) == options(COMMANDS[name]) - COMMON


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_an_example(name: str) -> None:
    words = name.split()

    assert any(example[: len(words)] == words for example in examples())


def test_the_options_of_every_command_are_in_a_table() -> None:
    listed = {option for row in table_rows(section("Command line")) for option in _OPTION.findall(row[0])}

    assert listed - {"--help"} == COMMON == ROOT_OPTIONS - {"--version"}


def test_each_option_stands_in_an_example() -> None:
    shown = {word for example in examples() for word in example if word.startswith("--")}

    assert not set.union(ROOT_OPTIONS, *map(options, COMMANDS.values())) - shown


@pytest.mark.parametrize("example", examples(), ids=" ".join)
def test_each_example_is_understood(example: list[str]) -> None:
    command, rest = typer.main.get_command(app), list(example)
    while rest and (deeper := getattr(command, "commands", {}).get(rest[0])):
        command, rest = deeper, rest[1:]

    if {"--help", "--version"}.isdisjoint(rest):
        command.make_context("crm-tui", rest)


def test_each_exit_code_is_in_the_table() -> None:
    told = {int(number) for row in table_rows(section("For scripts")) for number in re.findall(r"\d+", row[0])}
    ours = {kind.exit_code for kind in errors() if kind.__module__.startswith("crm_tui.")}
    ours |= {faults.GENERAL, faults.USAGE, faults.FILE, faults.INTERRUPTED, faults.READER_GONE}

    assert told == ours | {0}


# Keys


def told_keys() -> dict[str, list[str]]:
    """The keys of each action by its name, as the README has them."""
    told: dict[str, list[str]] = {}
    for row in table_rows(section("Keys")):
        keys, names = codes(row[0]), codes(row[-1])
        if len(row) == 3 and names:
            told.update(zip(names, [keys] if len(names) == 1 else [[key] for key in keys], strict=True))
    return told


def test_each_key_of_the_board_is_in_the_table_under_its_name() -> None:
    assert told_keys() == {binding.id: keys_of(binding) for binding in ON_THE_BOARD}


def test_the_table_view_has_the_boards_keys_as_the_readme_says() -> None:
    board = {str(binding.id).removeprefix("board."): keys_of(binding) for binding in BOARD_KEYS}
    table = {str(binding.id).removeprefix("deal-table."): keys_of(binding) for binding in TABLE_KEYS}

    assert table.items() <= board.items()


CARD_TABLES = {
    "On the card of a deal, a contact or a company:": (
        *CardScreen.BINDINGS,
        *ClientScreen.BINDINGS,
        *CardView.BINDINGS,
    ),
    "On a deal's card there are also:": DealScreen.BINDINGS,
    "In the activity beside the card:": FEED_KEYS,
    "In triage (`g` `t`), where one deal that waits stands after the other:": TriageScreen.BINDINGS,
    "In the list of contacts (`g` `c`) and of companies (`g` `o`):": ClientsScreen.BINDINGS,
}


def table_below(sentence: str) -> set[str]:
    """The keys of the table that a sentence of the README announces."""
    below = section("Keys").partition(f"{sentence}\n\n")[2].partition("\n\n")[0]
    return {code for row in table_rows(below) for code in codes(row[0])}


@pytest.mark.parametrize("sentence", CARD_TABLES)
def test_each_key_of_a_card_is_in_its_table(sentence: str) -> None:
    shared = table_below(next(iter(CARD_TABLES)))
    ours = {key for binding in bindings(CARD_TABLES[sentence]) for key in keys_of(binding)}

    assert table_below(sentence)
    assert not ours - table_below(sentence) - (shared if sentence.startswith("On a deal") else set())


# Settings


def test_each_setting_is_in_the_table() -> None:
    told = {_CODE.findall(row[0])[0] for row in table_rows(section("Config file")) if _CODE.findall(row[0])}

    assert told == {entry.name for entry in fields(config.Config)}


def test_the_example_of_a_config_can_be_read(tmp_path: Path) -> None:
    example = re.search(r"^```toml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert example
    file = tmp_path / "config.toml"
    file.write_text(example[1], encoding="utf-8")

    read = config.load(file, {})

    assert set(read.keymap) <= {binding.id for binding in ON_THE_BOARD}
    assert all(getattr(read, entry.name) for entry in fields(config.Config) if entry.name not in ("ascii", "insecure"))


def test_each_variable_of_the_environment_is_in_the_table() -> None:
    told = {code for row in table_rows(section("Environment")) for code in _CODE.findall(row[0])}

    assert {config.STORE_VARIABLE, paths.CONFIG_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"} <= told


def test_each_field_of_an_import_is_named() -> None:
    assert {field.value for field in Field} <= set(_CODE.findall(section("Import and export")))


# Paths, targets, versions


@pytest.mark.parametrize("path", documented_paths())
def test_each_path_on_the_architecture_page_is_there(path: str) -> None:
    assert (ROOT / path).exists() or (ROOT / "crm_tui" / path).exists()


def test_the_architecture_page_names_paths_at_all() -> None:
    assert len(documented_paths()) > 50


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md"])
def test_each_link_inside_the_project_leads_somewhere(document: str) -> None:
    place = ROOT / document
    for target in re.findall(r"\]\(([^)]+)\)", place.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (place.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("text", [README, CONTRIBUTING, ARCHITECTURE], ids=["readme", "contributing", "architecture"])
def test_each_make_target_that_is_named_exists(text: str) -> None:
    code = [*_CODE.findall(_FENCE.sub("", text)), *"\n".join(_FENCE.findall(text)).splitlines()]
    named = {match[1] for line in code if (match := re.match(r"\s*make ([a-z]+)", line))}

    assert named
    assert named <= set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def test_contributing_names_every_make_target() -> None:
    targets = set(re.findall(r"^([a-z]+):.*##", MAKEFILE, re.MULTILINE))

    assert {f"make {target}" for target in targets} <= set(_CODE.findall(CONTRIBUTING))


def test_the_change_log_has_this_version() -> None:
    assert re.search(rf"^## \[{re.escape(__version__)}\]", CHANGELOG, re.MULTILINE)


def test_the_readme_shows_every_picture_and_the_licence() -> None:
    pictures = {path.name for path in (ROOT / "docs").glob("*.svg")}

    assert pictures == set(re.findall(r"\]\(docs/([\w-]+\.svg)\)", README))
    assert "](LICENSE)" in README
