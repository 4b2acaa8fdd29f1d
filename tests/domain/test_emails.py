"""E-mail addresses: one spelling for each, a reason for what cannot work, and no input that takes long."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain import emails


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Ivan.Petrov@Mail.RU", "ivan.petrov@mail.ru"),
        ("Иван Петров <Ivan@Mail.ru>", "ivan@mail.ru"),
        ("mailto:a@b.co?subject=Hi", "a@b.co"),
        (" info@пример.укр; ", "info@пример.укр"),
        ("иван@почта.рф", "иван@почта.рф"),
        ("\u202aa\u200b@b.co\ufeff", "a@b.co"),
        ("o'brien+tag@x-y.co.uk", "o'brien+tag@x-y.co.uk"),
    ],
)
def test_addresses_come_to_one_spelling(typed: str, address: str) -> None:
    assert emails.read(typed) == (address, None)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", emails.NO_AT),
        ("ivan", emails.NO_AT),
        ("a@@b.co", emails.SEVERAL),
        ("a@b.co c@d.co", emails.SEVERAL),
        ("@b.co", emails.NO_NAME),
        ("a b@c.de", emails.BAD_NAME),
        ("a..b@c.de", emails.BAD_NAME),
        ("a\x1b[31m@c.de", emails.BAD_NAME),
        ("a\nbcc:x@c.de", emails.BAD_NAME),
        ("a@", emails.NO_DOMAIN),
        ("a@localhost", emails.BAD_DOMAIN),
        ("a@-b.co", emails.BAD_DOMAIN),
        ("a@b..co", emails.BAD_DOMAIN),
        ("a@10.0.0.1", emails.BAD_DOMAIN),
        ("a" * 300 + "@b.co", emails.TOO_LONG),
    ],
)
def test_what_cannot_work_says_why(typed: str, problem: str) -> None:
    assert emails.read(typed)[1] == problem


@pytest.mark.parametrize("unit", ["a", "@", "<", " ", "b.", "é", ".", '"', "a@b.co,"])
def test_a_hundred_kilobytes_take_no_time(unit: str) -> None:
    typed = f"a@{unit * (100_000 // len(unit))}"
    start = time.process_time()
    emails.read(typed)
    assert time.process_time() - start < 0.05


@settings(max_examples=40, deadline=None)
@given(st.emails())
def test_an_ordinary_address_reads_and_reads_again(typed: str) -> None:
    address, problem = emails.read(typed)
    assert emails.read(address) == (address, problem)
    if problem is None:
        assert address == address.lower()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(typed: str) -> None:
    address, problem = emails.read(typed)
    assert problem is not None or address.count("@") == 1
