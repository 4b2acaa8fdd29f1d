"""A deal on one line: what is understood, and that no word is lost."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain import money
from crm_tui.domain.quick_add import QuickDeal, parse


def test_the_line_of_the_specification() -> None:
    assert parse("Ivan Petrov +7 916 123-45-67 50000 #vip", "RU", "RUB") == QuickDeal(
        title="Ivan Petrov",
        name="Ivan Petrov",
        phones=("+7 916 123-45-67",),
        amount="50000",
        tags=("vip",),
        currency="RUB",
    )


def test_a_line_in_russian() -> None:
    assert parse("Иван Петров 8 (916) 123-45-67 — кухня 50 тыс руб #вип", "RU", "RUB") == QuickDeal(
        title="кухня",
        name="Иван Петров",
        phones=("8 (916) 123-45-67",),
        amount="50000",
        tags=("вип",),
        currency="RUB",
    )


def test_a_line_in_ukrainian() -> None:
    line = 'Анна Ковальчук, 067 123 45 67, anna@пошта.укр "Вікна й двері" 1,5 млн грн #новий, #Київ'
    assert parse(line, "UA", "UAH") == QuickDeal(
        title="Вікна й двері",
        name="Анна Ковальчук",
        phones=("067 123 45 67",),
        emails=("anna@пошта.укр",),
        amount="1500000",
        tags=("новий", "Київ"),
        currency="UAH",
    )


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("50000", "50000"),
        ("50 000,50", "50000.5"),
        ("50\u00a0000", "50000"),
        ("1,234.56", "1234.56"),
        ("1,500", "1500"),
        ("50k", "50000"),
        ("50к", "50000"),
        ("50 тыс", "50000"),
        ("50 тис.", "50000"),
        ("1.5m", "1500000"),
        ("1,5 млн", "1500000"),
        ("5 000 000 ₽", "5000000"),
        ("50000р.", "50000"),
        ("5к грн", "5000"),
        ("12,3456", ""),
        ("10%", ""),
        ("10:30", ""),
        ("2026-11-22", ""),
        ("20", ""),
    ],
)
def test_amounts(typed: str, amount: str) -> None:
    deal = parse(f"Ivan {typed}", "RU", "RUB")
    assert deal.amount == amount
    assert deal.name.startswith("Ivan")


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        ("$50", "USD"),
        ("50 $", "USD"),
        ("50€", "EUR"),
        ("50 ₴", "UAH"),
        ("50 грн", "UAH"),
        ("50 руб", "RUB"),
        ("500", "PLN"),
    ],
)
def test_a_written_currency_is_told(typed: str, currency: str) -> None:
    deal = parse(f"Ivan {typed}", "RU", "PLN")
    assert (deal.currency, deal.name) == (currency, "Ivan")
    assert deal.amount in ("50", "500")


def test_a_marked_amount_goes_before_greater_numbers() -> None:
    deal = parse("Office 365 for 2000 people $900", "US", "USD")
    assert (deal.amount, deal.name) == ("900", "Office 365 for 2000 people")


@pytest.mark.parametrize(
    ("line", "phones", "amount"),
    [
        ("89161234567 50000", ("89161234567",), "50000"),
        ("50000 89161234567", ("89161234567",), "50000"),
        ("400 9512345678", ("9512345678",), "400"),
        ("4 9512345678", ("9512345678",), ""),
        ("89161234567, 84951234567", ("89161234567", "84951234567"), ""),
        ("+7 916 123-45-67 доб. 12 50 000", ("+7 916 123-45-67 доб. 12",), "50000"),
        ("+49 30 1234567 5000", ("+49 30 1234567",), "5000"),
        ("+7 123", ("+7 123",), ""),
        ("12345678901234567890", ("12345678901234567890",), ""),
        ("50 000 000 000", (), "50000000000"),
    ],
)
def test_phones_beside_amounts(line: str, phones: tuple[str, ...], amount: str) -> None:
    deal = parse(f"Иван {line}", "RU", "RUB")
    assert (deal.phones, deal.amount) == (phones, amount)
    assert deal.name.startswith("Иван")


@pytest.mark.parametrize(
    ("line", "name", "title"),
    [
        ("Ivan - kitchen - big", "Ivan", "kitchen - big"),
        ("Петров: окна", "Петров", "окна"),
        ("- кухня", "", "кухня"),
        ("Ivan -", "Ivan", "Ivan"),
        ('ООО "Ромашка" "Окна"', 'ООО "Ромашка"', "Окна"),
        ("«Окна» Иван", "Иван", "Окна"),
        ("Anna-Maria O'Neil", "Anna-Maria O'Neil", "Anna-Maria O'Neil"),
        ("+7 916 123-45-67", "", "+7 916 123-45-67"),
        ("a@b.co", "", "a@b.co"),
        ("@nick a@b", "@nick a@b", "@nick a@b"),
        ("", "", ""),
    ],
)
def test_name_and_title(line: str, name: str, title: str) -> None:
    deal = parse(line, "RU", "RUB")
    assert (deal.name, deal.title) == (name, title)


WORD = st.one_of(
    st.text(alphabet="abcxyzабвіїє", min_size=4, max_size=9),
    st.sampled_from(
        ["-", "—", ":", "Окна:", '"a b"', "«в", "(x)", "a@b.co", "#tag1", "#вип", "№5", "12/5", "7", "20%"]
    ),
    st.sampled_from(["+7", "916", "123-45-67", "89161234567", "50000", "50", "000", "1,5", "$20", "доб.", ","]),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORD, max_size=12))
def test_no_word_is_lost(words: list[str]) -> None:
    deal = parse(" ".join(words), "RU", "RUB")
    kept = " ".join((deal.title, deal.name, *deal.phones, *deal.emails, *deal.tags)).casefold()
    amount = deal.amount.replace(".", "")
    for word in re.findall(r"\w+", " ".join(words).casefold()):
        assert word in kept or word.strip("0") in amount, word
    if deal.amount:
        money.parse(deal.amount, deal.currency)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_makes_a_deal(line: str) -> None:
    deal = parse(line, "UA", "UAH")
    kept = " ".join((deal.title, deal.name, *deal.phones, *deal.emails, *deal.tags)).casefold()
    for word in re.findall(r"[^\W\d_]{7,}", line.casefold()):
        assert word in kept


@pytest.mark.parametrize("unit", ["1 ", "a", "+7 ", "#a,", '"', "12345 ", "1,", "ООО ", "1.1", "12 345 678 "])
def test_a_pasted_book_is_kept_and_takes_no_time(unit: str) -> None:
    line = unit * (100_000 // len(unit)) + "last"
    start = time.process_time()
    deal = parse(line, "RU", "RUB")
    assert time.process_time() - start < 1
    assert deal.title.endswith("last")
