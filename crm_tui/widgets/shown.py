"""Amounts and ages as a person reads them, without the weight of Babel: these stand on the first screen."""

from datetime import datetime, timedelta
from typing import Final

from crm_tui.domain.money import Money, places, symbol
from crm_tui.i18n import N_, _

NBSP: Final = "\u00a0"
_MARKS = {"en": (",", "."), "ru": (NBSP, ","), "uk": (NBSP, ",")}
_UNITS = ((1_000_000_000, N_("{n}bn")), (1_000_000, N_("{n}M")), (1_000, N_("{n}k")))
_IN_FRONT = frozenset("$€£")


def count(how_many: int, language: str) -> str:
    """A whole number, grouped as the language does."""
    return f"{how_many:,}".replace(",", _MARKS.get(language, _MARKS["en"])[0])


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
    return _with_sign(number(money, language), symbol(money.currency), language)


def _with_sign(digits: str, sign: str, language: str) -> str:
    if language == "en" and sign in _IN_FRONT:
        return f"-{sign}{digits[1:]}" if digits.startswith("-") else f"{sign}{digits}"
    return f"{digits}{NBSP}{sign}"


def brief(money: Money, language: str) -> str:
    """An amount in as few cells as will do: three digits and what they count, from ten thousand on: "$4.82M"."""
    one = 10 ** places(money.currency)
    whole = abs(money.minor) // one
    if whole < 10_000:
        return amount(Money(whole * one if money.minor >= 0 else -whole * one, money.currency), language)
    unit, words = next(each for each in _UNITS if whole >= each[0])
    digits = _three_digits(whole / unit).replace(".", _MARKS.get(language, _MARKS["en"])[1])
    minus = "-" if money.minor < 0 else ""
    return _with_sign(f"{minus}{_(words).format(n=digits)}", symbol(money.currency), language)


def _three_digits(value: float) -> str:
    decimals = 2 if value < 10 else 1 if value < 100 else 0
    shown = f"{value:.{decimals}f}"
    return shown.rstrip("0").rstrip(".") if decimals else shown


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
