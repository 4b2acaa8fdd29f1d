"""Deadlines in plain words: "tomorrow 10:00", "завтра в 10", "пт 15:30", "25.12", "+3d" (F2)."""

import re
from datetime import date, datetime, time, timedelta

from crm_tui.domain import due_words

DEFAULT_TIME = time(10, 0)

_DAYS = {
    "today": 0, "сегодня": 0, "сьогодні": 0,
    "tomorrow": 1, "завтра": 1,
    "overmorrow": 2, "послезавтра": 2, "післязавтра": 2,
    "yesterday": -1, "вчера": -1, "вчора": -1,
}  # fmt: skip
_WEEKDAYS = (
    "mon monday пн пон понедельник понеділок",
    "tue tues tuesday вт вторник вівторок",
    "wed wednesday ср среда среду середа середу",
    "thu thur thurs thursday чт четверг четвер",
    "fri friday пт пятница пятницу п'ятниця п'ятницю",
    "sat saturday сб суббота субботу субота суботу",
    "sun sunday вс воскресенье нд неділя неділю",
)
_WEEKDAY = {word: day for day, words in enumerate(_WEEKDAYS) for word in words.split()}
_FILLERS = {"at", "on", "by", "в", "во", "у", "о", "об", "на", "до", "к"}
_OFFSET = re.compile(r"\+(\d{1,4})([mhdwчднт]|мин|хв|год)")
_SECONDS = {"m": 60, "мин": 60, "хв": 60, "h": 3600, "ч": 3600, "год": 3600}
_OFFSET_DAYS = {"d": 1, "д": 1, "w": 7, "н": 7, "т": 7}
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?(am|pm)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?\.?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def parse(text: str, now_local: datetime) -> datetime | None:
    """The moment that a person means, or None where the words do not say one.

    The answer stands in the zone of ``now_local`` (naive for naive). A date without a time means 10:00, a time without
    a date its next coming, a weekday the next such day that still lies ahead; "next" Tuesday is that of the next week.
    """
    phrase = due_words.plain(text)
    found = _read(phrase, now_local) or _read(due_words.normal(phrase), now_local)
    return found or (_phrase(phrase, now_local) if any(map(str.isalpha, phrase)) else None)


def _read(phrase: str, now: datetime) -> datetime | None:
    """What the words say by the grammar of this page."""
    words = [word for word in phrase.split() if word not in _FILLERS]
    if len(words) == 1 and (later := _hours_on(words[0], now)):
        return later
    if words[:1] == ["next"] or words[1:2] == ["next"]:
        return _next_week(words, now)
    day_word, time_word = _sorted(words)
    if day_word is None and time_word is None:
        return None
    at = _time(time_word) if time_word else DEFAULT_TIME
    if at is None:
        return None
    day = _next(at, now) if day_word is None else _day(day_word, at, now)
    return None if day is None else datetime.combine(day, at, now.tzinfo)


def _next_week(words: list[str], now: datetime) -> datetime | None:
    """A weekday of the next week, Monday to Sunday."""
    day_word, time_word = _sorted([word for word in words if word != "next"])
    at = _time(time_word) if time_word else DEFAULT_TIME
    if at is None or day_word not in _WEEKDAY or words.count("next") > 1:
        return None
    day = now.date() + timedelta(days=7 - now.weekday() + _WEEKDAY[day_word])
    return datetime.combine(day, at, now.tzinfo)


def _phrase(phrase: str, now: datetime) -> datetime | None:
    """What only a parser of phrases reads: a span of time, or a day with the name of its month; and the time beside."""
    from crm_tui.domain import due_phrases  # heavy, and seldom needed

    normal = due_words.normal(phrase)
    day_words, at = _time_apart([word for word in normal.split() if word not in _FILLERS])
    for words in (phrase, normal, day_words):
        if (ahead := due_phrases.span(words, now)) is not None:
            moment, exact = ahead
            when = moment.time().replace(second=0, microsecond=0) if exact else at or DEFAULT_TIME
            return datetime.combine(moment.date(), when, now.tzinfo)
    day = due_phrases.calendar_day(day_words, now)
    return None if day is None else datetime.combine(day.date(), at or DEFAULT_TIME, now.tzinfo)


def _time_apart(words: list[str]) -> tuple[str, time | None]:
    """A phrase without the time that it ends or begins with, and that time."""
    for place in (-1, 0):
        if len(words) > 1 and _looks_like_time(words[place]):
            rest = words[:-1] if place else words[1:]
            return " ".join(rest), _time(words[place])
    return " ".join(words), None


def _sorted(words: list[str]) -> tuple[str | None, str | None]:
    """The word of the day and the word of the time, in whichever order they came; (None, None) where it is neither."""
    match words:
        case [word] if _looks_like_time(word):
            return None, word
        case [word]:
            return word, None
        case [first, second] if _TIME.fullmatch(second):
            return first, second
        case [first, second] if _looks_like_time(first):
            return second, first
        case _:
            return None, None


def _looks_like_time(word: str) -> bool:
    """Whether a word alone says a time: a bare number does not, it may as well be a day."""
    return not word.isdigit() and _TIME.fullmatch(word) is not None


def _hours_on(word: str, now: datetime) -> datetime | None:
    found = _OFFSET.fullmatch(word)
    if found is None or found[2] not in _SECONDS:
        return None
    return (now + timedelta(seconds=int(found[1]) * _SECONDS[found[2]])).replace(second=0, microsecond=0)


def _time(word: str) -> time | None:
    found = _TIME.fullmatch(word)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _next(at: time, now: datetime) -> date:
    return now.date() if at > now.time() else now.date() + timedelta(days=1)


def _day(word: str, at: time, now: datetime) -> date | None:
    if word in _DAYS:
        return now.date() + timedelta(days=_DAYS[word])
    if word in _WEEKDAY:
        ahead = (_WEEKDAY[word] - now.weekday()) % 7
        return now.date() + timedelta(days=ahead or (0 if at > now.time() else 7))
    if (offset := _OFFSET.fullmatch(word)) and offset[2] in _OFFSET_DAYS:
        return now.date() + timedelta(days=int(offset[1]) * _OFFSET_DAYS[offset[2]])
    return _calendar_day(word, now.date())


def _calendar_day(word: str, today: date) -> date | None:
    """A written date; without a year the one that comes next."""
    if iso := _ISO.fullmatch(word):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    dotted = _DOTTED.fullmatch(word)
    if dotted is None:
        return None
    day, month = int(dotted[1]), int(dotted[2])
    if dotted[3]:
        year = int(dotted[3])
        return _date(year if year > 99 else 2000 + year, month, day)
    years = (today.year + ahead for ahead in range(9))
    return next((found for year in years if (found := _date(year, month, day)) and found >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
