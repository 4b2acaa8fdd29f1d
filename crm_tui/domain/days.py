"""Days in plain words, for what mostly lies behind: "yesterday", "вчера", "15.11", and whatever a deadline can be."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from crm_tui.domain import due

_BACK: Final = {"yesterday": 1, "вчера": 1, "вчора": 1, "позавчера": 2, "позавчора": 2}
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


def _nearest(day: int, month: int, today: date) -> date | None:
    found = []
    for year in range(today.year - 4, today.year + 5):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return min(found, key=lambda one: abs(one - today), default=None)
