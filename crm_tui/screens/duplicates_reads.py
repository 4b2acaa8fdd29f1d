"""What the review of duplicates reads: how far the base was looked through, the pairs, where the two of one differ."""

import asyncio
from collections.abc import Sequence
from typing import Final

from textual import work
from textual.content import Content
from textual.widgets import Static

from crm_tui.domain.fields import Entity
from crm_tui.domain.matching.reasons import Band
from crm_tui.i18n import _
from crm_tui.operations.base import Change, Store
from crm_tui.operations.errors import CrmError, Refused
from crm_tui.operations.field_names import FIELD_NAMES
from crm_tui.operations.fields import GetLayout
from crm_tui.operations.matching import (
    DuplicatePair,
    GetScan,
    ListDuplicates,
    MergeField,
    PreviewMerge,
    ScanDuplicates,
    ScanState,
)
from crm_tui.screens.closing import ClosesOnce
from crm_tui.screens.duplicate_queue import DuplicateQueue, Key, key_of
from crm_tui.screens.keys_wait import KeysWait
from crm_tui.screens.pipeline_reads import Freshness
from crm_tui.widgets.buyer.pair_view import PairField, PairView
from crm_tui.widgets.buyer.scan_line import ScanLine
from crm_tui.widgets.card_line import CardLine
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.history_words import CUSTOM
from crm_tui.widgets.plain import content

BATCH: Final = 2_000
"""Contacts that are looked through before others may write again."""
PAGE: Final = 50
_REREAD_SECONDS: Final = 1.0


class DuplicatesReads(KeysWait, ClosesOnce[None]):
    """Looks through the base batch by batch, and shows the best pair that waits."""

    def __init__(self, store: Store, *, glyphs: Glyphs = UNICODE, may: bool = True) -> None:
        super().__init__()
        self._store = store
        self._may = may
        self._line = CardLine(glyphs=glyphs, id="duplicates-line")
        self._scan_line = ScanLine(glyphs=glyphs, id="duplicates-scan")
        self._view = PairView(glyphs=glyphs, id="duplicates-pair")
        self.queue = DuplicateQueue()
        self._least = Band.LIKELY
        self._scan: ScanState | None = None
        self._scanning = False
        self._labels: dict[str, str] = {}
        self._known: dict[Key, tuple[PairField, ...]] = {}
        self._read_at = 0.0
        self._others_wrote = False
        self.replaced = False

    @property
    def in_focus(self) -> str:
        """The contact that stays."""
        return self.queue.pair.first.id if self.queue.pair else ""

    @property
    def title_in_focus(self) -> str:
        """Its name."""
        return self.queue.pair.first.name if self.queue.pair else ""

    def refresh_from(self, changes: Sequence[Change]) -> None:
        """A colleague has written: the pairs may be others, and what is known of them too."""
        self._known.clear()
        self._others_wrote = True
        self.read()

    def read_again(self) -> None:
        """The connection is back."""
        self._known.clear()
        self.begin()

    def show_connection(self, freshness: Freshness) -> None:
        """Say how fresh the data is."""
        self._line.set_connection(*freshness)

    # The base

    @work(exclusive=True, group="read", exit_on_error=False)
    async def begin(self) -> None:
        """Read how far the base was looked through, show what was found, and go on looking."""
        try:
            self._scan = await self._store.ask(GetScan())
            layout = await self._store.ask(GetLayout(Entity.CONTACT))
            self._labels = {f"{CUSTOM}{field.id}": field.name for field in layout.fields}
        except CrmError as error:
            self.say_fault(str(error))
            return
        self._show_scan()
        await self.reading()
        if self._may and not self._scan.complete:
            self.look_through()

    @work(exclusive=True, group="scan", exit_on_error=False)
    async def look_through(self, *, afresh: bool = False) -> None:
        """Look through the base until nothing is left or somebody stops it; asked again it goes on where it was."""
        self._scanning = True
        try:
            while self._scanning and (afresh or self._scan is None or not self._scan.complete):
                self._scan = await self._store.do(ScanDuplicates(BATCH, afresh))
                afresh = False
                self._show_scan()
                await self._read_now_and_then()
        except CrmError as error:
            self.say_fault(str(error))
            return
        finally:
            self._scanning = False
            self._show_scan()
        await self.reading()

    def stop(self) -> None:
        """Stop looking once the batch under way is done."""
        self._scanning = False

    @property
    def scanning(self) -> bool:
        """Whether the base is being looked through."""
        return self._scanning

    async def _read_now_and_then(self) -> None:
        """What was found comes in while it goes on, not at every batch."""
        now = asyncio.get_running_loop().time()
        if not self.queue.waiting or now - self._read_at > _REREAD_SECONDS:
            self._read_at = now
            await self.reading()

    def _show_scan(self) -> None:
        self._scan_line.show(self._scan, running=self._scanning)
        self.refresh_bindings()

    # The pairs

    @work(exclusive=True, group="read", exit_on_error=False)
    async def read(self) -> None:
        """Read the best pairs."""
        await self.reading()

    async def reading(self) -> None:
        """Read the best pairs and show the one that is looked at."""
        wanted = PAGE + self.queue.skipped
        try:
            page = await self._store.ask(ListDuplicates(self._least, limit=wanted))
        except CrmError as error:
            self.say_fault(str(error))
            return
        self.say_fault("")
        before = self.queue.pair
        self.queue.take(page.pairs, complete=page.complete)
        self._look_under_the_fingers(before)
        await self.show_pair()

    def _look_under_the_fingers(self, before: DuplicatePair | None) -> None:
        """Remember where what a colleague wrote has put another pair in the place of the one that was looked at."""
        now, wrote, self._others_wrote = self.queue.pair, self._others_wrote, False
        if wrote and before is not None and now is not None and key_of(before) != key_of(now):
            self.replaced = True

    async def look_again(self) -> None:
        """Look through what has changed, so that a pair that was put back is found again."""
        try:
            self._scan = await self._store.do(ScanDuplicates(BATCH))
        except CrmError as error:
            self.say_fault(str(error))

    async def show_pair(self) -> None:
        """Show the pair that is looked at: at once what is known of it, then where the two differ."""
        pair = self.queue.pair
        self._tell_place()
        if pair is None:
            self._view.say(self._nothing)
            self.refresh_bindings()
            return
        self._view.show(pair, self._known.get(key_of(pair)))
        self.refresh_bindings()
        if key_of(pair) not in self._known:
            await self._preview(pair)
        if self.queue.following is not None:
            self.look_ahead(self.queue.following)

    async def _preview(self, pair: DuplicatePair) -> None:
        try:
            fields = await self._store.ask(PreviewMerge(pair.first.id, pair.second.id))
        except Refused:
            self.queue.decide(pair)  # a colleague has merged or deleted one of them: the list says so the next time
            self.read()
            return
        except CrmError as error:
            self.say_fault(str(error))
            return
        self._known[key_of(pair)] = tuple(map(self._field, fields))
        shown = self.queue.pair
        if shown is not None and key_of(shown) == key_of(pair):
            self._view.show(pair, self._known[key_of(pair)])

    @work(exclusive=True, group="ahead", exit_on_error=False)
    async def look_ahead(self, pair: DuplicatePair) -> None:
        """Read where the next two differ before anybody asks."""
        if key_of(pair) not in self._known:
            await self._preview(pair)

    def _field(self, field: MergeField) -> PairField:
        name = self._labels.get(field.name) or _(FIELD_NAMES.get(field.name, field.name))
        label = name[:1].upper() + name[1:]
        return PairField(field.name, label, field.first, field.second, field.kept == "second")

    @property
    def _nothing(self) -> str:
        """Why there is no pair to look at, and what to do."""
        if self._scanning:
            return _("Looking for duplicates; the first ones come up here.")
        if self.queue.skipped:
            return _("No more pairs; r brings back those that you skipped.")
        if self._scan is not None and not self._scan.complete:
            return _("No duplicates found so far; R goes on looking.")
        if self._least is Band.MAYBE:
            return _("No duplicates. R looks through everything again.")
        return _("No duplicates. R looks through everything again, m shows pairs that only may be.")

    def _tell_place(self) -> None:
        place = ""
        if self.queue.pair is not None:
            total = f"{self.queue.waiting}+" if self.queue.more else str(self.queue.waiting)
            place = _("%(n)d of %(total)s") % {"n": self.queue.place, "total": total}
        self._line.set_path(*filter(None, (_("Duplicates"), place)))

    def say_fault(self, sentence: str) -> None:
        """Say what went wrong; the last good data stays."""
        fault = self.query_one("#duplicates-fault", Static)
        told = Content.assemble(content(sentence, "$text-error"), "  ", _("Press r to try again.")) if sentence else ""
        fault.update(told)
        self.set_class(bool(sentence), "-failed")
