"""Reading a record for its card, ahead of the screen or on it, and showing what was read."""

import asyncio
from collections.abc import Sequence

from textual import on, work
from textual.await_complete import AwaitComplete
from textual.content import Content
from textual.widgets import Static

from crm_tui.domain.fields import MAIN
from crm_tui.i18n import _
from crm_tui.operations.base import Change
from crm_tui.operations.errors import CrmError
from crm_tui.screens.card.base import Card, CardBase, Neighbours, Reading
from crm_tui.screens.card.choosing import hidden_fields
from crm_tui.screens.card.feed_pane import FeedPane
from crm_tui.screens.card.shown_fields import NOTHING, visible
from crm_tui.screens.funnel import FunnelApp
from crm_tui.screens.pipeline_reads import Freshness
from crm_tui.widgets.card import messages
from crm_tui.widgets.card.data import CardBlock
from crm_tui.widgets.card.tab_line import TabLine
from crm_tui.widgets.month_chart import MonthChart
from crm_tui.widgets.plain import content


class CardReads(CardBase[Card]):
    """Reads, shows, and follows what others write."""

    def on_screen_resume(self) -> None:
        """Come up with a record that is not shown yet: read it, and say that it is looked at."""
        if self._turned:
            self._turned = False
            self._load()
            self._look()

    def turn_to(self, record_id: str, *, neighbours: Neighbours | None = None, editing: bool = False) -> None:
        """Make a screen that was left ready for another record."""
        self.record_id, self._neighbours, self._editing_first = record_id, neighbours, editing
        self._card, self._failure, self._tab, self._page_blocks = None, "", MAIN, ()
        self._ready, self._turned, self._dismissed_once = False, True, False
        self._line.set_path()
        self._line.set_lookers(())
        self.remove_class("-feed")
        if self.is_mounted:
            self.head.show(())
            self.body.show(())
            self._pane.clear()
            self.set_focus(self.head)

    async def prepare(self, within: float = 0.1) -> None:
        """Read the record before the screen comes up, so that it comes up whole; not longer than a person would notice.

        ``within`` is in seconds. What is not there by then follows.
        """
        self._ahead = asyncio.ensure_future(self._read_all(self.record_id))
        await asyncio.wait({self._ahead}, timeout=within)
        if self.is_mounted and self._ahead.done() and not self._ahead.exception():
            self._take(self._ahead.result())

    def refresh_from(self, changes: Sequence[Change]) -> None:
        """Read the record again where its card shows what others touched; what is being typed stays.

        While it is being read it is read once more after that, so that it is shown however much others write.
        """
        if not any(map(self._concerns, changes)):
            return
        if self._loading is None or self._loading.is_finished:
            self._load()
        else:
            self._behind = True

    def _concerns(self, change: Change) -> bool:
        """Whether the card shows anything of it: its own, what hangs on it, what it hangs on, how cards are set up."""
        if change.around is None or change.settings:
            return True
        shown = frozenset() if self._card is None else self.named_on(self._card)
        return not change.around.isdisjoint(shown | {self.record_id})

    def read_again(self) -> None:
        """The connection is back: read the record, and who looks at it; what could not be saved can be now."""
        for view in (self.head, self.body):
            view.forgive()
        self._load()
        self._look()

    def show_connection(self, freshness: Freshness) -> None:
        """Say how fresh the data is."""
        self._line.set_connection(*freshness)

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        """Leave, and look away."""
        self.take_leave()
        return super().dismiss(result)

    def take_leave(self) -> None:
        """Look away."""
        self.app.run_worker(self._attendance.leave(), group="presence", exit_on_error=False)

    @on(FeedPane.Touched)
    def _touched(self) -> None:
        """Something was done in the feed."""
        self._load()

    def _load(self, other: str | None = None) -> None:
        """Read the record, or another in its place; one that cannot be read leaves the one on the screen."""
        self._behind = False
        self._loading = self._read_anew(other)

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _read_anew(self, other: str | None) -> None:
        await self._read_now(other)
        if self._behind:
            self.call_later(self._load)

    async def _read_now(self, other: str | None) -> None:
        ahead, self._ahead = self._ahead, None
        try:
            reading = await (ahead if ahead and not other else self._read_all(other or self.record_id))
        except CrmError as error:
            self._show_fault(str(error))
            await self._take_keys()
            return
        if reading is not self._taken:
            self._take(reading)
        await self._take_keys()
        await self.after_reading(reading.card)

    async def _read_all(self, record_id: str) -> Reading[Card]:
        if self._hidden is None:
            self._hidden = await hidden_fields(self._store, self.entity)
        card = await self.read(record_id)
        newest = await self._pane.read(record_id)
        return Reading(record_id, card, newest, await self._read_page(card))

    def _take(self, reading: Reading[Card]) -> None:
        """Show what was read."""
        moved_on = self.record_id != reading.record_id
        self._taken, self.record_id, self._page_blocks = reading, reading.record_id, reading.page
        self._show(reading.card)
        self._pane.show(reading.record_id, reading.newest, self.memo_of(reading.card))
        if moved_on:
            self._look()

    async def _take_keys(self) -> None:
        """Once the record was read for the first time: open the first field where that was asked, and let keys in."""
        if self._ready:
            return
        if self._editing_first and self._card is not None:
            await self.head.action_edit()
        self._ready = True
        if isinstance(self.app, FunnelApp):
            self.app.let_keys_go()

    @work(exclusive=True, group="presence", exit_on_error=False)
    async def _look(self) -> None:
        """Say again that the record is open here, and show who else has it open."""
        if self not in self.app.screen_stack:
            return
        lookers = await self._attendance.look(self.record_id)
        if lookers is not None:
            self._line.set_lookers(lookers)

    def _show(self, card: Card) -> None:
        self._card = card
        self._failure = ""
        self._line.set_path(*self.path(card))
        for view in (self.head, self.body):
            view.locked = self._refusal("edit") or ""
        self.head.show(self.head_blocks(card), self.sequence(card))
        self._show_page()
        self.show_more(card)
        self._show_what_is_wrong()
        self.refresh_bindings()

    def _show_fault(self, sentence: str) -> None:
        """Say what happened and how to go on; the last good data stays."""
        self._failure = sentence
        self._show_what_is_wrong()
        self.refresh_bindings()

    @on(messages.Judged)
    def _show_what_is_wrong(self) -> None:
        """One line over the whole width, for the store."""
        told = Content("")
        if self._failure:
            told = Content.assemble(content(self._failure, "$text-error"), "  ", _("Press r to try again."))
        self.query_one("#card-fault", Static).update(told)
        self.set_class(bool(told.plain), "-failed")

    async def _open_tab(self, tab: str) -> None:
        page = self._page_of(tab)
        if self._card is None:
            return
        blocks = await page.blocks(self._store, self._card) if page else ()
        self._tab, self._page_blocks = tab, blocks
        self._show_page()
        self.refresh_bindings()
        if not self.body.has_focus:
            self.body.focus()

    async def _read_page(self, card: Card) -> tuple[CardBlock, ...]:
        page = self._page
        return await page.blocks(self._store, card) if page else ()

    def _show_page(self) -> None:
        if self._card is None:
            return
        self._tab = self._page.id if self._page else MAIN  # an admin may have taken the tab away
        shown = visible(self.main_blocks(self._card), self._hidden or NOTHING)
        blocks = self._page_blocks if self._page else shown
        self.body.show(blocks, self.sequence(self._card))
        tabs = self.query_one(TabLine)
        tabs.show(self._tabs, self._tab)
        tabs.set_class(len(self._tabs) == 1, "-none")
        self.call_later(self.query_one(MonthChart).show, self._page.bars if self._page else ())
