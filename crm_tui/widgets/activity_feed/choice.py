"""Which items a person wants to see, as they chose it: kept as JSON, read back in words, turned into a question."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final

from crm_tui.domain.ids import UserId
from crm_tui.i18n import N_, _
from crm_tui.operations.feed import FeedFilter, FeedKind
from crm_tui.operations.notes import Channel
from crm_tui.operations.values import User
from crm_tui.widgets.activity_feed.words import CHANNELS
from crm_tui.widgets.plain import one_line

PREFERENCE: Final = "feed.filter"
"""The name under which each user's choice is kept."""


class Period(StrEnum):
    """How far back; a choice that is kept goes on to mean it from whatever day it is."""

    ALL = "all"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    DATES = "dates"


KINDS: Final = {
    FeedKind.CHANGE: N_("changes"),
    FeedKind.NOTE: N_("notes"),
    FeedKind.MEMO: N_("memo"),
    FeedKind.TASK: N_("tasks"),
    FeedKind.COMMUNICATION: N_("calls and messages"),
    FeedKind.DOCUMENT: N_("documents"),
}
PERIODS: Final = {
    Period.ALL: N_("all the time"),
    Period.TODAY: N_("today"),
    Period.WEEK: N_("7 days"),
    Period.MONTH: N_("30 days"),
    Period.QUARTER: N_("90 days"),
    Period.DATES: N_("from … to …"),
}
_DAYS: Final = {Period.TODAY: 0, Period.WEEK: 7, Period.MONTH: 30, Period.QUARTER: 90}


@dataclass(frozen=True, slots=True)
class FeedChoice:
    """Items of any of the kinds, authors and channels named, all where none is; of a period, with a text in them.

    ``since`` and ``until`` are the first and the last day where the period is one of dates; None leaves it open.
    """

    kinds: tuple[FeedKind, ...] = ()
    authors: tuple[UserId, ...] = ()
    channels: tuple[Channel, ...] = ()
    period: Period = Period.ALL
    text: str = ""
    since: date | None = None
    until: date | None = None

    def filter(self, now: datetime) -> FeedFilter:
        """The question that goes with it at a moment in the person's zone."""
        since, until = self._span(now)
        return FeedFilter(self.kinds, self.authors, self.channels, since, until, self.text)

    def _span(self, now: datetime) -> tuple[datetime | None, datetime | None]:
        """From which midnight to which, in the person's zone."""
        if self.period is Period.DATES:
            after = self.until + timedelta(days=1) if self.until else None
            return _midnight(self.since, now), _midnight(after, now)
        days = _DAYS.get(self.period)
        return (None if days is None else _midnight(now.date() - timedelta(days=days), now)), None

    def words(self, colleagues: Iterable[User]) -> str:
        """The choice in words, for the feed's head; "" where everything is shown."""
        names = {user.id: user.initials for user in colleagues}
        parts = [_(KINDS[kind]) for kind in self.kinds]
        parts += [_(CHANNELS[channel]) for channel in self.channels]
        parts += [one_line(names.get(author, "?")) for author in self.authors]
        parts += [self.period_words] if self.period is not Period.ALL else []
        parts += [f"/{one_line(self.text)}"] if self.text else []
        return ", ".join(parts)

    @property
    def period_words(self) -> str:
        """The period in words."""
        if self.period is Period.DATES:
            return dates_words(self.since, self.until)
        return _(PERIODS[self.period])

    def with_text(self, text: str) -> "FeedChoice":
        """The same with another text."""
        return replace(self, text=" ".join(text.split()))

    def to_json(self) -> str:
        """As it is kept under ``PREFERENCE``."""
        return json.dumps(
            {
                "kinds": self.kinds,
                "authors": self.authors,
                "channels": self.channels,
                "period": self.period,
                "text": self.text,
                "since": self.since.isoformat() if self.since else "",
                "until": self.until.isoformat() if self.until else "",
            }
        )


def read_choice(kept: str) -> FeedChoice:
    """The choice as it was kept; what this version does not know of it is passed over."""
    try:
        found = json.loads(kept)
    except ValueError:
        return FeedChoice()
    if not isinstance(found, dict):
        return FeedChoice()
    text = found.get("text")
    return FeedChoice(
        tuple(FeedKind(kind) for kind in _known(found, "kinds", FeedKind)),
        tuple(UserId(author) for author in _texts(found, "authors")),
        tuple(Channel(channel) for channel in _known(found, "channels", Channel)),
        next((period for period in Period if period == found.get("period")), Period.ALL),
        text if isinstance(text, str) else "",
        _day(found, "since"),
        _day(found, "until"),
    )


def dates_words(since: date | None, until: date | None) -> str:
    """A stretch of days in words; one that is open on both sides is all the time."""
    days = {"since": _shown(since), "until": _shown(until)}
    if since and until:
        return _("%(since)s to %(until)s") % days
    if since:
        return _("since %(since)s") % days
    return _("up to %(until)s") % days if until else _(PERIODS[Period.ALL])


def _shown(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _midnight(day: date | None, now: datetime) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, now.tzinfo)


def _day(found: dict[str, Any], name: str) -> date | None:
    kept = found.get(name)
    try:
        return date.fromisoformat(kept) if isinstance(kept, str) else None
    except ValueError:
        return None


def _known(found: dict[str, Any], name: str, values: type[StrEnum]) -> list[str]:
    return [text for text in _texts(found, name) if text in {value.value for value in values}]


def _texts(found: dict[str, Any], name: str) -> list[str]:
    texts = found.get(name)
    return [text for text in texts if isinstance(text, str)] if isinstance(texts, list) else []
