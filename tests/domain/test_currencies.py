"""Currencies by code, sign and word, alone and beside an amount."""

import pytest

from crm_tui.domain.currencies import named, parted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("eur", "EUR"),
        (" USD ", "USD"),
        ("$", "USD"),
        ("грн.", "UAH"),
        ("руб", "RUB"),
        ("€", "EUR"),
        ("Євро", "EUR"),
        ("zł", "PLN"),
        ("₴", "UAH"),
        ("JPY", "JPY"),
        ("KES", "KES"),
        ("XYZ", None),
        ("франк", None),
        ("", None),
    ],
)
def test_a_currency_is_known_by_code_sign_and_word(text: str, code: str | None) -> None:
    assert named(text) == code


@pytest.mark.parametrize(
    ("amount", "number", "written"),
    [
        ("100", "100", ""),
        ("100 €", "100", "€"),
        ("$1,200", "1,200", "$"),
        ("-$5.20", "-5.20", "$"),
        ("50 000 грн", "50 000", "грн"),
        ("1 000,00 руб.", "1 000,00", "руб."),
        ("US$ 100", "100", "US$"),
        ("$100 USD", "100", "$"),
        ("5.-", "5", ""),
        (".5 €", ".5", "€"),
        ("12 apples", "12", "apples"),
        ("100 тыс. грн", "100", "тыс. грн"),
        ("many", "many", ""),
        ("(100)", "(100)", ""),
        ("€ 5 $", "€ 5 $", ""),
        ("", "", ""),
    ],
)
def test_an_amount_and_the_currency_beside_it(amount: str, number: str, written: str) -> None:
    assert parted(amount) == (number, written)
