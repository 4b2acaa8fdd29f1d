"""Bank and tax requisites: published examples pass, one wrong digit does not, and the reason is said."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain import requisites as r


@pytest.mark.parametrize(
    ("requisite", "typed", "kept"),
    [
        (r.INN, "7707 083 893", "7707083893"),
        (r.INN, "500100732259", "500100732259"),
        (r.KPP, "7736-50001", "773650001"),
        (r.KPP, "7705AB001", "7705AB001"),
        (r.OGRN, "1027700132195", "1027700132195"),
        (r.BIK, "044525225", "044525225"),
        (r.ACCOUNT, "40702 810 9 0000 0000 001", "40702810900000000001"),
        (r.CORRESPONDENT, "30101810400000000225", "30101810400000000225"),
        (r.EDRPOU, "32855961", "32855961"),
        (r.RNOKPP, "1759013776", "1759013776"),
        (r.IBAN, "UA21 3223 1300 0002 6007 2335 6600 1", "UA213223130000026007233566001"),
        (r.IBAN, "de89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        (r.SWIFT, "sabrrumm", "SABRRUMM"),
        (r.BANK, "  ПАО   Сбербанк ", "ПАО Сбербанк"),
    ],
)
def test_requisites_come_to_one_spelling(requisite: str, typed: str, kept: str) -> None:
    assert r.read(requisite, typed) == kept


@pytest.mark.parametrize(
    ("requisite", "typed", "reason"),
    [
        (r.INN, "7707083894", r.WRONG_CHECK),
        (r.INN, "77070838", r.WRONG_LENGTH),
        (r.INN, "77O7083893", r.WRONG_CHARACTERS),
        (r.INN, "7" * 100_000, r.WRONG_LENGTH),
        (r.KPP, "77365000", r.WRONG_LENGTH),
        (r.KPP, "7736?0001", r.WRONG_CHARACTERS),
        (r.OGRN, "1027700132196", r.WRONG_CHECK),
        (r.BIK, "144525225", r.WRONG_BIK),
        (r.ACCOUNT, "4070281090000000000", r.WRONG_LENGTH),
        (r.ACCOUNT, "4070281090000000000Х", r.WRONG_CHARACTERS),
        (r.EDRPOU, "32855968", r.WRONG_CHECK),
        (r.RNOKPP, "1759013770", r.WRONG_CHECK),
        (r.IBAN, "UA213223130000026007233566002", r.WRONG_CHECK),
        (r.IBAN, "XX223223130000026007233566001", r.WRONG_PART),
        (r.SWIFT, "SABRRUM", r.WRONG_LENGTH),
    ],
)
def test_a_wrong_one_is_told_in_words(requisite: str, typed: str, reason: str) -> None:
    with pytest.raises(r.BadRequisite) as caught:
        r.read(requisite, typed)

    assert caught.value.reason == reason


def test_the_key_of_an_account_is_held_against_the_bik() -> None:
    # What Sberbank prints on its own papers.
    sound = {r.BIK: "044525225", r.CORRESPONDENT: "30101810400000000225"}

    assert r.check_keys(sound) is None
    assert r.check_keys({**sound, r.CORRESPONDENT: "30101810500000000225"}) == (r.CORRESPONDENT, r.WRONG_KEY)
    assert r.check_keys({r.CORRESPONDENT: "30101810500000000225"}) is None
    assert r.check_keys({r.BIK: "044525225"}) is None


@given(st.text("0123456789", min_size=11, max_size=11), st.sampled_from(["044525225", "040173001", "049805000"]))
def test_of_the_ten_keys_of_an_account_exactly_one_fits(rest: str, bik: str) -> None:
    accounts = [f"40702810{key}{rest}" for key in range(10)]

    assert sum(r.check_keys({r.BIK: bik, r.ACCOUNT: account}) is None for account in accounts) == 1


@given(st.sampled_from([r.INN, r.KPP, r.OGRN, r.BIK, r.ACCOUNT, r.EDRPOU, r.RNOKPP, r.IBAN, r.SWIFT]), st.text())
def test_nothing_that_is_typed_makes_it_fall(requisite: str, typed: str) -> None:
    with suppress(r.BadRequisite):
        kept = r.read(requisite, typed)
        assert r.read(requisite, kept) == kept
