"""Days in plain words."""

from datetime import date

import pytest

from crm_tui.domain import days

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", TODAY),
        ("yesterday", date(2026, 11, 21)),
        ("Вчера", date(2026, 11, 21)),
        ("позавчора", date(2026, 11, 20)),
        ("15.11", date(2026, 11, 15)),
        ("25.12", date(2026, 12, 25)),
        ("03.01", date(2027, 1, 3)),
        ("29.02", date(2028, 2, 29)),
        ("20.11.2025", date(2025, 11, 20)),
        ("2026-11-01", date(2026, 11, 1)),
        ("завтра", date(2026, 11, 23)),
        ("31.02", None),
        ("some day", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_a_person_means_it(typed: str, meant: date | None) -> None:
    assert days.parse(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("monday", date(2026, 11, 16)),
        ("Пятница", date(2026, 11, 20)),
        ("неділя", TODAY),
        ("четвер", date(2026, 11, 19)),
        ("3 days ago", date(2026, 11, 19)),
        ("2 недели назад", date(2026, 11, 8)),
        ("тиждень тому", date(2026, 11, 15)),
        ("yesterday", date(2026, 11, 21)),
        ("1.11", date(2026, 11, 1)),
        ("20.11.2025", date(2025, 11, 20)),
        ("moon ago", None),
        ("", None),
    ],
)
def test_a_day_behind_is_read_as_a_person_means_it(typed: str, meant: date | None) -> None:
    assert days.parse_past(typed, TODAY) == meant
