"""Deadlines that only a parser of whole phrases reads: "через 2 часа", "за годину", "25 декабря", "Dec 25th".

It is asked in the forms alone that it is known to read right, since it would guess at anything; times of day are never
its affair. Loaded where the grammar of ``due`` does not understand.
"""

import re
from datetime import datetime
from typing import Any, Final

_SAID_NUMBERS: Final = {
    number: words.split()
    for number, words in {
        1: "a an one один одну одна одне",
        2: "two два две дві пару couple",
        3: "three три",
        4: "four четыре чотири",
        5: "five пять п'ять",
        6: "six шесть шість",
        7: "seven семь сім",
        8: "eight восемь вісім",
        9: "nine девять дев'ять",
        10: "ten десять",
    }.items()
}
_NUMBERS: Final = {word: number for number, words in _SAID_NUMBERS.items() for word in words}
_UNITS: Final = {
    "minute": "minute minutes min mins минуту минуты минут мин хвилину хвилини хвилин хв",
    "hour": "hour hours hr hrs h час часа часов ч годину години годин",
    "day": "day days день дня дней дн дні днів",
    "week": "week weeks неделю недели недель нед тиждень тижні тижнів тиж",
    "month": "month months месяц месяца месяцев мес місяць місяці місяців міс",
    "year": "year years год года лет рік роки років",
}
_UNIT: Final = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_CLOCK: Final = frozenset({"minute", "hour"})
_HALVES: Final = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"\b(?:half an hour|полчаса|пів ?години|півгодини)\b", "30 minutes"),
        (r"\b(?:an hour and a half|полтора часа|півтори години)\b", "90 minutes"),
        (r"\bполторы недели\b|\bпівтора тижня\b", "10 days"),
    )
)
_AHEAD: Final = re.compile(r"(?:in|через|за) (.+)|(.+) (?:from now|later)")
_DATE: Final = re.compile(r"(\d{1,2} [^\W\d_]{3,}|[^\W\d_]{3,} \d{1,2})( \d{4})?\.?")
_LANGUAGES: Final = ("en", "ru", "uk")


def span(phrase: str, now: datetime) -> tuple[datetime, bool] | None:
    """The moment that lies a span of time ahead, and whether the time of day was meant; None for other phrases."""
    for pattern, said in _HALVES:
        phrase = pattern.sub(said, phrase)
    found = _AHEAD.fullmatch(phrase)
    if found is None:
        return None
    *counted, unit = (found[1] or found[2]).replace(" of ", " ").split()
    number = _number(counted)
    if unit not in _UNIT or number is None:
        return None
    at = _parsed(f"in {number} {_UNIT[unit]}s", now, ("en",), "relative-time")
    return None if at is None else (at, _UNIT[unit] in _CLOCK)


def _number(words: list[str]) -> int | None:
    match [word for word in words if word not in ("a", "an")] or ["one"]:
        case [word] if word.isdecimal() and len(word) <= 4:
            return int(word) or None
        case [word]:
            return _NUMBERS.get(word)
        case _:
            return None


def calendar_day(phrase: str, now: datetime) -> datetime | None:
    """A day written with the name of its month, the next such day where no year is given; None for other phrases."""
    return _parsed(phrase, now, _LANGUAGES, "absolute-time") if _DATE.fullmatch(phrase) else None


def _parsed(phrase: str, now: datetime, languages: tuple[str, ...], parser: str) -> datetime | None:
    import dateparser

    settings: dict[str, Any] = {
        "RELATIVE_BASE": now.replace(tzinfo=None),
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": "DMY",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "REQUIRE_PARTS": ["day", "month"] if parser == "absolute-time" else [],
        "PARSERS": [parser],
    }
    found: datetime | None = dateparser.parse(phrase, languages=list(languages), settings=settings)
    return found
