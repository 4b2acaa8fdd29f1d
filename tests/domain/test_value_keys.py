"""Values in an index stand in the order of what they mean."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.field_values import Surroundings, read
from crm_tui.domain.fields import FieldKind
from crm_tui.domain.value_keys import LONGEST, bounds, key, keys, whole

numbers = st.decimals(-(10**9), 10**9, allow_nan=False, places=4)


def canonical(kind: FieldKind, typed: str) -> str:
    value = read(kind, typed, Surroundings())
    assert isinstance(value, str)
    return value


@given(one=numbers, other=numbers)
def test_numbers(one: Decimal, other: Decimal) -> None:
    texts = [canonical(FieldKind.NUMBER, f"{number:f}") for number in (one, other)]

    assert (key(FieldKind.NUMBER, texts[0]) < key(FieldKind.NUMBER, texts[1])) is (one < other)


@given(one=st.integers(0, 10**9), other=st.integers(0, 10**9))
def test_money_of_one_currency(one: int, other: int) -> None:
    texts = [canonical(FieldKind.MONEY, f"{amount} EUR") for amount in (one, other)]
    low, high = bounds(FieldKind.MONEY, texts[0])

    assert (key(FieldKind.MONEY, texts[0]) < key(FieldKind.MONEY, texts[1])) is (one < other)
    assert low < key(FieldKind.MONEY, texts[1]) < high
    assert not low <= key(FieldKind.MONEY, canonical(FieldKind.MONEY, "5 USD")) < high


def test_each_answer_of_several_choices_stands_once() -> None:
    assert keys(FieldKind.CHOICES, ("a", "b")) == ("a", "b")
    assert keys(FieldKind.CHOICES, "") == keys(FieldKind.TEXT, None) == ()


def test_a_long_text_is_cut_and_known_as_such() -> None:
    assert len(key(FieldKind.LONG_TEXT, "я" * 1000)) == LONGEST
    assert whole("я" * (LONGEST - 1))
    assert not whole("я" * LONGEST)
