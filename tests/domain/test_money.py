"""Money: exact decimals, either mark, no letters, nothing rounded in silence."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain import money
from crm_tui.domain.money import BadAmount, Money, parse


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("50000", 5_000_000),
        ("50 000,50", 5_000_050),
        ("50\u00a0000.5", 5_000_050),
        ("1,234,567.50", 123_456_750),
        ("1.234.567,5", 123_456_750),
        ("1'000", 100_000),
        ("1,500", 150_000),
        ("1.500", 150_000),
        ("0.500", 50),
        ("1500.000", 150_000),
        ("-12,30", -1_230),
        (".5", 50),
        ("10000000000000", money.LIMIT),
    ],
)
def test_amounts_read_as_people_type_them(text: str, minor: int) -> None:
    assert parse(text, "RUB") == Money(minor, "RUB")


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", ".", "12a", "1e5", "NaN", "Infinity", "0x10", "٣", "--5", "5-", "50 000 ₽", "1_000"),
        *("1,2,3", "1.000.00", "12,345,67", "0.001", "12,3456", "10000000000000.01"),
        *("1." + "0" * 30 + "1", "9" * 100_000),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadAmount):
        parse(text, "RUB")


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("1500", "JPY", 1500), ("1,500", "JPY", 1500), ("1.500", "KWD", 1500), ("1.5", "KWD", 1500), ("7.25", "XXX", 725)],
)
def test_decimals_follow_the_currency(text: str, currency: str, minor: int) -> None:
    assert parse(text, currency).minor == minor


def test_a_currency_without_decimals_refuses_them() -> None:
    with pytest.raises(money.TooManyDecimals):
        parse("1.5", "JPY")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("99999999999999999999", money.TooLarge),
        ("9" * 400, money.TooLarge),
        ("0,001", money.TooManyDecimals),
        ("many", BadAmount),
    ],
)
def test_what_is_wrong_with_an_amount_is_told_apart(text: str, fault: type[BadAmount]) -> None:
    with pytest.raises(BadAmount) as caught:
        parse(text, "UAH")
    assert type(caught.value) is fault


@settings(max_examples=100, deadline=None)
@given(st.integers(-money.LIMIT, money.LIMIT), st.sampled_from(["RUB", "UAH", "USD", "JPY", "KWD"]), st.booleans())
def test_what_is_written_out_reads_back(minor: int, currency: str, comma: bool) -> None:
    amount = Money(minor, currency)
    text = f"{amount.decimal:f}"
    assert parse(text.replace(".", ",") if comma else text, currency) == amount


@settings(max_examples=100, deadline=None)
@given(st.integers(0, money.LIMIT), st.sampled_from([(" ", ","), (",", "."), (".", ","), ("\u202f", ".")]))
def test_groups_read_back(minor: int, marks: tuple[str, str]) -> None:
    group, point = marks
    whole, cents = divmod(minor, 100)
    text = f"{whole:,}".replace(",", group) + f"{point}{cents:02}"
    assert parse(text, "RUB").minor == minor


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20))
def test_a_text_with_letters_is_never_money(text: str) -> None:
    try:
        amount = parse(text, "RUB")
    except BadAmount:
        return
    assert not any(character.isalpha() for character in text)
    assert abs(amount.minor) <= money.LIMIT


def test_the_decimal_is_exact() -> None:
    assert Money(1, "RUB").decimal == Decimal("0.01")
    assert Money(money.LIMIT - 1, "KWD").decimal == Decimal("999999999999.999")


def test_a_currency_has_its_sign_or_its_code() -> None:
    assert [money.symbol(code) for code in ("RUB", "UAH", "CHF")] == ["₽", "₴", "CHF"]
