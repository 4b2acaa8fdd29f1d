"""Amounts and ages as a person reads them."""

from datetime import UTC, datetime, timedelta

import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui import i18n
from crm_tui.domain.money import LIMIT, Money, places
from crm_tui.widgets.shown import NBSP, age, amount, brief, number, share

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@settings(max_examples=100, deadline=None)
@given(
    minor=st.integers(-LIMIT, LIMIT) | st.integers(-9_999, 9_999).map(lambda whole: whole * 100),
    currency=st.sampled_from(["RUB", "UAH", "JPY", "KWD"]),
    language=st.sampled_from(["en", "ru", "uk"]),
)
def test_numbers_read_as_babel_writes_them(minor: int, currency: str, language: str) -> None:
    money = Money(minor, currency)
    digits = places(currency) if minor % 10 ** places(currency) else 0
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    assert number(money, language) == format_decimal(money.decimal, pattern, locale=language)


@pytest.mark.parametrize(
    ("minor", "currency", "language", "shown"),
    [
        (32_000_000, "RUB", "ru", f"320{NBSP}000{NBSP}₽"),
        (123_450, "UAH", "uk", f"1{NBSP}234,50{NBSP}₴"),
        (123_450, "USD", "en", "$1,234.50"),
        (-520, "USD", "en", "-$5.20"),
        (100, "CHF", "en", f"1{NBSP}CHF"),
    ],
)
def test_amounts_carry_their_sign(minor: int, currency: str, language: str, shown: str) -> None:
    assert amount(Money(minor, currency), language) == shown


@pytest.mark.parametrize(
    ("passed", "shown"),
    [
        (timedelta(minutes=-5), "0:00"),
        (timedelta(minutes=4, seconds=59), "0:04"),
        (timedelta(hours=2, minutes=59), "2h"),
        (timedelta(days=5, hours=23), "5d"),
        (timedelta(days=60), "60d"),
        (timedelta(days=80), "03.09"),
        (timedelta(days=400), "18.10.25"),
    ],
)
def test_ages_take_few_cells(passed: timedelta, shown: str) -> None:
    assert age(NOW - passed, NOW) == shown


def test_a_share_has_no_kopecks() -> None:
    assert share(Money(12_345_67, "RUB"), 20) == Money(2_469_00, "RUB")


@pytest.mark.parametrize(
    ("minor", "currency", "language", "shown"),
    [
        (999_900, "UAH", "uk", f"9{NBSP}999{NBSP}₴"),
        (999_999, "USD", "en", "$9,999"),
        (-999_999, "USD", "en", "-$9,999"),
        (1_234_500, "RUB", "ru", f"12,3 тыс.{NBSP}₽"),
        (12_300_000, "USD", "en", "$123k"),
        (482_000_000, "UAH", "uk", f"4,82 млн{NBSP}₴"),
        (3_000_000_000, "RUB", "ru", f"30 млн{NBSP}₽"),
        (1_000_000_000_000, "JPY", "en", f"1000bn{NBSP}JPY"),
        (-5_000_000, "EUR", "en", "-€50k"),
    ],
)
def test_brief_amounts_say_how_much_in_three_digits(minor: int, currency: str, language: str, shown: str) -> None:
    i18n.use(language)
    assert brief(Money(minor, currency), language) == shown


@settings(max_examples=100, deadline=None)
@given(minor=st.integers(-LIMIT, LIMIT), currency=st.sampled_from(["RUB", "JPY", "KWD"]))
def test_brief_amounts_are_short_and_keep_their_side_of_zero(minor: int, currency: str) -> None:
    words = brief(Money(minor, currency), "en")
    assert len(words) <= 18
    assert words.startswith("-") <= (minor < 0)
