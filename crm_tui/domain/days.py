"""Days in plain words, for what mostly lies behind: "yesterday", "вчера", "15.11", and whatever a deadline can be."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from crm_tui.domain import due

_BACK: Final = {"yesterday": 1, "вчера": 1, "вчора": 1, "позавчера": 2, "позавчора": 2}
_AGO: Final = re.compile(r"(.+) (?:ago|назад|тому)")
_DAY_AND_MONTH: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.?")


def parse(text: str, today: date) -> date | None:
    """The day that a person means, or None where the words do not say one; without a year the one that is nearest."""
    word = text.strip().casefold()
    if word in _BACK:
        return today - timedelta(days=_BACK[word])
    if short := _DAY_AND_MONTH.fullmatch(word):
        return _nearest(int(short[1]), int(short[2]), today)
    moment = due.parse(text, datetime.combine(today, time.min))
    return None if moment is None else moment.date()


def parse_past(text: str, today: date) -> date | None:
    """The day behind that a person means: a weekday is the last such day, "3 days ago" counts back."""
    words = " ".join(text.split()).casefold()
    if ago := _AGO.fullmatch(words):
        return _ago(ago[1], today)
    day = parse(words, today)
    named = day is not None and day > today and not any(map(str.isdigit, words))
    return day - timedelta(days=7) if day is not None and named and (day - today).days <= 7 else day


def _ago(span: str, today: date) -> date | None:
    """As far behind as the span of time lies ahead."""
    from crm_tui.domain import due_phrases  # heavy, and seldom needed

    ahead = due_phrases.span(f"in {span}", datetime.combine(today, time.min))
    return None if ahead is None else today - (ahead[0].date() - today)


def _nearest(day: int, month: int, today: date) -> date | None:
    found = []
    for year in range(today.year - 4, today.year + 5):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return min(found, key=lambda one: abs(one - today), default=None)
