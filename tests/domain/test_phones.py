"""Phones: any spelling reads, nothing is refused, and the quick reader agrees with the thorough one."""

import random
import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain import phones
from crm_tui.domain.phones import FastReader, ReadPhone, digits, from_float, read, shown

REGIONS = ["RU", "UA", "US", "KZ", "PL", "DE", "GB", "BY", "FR", "IT", "BR", "MX", "AR", "CA", "IL", "GG", "NO"]


@pytest.mark.parametrize(
    ("typed", "region", "e164"),
    [
        ("8 (912) 345-67-89", "RU", "+79123456789"),
        ("89123456789", "RU", "+79123456789"),
        ("79123456789", "RU", "+79123456789"),
        ("+7(912)345-67-89", "UA", "+79123456789"),
        ("(+7 912) 345-67-89", "UA", "+79123456789"),
        ("+8 912 345-67-89", "RU", "+79123456789"),
        ("+7 (8 912) 345-67-89", "RU", "+79123456789"),
        ("380671234567", "UA", "+380671234567"),
        ("380671234567", "RU", "+380671234567"),
        ("+38 (067) 123-45-67", "RU", "+380671234567"),
        ("0671234567", "UA", "+380671234567"),
        ("00-1-212-555-1234", "UA", "+12125551234"),
        ("00-1-212-555-1234", "RU", "+12125551234"),
        ("810 1 212 555 1234", "RU", "+12125551234"),
        ("2125551234", "us", "+12125551234"),
        ("1-800-FLOWERS", "US", "+18003569377"),
        ("030/1234567", "DE", "+49301234567"),
        ("8 495 123-45-67/68", "RU", "+74951234567"),
        ("\u202a+7\u00a0912\u2009345\u201167\u221289\u202c", "RU", "+79123456789"),
        ("٠٦٧١٢٣٤٥٦٧", "UA", "+380671234567"),
        ("tel:+7-912-345-67-89;ext=102", "UA", "+79123456789"),
        ("тел. 8 (912) 345-67-89 Иван", "RU", "+79123456789"),
        ("89123456789 mobile", "RU", "+79123456789"),
        ("79123456789.0", "RU", "+79123456789"),
        ("3012345.0", "DE", "+493012345"),
        ("7.9123456789E10", "RU", "+79123456789"),
        ("7,9123456789E+10", "RU", "+79123456789"),
    ],
)
def test_reads_any_spelling(typed: str, region: str, e164: str) -> None:
    assert read(typed, region) == ReadPhone(typed, e164, None)
    assert FastReader(region).read(typed) == ReadPhone(typed, e164, None)


@pytest.mark.parametrize(
    "extension", [" доб. 12", " (доб. 12)", " вн. 12", " ext 102", "x371", ";ext=102", "#12", ", 12"]
)
def test_an_extension_stays_in_the_text_and_out_of_the_number(extension: str) -> None:
    typed = f"8 (912) 345-67-89{extension}"
    assert read(typed, "RU") == ReadPhone(typed, "+79123456789", None)


@pytest.mark.parametrize(
    ("typed", "e164", "problem"),
    [
        ("", None, phones.NO_DIGITS),
        ("позвонить Ивану", None, phones.NO_DIGITS),
        ("+", None, phones.NO_DIGITS),
        ("12", None, phones.TOO_SHORT),
        ("тел. 12", None, phones.TOO_SHORT),
        ("12ab", None, phones.HOLDS_LETTERS),
        ("+7 912 345 67 8", None, phones.TOO_SHORT),
        ("123-45-67", None, phones.NO_AREA_CODE),
        ("8 912 345 67 891", None, phones.WRONG_LENGTH),
        ("1" * 30, None, phones.TOO_LONG),
        ("1" * 100_000, None, phones.TOO_LONG),
        ("+999 12 34", None, phones.NO_SUCH_COUNTRY),
        ("+7 000 000-00-00", "+70000000000", phones.NO_SUCH_NUMBER),
        ("7,91612E+10", None, phones.DIGITS_LOST),
        ("8 912 345-67-89, 8 495 123-45-67", "+79123456789", phones.SEVERAL),
    ],
)
def test_what_cannot_be_read_is_kept_and_says_why(typed: str, e164: str | None, problem: str) -> None:
    assert read(typed, "RU") == ReadPhone(typed, e164, problem)


def test_an_unknown_region_reads_international_numbers_only() -> None:
    assert FastReader("XX").read("+79123456789").e164 == "+79123456789"
    assert FastReader("XX").read("8 912 345-67-89").problem == phones.NO_SUCH_COUNTRY


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.sampled_from(REGIONS))
def test_no_text_is_refused(typed: str, region: str) -> None:
    assert read(typed, region).typed == typed
    assert FastReader(region).read(typed) == read(typed, region)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="0123456789 ()-.+", max_size=22), st.sampled_from(REGIONS))
def test_both_readers_agree_on_plain_text(typed: str, region: str) -> None:
    assert FastReader(region).read(typed) == read(typed, region)


@pytest.mark.parametrize("region", REGIONS)
def test_both_readers_agree_on_numbers_near_valid_ones(region: str) -> None:
    chance = random.Random(region)
    reader = FastReader(region)
    for _ in range(100):
        typed = _number_near(chance.choice([region, *REGIONS]), chance)
        assert reader.read(typed) == read(typed, region), typed


def _number_near(region: str, chance: random.Random) -> str:
    """An example number of a region with some digits changed, dialled in one of many ways."""
    kind = chance.choice([phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE])
    example = phonenumbers.example_number_for_type(region, kind)
    assert example is not None
    number = list(phonenumbers.national_significant_number(example))
    for _ in range(chance.choice([0, 0, 1, 2, 4])):
        number[chance.randrange(len(number))] = chance.choice("0123456789")
    code = str(example.country_code)
    ways = ["", f"+{code}", f"+{code} ", code, "0", "8", "8-", "1", "00", "810", "011", f"+{code}0", f"+{code}8"]
    return chance.choice(ways) + "".join(number)


def test_the_quick_reader_leaves_common_numbers_away_from_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    readers = {region: FastReader(region) for region in ("RU", "UA", "US", "KZ", "PL", "DE", "GB")}

    def refuse(*_args: object) -> None:
        pytest.fail("a plain number went to the library")

    monkeypatch.setattr(phonenumbers, "parse", refuse)
    for region, typed in [
        ("RU", "8 (912) 345-67-89"),
        ("RU", "79123456789"),
        ("RU", "+77012345678"),
        ("UA", "067 123-45-67"),
        ("US", "(613) 555-1234"),
        ("KZ", "8 701 234 56 78"),
        ("PL", "501 234 567"),
        ("DE", "030 1234567"),
        ("GB", "+44 7400 123456"),
    ]:
        assert readers[region].read(typed).e164, typed


def test_numbers_are_shown_grouped() -> None:
    assert shown("+79123456789", "RU") == "+7 912 345-67-89"
    assert shown("+380671234567", "RU") == "+380 67 123 4567"
    assert shown("no number", "RU") == "no number"


def test_spreadsheet_numbers_lose_their_fraction() -> None:
    assert from_float(79123456789.0) == "79123456789"
    assert from_float(7.9123456789e10) == "79123456789"
    assert from_float(float("nan")) == "nan"


def test_digits_of_any_script() -> None:
    assert digits("+7 (912) ٣٤5") == "7912345"


def test_the_library_is_not_loaded_with_the_module() -> None:
    code = "import sys, crm_tui.domain.phones; sys.exit('phonenumbers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
