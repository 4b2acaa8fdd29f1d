"""Fields of one's own: what is typed comes to one form, and a fault is said in words."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain import field_values as v
from crm_tui.domain import phones
from crm_tui.domain.fields import FieldKind, FieldValue
from crm_tui.domain.money import BadAmount

AROUND = v.Surroundings(
    region="UA", currency="UAH", options=("Red", "Тёмный", "A, B"), users={"u1": "Олена Коваль", "u2": "Ivan"}
)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (FieldKind.TEXT, "  two   words ", "two words"),
        (FieldKind.LONG_TEXT, "one\n\n two ", "one\n\n two"),
        (FieldKind.NUMBER, "1 234,50", "1234.5"),
        (FieldKind.NUMBER, "1.234.567", "1234567"),
        (FieldKind.NUMBER, "1.234,5", "1234.5"),
        (FieldKind.NUMBER, "-0,0", "0"),
        (FieldKind.NUMBER, "1000", "1000"),
        (FieldKind.MONEY, "50 000", "50000.00 UAH"),
        (FieldKind.MONEY, "12,5 руб", "12.50 RUB"),
        (FieldKind.MONEY, "$7", "7.00 USD"),
        (FieldKind.DATE, "2026-11-25", "2026-11-25"),
        (FieldKind.DATE, "25.11.2026", "2026-11-25"),
        (FieldKind.DATE, "5.1.26", "2026-01-05"),
        (FieldKind.DATE, "29.02.2028 г.", "2028-02-29"),
        (FieldKind.CHOICE, " ТЁМНЫЙ", "Тёмный"),
        (FieldKind.CHOICES, "тёмный; red,RED", ("Red", "Тёмный")),
        (FieldKind.CHOICES, "a, b", ("A, B",)),
        (FieldKind.CHOICES, ("red",), ("Red",)),
        (FieldKind.CHECKBOX, "Да", "yes"),
        (FieldKind.CHECKBOX, "так", "yes"),
        (FieldKind.CHECKBOX, "no", ""),
        (FieldKind.PHONE, "067 123 45 67", "+380671234567"),
        (FieldKind.PHONE, "12", "12"),
        (FieldKind.EMAIL, "Maria <Maria@Example.UA>", "maria@example.ua"),
        (FieldKind.LINK, "example.com/a?b=1", "https://example.com/a?b=1"),
        (FieldKind.LINK, "http://пример.рф:8080/", "http://пример.рф:8080/"),
        (FieldKind.USER, "u1", "u1"),
        (FieldKind.USER, "олена коваль", "u1"),
    ],
)
def test_a_value_comes_to_its_form_and_stays_there(kind: FieldKind, typed: FieldValue, kept: FieldValue) -> None:
    assert v.read(kind, typed, AROUND) == kept
    assert v.read(kind, kept, AROUND) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "reason"),
    [
        (FieldKind.TEXT, "x" * 2_001, v.TOO_LONG),
        (FieldKind.NUMBER, "twelve", v.NOT_A_NUMBER),
        (FieldKind.NUMBER, "1e9", v.NOT_A_NUMBER),
        (FieldKind.NUMBER, "9" * 30, v.NOT_A_NUMBER),
        (FieldKind.NUMBER, "٣", v.NOT_A_NUMBER),
        (FieldKind.MONEY, "much", BadAmount.reason),
        (FieldKind.MONEY, "5 cows", BadAmount.reason),
        (FieldKind.DATE, "30.02.2026", v.NO_SUCH_DAY),
        (FieldKind.DATE, "someday", v.NOT_A_DATE),
        (FieldKind.CHOICE, "blue", v.NO_SUCH_OPTION),
        (FieldKind.CHOICE, ("Red", "A, B"), v.ONE_ANSWER),
        (FieldKind.CHOICES, "red, blue", v.NO_SUCH_OPTION),
        (FieldKind.CHECKBOX, "maybe", v.NOT_YES_OR_NO),
        (FieldKind.EMAIL, "maria", "no @ in it"),
        (FieldKind.LINK, "javascript:alert(1)", v.NOT_A_LINK),
        (FieldKind.LINK, "file:///etc/passwd", v.NOT_A_LINK),
        (FieldKind.LINK, "https://bank.com@evil.example/", v.LINK_HIDES_HOST),
        (FieldKind.LINK, "https://user:password@example.com", v.LINK_HIDES_HOST),
        (FieldKind.LINK, "https://evil.example\\@bank.com", v.NOT_A_LINK),
        (FieldKind.LINK, "https://a.com:x", v.NOT_A_LINK),
        (FieldKind.LINK, "https://a.com/\x1b[31m", v.NOT_A_LINK),
        (FieldKind.USER, "nobody", v.NOBODY),
    ],
)
def test_a_fault_is_told_in_words(kind: FieldKind, typed: FieldValue, reason: str) -> None:
    with pytest.raises(v.BadValue) as caught:
        v.read(kind, typed, AROUND)

    assert caught.value.reason == reason


@pytest.mark.parametrize("kind", FieldKind)
@pytest.mark.parametrize("nothing", ["", "  ", ()])
def test_nothing_is_the_empty_value(kind: FieldKind, nothing: FieldValue) -> None:
    assert v.read(kind, nothing, AROUND) == ""


def test_a_phone_that_nobody_can_dial_is_marked() -> None:
    assert v.problem(FieldKind.PHONE, "12", "UA") == phones.TOO_SHORT
    assert v.problem(FieldKind.PHONE, "+380671234567", "UA") is None
    assert v.problem(FieldKind.TEXT, "12", "UA") is None


def test_the_host_of_a_link_is_shown() -> None:
    assert v.host("https://Example.com:8080/path") == "example.com"


@given(st.sampled_from(FieldKind), st.text())
def test_nothing_that_is_typed_makes_it_fall(kind: FieldKind, typed: str) -> None:
    with suppress(v.BadValue):
        kept = v.read(kind, typed, AROUND)
        assert v.read(kind, kept, AROUND) == kept
