"""The part of a feed that is in memory: pages that hang together, the cursor, the first line in view."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from itertools import chain
from typing import Final

from crm_tui.operations.feed import FeedCursor, FeedItem, FeedKind, FeedPage

PAGE: Final = 100
_MOST_PAGES: Final = 6
_NEAR: Final = 30


class Way(Enum):
    """Which stretch of the feed is wanted."""

    NEWEST = auto()
    OLDER = auto()
    NEWER = auto()
    OLDEST = auto()


@dataclass(frozen=True, slots=True)
class Request:
    """What to read; an answer under another number than the last is out of date."""

    number: int
    way: Way
    cursor: FeedCursor | None = None


class FeedModel:
    """Items newest first. The tasks to come stand before them and take the cursor too."""

    def __init__(self) -> None:
        self.upcoming: tuple[FeedItem, ...] = ()
        self.items: list[FeedItem] = []
        self.cursor = 0
        self.loaded = False
        self.paused = False
        self._pages: list[FeedPage] = []
        self._number = 0
        self._asked: Request | None = None

    @property
    def count(self) -> int:
        """How many places the cursor has."""
        return len(self.upcoming) + len(self.items)

    @property
    def current(self) -> FeedItem | None:
        """What is under the cursor."""
        if self.cursor < len(self.upcoming):
            return self.upcoming[self.cursor]
        at = self.cursor - len(self.upcoming)
        return self.items[at] if at < len(self.items) else None

    @property
    def at_oldest(self) -> bool:
        """Whether the first thing that ever happened is among those in memory."""
        return bool(self._pages) and self._pages[-1].older is None

    @property
    def at_newest(self) -> bool:
        """Whether the newest items are among those in memory."""
        return not self._pages or self._pages[0].newer is None

    @property
    def seen_back_to(self) -> datetime | None:
        """Up to which moment everything was looked through; None where that is the first thing that ever happened."""
        older = self._pages[-1].older if self._pages else None
        return older.at if older else None

    @property
    def reading(self) -> bool:
        """Whether an answer is waited for."""
        return self._asked is not None

    def pause(self) -> None:
        """Look no further; what is on its way is not waited for."""
        self._asked, self.paused = None, True

    def resume(self) -> Request:
        """Look on from where it was left."""
        self.paused = False
        return self.ask(Way.OLDER)

    def ask(self, way: Way) -> Request:
        """Ask for a stretch; whatever was asked before is not waited for any more."""
        self._number += 1
        cursor = None
        if way is Way.OLDER and self._pages:
            cursor = self._pages[-1].older
        elif way is Way.NEWER and self._pages:
            cursor = self._pages[0].newer
        self._asked = Request(self._number, way, cursor)
        return self._asked

    def wants(self) -> Request | None:
        """What should be read soon, so that the cursor does not meet an end that is none."""
        if self._asked is not None:
            return None
        if not self._pages:
            return self.ask(Way.NEWEST)
        at = self.cursor - len(self.upcoming)
        if at >= len(self.items) - _NEAR and self._pages[-1].older is not None and not self.paused:
            return self.ask(Way.OLDER)
        if at < _NEAR and self._pages[0].newer is not None:
            return self.ask(Way.NEWER)
        return None

    def take(self, number: int, page: FeedPage) -> bool:
        """Take an answer in; False where it is out of date. The cursor stays on its item."""
        asked = self._asked
        if asked is None or asked.number != number:
            return False
        self._asked = None
        before = self.current
        self.loaded, self.upcoming = True, page.upcoming
        self._place(asked.way, page)
        self._list()
        if asked.way is Way.OLDEST:
            self.cursor = self.count - 1
        elif before is not None:
            self._find(before)
        self.cursor = max(0, min(self.cursor, self.count - 1))
        return True

    def failed(self, number: int) -> bool:
        """The answer to a request did not come; the next move asks again."""
        current = self._asked is not None and self._asked.number == number
        if current:
            self._asked = None
        return current

    def rewrite(self, item: FeedItem) -> None:
        """An item reads otherwise by now; where it is not in memory there is nothing to do."""
        self._pages = [
            replace(page, items=tuple(item if key_of(one) == key_of(item) else one for one in page.items))
            for page in self._pages
        ]
        self._list()

    def clear(self) -> None:
        """Another record: nothing is known of it."""
        self.upcoming, self.items, self._pages = (), [], []
        self.cursor, self.loaded, self.paused, self._asked = 0, False, False, None
        self._number += 1

    def _place(self, way: Way, page: FeedPage) -> None:
        """Put a page where it belongs; a short one becomes part of its neighbour, so that few pages hold many items."""
        match way:
            case Way.OLDER if self._pages and len(self._pages[-1].items) + len(page.items) <= PAGE:
                last = self._pages[-1]
                self._pages[-1] = replace(last, items=(*last.items, *page.items), older=page.older)
            case Way.NEWER if self._pages and len(self._pages[0].items) + len(page.items) <= PAGE:
                first = self._pages[0]
                self._pages[0] = replace(first, items=(*page.items, *first.items), newer=page.newer)
            case Way.OLDER:
                self._pages = [*self._pages, page][-_MOST_PAGES:]
            case Way.NEWER:
                self._pages = [page, *self._pages][:_MOST_PAGES]
            case Way.NEWEST if self._pages and self.at_newest:
                self._pages = _renewed(page, self._pages)
            case _:
                self._pages = [page]

    def _find(self, item: FeedItem) -> None:
        for at, one in enumerate(chain(self.upcoming, self.items)):
            if key_of(one) == key_of(item):
                self.cursor = at
                return

    def _list(self) -> None:
        self.items = list(chain.from_iterable(one.items for one in self._pages))


def key_of(item: FeedItem) -> tuple[FeedKind, str]:
    """What tells an item from every other."""
    return item.kind, item.id


def _renewed(page: FeedPage, pages: list[FeedPage]) -> list[FeedPage]:
    """The newest items in the place of those that were, and what lies behind them.

    All anew where nothing joins, or nothing lies behind: an item may have gone with the deal that it was on. Where
    nothing was found yet, how far back everything was looked through is not forgotten.
    """
    first, *rest = pages
    fresh = {key_of(item) for item in page.items}
    if not (page.items or first.items or page.older is None):
        return pages
    if page.older is None or fresh.isdisjoint(key_of(item) for item in first.items):
        return [page]
    behind = {key_of(item) for one in rest for item in one.items}
    ahead = [item for item in page.items if key_of(item) not in behind]
    joint = next((at for at, item in enumerate(first.items) if key_of(item) == key_of(page.items[-1])), None)
    beyond = () if joint is None else first.items[joint + 1 :]
    older = page.older if joint is None and not rest else first.older
    return [replace(page, items=(*ahead, *beyond), older=older), *rest]
