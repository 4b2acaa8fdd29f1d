"""The table without a screen: rows, one cursor, marks, and what to ask for next. Pure."""

from collections.abc import Iterable
from typing import Final, NamedTuple, TypeAlias

from crm_tui.domain.ids import DealId
from crm_tui.operations.board import Totals
from crm_tui.operations.deals import DealPage, DealRow
from crm_tui.widgets.deal_table.messages import Key
from crm_tui.widgets.deal_table.pages import PAGE, Page, Pages

MARGIN: Final = 100
_SEEKING: Final = 4_000
_SLACK: Final = 64
_READ_AGAIN_WHOLE: Final = 1_000


class Request(NamedTuple):
    """Rows to ask for; the answer is known by the number."""

    number: int
    after: Key | None
    limit: int


class _Replacement(NamedTuple):
    """The answer takes the place of all rows from here on; ``anew`` is for another filter or order."""

    place: int
    anew: bool


class _More(NamedTuple):
    """The answer goes behind the last row."""


_Purpose: TypeAlias = _Replacement | _More | Page


class Spot(NamedTuple):
    """Where cursor and view are: two of them tell what must be painted again."""

    cursor: int
    top: int
    deal_id: DealId | None


class TableModel:
    """Rows from the first on, as far as they were read; ``slots`` of them are seen at once, from ``top`` on."""

    def __init__(self) -> None:
        self.pages = Pages()
        self.complete = False
        self.loaded = False
        self.cursor = 0
        self.top = 0
        self.slots = 1
        self.problem: str | None = None
        self.seeking = False
        self._deals: int | None = None
        self._capped = False
        self._marks: dict[DealId, None] = {}
        self._last_mark: DealId | None = None
        self._asked: dict[int, _Purpose] = {}
        self._number = 0

    @property
    def row(self) -> DealRow | None:
        """The row under the cursor."""
        return self.pages.row(self.cursor)

    @property
    def empty(self) -> bool:
        """Whether it is known that there is nothing to show."""
        return self.loaded and self.complete and not self.pages.count

    @property
    def marked(self) -> tuple[DealId, ...]:
        """The marked deals, in the order of marking."""
        return tuple(self._marks)

    @property
    def length(self) -> tuple[int, bool]:
        """How many deals there are, and whether there may be more than that."""
        if self.complete:
            return self.pages.count, False
        if self._deals is None:
            return self.pages.count, True
        return max(self._deals, self.pages.count), self._capped

    def spot(self) -> Spot:
        """Where everything stands now."""
        row = self.row
        return Spot(self.cursor, self.top, None if row is None else row.id)

    def count(self, totals: Iterable[Totals]) -> None:
        """Take over the counters of the stages."""
        told = list(totals)
        self._deals, self._capped = sum(one.deals for one in told), any(one.capped for one in told)

    def fit(self, slots: int) -> None:
        """Show so many rows at once."""
        self.slots = max(1, slots)
        self._settle()

    # Moving

    def move(self, step: int) -> None:
        """Put the cursor so many rows further, as far as rows were read."""
        self.go(self.cursor + step)

    def go(self, place: int) -> None:
        """Put the cursor on a place and bring it into view."""
        self.seeking = False
        self.cursor = place
        self._settle()

    def seek_end(self) -> None:
        """To the last row read, and on with each answer until it is the last of all."""
        self.go(self.pages.count - 1)
        self.seeking = not self.complete

    def scroll(self, step: int) -> None:
        """Move the view; the cursor comes along where it would fall out of it."""
        self.seeking = False
        self.top = max(0, min(self.top + step, self.pages.count - self.slots))
        self.cursor = max(self.top, min(self.cursor, self.top + self.slots - 1))
        self._settle()

    def find(self, deal_id: DealId) -> bool:
        """Put the cursor on a deal; False where its row is not at hand."""
        place = self.pages.find(deal_id)
        if place is not None:
            self.go(place)
        return place is not None

    # Asking and being answered

    def wants(self) -> list[Request]:
        """What to ask for now, so that scrolling never waits; nothing that was asked already."""
        if any(isinstance(purpose, _Replacement) for purpose in self._asked.values()):
            return []
        if not self.loaded:
            return [self.reload(anew=True)]
        margin = max(MARGIN, 2 * self.slots)
        low, high = min(self.top, self.cursor) - margin, max(self.top + self.slots, self.cursor) + margin
        gone = [page for page in self.pages.missing(low, high) if page not in self._asked.values()]
        wanted = [self._ask(page, page.after, page.size + _SLACK) for page in gone]
        more = not self.complete and (self.seeking or self.pages.count < high)
        if more and not any(isinstance(purpose, _More) for purpose in self._asked.values()):
            wanted.append(self._ask(_More(), self.pages.tail, _SEEKING if self.seeking else PAGE))
        return wanted

    def reload(self, *, anew: bool = False) -> Request:
        """Ask again for what is seen and a margin around it; old rows stay until the answer comes, and no other."""
        self._asked.clear()
        if anew:
            return self._ask(_Replacement(0, True), None, max(PAGE, 2 * self.slots))
        reach = max(self.top + self.slots, self.cursor + 1) + MARGIN
        place, after = self.pages.beginning(max(0, min(self.top, self.cursor) - MARGIN))
        if reach <= _READ_AGAIN_WHOLE:
            place, after = 0, None
        return self._ask(_Replacement(place, False), after, max(PAGE, reach - place))

    def feed(self, number: int, answer: DealPage) -> bool:
        """Take an answer in; False for one that is out of date and changes nothing."""
        purpose = self._asked.pop(number, None)
        if purpose is None:
            return False
        self.problem = None
        if isinstance(purpose, _Replacement):
            self._replace(answer, purpose)
        elif isinstance(purpose, Page):
            self._refill(purpose, answer)
        else:
            self._extend(answer)
        self._settle()
        self.pages.let_go(self.cursor)
        return True

    def fail(self, number: int, sentence: str) -> bool:
        """Say why rows did not come; what is loaded stays, and the next move asks again."""
        if self._asked.pop(number, None) is None:
            return False
        self.problem = sentence
        self.seeking = False
        return True

    def _ask(self, purpose: _Purpose, after: Key | None, limit: int) -> Request:
        self._number += 1
        self._asked[self._number] = purpose
        return Request(self._number, after, limit)

    def _replace(self, answer: DealPage, how: _Replacement) -> None:
        held, above = self.row, self.cursor - self.top
        self.pages.cut(how.place)
        self.pages.append(answer.rows)
        self.complete, self.loaded = answer.complete, True
        found = None if held is None else self.pages.find(held.id)
        if found is not None:
            self.cursor = found
        elif how.anew:
            self.cursor, above = 0, 0
        self.top = self.cursor - above

    def _extend(self, answer: DealPage) -> None:
        self.pages.append(answer.rows)
        self.complete = answer.complete
        if self.seeking:
            self.cursor = self.pages.count - 1
            self.seeking = not self.complete

    def _refill(self, page: Page, answer: DealPage) -> None:
        filled = self.pages.refill(page, answer.rows)
        if filled is not None and filled[0] + page.size - filled[1] <= self.top:
            self.cursor += filled[1]
            self.top += filled[1]

    def _settle(self) -> None:
        """Keep the cursor on a row and the view around the cursor."""
        last = self.pages.count - 1
        self.cursor = max(0, min(self.cursor, last))
        self.top = max(self.cursor - self.slots + 1, min(self.top, self.cursor))
        self.top = max(0, min(self.top, last + 1 - self.slots))

    # Marks

    def is_marked(self, deal_id: DealId) -> bool:
        """Whether a deal is marked."""
        return deal_id in self._marks

    def mark(self, ids: Iterable[DealId]) -> None:
        """Mark these deals, loaded or not."""
        for deal_id in ids:
            self._marks[deal_id] = None
            self._last_mark = deal_id

    def unmark(self, ids: Iterable[DealId]) -> None:
        """Take marks away."""
        for deal_id in ids:
            self._marks.pop(deal_id, None)
            if deal_id == self._last_mark:
                self._last_mark = None

    def toggle_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away."""
        row = self.row
        if row is not None:
            (self.unmark if row.id in self._marks else self.mark)([row.id])

    def mark_range(self) -> None:
        """Mark from the last mark to the cursor; only the cursor's row where the last mark is not at hand."""
        anchor = None if self._last_mark is None else self.pages.find(self._last_mark)
        start = self.cursor if anchor is None else anchor
        step = 1 if start <= self.cursor else -1
        rows = (self.pages.row(place) for place in range(start, self.cursor + step, step))
        self.mark(row.id for row in rows if row is not None)

    def toggle_all(self) -> bool:
        """Mark every row, or where all are marked none; False where some are not at hand."""
        if not self.complete or not self.pages.whole:
            return False
        ids = [row.id for _place, row in self.pages.kept()]
        (self.unmark if all(map(self.is_marked, ids)) else self.mark)(ids)
        return True
