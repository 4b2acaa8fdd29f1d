"""What people type for a deadline, and what it means on Sunday 22 November 2026, 12:00."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.due import parse

NOW = datetime(2026, 11, 22, 12, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tomorrow 10:00", "2026-11-23 10:00"),
        ("Завтра в 10", "2026-11-23 10:00"),
        ("завтра", "2026-11-23 10:00"),
        ("завтра о 9:15", "2026-11-23 09:15"),
        ("9:15 завтра", "2026-11-23 09:15"),
        ("today at 3 pm", "2026-11-22 15:00"),
        ("сьогодні 18:00", "2026-11-22 18:00"),
        ("послезавтра", "2026-11-24 10:00"),
        ("day after tomorrow 8:00", "2026-11-24 08:00"),
        ("пт 15:30", "2026-11-27 15:30"),
        ("в пятницу", "2026-11-27 10:00"),
        ("у п’ятницю о 11", "2026-11-27 11:00"),
        ("середа", "2026-11-25 10:00"),
        ("Friday", "2026-11-27 10:00"),
        ("sun", "2026-11-29 10:00"),
        ("sun 15:00", "2026-11-22 15:00"),
        ("25.12 12:00", "2026-12-25 12:00"),
        ("25.12", "2026-12-25 10:00"),
        ("01.02", "2027-02-01 10:00"),
        ("29.02", "2028-02-29 10:00"),
        ("1.12.26", "2026-12-01 10:00"),
        ("01.12.2027 8:30", "2027-12-01 08:30"),
        ("2026-12-01 10:00", "2026-12-01 10:00"),
        ("+3d", "2026-11-25 10:00"),
        ("+1w 9:00", "2026-11-29 09:00"),
        ("+2h", "2026-11-22 14:00"),
        ("+45m", "2026-11-22 12:45"),
        ("15:30", "2026-11-22 15:30"),
        ("9:00", "2026-11-23 09:00"),
    ],
)
def test_plain_words_are_understood(text: str, expected: str) -> None:
    assert parse(text, NOW) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "soon",
        "завтра завтра",
        "25:00",
        "10:75",
        "31.02",
        "2026-13-01",
        "13pm",
        "10",
        "+3x",
        "[/]",
        "\x1b[2J",
    ],
)
def test_what_says_no_moment_is_not_guessed(text: str) -> None:
    assert parse(text, NOW) is None


def test_the_answer_stands_in_the_zone_it_was_asked_in() -> None:
    assert parse("завтра", NOW.replace(tzinfo=UTC)) == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = parse(text, NOW)
    assert found is None or found.year >= 1
