"""How triage reads: the queue, and what is shown of an item, of the next one before it is wanted."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from crm_tui.domain.clock import Clock
from crm_tui.domain.ids import DealId
from crm_tui.i18n import _, ngettext
from crm_tui.operations.base import Change, Store
from crm_tui.operations.errors import CrmError
from crm_tui.operations.triage import ListTriage, TriageItem
from crm_tui.screens.closing import ClosesOnce
from crm_tui.screens.keys_wait import KeysWait
from crm_tui.screens.pipeline_reads import Freshness
from crm_tui.screens.triage.evidence import Evidence, read
from crm_tui.screens.triage.sitting import Sitting
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.keys import KeyHints
from crm_tui.widgets.plain import MUTED, content, one_line
from crm_tui.widgets.triage import glance
from crm_tui.widgets.triage.done import done
from crm_tui.widgets.triage.head import TriageLine
from crm_tui.widgets.triage.likely import likely

_TICK: Final = 20.0
"""Seconds between two looks at whether a snoozed deal is awake or a task due by now."""
_HINTS: Final = 10
_NAME: Final = 60
_UNREAD: Final = Content.styled("┄", MUTED)


class TriageReads(KeysWait, ClosesOnce[None]):
    """Shows the item in front. The board below hears what others write and tells it: ``pipeline_follow.FollowsStore``.

    What is shown of an item is kept: the next one is there as soon as its turn comes.
    """

    CSS_PATH = Path(__file__).parents[2] / "styles" / "triage.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (64, "-beside")]  # noqa: RUF012 - as Textual types it
    AUTO_FOCUS = ""

    def __init__(
        self, store: Store, *, clock: Clock, refusal: Callable[[str], str | None], glyphs: Glyphs = UNICODE
    ) -> None:
        super().__init__()
        self._store = store
        self._clock = clock
        self._refusal = refusal
        self._glyphs = glyphs
        self._line = TriageLine(glyphs=glyphs, id="triage-line")
        self._sitting = Sitting(clock.now())
        self._known: dict[DealId, Evidence] = {}
        self._stale: set[DealId] = set()
        self._who: dict[str, str] = {}
        self._touched: set[DealId] = set()
        self._everybody = False

    def compose(self) -> ComposeResult:
        """Where one is; the deal and its similar buyers; what was done; the keys."""
        yield self._line
        with Horizontal(id="triage-body"):
            with VerticalScroll(id="triage-deal", can_focus=False):
                yield Static(_UNREAD, id="triage-head", markup=False)
                yield Static("", id="triage-glance", markup=False)
            with VerticalScroll(id="triage-likely", can_focus=False):
                yield Static("", id="triage-similar", markup=False)
        yield Static("", id="triage-done", markup=False)
        yield Static("", id="triage-fault", markup=False)
        yield Static("", id="triage-said", markup=False)
        yield KeyHints(limit=_HINTS)

    def on_mount(self) -> None:
        """Read the queue, and look now and then for what comes back by itself."""
        self.read_queue()
        self.set_interval(_TICK, self._tick)

    # What the board below tells

    @property
    def in_focus(self) -> str:
        """No record: what a colleague does here is told in this screen's own words."""
        return ""

    @property
    def title_in_focus(self) -> str:
        """No record has no name."""
        return ""

    def refresh_from(self, changes: Sequence[Change]) -> None:
        """Somebody else has written: what they touched is read again."""
        for change in changes:
            self._who.update(dict.fromkeys(change.subjects or (), change.actor))
            touched = change.subjects
            self._stale.update(deal for deal in self._known if touched is None or deal in touched)
        self.read_queue()

    def read_again(self) -> None:
        """The connection is back: anything may have changed."""
        self._stale.update(self._known)
        self.read_queue()

    def show_connection(self, freshness: Freshness) -> None:
        """Say how fresh the data is."""
        self._line.set_connection(*freshness)

    # Reading

    @work(exclusive=True, group="read", exit_on_error=False)
    async def read_queue(self, focus: Collection[str] = ()) -> None:
        """Read the queue; the last good one stays where that fails."""
        await self.reading(focus)

    async def reading(self, focus: Collection[str] = ()) -> None:
        """The same, to be awaited."""
        try:
            queue = await self._store.ask(ListTriage(everybody=self._everybody))
        except CrmError as error:
            self._say_fault(str(error))
            return
        self._say_fault("")
        self._tell_gone(self._sitting.take(queue, focus))
        self.draw()

    def _tell_gone(self, gone: Sequence[TriageItem]) -> None:
        """What a person acted upon here is cleared; what a colleague took is told."""
        taken: list[tuple[str, TriageItem]] = []
        for item in gone:
            who = next((self._who[deal] for deal in item.deal_ids if deal in self._who), "")
            if item.deal_id in self._touched:
                self._sitting.count(item)
            elif who:
                taken.append((who, item))
        if taken:
            who, item = taken[0]
            words = {"who": one_line(who, _NAME), "title": one_line(item.title, _NAME), "n": len(taken) - 1}
            one = _("%(who)s took “%(title)s”.") % words
            more = ngettext(
                "%(who)s took “%(title)s” and %(n)d more.", "%(who)s took “%(title)s” and %(n)d more.", len(taken) - 1
            )
            self.say(more % words if len(taken) > 1 else one)

    @work(exclusive=True, group="evidence", exit_on_error=False)
    async def _look_up(self) -> None:
        """Read what is shown of the item in front, then of the next one."""
        for item in (self._sitting.current, self._sitting.following):
            if item is None or (item.deal_id in self._known and item.deal_id not in self._stale):
                continue
            try:
                evidence = await read(self._store, item)
            except CrmError as error:
                self._say_fault(str(error))
                return
            self._stale.discard(item.deal_id)
            if evidence is not None:
                self._known[item.deal_id] = evidence
            if item == self._sitting.current:
                self._draw_item(item)

    def _tick(self) -> None:
        """Ages go on, and what was put off comes back."""
        queue, now = self._sitting.queue, self._clock.now()
        moments = (queue.wakes_at, queue.due_at) if queue else ()
        if any(moment is not None and moment <= now for moment in moments):
            self.read_queue()
        elif self._sitting.current is not None:
            self._draw_item(self._sitting.current)

    # Drawing

    @property
    def evidence(self) -> Evidence | None:
        """What is known of the item in front."""
        item = self._sitting.current
        return self._known.get(item.deal_id) if item else None

    def draw(self) -> None:
        """Show where the person stands; what is not known yet is read."""
        item = self._sitting.current
        self._draw_line()
        self.set_class(item is None and self._sitting.queue is not None, "-done")
        if item is None:
            self._draw_done()
        else:
            self._draw_item(item)
            self._look_up()
        self.refresh_bindings()

    def _draw_line(self) -> None:
        place, total = self._sitting.place
        queue = self._sitting.queue
        plus = "+" if queue and queue.capped else ""
        told = _("%(n)d of %(total)s") % {"n": place, "total": f"{total}{plus}"} if self._sitting.current else ""
        self._line.show(told, self._sitting.counts, _("everybody’s") if self._everybody else "")

    def _draw_done(self) -> None:
        queue, now = self._sitting.queue, self._clock.now()
        if queue is not None:
            page = done(queue, self._sitting.cleared, now - self._sitting.began, now, self._glyphs)
            self.query_one("#triage-done", Static).update(page)

    def _draw_item(self, item: TriageItem) -> None:
        now, known = self._clock.now(), self._known.get(item.deal_id)
        self.query_one("#triage-head", Static).update(glance.head(item, now, self._glyphs))
        self.query_one("#triage-glance", Static).update(self._glance(item, known, now))
        similar = likely(known.card, known.similar, known.buyer, self._glyphs) if known else _UNREAD
        self.query_one("#triage-similar", Static).update(similar)
        self.refresh_bindings()

    def _glance(self, item: TriageItem, known: Evidence | None, now: datetime) -> Content:
        if known is None:
            return glance.waiting(item, self._glyphs)
        return glance.body(known.cards, known.events, now, self._glyphs)

    def say(self, sentence: str) -> None:
        """Tell what was done, in the line above the keys."""
        self.query_one("#triage-said", Static).update(content(sentence, MUTED))

    def _say_fault(self, sentence: str) -> None:
        told = Content.assemble(content(sentence, "$text-error"), "  ", _("Press r to try again.")) if sentence else ""
        self.query_one("#triage-fault", Static).update(told)
        self.set_class(bool(sentence), "-failed")
