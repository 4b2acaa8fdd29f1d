"""What a person chose to see of a feed: kept for each user, the same on every card (F7)."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from crm_tui.domain.ids import UserId
from crm_tui.i18n import N_, _
from crm_tui.operations.feed import FeedFilter, FeedKind
from crm_tui.operations.notes import Channel
from crm_tui.operations.values import User
from crm_tui.widgets.activity_feed.words import CHANNELS

FEED_FILTER: Final = "feed.filter"
KINDS: Final = {
    "": N_("everything"),
    "notes": N_("notes and memo"),
    "tasks": N_("tasks"),
    "talks": N_("calls and messages"),
    "documents": N_("documents"),
    "changes": N_("changes"),
    "people": N_("all but changes"),
}
_KINDS: Final = {
    "notes": (FeedKind.NOTE, FeedKind.MEMO),
    "tasks": (FeedKind.TASK,),
    "talks": (FeedKind.COMMUNICATION,),
    "documents": (FeedKind.DOCUMENT,),
    "changes": (FeedKind.CHANGE,),
    "people": tuple(kind for kind in FeedKind if kind is not FeedKind.CHANGE),
}
PERIODS: Final = {
    "": N_("all the time"),
    "1": N_("today"),
    "7": N_("the last 7 days"),
    "30": N_("the last 30 days"),
    "365": N_("the last year"),
}


@dataclass(frozen=True, slots=True)
class FeedChoice:
    """Each part by the name that its form gives it; "" is no restriction."""

    kinds: str = ""
    author: str = ""
    channel: str = ""
    period: str = ""
    text: str = ""

    @classmethod
    def from_json(cls, written: str) -> "FeedChoice":
        """What was kept; nothing is restricted where it does not read, or names what is not known any more."""
        try:
            kept = json.loads(written or "{}")
            choice = cls(**{name: str(value) for name, value in kept.items()})
        except (ValueError, TypeError, AttributeError):
            return cls()
        known = choice.kinds in KINDS and choice.period in PERIODS
        return choice if known and choice.channel in ("", *Channel) else cls()

    def as_json(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self))

    def filter(self, now: datetime) -> FeedFilter:
        """What the store is asked; days begin at midnight where the person is."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return FeedFilter(
            kinds=_KINDS.get(self.kinds, ()),
            authors=(UserId(self.author),) if self.author else (),
            channels=(Channel(self.channel),) if self.channel else (),
            since=midnight - timedelta(days=int(self.period) - 1) if self.period else None,
            text=self.text,
        )

    def words(self, users: Iterable[User]) -> str:
        """What is shown, in words; "" where nothing is left out."""
        author = next((user.name for user in users if user.id == self.author), "")
        parts = [
            _(KINDS[self.kinds]) if self.kinds else "",
            author,
            _(CHANNELS[Channel(self.channel)]) if self.channel else "",
            _(PERIODS[self.period]) if self.period else "",
            f"“{self.text}”" if self.text else "",
        ]
        return ", ".join(filter(None, parts))
