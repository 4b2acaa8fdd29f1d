"""A column of the board: the run of cards that is loaded, what is seen of it, and what to ask for next."""

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from crm_tui.domain.ids import DealId
from crm_tui.domain.money import Money
from crm_tui.operations.board import BoardCard, ColumnWindow, Edge, StageInfo, Totals

WINDOW: Final = 64
MARGIN: Final = 32
KEPT: Final = 1_024


class Request(NamedTuple):
    """A window to ask for: after an edge or before it, or from an end of the column where there is none."""

    edge: Edge | None
    backwards: bool
    limit: int = WINDOW


class Landing(Enum):
    """Where the cursor goes when an answer takes the place of the run."""

    FIRST = auto()
    LAST = auto()
    SAME = auto()
    SAME_OR_FIRST = auto()


class _Replacement(NamedTuple):
    """A request whose answer takes the place of the run; ``start`` is how many cards stand in front of it."""

    request: Request
    landing: Landing
    start: int | None


class ColumnModel:
    """A contiguous run of cards around the viewport, and a cursor in it.

    ``cursor`` and ``top`` are places in the run; ``start`` says how many cards of the column stand in front
    of the run, None where that is not known. ``slots`` is how many cards are seen at once.
    """

    def __init__(self, stage: StageInfo) -> None:
        self.stage = stage
        self.cards: list[BoardCard] = []
        self.start: int | None = 0
        self.top_complete = False
        self.bottom_complete = False
        self.loaded = False
        self.cursor = 0
        self.top = 0
        self.slots = 1
        self.deals: int | None = None
        self.capped = False
        self.sums: tuple[Money, ...] = ()
        self.problem: str | None = None
        self._asked: set[bool] = set()
        self._centring = False
        self._replacement: _Replacement | None = None

    @property
    def card(self) -> BoardCard | None:
        """The card under this column's cursor."""
        return self.cards[self.cursor] if self.cards else None

    @property
    def empty(self) -> bool:
        """Whether it is known that nothing is in the column."""
        return self.loaded and not self.cards and self.top_complete and self.bottom_complete

    @property
    def whole(self) -> bool:
        """Whether every card of the column is loaded."""
        return self.loaded and self.top_complete and self.bottom_complete

    @property
    def awaited(self) -> bool:
        """Whether an answer is under way that takes the place of the run."""
        return self._replacement is not None

    @property
    def above(self) -> int | None:
        """How many cards are hidden above; None for some, nobody knows how many."""
        return None if self.start is None else self.start + self.top

    @property
    def below(self) -> int | None:
        """How many cards are hidden below; None for some, nobody knows how many."""
        seen = min(self.top + self.slots, len(self.cards))
        loaded = len(self.cards) - seen
        if self.bottom_complete:
            return loaded
        if self.start is None or self.deals is None or self.capped:
            return None
        return max(loaded, self.deals - self.start - seen)

    @property
    def at_top(self) -> bool:
        """Whether the cursor is on the column's first card."""
        return self.top_complete and self.cursor == 0

    @property
    def at_bottom(self) -> bool:
        """Whether the cursor is on the column's last card."""
        return self.bottom_complete and self.cursor == len(self.cards) - 1

    @property
    def position(self) -> tuple[int, int] | None:
        """The cursor's place among all, counted from one, where both numbers are known."""
        if self.start is None or self.deals is None or self.capped or not self.cards:
            return None
        place = self.start + self.cursor + 1
        return place, max(place, self.deals)

    def count(self, totals: Totals) -> bool:
        """Take over the kept counters; whether they were other ones."""
        before = self.deals, self.sums, self.capped
        self.deals, self.sums, self.capped = totals.deals, totals.sums, totals.capped
        return before != (self.deals, self.sums, self.capped)

    def find(self, deal_id: DealId) -> int | None:
        """The place of a deal in the run."""
        return next((place for place, card in enumerate(self.cards) if card.id == deal_id), None)

    # Moving

    def move(self, step: int) -> None:
        """Put the cursor so many cards further, as far as cards are loaded."""
        self.go(self.cursor + step)

    def go(self, place: int) -> None:
        """Put the cursor on a place in the run and bring it into view."""
        self._centring = False
        self.cursor = max(0, min(place, len(self.cards) - 1))
        self._settle()

    def scroll(self, step: int) -> None:
        """Move the view; the cursor comes along where it would fall out of it."""
        self._centring = False
        lowest = max(0, len(self.cards) - self.slots)
        self.top = max(0, min(self.top + step, lowest))
        self.cursor = max(self.top, min(self.cursor, self.top + self.slots - 1, len(self.cards) - 1))
        self._settle()

    def first(self) -> Request | None:
        """To the column's first card: at once where it is loaded, otherwise by the request returned."""
        if self.top_complete:
            self.go(0)
            return None
        return self._replace_by(Request(None, False, self._window()), Landing.FIRST, 0)

    def last(self) -> Request | None:
        """To the column's last card: at once where it is loaded, otherwise by the request returned."""
        if self.bottom_complete:
            self.go(len(self.cards) - 1)
            return None
        return self._replace_by(Request(None, True, self._window()), Landing.LAST, None)

    # Asking and being answered

    def wants(self) -> list[Request]:
        """What to ask for now, so that scrolling never waits; nothing that was asked already."""
        if self._replacement is not None:
            return []
        if not self.cards:
            return [] if self.empty else [self._replace_by(Request(None, False, self._window()), Landing.SAME, 0)]
        margin = max(MARGIN, self.slots)
        wanted = []
        below = len(self.cards) - max(self.cursor + 1, self.top + self.slots)
        if not self.bottom_complete and below < margin and False not in self._asked:
            wanted.append(Request(edge_of(self.cards[-1]), False, self._window()))
        if not self.top_complete and min(self.cursor, self.top) < margin and True not in self._asked:
            wanted.append(Request(edge_of(self.cards[0]), True, self._window()))
        self._asked.update(request.backwards for request in wanted)
        return wanted

    def feed(self, window: ColumnWindow, edge: Edge | None, backwards: bool) -> bool:
        """Take an answer in; False for one that is out of date and changes nothing."""
        self.problem = None
        waiting = self._replacement
        if waiting is not None and (waiting.request.edge, waiting.request.backwards) == (edge, backwards):
            self._replace(window, waiting)
        elif edge is None:
            if waiting is not None and self.loaded:
                return False
            self._replace(window, _Replacement(Request(None, backwards), Landing.SAME, None if backwards else 0))
            self._replacement = waiting
        else:
            self._asked.discard(backwards)
            if not self.cards or edge != edge_of(self.cards[0 if backwards else -1]):
                return False
            self._extend(window, backwards)
            if self._centring:
                self.top = self.cursor - self.slots // 2
        self._settle()
        return True

    def fail(self, sentence: str) -> None:
        """Say why there are no cards; what is loaded stays, and the next move asks again."""
        self.problem = sentence
        self._asked.clear()
        self._replacement = None

    def reload(self, *, from_top: bool = False) -> Request:
        """Ask again for what is seen and a margin around it; the old cards stay until the answer comes."""
        if from_top:
            return self._replace_by(Request(None, False, self._window()), Landing.SAME_OR_FIRST, 0)
        near = min(self.top, self.cursor) - MARGIN - 1
        if not self.cards or (near < 0 and self.top_complete):
            reach = max(self.top + self.slots, self.cursor + 1)
            return self._replace_by(Request(None, False, max(self._window(), reach + MARGIN)), Landing.SAME, 0)
        anchor = max(near, 0)
        reach = max(self.top + self.slots, self.cursor + 1) - anchor + MARGIN
        start = None if self.start is None else self.start + anchor + 1
        request = Request(edge_of(self.cards[anchor]), False, max(self._window(), reach))
        return self._replace_by(request, Landing.SAME, start)

    def forget(self) -> None:
        """Drop the run: the column is out of sight and is asked for when it comes back."""
        self.cards, self.start, self.cursor, self.top = [], 0, 0, 0
        self.top_complete = self.bottom_complete = self.loaded = False
        self.problem, self._replacement, self._centring = None, None, False
        self._asked.clear()

    # Changing

    def insert(self, card: BoardCard, after: DealId | None) -> int | None:
        """Put a card behind another, or first; its place, or None where that is not in the run."""
        if after is None:
            place = 0 if self.top_complete else None
        else:
            found = self.find(after)
            place = None if found is None else found + 1
        if place is None:
            return None
        self.cards.insert(place, card)
        if place <= self.cursor and len(self.cards) > 1:
            self.cursor += 1
            self.top += place < self.top
        self._settle()
        return place

    def seat(self, card: BoardCard, *, falling: bool) -> int | None:
        """Put a card where its key belongs; its place, or None where that may be outside the run."""
        key = _comparable(card)
        keys = [_comparable(one) for one in self.cards]
        place = next((at for at, one in enumerate(keys) if (one < key if falling else one > key)), len(keys))
        known = self.loaded and (place or self.top_complete) and (place < len(keys) or self.bottom_complete)
        if not known:
            return None
        self.cards.insert(place, card)
        return place

    def hold_only(self, card: BoardCard, *, first: bool) -> None:
        """Begin a new run at a card whose neighbours are not loaded."""
        self.forget()
        self.cards, self.loaded, self._centring = [card], True, not first
        self.start, self.top_complete = (0, True) if first else (None, False)

    def remove(self, deal_id: DealId) -> bool:
        """Take a deal out; the cursor stays on its card, or falls on the one that moves up."""
        place = self.find(deal_id)
        if place is None:
            return False
        del self.cards[place]
        self.cursor -= place < self.cursor
        self.top -= place < self.top
        self._settle()
        return True

    def update(self, card: BoardCard) -> bool:
        """Put a newer state of a card in its place."""
        place = self.find(card.id)
        if place is None:
            return False
        self.cards[place] = card
        return True

    def fit(self, slots: int) -> None:
        """Show so many cards at once."""
        self.slots = max(1, slots)
        self._settle()

    def _window(self) -> int:
        return max(WINDOW, self.slots * 2)

    def _replace_by(self, request: Request, landing: Landing, start: int | None) -> Request:
        self._replacement = _Replacement(request, landing, start)
        return request

    def _replace(self, window: ColumnWindow, how: _Replacement) -> None:
        held, row = self.card, self.cursor - self.top
        place = self.cursor
        request = how.request
        self.cards, self.loaded = list(_once(window.cards)), True
        self.top_complete = (request.edge is None and not request.backwards) or (request.backwards and window.complete)
        self.bottom_complete = (request.edge is None and request.backwards) or (
            not request.backwards and window.complete
        )
        self.start = 0 if self.top_complete else self._start_after(how)
        self._replacement = None
        self._asked.clear()
        self._land(how.landing, held, place, row)

    def _start_after(self, how: _Replacement) -> int | None:
        if not how.request.backwards:
            return how.start
        return None if self.deals is None or self.capped else max(0, self.deals - len(self.cards))

    def _land(self, landing: Landing, held: BoardCard | None, place: int, row: int) -> None:
        if landing is Landing.FIRST:
            self.cursor, self.top = 0, 0
        elif landing is Landing.LAST:
            self.cursor = max(0, len(self.cards) - 1)
            self.top = self.cursor
        else:
            found = self.find(held.id) if held is not None else None
            if found is not None:
                self.cursor = found
            else:
                self.cursor = min(place, max(0, len(self.cards) - 1)) if landing is Landing.SAME else 0
            self.top = self.cursor - row

    def _extend(self, window: ColumnWindow, backwards: bool) -> None:
        known = {card.id for card in self.cards}
        news = [card for card in _once(window.cards) if card.id not in known]
        if not backwards:
            self.cards.extend(news)
            self.bottom_complete = window.complete
            self._trim_front()
            return
        self.cards[:0] = news
        self.cursor += len(news)
        self.top += len(news)
        self.top_complete = window.complete
        if self.start is not None:
            self.start = max(0, self.start - len(news))
        if self.top_complete:
            self.start = 0
        self._trim_back()

    def _trim_front(self) -> None:
        surplus = min(len(self.cards) - KEPT, min(self.top, self.cursor) - KEPT // 4)
        if surplus > 0:
            del self.cards[:surplus]
            self.cursor -= surplus
            self.top -= surplus
            self.top_complete = False
            self.start = None if self.start is None else self.start + surplus

    def _trim_back(self) -> None:
        needed = max(self.top + self.slots, self.cursor + 1) + KEPT // 4
        keep = max(KEPT, needed)
        if len(self.cards) > keep:
            del self.cards[keep:]
            self.bottom_complete = False

    def _settle(self) -> None:
        """Keep the cursor on a card and the view around the cursor."""
        last = len(self.cards) - 1
        self.cursor = max(0, min(self.cursor, last))
        self.top = max(self.cursor - self.slots + 1, min(self.top, self.cursor))
        self.top = max(0, min(self.top, len(self.cards) - self.slots))


def edge_of(card: BoardCard) -> Edge:
    """The place of a card in its column's order."""
    return Edge(card.sort_key, card.id)


def _comparable(card: BoardCard) -> tuple[bool, str | int, DealId]:
    """A card's place in its column's order, whether that goes by words or by numbers."""
    return isinstance(card.sort_key, str), card.sort_key, card.id


def _once(cards: Sequence[BoardCard]) -> Iterable[BoardCard]:
    """Every deal once, whatever a store sends."""
    return {card.id: card for card in cards}.values()
