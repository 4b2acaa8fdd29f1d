"""A card's events in memory, answering as a store does, and an app that shows them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from textual.app import App, ComposeResult

from crm_tui.domain.ids import RecordId, TaskId, UserId
from crm_tui.operations.feed import FeedCursor, FeedItem, FeedKind, FeedPage
from crm_tui.operations.notes import Channel
from crm_tui.operations.values import TaskInfo, TaskKind
from crm_tui.widgets.activity_feed.messages import FeedWanted, FilterAsked, ItemMessage
from crm_tui.widgets.activity_feed.model import PAGE, Request, Way
from crm_tui.widgets.activity_feed.view import ActivityFeed
from crm_tui.widgets.glyphs import UNICODE, Glyphs

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
HOSTILE = "[/][@click=app.quit]x\x1b]52;c;aGk=\x07\x1b[2J\u202egnp\u200b"


def item(kind: FeedKind, name: str, ago: timedelta = timedelta(0), **fields: Any) -> FeedItem:
    """Something that happened so long ago."""
    return replace(
        FeedItem(kind, name, NOW - ago, UserId("u1"), "Анна Ковальчук", RecordId("d1")),
        **fields,
    )


def note(number: int, **fields: Any) -> FeedItem:
    """A note that says its number; a higher one is older."""
    written = item(FeedKind.NOTE, f"n{number:06}", timedelta(minutes=7 * number), text=f"Note {number}")
    return replace(written, **fields)


def task(number: int, due_in: timedelta, text: str = "agree the estimate") -> FeedItem:
    """An open task."""
    due_at = NOW + due_in
    info = TaskInfo(TaskId(f"t{number}"), TaskKind.CALL, text, due_at, UserId("u1"))
    return item(FeedKind.TASK, f"t{number}", -due_in, text=text, task=info)


def a_day() -> list[FeedItem]:
    """One of each."""
    done = TaskInfo(TaskId("t9"), TaskKind.MEETING, "meeting at the site", NOW, None, NOW)
    lines = (("stage_id", "In work", "Offer"), ("amount", "45000.00 RUB", "50000.00 RUB"))
    hour = timedelta(hours=1)
    return [
        item(FeedKind.CHANGE, "c1", hour, operation="MoveDeal", lines=lines),
        item(
            FeedKind.COMMUNICATION, "m1", hour * 2, channel=Channel.EMAIL, text="Смета во вложении", state="delivered"
        ),
        item(
            FeedKind.COMMUNICATION,
            "m2",
            hour * 3,
            channel=Channel.CALL,
            incoming=True,
            seconds=252,
            address="+7 916 123-45-67",
        ),
        item(FeedKind.COMMUNICATION, "m3", hour * 4, channel=Channel.SMS, state="failed", problem="no such number"),
        item(FeedKind.NOTE, "n1", hour * 5, text="@Ольга посмотри замеры", edited=True),
        item(FeedKind.TASK, "t9", hour * 24, text="meeting at the site", task=done, state="measured"),
        item(FeedKind.DOCUMENT, "f1", hour * 25, text="offer.pdf"),
        item(FeedKind.MEMO, "d1", hour * 26, text="ключи у охраны"),
        item(FeedKind.NOTE, "n2", hour * 27, text="word " * 200, title="Склад на Лесной"),
    ]


class Events:
    """Items newest first, and the tasks to come."""

    def __init__(self, items: Sequence[FeedItem], upcoming: Sequence[FeedItem] = ()) -> None:
        self.items = list(items)
        self.upcoming = tuple(upcoming)

    def page(self, request: Request) -> FeedPage:
        """What a store would answer."""
        low, high = self._span(request)
        part = tuple(self.items[low:high])
        older = self._cursor(part[-1]) if part and high < len(self.items) else None
        return FeedPage(part, self.upcoming, older, self._cursor(part[0]) if part and low > 0 else None)

    def _span(self, request: Request) -> tuple[int, int]:
        ids = [one.id for one in self.items]
        match request.way:
            case Way.OLDER if request.cursor:
                low = ids.index(request.cursor.id) + 1
                return low, min(len(ids), low + PAGE)
            case Way.NEWER if request.cursor:
                high = ids.index(request.cursor.id)
                return max(0, high - PAGE), high
            case Way.OLDEST:
                return max(0, len(ids) - PAGE), len(ids)
            case _:
                return 0, min(len(ids), PAGE)

    @staticmethod
    def _cursor(one: FeedItem) -> FeedCursor:
        return FeedCursor(one.at, one.id, 0)


class Haystack:
    """Windows that hold little of what is looked for: the texts of each, the newest window first."""

    def __init__(self, *windows: Sequence[str]) -> None:
        self.windows = windows

    def page(self, request: Request) -> FeedPage:
        """The window that goes on from the cursor."""
        at = int(request.cursor.id) if request.cursor else 0
        moment = timedelta(days=at)
        items = tuple(
            item(FeedKind.NOTE, f"w{at}-{place}", moment, text=text) for place, text in enumerate(self.windows[at])
        )
        more = at + 1 < len(self.windows)
        return FeedPage(items, (), FeedCursor(NOW - moment, str(at + 1), 0) if more else None, None)


class FeedApp(App[None]):
    """A feed on events in memory; what it says is kept in ``heard``."""

    def __init__(self, events: "Events | Haystack", glyphs: Glyphs = UNICODE, *, answering: bool = True) -> None:
        super().__init__()
        self.events = events
        self.answering = answering
        self.feed = ActivityFeed(lambda: NOW, glyphs=glyphs)
        self.heard: list[Any] = []

    def compose(self) -> ComposeResult:
        yield self.feed

    def on_mount(self) -> None:
        self.feed.focus()
        self.post_message(self.feed.begin())

    def on_feed_wanted(self, wanted: FeedWanted) -> None:
        self.heard.append(wanted)
        if self.answering:
            self.feed.take(wanted.request.number, self.events.page(wanted.request))

    def on_item_message(self, message: ItemMessage) -> None:
        self.heard.append(message)

    def on_item_opened(self, message: ItemMessage) -> None:
        self.heard.append(message)

    on_item_edited = on_item_done = on_item_removed = on_item_opened

    def on_filter_asked(self, message: FilterAsked) -> None:
        self.heard.append(message)

    def of(self, kind: type) -> list[Any]:
        return [message for message in self.heard if isinstance(message, kind)]

    def shown(self) -> list[str]:
        return [strip.text.replace("\u00a0", " ").rstrip() for strip in self.screen._compositor.render_strips()]

    def lit(self) -> str:
        """The line that the cursor stands on."""
        return next((line for line in self.shown() if line.startswith(("▌", ">"))), "")
