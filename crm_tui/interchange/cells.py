"""What stands in one cell, turned into what a draft holds."""

import math
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from crm_tui.domain import currencies, money
from crm_tui.domain.phones import ReadPhone
from crm_tui.interchange.labels import known_label
from crm_tui.operations.values import Email, Phone

_BREAKS = re.compile(r"([;,\n\r]+)")
_EXTENSION = re.compile(r"\s*(?:доб|дод|вн|ext|x|#)", re.IGNORECASE)
_SHORT_NUMBER = re.compile(r"\s*\d{1,4}\s*")
_LABELLED = re.compile(r"\s*([^\d:+()]{1,40}):\s*(.*\S)\s*", re.DOTALL)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?")
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)")
_NUMBERED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})(?:\s+(\d{1,2}):(\d\d)(?::(\d\d))?)?")
_MONTH_FIRST = frozenset({"US", "PH"})


def parted(cell: str) -> Iterator[str]:
    """The values of a cell that may hold several, parted by ``;``, ``,`` or a new line."""
    for part in _BREAKS.split(cell)[::2]:
        if value := part.strip():
            yield value


def phones_in(cell: str, label: str, read: Callable[[str], ReadPhone]) -> Iterator[Phone]:
    """The phones of a cell; a "work:" in front of one is its label, an extension stays with its number."""
    for part in _numbers(cell):
        own, typed = _label_and_rest(part, label)
        found = read(typed)
        yield Phone(typed, own, found.e164, found.problem)


def emails_in(cell: str, label: str) -> Iterator[Email]:
    """The e-mail addresses of a cell; a "work:" in front of one is its label."""
    for part in parted(cell):
        own, typed = _label_and_rest(part, label)
        words = typed.split()
        many = len(words) > 1 and all("@" in word for word in words)
        for address in words if many else [typed]:
            yield Email(address, own)


def _label_and_rest(part: str, label: str) -> tuple[str, str]:
    found = _LABELLED.fullmatch(part)
    if found is None or found[1].strip().lower() in ("tel", "mailto"):
        return label, part.strip()
    word = found[1].strip()
    return known_label(word.rstrip(".")) or word, found[2]


def _numbers(cell: str) -> Iterator[str]:
    """The parts of a cell of phones, an extension kept with the number in front of it."""
    pieces = _BREAKS.split(cell)
    held = pieces[0]
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if held.strip() and (_EXTENSION.match(piece) or ("," in mark and _SHORT_NUMBER.fullmatch(piece))):
            held += mark + piece
            continue
        if held.strip():
            yield held
        held = piece
    if held.strip():
        yield held


def one_line(cell: str) -> str:
    """A cell as one line: blanks of every kind, new lines too, become single spaces."""
    return " ".join(cell.split())


def amount(cell: str, currency: str) -> str:
    """An amount with the currency that its heading names, unless it has one of its own."""
    text = one_line(cell)
    number, written = currencies.parted(text)
    return text if written else f"{number} {currency}"


def amount_of_number(value: float, currency: str) -> str:
    """A spreadsheet's number as an amount, rounded as it is shown there."""
    unit = Decimal(1).scaleb(-money.places(currency))
    return plain_number(float(Decimal(repr(value)).quantize(unit, ROUND_HALF_UP))) if abs(value) < 1e15 else str(value)


def plain_number(value: float) -> str:
    """A number as people write it: no exponent, no point in front of nothing."""
    if value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    return format(Decimal(repr(value)), "f") if math.isfinite(value) else str(value)


def moment(cell: str, region: str) -> str:
    """A date, or date and time, as ISO text; "" where it cannot be read."""
    text = cell.strip()
    if _ISO.fullmatch(text):
        return _checked_iso(text)
    if found := _NUMBERED.fullmatch(text):
        first, second, year, *clock = found.groups()
        day, month = _day_and_month(int(first), int(second), region)
        return _iso(int(year), month, day, clock)
    if found := _YEAR_FIRST.fullmatch(text):
        year, second, third, *clock = found.groups()
        return _iso(int(year), int(second), int(third), clock)
    if found := _BASIC.fullmatch(text):
        return _iso(int(found[1]), int(found[2]), int(found[3]), [])
    return ""


def birthday(cell: str, region: str) -> str:
    """A birthday: an ISO date where it is a full one, or else as written."""
    return moment(cell, region)[:10] or one_line(cell)


def _day_and_month(first: int, second: int, region: str) -> tuple[int, int]:
    month_first = (region in _MONTH_FIRST and first <= 12) or second > 12
    return (second, first) if month_first else (first, second)


def _checked_iso(text: str) -> str:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return text if len(text) == 10 else found.isoformat()


def _iso(year: int, month: int, day: int, clock: list[str | None]) -> str:
    hour, minute, second = ([int(part or 0) for part in clock] + [0, 0, 0])[:3]
    try:
        when = datetime.combine(date(year, month, day), time(hour, minute, second))
    except ValueError:
        return ""
    return when.isoformat() if clock and clock[0] else when.date().isoformat()
