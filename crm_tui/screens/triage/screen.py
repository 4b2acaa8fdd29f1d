"""Triage: the deals that wait for somebody, one after the other, each act one key (P12)."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ClassVar, Final

from textual import work
from textual.binding import BindingType
from textual.containers import VerticalScroll

from crm_tui.domain.ids import DealId
from crm_tui.i18n import _
from crm_tui.operations.base import Store
from crm_tui.operations.deals import MarkRead
from crm_tui.operations.history import Step
from crm_tui.operations.matching import Similar
from crm_tui.operations.triage import Cause, TriageItem
from crm_tui.operations.values import BuyerState
from crm_tui.screens.deal_actions import DealActions, Done
from crm_tui.screens.reach.targets import WHY_NOT, of_people
from crm_tui.screens.triage.acts import TriageActions
from crm_tui.screens.triage.evidence import Evidence
from crm_tui.screens.triage.keys import KEYS
from crm_tui.screens.triage.reads import TriageReads

Act = Callable[[Sequence[DealId]], Awaitable[Done | None]]
OpenDeal = Callable[[DealId], Awaitable[object]]

_WRITES: Final = frozenset({"link", "new_buyer", "choose", "file", "act", "call", "message", "undo", "redo"})
_ON_A_DEAL: Final = frozenset({"open", "step", *_WRITES} - {"undo", "redo"})
_CLEARS: Final = frozenset({"snooze", "lose", "spam"})


class TriageScreen(TriageReads):
    """The queue by keys. ``actions`` are the board's, ``open_deal`` shows a deal's card."""

    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, store: Store, actions: DealActions, open_deal: OpenDeal, **options: Any) -> None:
        super().__init__(store, clock=actions.clock, **options)
        self._given = actions
        self._open_deal = open_deal
        self._acts: TriageActions | None = None
        self._history: list[DealId | None] = []

    @property
    def actions(self) -> TriageActions:
        """What can be done with the deal in front."""
        self._acts = self._acts or TriageActions(self, self._given, self._glyphs)
        return self._acts

    # Which keys are on

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that cannot act is off, and says why."""
        return None if self.why_disabled(action) else True

    def why_disabled(self, action: str) -> str | None:
        """Why a key is off."""
        item = self._sitting.current
        if action in _ON_A_DEAL and item is None:
            return _("Nothing waits.")
        if action in _WRITES and (refusal := self._refusal("act")):
            return refusal
        if action in ("link", "new_buyer"):
            return self._why_no_buyer(action)
        if action in WHY_NOT:
            return self._why_out_of_reach(action)
        if action == "file" and item is not None and item.cause not in (Cause.UNSORTED, Cause.UNREAD):
            return _("It is filed already; s snoozes it, D opens it.")
        return None

    def _why_no_buyer(self, action: str) -> str | None:
        known = self.evidence
        if known is None:
            return _("Similar buyers are still being looked for.")
        if known.card.buyer is BuyerState.SAVED:
            return _("The buyer is saved already.")
        if not known.card.people:
            return _("No contact yet: D opens the deal, where one is added.")
        if action == "link" and not known.similar:
            return _("Nobody like that is saved; n saves a new buyer.")
        return None

    def _why_out_of_reach(self, action: str) -> str | None:
        known = self.evidence
        return WHY_NOT[action](of_people(known.card.people)) or None if known else _("The deal is still being read.")

    # The way through the queue

    def action_step(self, by: int) -> None:
        """The next item or the one before."""
        self._sitting.step(by)
        self.query_one("#triage-deal", VerticalScroll).scroll_home(animate=False)
        self.draw()

    def action_scroll(self, by: int) -> None:
        """Move through a deal that is longer than the screen."""
        self.query_one("#triage-deal", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_reload(self) -> None:
        """Read everything again."""
        self.read_again()

    def action_scope(self) -> None:
        """My deals and nobody's, or everybody's."""
        self._everybody = not self._everybody
        self.read_queue()

    def action_back(self) -> None:
        """To the board."""
        self.dismiss(None)

    @work(group="open", exit_on_error=False)
    async def action_open(self) -> None:
        """Show the deal's card."""
        item = self._sitting.current
        if item is None:
            return
        await self._open_deal(item.deal_id)
        self._touched.add(item.deal_id)
        self._stale.add(item.deal_id)
        await self.reading()

    # Acts

    def action_file(self) -> None:
        """File the deal, and all appeals of the same number with it; one that is only unread counts as read."""
        item = self._sitting.current
        if item is not None:
            self._do(item, self.actions.file if item.cause is Cause.UNSORTED else self._mark_read, clears=True)

    def action_act(self, name: str) -> None:
        """Do one of the acts that the board has too."""
        item = self._sitting.current
        acts: dict[str, Act] = {
            "snooze": self.actions.snooze,
            "lose": self._lose,
            "spam": lambda deals: self.actions.spam(deals[:1]),
            "assign": self.actions.assign,
            "task": lambda deals: self.actions.task(deals[:1]),
            "done": lambda deals: self.actions.complete_task(deals[:1]),
            "tag": self.actions.tag,
        }
        if item is not None:
            self._do(item, acts[name], clears=name in _CLEARS)

    def action_call(self) -> None:
        """Call the client; the feed says so."""
        item = self._sitting.current
        if item is not None:
            self._do(item, lambda deals: self.actions.call(deals[0]), clears=False)

    def action_message(self) -> None:
        """Write to the client in another program; the feed says so."""
        item = self._sitting.current
        if item is not None:
            self._do(item, lambda deals: self.actions.message(deals[0]), clears=False)

    @work(group="act", exit_on_error=False)
    async def _do(self, item: TriageItem, act: Act, *, clears: bool) -> None:
        """The next item stands there as soon as the act is through; what became of the queue is read behind it."""
        done = await act(item.deal_ids)
        if done is not None:
            self._touched.add(item.deal_id)
            self._stale.add(item.deal_id)
            self._history.append(item.deal_id if act == self._mark_read else None)
            if clears:
                self._sitting.clear(item)
                self.draw()
        self.read_queue()

    async def _lose(self, deals: Sequence[DealId]) -> Done | None:
        """A deal that is lost was looked at: it is not unread any more."""
        known = self.evidence
        done = await self.actions.lose(deals)
        if done is not None and known is not None and known.card.unread:
            await self._store.do(MarkRead(known.card.id))
        return done

    async def _mark_read(self, deals: Sequence[DealId]) -> Done | None:
        card = await self._store.do(MarkRead(deals[0]))
        self.say(_("%(what)s · u undo") % {"what": _("Read")})
        return Done((card.id,), card)

    def action_link(self) -> None:
        """The first similar buyer is the buyer."""
        known = self.evidence
        if known is not None and known.similar:
            self._save_buyer(known, known.similar[0])

    def action_choose(self) -> None:
        """Choose the buyer, among similar ones or from the list; where one is saved, another one."""
        item, known = self._sitting.current, self.evidence
        if item is not None and known is not None:
            saved = known.card.buyer is BuyerState.SAVED
            choose = self.actions.replace_buyer if saved else self.actions.save_buyer
            self._do(item, lambda deals: choose(deals[:1]), clears=False)

    def action_new_buyer(self) -> None:
        """The contact is a new buyer."""
        if self.evidence is not None:
            self._save_buyer(self.evidence, None)

    @work(group="act", exit_on_error=False)
    async def _save_buyer(self, known: Evidence, similar: Similar | None) -> None:
        saved = await self.actions.link(known.card, similar)
        if saved is not None:
            self._history.append(None)
            self._touched.add(known.card.id)
            self._known[known.card.id] = known.saved(saved.deal)
            self.draw()
        self._stale.add(known.card.id)
        self.read_queue()

    # Undo

    @work(group="act", exit_on_error=False)
    async def action_undo(self) -> None:
        """Take the last act back; its deal is in front again. A read mark is no step of the store's own undo."""
        last = self._history.pop() if self._history else None
        if last is not None:
            await self._store.do(MarkRead(last, unread=True))
            self.say(_("Unread again"))
            await self._back_to((last,))
        elif step := await self.actions.undo():
            await self._back_to(step.subjects)

    @work(group="act", exit_on_error=False)
    async def action_redo(self) -> None:
        """Do the last act that was taken back again."""
        step: Step | None = await self.actions.redo()
        if step is not None:
            await self._back_to(step.subjects)

    async def _back_to(self, subjects: Sequence[str]) -> None:
        self._stale.update(self._known)
        await self.reading(subjects)
