"""What is printed: aligned whatever the script, and harmless to a terminal whatever the text."""

import json

import pytest

from crm_tui.cli.output import record, table, to_json

HOSTILE = (
    "\x1b]52;c;aGk=\x07",
    "\x1b]0;title\x07",
    "\x1b[2J",
    "\x9b2J",
    "\x85",
    "\u202e",
    "\u200b",
    "\u2066",
    "\ufeff",
    "\U000e0041",
)


def test_columns_are_aligned_by_cells() -> None:
    lines = list(table(("Name", "Sum"), [("日本", "5"), ("Ян", "1 000")], right=frozenset({1})))
    assert lines == ["Name    Sum", "日本      5", "Ян    1 000"]


def test_long_cells_are_cut_and_breaks_become_blanks() -> None:
    (_heading, line) = table(("A",), [("x\n" + "y" * 20_000,)])
    assert line.startswith("x y")
    assert line.endswith("…")
    assert len(line) == 40


def test_a_record_leaves_empty_fields_out_and_keeps_lines_under_each_other() -> None:
    assert list(record((("Name", "Ян"), ("City", ""), ("Phones", "1\n2")))) == [
        "Name:   Ян",
        "Phones: 1",
        "        2",
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_nothing_that_steers_a_terminal_comes_out(text: str) -> None:
    name = f"a{text}b"
    printed = "\n".join((*table((name,), [(name,)]), *record(((name, name),)), to_json({"n": name})))
    assert not any(character in printed for character in text if not character.isprintable())
    assert json.loads(to_json({"n": name})) == {"n": name}


def test_json_keeps_cyrillic_readable() -> None:
    assert to_json({"name": "Ірина"}, indent=None) == '{"name":"Ірина"}'
