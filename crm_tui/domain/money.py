"""Money: exact, in integer minor units, never without its currency."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from crm_tui.i18n import N_

# ISO 4217 minor units where they are not two.
_PLACES = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "KWD": 3, "BHD": 3, "OMR": 3, "TND": 3, "JOD": 3}
_SYMBOLS = {"RUB": "₽", "UAH": "₴", "EUR": "€", "USD": "$", "GBP": "£", "PLN": "zł", "KZT": "₸"}
_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009'’"))
_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
LIMIT = 10**15
_LONGEST = 28  # digits that decimal arithmetic keeps exactly


class BadAmount(ValueError):
    """The text is not an amount of money; ``reason`` says why, for the catalogue."""

    reason: ClassVar[str] = N_("takes digits, spaces and one decimal comma or point; type it again")


class TooLarge(BadAmount):
    """The amount is beyond what is kept."""

    reason = N_("is too large; look for a digit too many")


class TooManyDecimals(BadAmount):
    """The amount is finer than its currency."""

    reason = N_("has more decimals than %(currency)s has; round it")


@dataclass(frozen=True, slots=True)
class Money:
    """``minor`` units (kopecks, cents) of a ``currency`` (ISO 4217 code)."""

    minor: int
    currency: str

    @property
    def decimal(self) -> Decimal:
        """The amount in whole units, exact."""
        return Decimal(self.minor).scaleb(-places(self.currency))


def places(currency: str) -> int:
    """How many decimal digits a currency has."""
    return _PLACES.get(currency, 2)


def symbol(currency: str) -> str:
    """The sign that stands for a currency, or its code where it has none."""
    return _SYMBOLS.get(currency, currency)


def parse(text: str, currency: str) -> Money:
    """An amount as a person types it: digits, spaces, one decimal comma or point, perhaps a minus.

    A group mark is told from a decimal mark by what follows: "1,234,567.50" and "1.234.567,5" both read, and
    "1,500" is fifteen hundred wherever a currency has no three decimals. Raises TooManyDecimals for more of them than
    the currency has, TooLarge beyond 10^15 minor units, BadAmount for anything else.
    """
    digits = _plain(text.strip().translate(_SPACES), places(currency))
    try:
        value = Decimal(digits)
    except InvalidOperation:
        raise BadAmount(text) from None
    minor = value.scaleb(places(currency))
    if abs(minor) > LIMIT:
        raise TooLarge(text)
    if minor != minor.to_integral_value():
        raise TooManyDecimals(text)
    return Money(int(minor), currency)


def _plain(digits: str, decimals: int) -> str:
    """The digits with a single decimal point, group marks taken out. Raises BadAmount, TooLarge."""
    body = digits.removeprefix("-")
    if not body or not body.isascii() or not set(body) <= set("0123456789.,"):
        raise BadAmount(digits)
    if len(body) > _LONGEST:
        raise TooLarge(digits) if body.isdigit() else BadAmount(digits)
    marks = [mark for mark in body if mark in ".,"]
    if len(set(marks)) == 2:
        decimal_mark = marks[-1]
        if marks.count(decimal_mark) > 1:
            raise BadAmount(digits)
        group_mark = "," if decimal_mark == "." else "."
        whole, _, fraction = body.partition(decimal_mark)
        body = f"{_ungrouped(whole, group_mark)}.{fraction}"
    elif len(marks) > 1:
        body = _ungrouped(body, marks[0])
    elif decimals < 3 and _ONE_GROUP.fullmatch(body):
        body = body.replace(marks[0], "")
    else:
        body = body.replace(",", ".")
    if not body.strip("."):
        raise BadAmount(digits)
    return f"-{body}" if digits.startswith("-") else body


def _ungrouped(whole: str, mark: str) -> str:
    first, *rest = whole.split(mark)
    if not 1 <= len(first) <= 3 or any(len(group) != 3 for group in rest):
        raise BadAmount(whole)
    return first + "".join(rest)
