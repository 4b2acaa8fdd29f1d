"""The form in which a value of a card field stands in an index: texts that order as the values do.

A number begins with its sign and the length of its whole part; below zero every digit is turned round. Money begins
with its currency: sums of two currencies have no order. A long text is cut.
"""

from typing import Final

from crm_tui.domain.fields import FieldKind, FieldValue

LONGEST: Final = 200
ORDERED: Final = frozenset({FieldKind.NUMBER, FieldKind.MONEY, FieldKind.DATE})
"""The kinds whose values are greater and less than each other."""

_TURNED: Final = str.maketrans("0123456789", "9876543210")
_LAST: Final = "~"


def keys(kind: FieldKind, value: FieldValue | None) -> tuple[str, ...]:
    """What a canonical value stands under: nothing for none, each answer for several choices."""
    if not value:
        return ()
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(_cut(one) for one in value))
    return (key(kind, value),)


def key(kind: FieldKind, value: str) -> str:
    """The form of one value."""
    if kind is FieldKind.NUMBER:
        return _number(value)
    if kind is FieldKind.MONEY:
        amount, _blank, currency = value.rpartition(" ")
        return currency + _number(amount)
    return _cut(value)


def bounds(kind: FieldKind, value: str) -> tuple[str, str]:
    """Between which keys the values stand that can be compared with this one; the second is beyond the last."""
    currency = value.rpartition(" ")[2] if kind is FieldKind.MONEY else ""
    return currency, currency + _LAST


def whole(value: str) -> bool:
    """Whether a value's key tells it from every other value."""
    return len(value) < LONGEST


def _cut(value: str) -> str:
    return value[:LONGEST]


def _number(text: str) -> str:
    digits = text.removeprefix("-")
    length = len(digits.partition(".")[0])
    if digits == text:
        return f"1{length:02}{digits}"
    return f"0{99 - length:02}{digits.translate(_TURNED)}{_LAST}"
