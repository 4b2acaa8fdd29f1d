"""What a person typed into a field, brought to the one form in which it is kept; a fault in words where it cannot be.

The forms are those of ``domain.fields``. Nothing typed is the empty value of every kind.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final
from urllib.parse import urlsplit

from crm_tui.domain import currencies, emails, money, phones
from crm_tui.domain.fields import FieldKind, FieldValue
from crm_tui.i18n import N_

NOT_A_NUMBER: Final = N_("takes digits and one decimal comma or point; type it again")
NOT_A_DATE: Final = N_("takes a day such as 25.11.2026 or 2026-11-25; type it again")
NO_SUCH_DAY: Final = N_("there is no such day; look at the day and the month")
NO_SUCH_OPTION: Final = N_("“%(typed)s” is none of the answers; choose one of: %(options)s")
NOT_YES_OR_NO: Final = N_("takes yes or no; type one of them")
NOT_A_LINK: Final = N_("takes an address that begins with http:// or https://; type it again")
LINK_HIDES_HOST: Final = N_("holds a user name before the host, which can deceive; type the address without it")
NOBODY: Final = N_("no colleague is called “%(typed)s”; choose one from the list")
ONE_ANSWER: Final = N_("takes one answer; choose one")
TOO_LONG: Final = N_("is too long; shorten it")

_LONGEST_LINE: Final = 2_000
_LONGEST_TEXT: Final = 1_000_000
_LONGEST_NUMBER: Final = 28
_BLANKS: Final = dict.fromkeys(map(ord, " \u00a0\u202f\u2009'’"))
_NUMBER: Final = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_GROUPED: Final = re.compile(r"-?[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})+")
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DOTTED: Final = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4}|[0-9]{2})(?:\s*[гр]\.?)?")
_YES: Final = frozenset(["yes", "y", "true", "on", "1", "+", "x", "✓", "☑", "да", "д", "так", "т"])
_NO: Final = frozenset(["no", "n", "false", "off", "0", "-", "☐", "нет", "н", "ні"])
_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*\.?")


class BadValue(ValueError):
    """The text is no value of this kind; ``reason`` says why, for the catalogue, ``details`` fill its places."""

    def __init__(self, reason: str, details: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = dict(details or {})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What reading depends on: a region for phones, a currency for money, a choice's answers, colleagues by id."""

    region: str = "US"
    currency: str = "USD"
    options: tuple[str, ...] = ()
    users: Mapping[str, str] = field(default_factory=dict)


def read(kind: FieldKind, typed: FieldValue, around: Surroundings) -> FieldValue:
    """A value in its canonical form, "" for none. Raises BadValue."""
    if kind is FieldKind.CHOICES:
        return _choices(typed, around)
    if isinstance(typed, tuple):
        if len(typed) > 1:
            raise BadValue(ONE_ANSWER)
        typed = typed[0] if typed else ""
    if not typed.strip():
        return ""
    if len(typed) > (_LONGEST_TEXT if kind is FieldKind.LONG_TEXT else _LONGEST_LINE):
        raise BadValue(TOO_LONG)
    return _READERS[kind](typed.strip(), around)


def problem(kind: FieldKind, value: FieldValue, region: str) -> str | None:
    """Why a value that was kept as typed may be wrong, for the catalogue: a phone that nobody can dial."""
    if kind is not FieldKind.PHONE or isinstance(value, tuple) or not value:
        return None
    return phones.read(value, region).problem


def host(link: str) -> str:
    """Where a link leads, to be shown beside it."""
    return urlsplit(link).hostname or ""


def _text(typed: str, _around: Surroundings) -> str:
    return " ".join(typed.split())


def _long_text(typed: str, _around: Surroundings) -> str:
    return typed


def _number(typed: str, _around: Surroundings) -> str:
    digits = typed.translate(_BLANKS).replace("−", "-")
    if grouped := _GROUPED.fullmatch(digits):
        digits = digits.replace(grouped[1], "")
    elif "," in digits and "." in digits:
        digits = digits.replace("," if digits.rfind(".") > digits.rfind(",") else ".", "")
    digits = digits.replace(",", ".")
    if len(digits) > _LONGEST_NUMBER or _NUMBER.fullmatch(digits) is None:
        raise BadValue(NOT_A_NUMBER)
    value = Decimal(digits)
    return f"{value.normalize():f}" if value else "0"


def _money(typed: str, around: Surroundings) -> str:
    number, mark = currencies.parted(typed)
    currency = currencies.named(mark) if mark else around.currency
    try:
        amount = money.parse(number, currency or around.currency)
    except money.BadAmount as error:
        raise BadValue(error.reason, {"currency": currency or around.currency}) from None
    if currency is None:
        raise BadValue(money.BadAmount.reason)
    return f"{amount.decimal:f} {amount.currency}"


def _date(typed: str, _around: Surroundings) -> str:
    if found := _ISO.fullmatch(typed):
        year, month, day = map(int, found.groups())
    elif found := _DOTTED.fullmatch(typed.casefold()):
        day, month, year = map(int, found.groups())
        year = year if len(found[3]) == 4 else 2000 + year
    else:
        raise BadValue(NOT_A_DATE)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise BadValue(NO_SUCH_DAY) from None


def _choice(typed: str, around: Surroundings) -> str:
    found = next((option for option in around.options if _key(option) == _key(typed)), None)
    if found is None:
        raise BadValue(NO_SUCH_OPTION, {"typed": typed[:60], "options": ", ".join(around.options)[:300]})
    return found


def _choices(typed: FieldValue, around: Surroundings) -> FieldValue:
    """The answers among those typed, in the order of the options; an answer may hold a comma itself."""
    known = {_key(option) for option in around.options}
    parts = typed if isinstance(typed, tuple) else (typed,) if _key(typed) in known else re.split(r"[,;\n]", typed)
    chosen = {_choice(part.strip(), around) for part in parts if part.strip()}
    return tuple(option for option in around.options if option in chosen) or ""


def _checkbox(typed: str, _around: Surroundings) -> str:
    word = typed.casefold()
    if word not in _YES | _NO:
        raise BadValue(NOT_YES_OR_NO)
    return "yes" if word in _YES else ""


def _phone(typed: str, around: Surroundings) -> str:
    found = phones.read(typed, around.region)
    return found.e164 if found.e164 is not None and found.problem is None else typed


def _email(typed: str, _around: Surroundings) -> str:
    address, fault = emails.read(typed)
    if fault is not None:
        raise BadValue(fault)
    return address


def _link(typed: str, _around: Surroundings) -> str:
    address = typed if "://" in typed or ":" in typed.partition("/")[0] else f"https://{typed}"
    if not address.isprintable() or any(character.isspace() or character == "\\" for character in address):
        raise BadValue(NOT_A_LINK)
    try:
        parts = urlsplit(address)
        name, _port = parts.hostname, parts.port
    except ValueError:
        raise BadValue(NOT_A_LINK) from None
    if "@" in parts.netloc:
        raise BadValue(LINK_HIDES_HOST)
    if parts.scheme not in ("http", "https") or not name or "." not in name or _HOST.fullmatch(name) is None:
        raise BadValue(NOT_A_LINK)
    return address


def _user(typed: str, around: Surroundings) -> str:
    if typed in around.users:
        return typed
    called = [user for user, name in around.users.items() if _key(name) == _key(typed)]
    if len(called) != 1:
        raise BadValue(NOBODY, {"typed": typed[:60]})
    return called[0]


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()


_READERS: Final[Mapping[FieldKind, Callable[[str, Surroundings], str]]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _long_text,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _money,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.CHECKBOX: _checkbox,
    FieldKind.PHONE: _phone,
    FieldKind.EMAIL: _email,
    FieldKind.LINK: _link,
    FieldKind.USER: _user,
}
