"""Segments of an SMS as providers count them (3GPP TS 23.038, 23.040)."""

import pytest

from crm_tui.domain.sms import SmsSize, size


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", SmsSize(False, 0, 0, 160)),
        ("a" * 160, SmsSize(False, 160, 1, 0)),
        ("a" * 161, SmsSize(False, 161, 2, 145)),
        ("a" * 306, SmsSize(False, 306, 2, 0)),
        ("a" * 307, SmsSize(False, 307, 3, 152)),
        ("€" * 80, SmsSize(False, 160, 1, 0)),
        ("€" * 81, SmsSize(False, 162, 2, 143)),
        ("ы" * 70, SmsSize(True, 70, 1, 0)),
        ("ы" * 71, SmsSize(True, 71, 2, 63)),
        ("ы" * 134, SmsSize(True, 134, 2, 0)),
        ("ы" * 135, SmsSize(True, 135, 3, 66)),
        ("a" * 69 + "😀", SmsSize(True, 71, 2, 63)),
        ("`", SmsSize(True, 1, 1, 69)),
        ("Hallo, Ödön! {10 €}\n", SmsSize(False, 23, 1, 137)),
    ],
)
def test_segments(text: str, expected: SmsSize) -> None:
    assert size(text) == expected


def test_what_takes_two_units_is_never_parted() -> None:
    """The 153rd septet of the first segment stays empty, or one emoji more would have been cut in two."""
    assert size("a" * 152 + "€" + "a" * 152) == SmsSize(False, 306, 3, 152)
    assert size("ы" * 66 + "😀" + "ы" * 10) == SmsSize(True, 78, 2, 55)
