"""The activity feed: everything that happened on a card, in time order, one window at a time (F6-F8)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crm_tui.domain.ids import RecordId, UserId
from crm_tui.operations.base import Query, Route
from crm_tui.operations.notes import Channel
from crm_tui.operations.values import Line, TaskInfo


class FeedKind(StrEnum):
    """What an item of the feed is."""

    CHANGE = "change"
    NOTE = "note"
    MEMO = "memo"
    TASK = "task"
    COMMUNICATION = "communication"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class FeedFilter:
    """Which items: those of any of the kinds, authors and channels named, all where none is.

    ``since`` and ``until`` bound the time, ``text`` must be in the item's own words whatever the case.
    """

    kinds: tuple[FeedKind, ...] = ()
    authors: tuple[UserId, ...] = ()
    channels: tuple[Channel, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    text: Line = ""


@dataclass(frozen=True, slots=True)
class FeedCursor:
    """A place in a feed: beside the item of that moment and id; the changes beyond it lie beyond ``seq``."""

    at: datetime
    id: str
    seq: int


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One thing that happened. Which fields say something depends on ``kind``.

    A change has ``lines`` as ``values.Event`` has them and the journal's ``operation``; a task its ``task`` (``at`` is
    when it was done, or is due); a call or message ``channel``, ``incoming``, ``seconds``, ``address``, ``state``,
    ``problem``; a document its name as ``text``. ``subject_id`` and ``title`` name the card that it happened on, where
    that is another than the one asked for.
    """

    kind: FeedKind
    id: str
    at: datetime
    author_id: UserId | None
    author: str
    subject_id: RecordId
    title: str = ""
    text: str = ""
    operation: str = ""
    lines: tuple[tuple[str, str | None, str | None], ...] = ()
    task: TaskInfo | None = None
    channel: Channel | None = None
    incoming: bool = False
    seconds: int | None = None
    address: str = ""
    state: str = ""
    problem: str = ""
    edited: bool = False


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A window of a feed, newest first; ``older`` and ``newer`` are where to go on, None at the ends.

    ``upcoming`` are the open tasks, the next one first, whatever the window.
    """

    items: tuple[FeedItem, ...]
    upcoming: tuple[FeedItem, ...]
    older: FeedCursor | None
    newer: FeedCursor | None


@dataclass(frozen=True)
class GetFeed(Query[FeedPage]):
    """A window of what happened on a card; on a contact's and a company's also on their deals. Raises NotFound.

    The newest items, those before or after a place, or (``oldest``) the first that there were. Under a filter by text a
    window may hold fewer than ``limit`` items and still name where to go on.
    """

    route = Route("POST", "/feed/{subject_id}")
    subject_id: RecordId
    filter: FeedFilter = FeedFilter()
    before: FeedCursor | None = None
    after: FeedCursor | None = None
    oldest: bool = False
    limit: int = 100
