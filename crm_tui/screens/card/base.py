"""What every card's screen stands on: what it holds, and what each kind of record says of itself."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar

from textual.widget import Widget
from textual.worker import Worker

from crm_tui.domain.clock import Clock, SystemClock
from crm_tui.domain.fields import MAIN, Entity
from crm_tui.i18n import _
from crm_tui.operations.base import Command, Store
from crm_tui.operations.feed import FeedPage
from crm_tui.screens.attendance import Attendance
from crm_tui.screens.card.custom_values import AnyRecord
from crm_tui.screens.card.feed_pane import FeedPane
from crm_tui.screens.card.pages.base import Desk, Page
from crm_tui.screens.card.saving import Entry
from crm_tui.screens.closing import ClosesOnce
from crm_tui.screens.keys_wait import KeysWait
from crm_tui.screens.reach.targets import Reachable
from crm_tui.widgets.activity_feed.view import ActivityFeed
from crm_tui.widgets.card import sheet
from crm_tui.widgets.card.data import CardBlock, CardField
from crm_tui.widgets.card.view import CardView
from crm_tui.widgets.card_line import CardLine
from crm_tui.widgets.glyphs import UNICODE, Glyphs

if TYPE_CHECKING:
    from crm_tui.screens.card.house import CardHouse

Card = TypeVar("Card", bound=AnyRecord)
Neighbours = Callable[[int], Awaitable[str | None]]


class Reading(NamedTuple, Generic[Card]):
    """A record as it was read, with what else its screen shows."""

    record_id: str
    card: Card
    newest: FeedPage
    page: tuple[CardBlock, ...]


class CardBase(KeysWait, ClosesOnce[str | None], Generic[Card]):
    """A record that is on a screen, and what subclasses say of it."""

    entity: ClassVar[Entity]
    house: "CardHouse | None" = None
    """Where other cards are opened from; None for a card that stands alone."""

    def __init__(
        self,
        record_id: str,
        store: Store,
        *,
        neighbours: Neighbours | None = None,
        clock: Clock | None = None,
        region: str = "",
        glyphs: Glyphs = UNICODE,
        editing: bool = False,
        refusal: Callable[[str], str | None] = lambda _action: None,
    ) -> None:
        super().__init__()
        self._refusal = refusal
        self.record_id = record_id
        self._ready = False
        self._editing_first = editing
        self._store = store
        self._neighbours = neighbours
        self._clock = clock or SystemClock()
        self._region = region
        self._glyphs = glyphs
        self._line = CardLine(glyphs=glyphs, id="card-line")
        self.head = CardView(arrange=sheet.head, region=region, glyphs=glyphs, id="card-head")
        self.body = CardView(region=region, glyphs=glyphs, id="card-fields")
        self._attendance = Attendance(store)
        self._card: Card | None = None
        self._failure = ""
        self._tab = MAIN
        self._page_blocks: tuple[CardBlock, ...] = ()
        self._hidden: frozenset[str] | None = None
        self._turned = True
        self._dressed = ""
        self._pane = FeedPane(store, self._clock, self.say, glyphs=glyphs, id="card-feed")
        self._ahead: asyncio.Future[Reading[Card]] | None = None
        self._taken: Reading[Card] | None = None
        self._loading: Worker[None] | None = None
        self._behind = False
        self._one_at_a_time = asyncio.Lock()

    def live_in(self, house: "CardHouse") -> None:
        """Open other cards from there."""
        self.house = self._pane.house = house

    # What subclasses say

    async def read(self, record_id: str) -> Card:
        """The record, and what else its card needs. Raises what the store refuses."""
        raise NotImplementedError

    def path(self, card: Card) -> tuple[str, ...]:
        """Where the record stands, for the line at the top."""
        raise NotImplementedError

    def head_blocks(self, card: Card) -> tuple[CardBlock, ...]:
        """What the head shows."""
        raise NotImplementedError

    def main_blocks(self, card: Card) -> tuple[CardBlock, ...]:
        """What the main page shows."""
        raise NotImplementedError

    def command(self, card: Card, entry: Entry) -> Command[Card]:
        """What saving a field asks of the store. Raises BadField."""
        raise NotImplementedError

    def sequence(self, card: Card) -> int:
        """The version of the record."""
        raise NotImplementedError

    def name_of(self, card: Card) -> str:
        """What the record is called."""
        raise NotImplementedError

    def reachable(self, card: Card) -> Sequence[Reachable]:
        """Who can be written to and called."""
        raise NotImplementedError

    def named_on(self, card: Card) -> frozenset[str]:
        """Which other records the card names: it is read again where they change."""
        return frozenset()

    def memo_of(self, card: Card) -> str | None:
        """The memo; None on a card that has none."""
        return None

    def pages(self) -> Sequence[Page]:
        """The tabs beside the main one."""
        return ()

    def below_head(self) -> Sequence[Widget]:
        """What stands between the head and the tabs."""
        return ()

    def show_more(self, card: Card) -> None:
        """Show what a kind of card has beyond the rest."""

    async def ask(self, field: CardField) -> None:
        """Change a field in its dialog."""

    async def after_reading(self, card: Card) -> None:
        """What follows once the record is on the screen."""

    # What is on the screen

    @property
    def feed(self) -> ActivityFeed:
        """What happened, beside the card."""
        return self._pane.feed

    @property
    def takes_keys(self) -> bool:
        """Whether the record is there, or why it is not."""
        return self._ready

    @property
    def card(self) -> Card | None:
        """The record as it was read last."""
        return self._card

    @property
    def unsent(self) -> bool:
        """Whether a field holds something that is not saved yet."""
        return self.head.changed or self.body.changed or self._pane.unsent

    @property
    def in_focus(self) -> str:
        """The record: a toast says when others change it."""
        return self.record_id

    @property
    def title_in_focus(self) -> str:
        """What the record is called."""
        return "" if self._card is None else self.name_of(self._card)

    @property
    def seen(self) -> int | None:
        """The sequence of what the person has before their eyes."""
        return None if self._card is None else self.sequence(self._card)

    @property
    def desk(self) -> Desk:
        """What the pages work with."""
        return Desk(self._store, self.entity, self._clock, self._glyphs, self.say, lambda: self.house)

    @property
    def _tabs(self) -> tuple[tuple[str, str], ...]:
        return ((MAIN, _("Main")), *((page.id, page.title) for page in self.pages()))

    @property
    def _page(self) -> Page | None:
        return self._page_of(self._tab)

    def _page_of(self, tab: str) -> Page | None:
        return next((page for page in self.pages() if page.id == tab), None)

    @property
    def _editing(self) -> bool:
        return self.head.editing or self.body.editing

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Tell the person in passing."""
        self.app.notify(sentence, severity="warning" if warning else "information", markup=False)
