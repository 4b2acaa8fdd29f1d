"""Links to other programs: the formats of their owners, and nothing that a hostile text could change."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.links import LONGEST, BadAddress, Way, carries, is_allowed, link

NUMBER = "+380671234567"
HEADS = {
    Way.VIBER: "viber://chat?number=%2B380671234567",
    Way.TELEGRAM: "https://t.me/+380671234567",
    Way.WHATSAPP: "https://wa.me/380671234567",
    Way.SMS: "sms:+380671234567",
    Way.CALL: "tel:+380671234567",
}
TEXTED = {Way.TELEGRAM: "text", Way.WHATSAPP: "text", Way.SMS: "body", Way.EMAIL: "body"}


def to(way: Way, text: str = "") -> str:
    return link(way, "ivan@example.com" if way is Way.EMAIL else NUMBER, text)


@pytest.mark.parametrize(("way", "head"), HEADS.items())
def test_a_number_has_the_link_of_each_program(way: Way, head: str) -> None:
    assert link(way, NUMBER) == head


def test_an_address_has_a_link_for_mail() -> None:
    assert link(Way.EMAIL, " Ivan <Ivan.P@Example.com> ") == "mailto:ivan.p@example.com"
    assert link(Way.EMAIL, "оля@пошта.укр").startswith("mailto:%D0%BE")


def test_a_text_goes_along_encoded() -> None:
    assert link(Way.SMS, NUMBER, "Добрый день & до 5%?") == (
        f"{HEADS[Way.SMS]}?body=%D0%94%D0%BE%D0%B1%D1%80%D1%8B%D0%B9%20%D0%B4%D0%B5%D0%BD%D1%8C%20%26%20%D0%B4%D0%BE%205%25%3F"
    )
    assert link(Way.EMAIL, "a@b.ua", "one\ntwo") == "mailto:a@b.ua?body=one%0D%0Atwo"
    assert link(Way.TELEGRAM, NUMBER, "one\r\ntwo") == f"{HEADS[Way.TELEGRAM]}?text=one%0Atwo"


def test_calls_and_viber_take_no_text_along() -> None:
    assert link(Way.CALL, NUMBER, "text") == HEADS[Way.CALL]
    assert link(Way.VIBER, NUMBER, "text") == HEADS[Way.VIBER]
    assert [way for way in Way if carries(way, "a@b.ua" if way is Way.EMAIL else NUMBER, "text")] == list(TEXTED)


def test_a_text_that_would_make_the_link_too_long_is_not_taken() -> None:
    assert carries(Way.SMS, NUMBER, "a" * (LONGEST - 100))
    assert not carries(Way.SMS, NUMBER, "я" * (LONGEST // 6 + 1))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "380671234567",
        "+0671234567",
        "+38067123456789012",
        "+380671234567&a=1",
        "+38067\n1234567",
        "+３８０６７１２３４５６７",
    ],
)
def test_what_is_no_number_has_no_link(address: str) -> None:
    for way in HEADS:
        with pytest.raises(BadAddress):
            link(way, address)


@pytest.mark.parametrize(
    "address", ["", "ivan", "a@b", "a@b.ua\nBcc: x@y.ua", "a,b@c.ua", "a b@c.ua", "x" * 300 + "@b.ua"]
)
def test_what_is_no_address_has_no_link(address: str) -> None:
    with pytest.raises(BadAddress):
        link(Way.EMAIL, address)


def test_an_address_cannot_add_a_header() -> None:
    made = link(Way.EMAIL, "ivan&bcc=all@example.com", "Hi\r\nBcc: all@example.com\r\n&cc=x@y.ua?subject=z")
    parts = urlsplit(made)
    assert unquote(parts.path) == "ivan&bcc=all@example.com"
    assert list(parse_qs(parts.query)) == ["body"]
    assert link(Way.EMAIL, "ivan%26bcc=x@b.ua") == "mailto:ivan%2526bcc%3Dx@b.ua"


@given(st.sampled_from(list(Way)), st.text(max_size=80))
def test_whatever_the_text_the_link_stays_the_same_link(way: Way, text: str) -> None:
    made, bare = to(way, text), to(way)
    assert is_allowed(made)
    assert made.split("?body=" if way in (Way.SMS, Way.EMAIL) else "?text=")[0] == bare
    assert set(parse_qs(urlsplit(made).query)) <= {TEXTED.get(way, "number"), "number"}


@given(st.text(max_size=40))
def test_whatever_the_address_the_link_is_to_it_or_there_is_none(address: str) -> None:
    for way in Way:
        try:
            made = link(way, address)
        except BadAddress:
            continue
        assert is_allowed(made)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://wa.me/1",
        "https://wa.me.evil.com/1",
        "https://user@wa.me/1",
        "https://evil.com/wa.me",
        "--help",
        "tel:+1 2",
        "tel:+1\n",
        "https://[wa.me/1",
        "",
        "sms",
    ],
)
def test_any_other_link_is_not_allowed(address: str) -> None:
    assert not is_allowed(address)
