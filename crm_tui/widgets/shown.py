"""Amounts and ages as a person reads them, without the weight of Babel: these stand on the first screen."""

from datetime import datetime, timedelta
from typing import Final

from crm_tui.domain.money import Money, places, symbol
from crm_tui.i18n import _

NBSP: Final = "\u00a0"
_MARKS = {"en": (",", "."), "ru": (NBSP, ","), "uk": (NBSP, ",")}
_IN_FRONT = frozenset("$€£")


def number(money: Money, language: str) -> str:
    """The digits of an amount, grouped as the language does; the fraction only where there is one."""
    group, point = _MARKS.get(language, _MARKS["en"])
    digits = places(money.currency)
    whole, fraction = divmod(abs(money.minor), 10**digits)
    grouped = f"{whole:,}".replace(",", group)
    tail = f"{point}{fraction:0{digits}}" if fraction else ""
    return f"{'-' if money.minor < 0 else ''}{grouped}{tail}"


def amount(money: Money, language: str) -> str:
    """An amount with its currency's sign, on the side where the language puts it."""
    sign, digits = symbol(money.currency), number(money, language)
    if language == "en" and sign in _IN_FRONT:
        return f"-{sign}{digits[1:]}" if digits.startswith("-") else f"{sign}{digits}"
    return f"{digits}{NBSP}{sign}"


def share(money: Money, percent: int) -> Money:
    """A part of an amount in whole units: a forecast has no kopecks."""
    unit = 10 ** places(money.currency)
    return Money(money.minor * percent // (100 * unit) * unit, money.currency)


def age(since: datetime, now: datetime) -> str:
    """How long ago, in as few cells as will do: "0:04", "2h", "5d", and after sixty days the date."""
    passed = max(now - since, timedelta())
    if passed.days > 60:
        return _date(since.astimezone(), now.astimezone())
    return span(passed)


def span(passed: timedelta) -> str:
    """A length of time in its largest unit; minutes under an hour."""
    minutes = int(passed.total_seconds()) // 60
    if minutes < 60:
        return f"0:{minutes:02}"
    if minutes < 24 * 60:
        return _("{n}h").format(n=minutes // 60)
    return _("{n}d").format(n=minutes // (24 * 60))


def elapsed(passed: timedelta) -> str:
    """How old something is that grows old before one's eyes: in seconds, then minutes, then hours."""
    seconds = max(0, int(passed.total_seconds()))
    if seconds < 60:
        return _("{n} s").format(n=seconds)
    if seconds < 3_600:
        return _("{n} min").format(n=seconds // 60)
    return _("{n} h").format(n=seconds // 3_600)


def _date(day: datetime, today: datetime) -> str:
    if day.year == today.year:
        return _("{day:02}.{month:02}").format(day=day.day, month=day.month)
    return _("{day:02}.{month:02}.{year:02}").format(day=day.day, month=day.month, year=day.year % 100)
