"""What the board's screen reads: windows, counters, cards, and how fresh they are."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias, cast

from textual import on, work
from textual.screen import Screen

from crm_tui.domain.ids import DealId, StageId
from crm_tui.i18n import _
from crm_tui.operations.board import Board, CountColumns, GetBoard, GetCards, GetColumn, PlacedCard, Totals
from crm_tui.operations.errors import CrmError, LoginNeeded
from crm_tui.operations.filters import Sort
from crm_tui.screens.funnel import FunnelApp
from crm_tui.screens.keys_wait import KeysWait
from crm_tui.screens.link import Link
from crm_tui.screens.permission import refusal
from crm_tui.screens.pipeline_hints import hints
from crm_tui.screens.pipeline_keys import KEYS
from crm_tui.screens.shown_view import ShownView
from crm_tui.widgets.board.messages import WindowWanted
from crm_tui.widgets.board.view import BoardView
from crm_tui.widgets.glyphs import ASCII, UNICODE, Glyphs
from crm_tui.widgets.head_line import Connection
from crm_tui.widgets.hints import Hints
from crm_tui.widgets.topbar import TopBar, figures

if TYPE_CHECKING:
    from crm_tui.screens.pipeline_front import Front

Freshness: TypeAlias = tuple[Connection, timedelta | None]

_REDRAWN_ONE_BY_ONE = 20


_NEEDS_STORE = frozenset(binding.action.partition("(")[0] for binding in KEYS)


class PipelineReads(KeysWait, Screen[None]):
    """Keeps the board, its counters and its preview true to the store."""

    def __init__(self) -> None:
        super().__init__()
        self.view = ShownView()
        self.shown: Board | None = None
        self._link: Link | None = None
        self._generation = 0
        self._stale = False
        self._missed = False
        self._unread_told = -1

    @property
    def house(self) -> FunnelApp:
        """The program around the screen: its clock, its settings, its way of telling faults."""
        return cast(FunnelApp, self.app)

    @property
    def country(self) -> str:
        """The country by which national phone numbers read: the base's own, the settings' until it is read."""
        return (self.shown.region if self.shown else "") or self.house.config.region

    @property
    def glyphs(self) -> Glyphs:
        """The signs that the terminal can show."""
        return ASCII if self.house.config.ascii else UNICODE

    @property
    def door(self) -> Link:
        """The store. Raises LookupError until it is attached."""
        if self._link is None:
            raise LookupError("the store is not open yet")
        return self._link

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Until the store is open there is nothing to act on; then, what one's role allows."""
        return None if self.why_disabled(action) else True

    def why_disabled(self, action: str) -> str | None:
        """Why an action of the board is off."""
        if self._link is None and action in _NEEDS_STORE:
            return _("The store is still being opened.")
        return self.refusal(action)

    def refusal(self, action: str) -> str | None:
        """Why the person's role does not allow an action; None where it does."""
        return refusal(self.shown, action)

    @property
    def board(self) -> BoardView:
        """The board."""
        return self.query_one(BoardView)

    @property
    def front(self) -> "Front":
        """What shows the deals at the moment."""
        return self.board

    @property
    def topbar(self) -> TopBar:
        """The line above it."""
        return self.query_one(TopBar)

    async def show_pipeline(self) -> None:
        """Read the pipeline of the view and show it."""
        async with self.telling(asked=False):
            self.take_board(await self.door.ask(GetBoard(self.view.pipeline_id)))

    def take_board(self, board: Board) -> None:
        """Show a board that was read."""
        self.shown = board
        self.front.show(board, now=self.house.clock.now())
        self.tell_connection()
        self.tell_fresh(True)
        self.tell_place()
        if self.view.filter.empty:
            self.topbar.set_figures(figures(board.pipeline, board.totals))
        else:
            self.count()

    def tell_place(self) -> None:
        """Say above the board what it shows."""
        if self.shown is not None:
            view = self.view.name or (_("All deals") if self.shown.views else "")
            self.topbar.set_place(self.shown.pipeline.name, view, "" if self.filtering else self.view.typed)

    @property
    def filtering(self) -> bool:
        """Whether the search line is open: what it says need not be said twice."""
        return False

    @property
    def moving(self) -> bool:
        """Whether a deal is on its way: what is read meanwhile may lack the deal under the cursor."""
        return False

    @property
    def typing(self) -> bool:
        """Whether the search line has the keys."""
        return False

    def tell_keys(self) -> None:
        """Name below the board the keys that matter now."""
        wanted = hints(filtering=self.typing, stale=self.connection[0] is not Connection.LIVE)
        self.query_one(Hints).show([hint for hint in wanted if not self.refusal(hint.action.partition("(")[0])])

    def tell_fresh(self, fresh: bool) -> None:
        """Say whether what stands on the screen is what the store holds; a failed column keeps it from being so."""
        stale = not fresh or any(column.problem is not None for column in self.board.model.columns)
        if stale != self._stale:
            self._stale = stale
            self.tell_connection()
            self.tell_keys()

    @property
    def connection(self) -> Freshness:
        """How fresh the data is, and how old where the connection is lost."""
        link = self._link
        if link is not None and link.saving:
            return Connection.SAVING, None
        if link is not None and link.lost_at is not None:
            unknown = isinstance(link.lost_by, LoginNeeded)
            return (Connection.UNKNOWN if unknown else Connection.LOST), self.house.clock.now() - link.lost_at
        return (Connection.STALE if self._stale else Connection.LIVE), None

    def tell_connection(self) -> None:
        """Say in the line at the top how fresh the data is."""
        self.topbar.set_connection(*self.connection)

    def change_view(self, view: ShownView) -> None:
        """Show another filter or order, from the top of every column."""
        self._generation += 1
        self.view = view
        nothing = (
            _("No deals yet. Press n to add one.") if view.filter.empty else _("Nothing fits. Press esc to see all.")
        )
        self.front.say_empty(nothing)
        self.front.restart()
        self.board.seek_card(not view.filter.empty)
        self.tell_place()
        self.count()

    @on(WindowWanted)
    def _window_wanted(self, event: WindowWanted) -> None:
        event.stop()
        self.run_worker(
            self._read_window(event, self._generation), group=f"window-{event.stage_id}", exit_on_error=False
        )

    async def _read_window(self, wanted: WindowWanted, generation: int) -> None:
        query = GetColumn(
            stage_id=wanted.stage_id,
            edge=wanted.edge,
            backwards=wanted.backwards,
            limit=wanted.limit,
            filter=self.view.filter,
            sort=self.view.sort,
        )
        try:
            window = await self.door.ask(query)
        except CrmError as error:
            self.board.error(wanted.stage_id, _("not read"))
            self.tell_fresh(False)
            await self._tell_unread(error, generation)
            return
        if self.moving:
            self._missed = True
        elif generation == self._generation:
            self.board.set_cards(wanted.stage_id, window, edge=wanted.edge, backwards=wanted.backwards)
            if self._stale:
                self.tell_fresh(True)

    async def _tell_unread(self, error: CrmError, generation: int) -> None:
        """Why columns could not be read, once for all of them; a lost connection is told by the line at the top."""
        if self._unread_told != generation:
            self._unread_told = generation
            if await self.door.answers():
                self.house.report(error)

    @work(exclusive=True, group="count", exit_on_error=False)
    async def count(self) -> None:
        """Read the counters again."""
        if self.shown is None:
            return
        async with self.telling(asked=False):
            self._take_totals(await self.door.ask(CountColumns(self.shown.pipeline.id, self.view.filter)))

    def _take_totals(self, totals: Sequence[Totals]) -> None:
        if self.shown is not None:
            self.front.set_totals(totals)
            self.topbar.set_figures(figures(self.shown.pipeline, totals))

    # Drawing again

    async def redraw(self, deal_ids: Sequence[str]) -> None:
        """Draw deals as they are now: moved, changed, new or gone; many at once by reading the columns again."""
        if self.shown is None or not self.view.by_hand or len(deal_ids) > _REDRAWN_ONE_BY_ONE:
            await self._carry(deal_ids)
            self.reload_columns()
            return
        ids = tuple(DealId(deal_id) for deal_id in deal_ids)
        async with self.telling(asked=False):
            placed = await self.door.ask(GetCards(ids))
            totals = await self.door.ask(CountColumns(self.shown.pipeline.id))
            for gone in sorted(set(ids) - {one.card.id for one in placed}):
                self.board.remove_card(gone)
            self._place(placed)
            self._take_totals(totals)

    async def _carry(self, deal_ids: Sequence[str]) -> None:
        """Let the cursor go along with its deal into another stage, wherever filter and order put it there."""
        held = self.board.cursor_card
        if held is None or held.id not in deal_ids:
            return
        async with self.telling(asked=False):
            for one in await self.door.ask(GetCards((held.id,))):
                card = one.card if self.view.sort is Sort.RANK else held
                self.board.carry(card, one.stage_id, falling=self.view.falling)

    def _place(self, placed: Iterable[PlacedCard]) -> None:
        for one in placed:
            self.board.place_card(one.card, one.stage_id, one.after)

    def reload_columns(self, stages: Iterable[StageId] | None = None) -> None:
        """Read what is seen of the columns again, old cards standing until the answers come."""
        if self.shown is not None:
            every = [stage.id for stage in self.shown.pipeline.stages]
            if stages is None:
                self._generation += 1  # an answer under way may be older than what is read again
            self.board.reload(every if stages is None else stages)
            self.count()

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """Say something in passing."""
        self.app.notify(sentence, severity="warning" if warning else "information", markup=False)

    @asynccontextmanager
    async def telling(self, *, asked: bool = True) -> AsyncIterator[None]:
        """Let a refusal of the store be told, and what stands on the screen stay.

        For what nobody ``asked`` for, a lost connection is told by the line at the top alone.
        """
        try:
            yield
        except CrmError as error:
            self.tell_fresh(False)
            if asked or await self.door.answers():
                self.house.report(error)
        else:
            if self._stale:
                self.tell_fresh(True)
