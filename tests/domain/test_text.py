"""Text on its way to the terminal: harmless, cut to measure, and cheap."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.text import clean, initials, one_line, width


@pytest.mark.parametrize("text", ["", "plain", "Ковальчук Анна", "日本語", "👨‍👩‍👧 family", "❤️‍🔥", "Café № 5 — ₽"])
def test_ordinary_text_comes_back_as_the_same_object(text: str) -> None:
    assert clean(text) is text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x1b[31mb", "a�[31mb"),
        ("a\x9b31m", "a�31m"),
        ("\x00\x07\x7f", "���"),
        ("\u202eabc\u2066", "�abc�"),
        ("a\u200e\u200f\u061cb", "a���b"),
        ("a\u200b\ufeff\u2060b", "a���b"),
        ("a\u200db", "a�b"),
        ("👨\u200d", "👨�"),
        ("\ud800x", "�x"),
        ("a\nb\tc\r\nd\u2028e\x85f", "a b c d e f"),
    ],
)
def test_what_could_harm_is_made_visible(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_nothing_controls_the_terminal_after_cleaning(text: str) -> None:
    cleaned = clean(text)
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in cleaned)
    assert not set(cleaned) & set("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    assert clean(cleaned) is cleaned


@pytest.mark.parametrize(
    ("text", "cells", "line"),
    [
        ("Иван Петров", 20, "Иван Петров"),
        ("Иван Петров", 11, "Иван Петров"),
        ("Иван Петров", 10, "Иван Петр…"),
        ("plain", 3, "pl…"),
        ("plain", 1, "…"),
        ("plain", 0, ""),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("e\u0301te\u0301", 3, "e\u0301te\u0301"),
        ("two\nlines", 20, "two lines"),
    ],
)
def test_a_line_is_cut_to_the_cell(text: str, cells: int, line: str) -> None:
    assert one_line(text, cells) == line


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.integers(0, 40))
def test_a_line_never_takes_more_than_its_cells(text: str, cells: int) -> None:
    line = one_line(text, cells)
    assert width(line) <= cells
    assert "\n" not in line


@pytest.mark.parametrize("text", ["ж" * 20_000, "x" * 20_000, "日" * 20_000, "a" + "\u0301" * 20_000, "👨‍👩‍👧" * 5_000])
def test_a_monstrous_name_is_cut_quickly(text: str) -> None:
    start = time.process_time()
    for _ in range(100):
        line = one_line(text, 20)
    assert time.process_time() - start < 0.1
    assert line.endswith("…")
    assert len(line) <= 82


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Анна Ковальчук", "АК"),
        ("иванов иван петрович", "ИИ"),
        ("Madonna", "M"),
        ("(Anna) 'K", "AK"),
        ("и\u0306ося Бродский", "ЙБ"),
        ("🔥 Anna", "A"),
        ("", ""),
        (" \n", ""),
        ("x" * 20_000, "X"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
