"""Rows read page by page: far ones are let go, and are read again from where their page began. Pure."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from crm_tui.domain.ids import DealId
from crm_tui.operations.deals import DealRow
from crm_tui.widgets.deal_table.messages import Key

PAGE: Final = 200
KEPT: Final = 5_000


@dataclass(slots=True, eq=False)
class Page:
    """A stretch of the order: what it comes after, how many rows it is, and the rows unless they were let go."""

    after: Key | None
    size: int
    rows: list[DealRow] | None


class Pages:
    """The pages read so far, from the first row on without a gap; ``tail`` is what the next one comes after."""

    def __init__(self) -> None:
        self._pages: list[Page] = []
        self._starts = [0]
        self.tail: Key | None = None

    @property
    def count(self) -> int:
        """How many rows were read, kept or let go."""
        return self._starts[-1]

    @property
    def whole(self) -> bool:
        """Whether none of the rows read was let go."""
        return all(page.rows is not None for page in self._pages)

    def row(self, place: int) -> DealRow | None:
        """The row at a place; None beyond the end, or where it was let go."""
        if not 0 <= place < self.count:
            return None
        at = self._page_at(place)
        rows = self._pages[at].rows
        return None if rows is None else rows[place - self._starts[at]]

    def kept(self) -> Iterator[tuple[int, DealRow]]:
        """The rows at hand with their places."""
        for page, start in zip(self._pages, self._starts, strict=False):
            yield from enumerate(page.rows or (), start)

    def find(self, deal_id: DealId) -> int | None:
        """The place of a deal among the rows at hand."""
        return next((place for place, row in self.kept() if row.id == deal_id), None)

    def missing(self, low: int, high: int) -> list[Page]:
        """Pages between two places whose rows were let go."""
        spans = zip(self._pages, self._starts, strict=False)
        return [page for page, start in spans if page.rows is None and start < high and start + page.size > low]

    def beginning(self, place: int) -> tuple[int, Key | None]:
        """Where the page of a place begins, and what it comes after."""
        if not self._pages:
            return 0, None
        at = self._page_at(min(place, self.count - 1))
        return self._starts[at], self._pages[at].after

    def append(self, rows: Sequence[DealRow]) -> None:
        """Put rows behind the last; one that is here already is passed over."""
        known = {row.id for _place, row in self.kept()}
        news = [row for row in {row.id: row for row in rows}.values() if row.id not in known]
        for start in range(0, len(news), PAGE):
            part = news[start : start + PAGE]
            self._pages.append(Page(self.tail, len(part), part))
            self.tail = key_of(part[-1])
        if rows:
            self.tail = key_of(rows[-1])
        self._measure()

    def cut(self, place: int) -> None:
        """Drop the pages from a page's beginning on; those before it are out of date and are let go."""
        at = bisect_right(self._starts, place) - 1
        self.tail = self._pages[at].after if at < len(self._pages) else self.tail
        del self._pages[at:]
        for page in self._pages:
            page.rows = None
        self._measure()

    def refill(self, page: Page, rows: Sequence[DealRow]) -> tuple[int, int] | None:
        """Take a page's rows in again, up to where the next begins: where it stands, and how much it has grown."""
        if page not in self._pages:
            return None
        at = self._pages.index(page)
        after = self._pages[at + 1].after if at + 1 < len(self._pages) else self.tail
        last = next((place for place, row in enumerate(rows) if after is not None and row.id == after[1]), None)
        page.rows = list(rows[: page.size if last is None else last + 1])
        grown = len(page.rows) - page.size
        page.size = len(page.rows)
        self._measure()
        return self._starts[at], grown

    def let_go(self, place: int) -> None:
        """Keep no more rows than is good, those nearest to a place."""
        here = self._page_at(place) if self._pages else 0
        kept = [at for at, page in enumerate(self._pages) if page.rows is not None]
        surplus = sum(self._pages[at].size for at in kept) - KEPT
        for at in sorted(kept, key=lambda at: -abs(at - here)):
            if surplus <= 0:
                return
            self._pages[at].rows = None
            surplus -= self._pages[at].size

    def _page_at(self, place: int) -> int:
        return min(bisect_right(self._starts, place), len(self._pages)) - 1

    def _measure(self) -> None:
        self._starts = [0, *accumulate(page.size for page in self._pages)]


def key_of(row: DealRow) -> Key:
    """The place of a row in the order."""
    return row.sort_key, row.id
