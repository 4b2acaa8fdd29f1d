"""Which items a person wants to see, as they chose it: kept as JSON, read back in words, turned into a question."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
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
}
_DAYS: Final = {Period.TODAY: 0, Period.WEEK: 7, Period.MONTH: 30, Period.QUARTER: 90}


@dataclass(frozen=True, slots=True)
class FeedChoice:
    """Items of any of the kinds, authors and channels named, all where none is; of a period, with a text in them."""

    kinds: tuple[FeedKind, ...] = ()
    authors: tuple[UserId, ...] = ()
    channels: tuple[Channel, ...] = ()
    period: Period = Period.ALL
    text: str = ""

    def filter(self, now: datetime) -> FeedFilter:
        """The question that goes with it at a moment in the person's zone."""
        days = _DAYS.get(self.period)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        since = None if days is None else midnight - timedelta(days=days)
        return FeedFilter(self.kinds, self.authors, self.channels, since, None, self.text)

    def words(self, colleagues: Iterable[User]) -> str:
        """The choice in words, for the feed's head; "" where everything is shown."""
        names = {user.id: user.initials for user in colleagues}
        parts = [_(KINDS[kind]) for kind in self.kinds]
        parts += [_(CHANNELS[channel]) for channel in self.channels]
        parts += [one_line(names.get(author, "?")) for author in self.authors]
        parts += [_(PERIODS[self.period])] if self.period is not Period.ALL else []
        parts += [f"/{one_line(self.text)}"] if self.text else []
        return ", ".join(parts)

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
    )


def _known(found: dict[str, Any], name: str, values: type[StrEnum]) -> list[str]:
    return [text for text in _texts(found, name) if text in {value.value for value in values}]


def _texts(found: dict[str, Any], name: str) -> list[str]:
    texts = found.get(name)
    return [text for text in texts if isinstance(text, str)] if isinstance(texts, list) else []
