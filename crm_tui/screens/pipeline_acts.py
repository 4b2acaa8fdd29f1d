"""What is done on the board: to the deal under the cursor or to those marked, and what follows on the screen."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.timer import Timer

from crm_tui.domain.ids import DealId, StageId
from crm_tui.i18n import _, ngettext
from crm_tui.operations.board import PipelineInfo, StageInfo
from crm_tui.operations.errors import CrmError
from crm_tui.operations.values import BuyerState
from crm_tui.screens.buyer_words import NOTHING_TO_SAVE, SAVED_ALREADY
from crm_tui.screens.pipeline_table import PipelineTable
from crm_tui.widgets.hints import Hints

if TYPE_CHECKING:
    from crm_tui.domain.quick_add import QuickDeal
    from crm_tui.operations.deals import CreateDeal, DealCard
    from crm_tui.operations.history import Step
    from crm_tui.screens.board_actions import BoardActions
    from crm_tui.screens.deal_actions import Done

Act = Callable[[tuple[DealId, ...]], Awaitable["Done | None"]]
_AFTER_SAYING = 6.0


class PipelineActs(PipelineTable):
    """Acts on deals. One after the other: a held key never overtakes the move before it."""

    def __init__(self) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self._quick_line = ""
        self._not_taken: list[QuickDeal] = []
        self._actions: BoardActions | None = None
        self._unsay: Timer | None = None
        self._heading: dict[DealId, StageId] = {}

    @property
    def actions(self) -> "BoardActions":
        """The acts, on the store; loaded by the first of them."""
        from crm_tui.screens.board_actions import BoardActions

        if self._actions is None or self._actions.store is not self.door:
            self._actions = BoardActions(self)
        return self._actions

    @property
    def unsent(self) -> bool:
        """Whether a line of quick add was begun and left."""
        return bool(self._quick_line.strip())

    @property
    def chosen(self) -> tuple[DealId, ...]:
        """The marked deals, else the one under the cursor, else none."""
        if self.front.marked:
            return self.front.marked
        card = self.front.cursor_card
        return () if card is None else (card.id,)

    @property
    def pipeline(self) -> PipelineInfo | None:
        """The pipeline on the screen; None until it is read."""
        return None if self.shown is None else self.shown.pipeline

    @property
    def stage(self) -> StageInfo | None:
        """The stage under the cursor."""
        stages = self.pipeline.stages if self.pipeline else ()
        return next((stage for stage in stages if stage.id == self.front.cursor_stage), None)

    def say(self, sentence: str) -> None:
        """Tell what happened at the end of the line of keys, for a while."""
        hints = self.query_one(Hints)
        hints.say(sentence)
        if self._unsay is not None:
            self._unsay.stop()
        self._unsay = self.set_timer(_AFTER_SAYING, self.tell_marks)

    def tell_marks(self) -> None:
        """Say how many deals are marked, if any."""
        count = len(self.front.marked)
        words = ngettext("%(n)d marked", "%(n)d marked", count) % {"n": count} if count else ""
        self.query_one(Hints).say(words)

    @property
    def moving(self) -> bool:
        """Whether a deal is on its way to another stage."""
        return bool(self._heading)

    # Keys

    def action_step(self, by: int) -> None:
        """Move to the next or the previous stage (P4)."""
        pipeline, stage = self.pipeline, self._stage_to_come
        if pipeline is None or stage is None:
            return
        at = pipeline.stages.index(stage) + by
        if 0 <= at < len(pipeline.stages):
            self._move(pipeline.stages[at].id)
        else:
            self.say(_("This is the last stage.") if by > 0 else _("This is the first stage."))

    @property
    def _stage_to_come(self) -> StageInfo | None:
        """Where the deal under the cursor is going by moves still under way, or else where it is."""
        card = self.front.cursor_card
        heading = None if card is None else self._heading.get(card.id)
        stages = self.pipeline.stages if self.pipeline else ()
        return next((stage for stage in stages if stage.id == heading), self.stage)

    def action_stage(self, number: int) -> None:
        """Move to the stage of that number, from the left."""
        stages = self.pipeline.stages if self.pipeline else ()
        if number <= len(stages):
            self._move(stages[number - 1].id)
        else:
            self.say(_("There is no stage %(n)d here.") % {"n": number})

    def _move(self, stage_id: StageId) -> None:
        deals, card = self.chosen, self.front.cursor_card
        if not self.front.marked and self._is_there(stage_id):
            return
        if card is not None:
            self._heading[card.id] = stage_id
        self._move_to(deals, stage_id, None if card is None else card.id, self.drawn)

    def _is_there(self, stage_id: StageId | None) -> bool:
        """Whether the deal under the cursor stands in that stage, or is on its way there; it is said then."""
        stage = self._stage_to_come
        if stage is None or stage.id != stage_id:
            return False
        self.say(_("It is in “%(stage)s” already.") % {"stage": stage.name})
        return True

    def action_repeat(self) -> None:
        """Do the last act to the chosen deals; a deal that is where that would put it stays as it is (P7)."""
        last = self.actions.last
        to = getattr(last, "move_to", None)
        if self.front.marked or not self._is_there(to):
            self.action_act("repeat")

    @work(group="act", exit_on_error=False)
    async def _move_to(
        self, deals: tuple[DealId, ...], stage_id: StageId, held: DealId | None, seen: int | None
    ) -> None:
        try:
            await self._acting(lambda chosen: self.actions.move(chosen, stage_id, seen=seen), deals)
        finally:
            if held is not None and self._heading.get(held) == stage_id:
                del self._heading[held]
            if self._missed and not self.moving:
                self._missed = False
                self.reload_columns()

    def action_shift(self, by: int) -> None:
        """Move the deal under the cursor up or down inside its stage."""
        if self.view.as_table:
            self.say(_("Deals move by hand on the board; = shows it."))
        elif self.view.by_hand:
            self._shift(by)
        else:
            self.say(_("Deals move by hand only in the order by hand, unfiltered; o sorts, esc clears."))

    @work(group="act", exit_on_error=False)
    async def _shift(self, by: int) -> None:
        from crm_tui.operations.deals import ShiftDeal

        card = self.front.cursor_card
        if card is None:
            self.say(_("No deal under the cursor."))
            return
        async with self.turn:
            if self.board.at_end(by):
                self.say(_("This is the last deal here.") if by > 0 else _("This is the first deal here."))
                return
            try:
                await self.door.do(ShiftDeal(card.id, by))
            except CrmError as error:
                self.house.report(error)
            await self.redraw((card.id,))

    def why_disabled(self, action: str) -> str | None:
        """Why an action is off: a buyer needs something to be known of them first (B1)."""
        return super().why_disabled(action) or (self._why_no_buyer if action == "save_buyer" else None)

    @property
    def _why_no_buyer(self) -> str | None:
        card = self.front.cursor_card if len(self.front.marked) < 2 else None
        if card is None:
            return None
        if card.buyer is BuyerState.SAVED:
            return _(SAVED_ALREADY)
        return None if card.contact or card.buyer is BuyerState.UNSAVED else _(NOTHING_TO_SAVE)

    def action_save_buyer(self) -> None:
        """Make the deal's contact a saved buyer, or choose one (B1-B4)."""
        self.act(self.actions.save_buyer)

    def action_replace_buyer(self) -> None:
        """Put another contact in the place of the deal's buyer (B6)."""
        self.act(self.actions.replace_buyer)

    def action_act(self, name: str) -> None:
        """Do one of the acts that ask for what they need."""
        acts: dict[str, Act] = {
            "move": partial(self.actions.move, seen=self.drawn),
            "lose": partial(self.actions.lose, seen=self.drawn),
            "delete": self.actions.delete,
            "tag": self.actions.tag,
            "assign": self.actions.assign,
            "task": self.actions.task,
            "snooze": self.actions.snooze,
            "spam": self._mark_spam,
            "repeat": partial(self.actions.repeat, seen=self.drawn),
        }
        self.act(acts[name])

    async def _mark_spam(self, deals: tuple[DealId, ...]) -> "Done | None":
        """The deal goes, and others of the same number get the sign."""
        done = await self.actions.spam(deals)
        if done is not None:
            self.reload_columns()
        return done

    @work(group="act", exit_on_error=False)
    async def act(self, act: Act) -> None:
        """Do something to the chosen deals and draw what came of it."""
        await self._acting(act, self.chosen)

    async def _acting(self, act: Act, deals: tuple[DealId, ...]) -> None:
        """The marks stay until it went through; the next act waits until what came of this one is drawn."""
        if not deals:
            self.say(_("No deal under the cursor; press n to add one."))
            return
        async with self.turn:
            done = await act(deals)
            if done is not None:
                await self._draw(done)

    async def _draw(self, done: "Done") -> None:
        if self.front.marked:
            self.front.clear_marks()
        if done.card is not None and self._new_tags(done.card):
            await self.show_pipeline()
        await self.redraw(done.changed)

    def _new_tags(self, card: "DealCard") -> bool:
        known = {tag.id for tag in self.shown.tags} if self.shown else set()
        return any(tag.id not in known for tag in card.tags)

    @work(group="act", exit_on_error=False)
    async def action_copy(self) -> None:
        """Copy a phone or an e-mail of the deal under the cursor; asks which."""
        card = self.front.cursor_card
        if card is not None:
            await self.actions.copy(card.id)

    def action_message(self) -> None:
        """Write to the client of the deal under the cursor (M1)."""
        self._reach(self.actions.message)

    def action_call(self) -> None:
        """Call the client of the deal under the cursor."""
        self._reach(self.actions.call)

    @work(group="act", exit_on_error=False)
    async def _reach(self, act: Callable[[DealId], Awaitable["Done | None"]]) -> None:
        card = self.front.cursor_card
        if card is None:
            self.say(_("No deal under the cursor; press n to add one."))
            return
        async with self.turn:
            done = await act(card.id)
            if done is not None:
                await self.redraw(done.changed)

    def action_undo(self) -> None:
        """Take back the last change (P7)."""
        self._turn_back(self.actions.undo)

    def action_redo(self) -> None:
        """Do the last undone change again."""
        self._turn_back(self.actions.redo)

    @work(group="act", exit_on_error=False)
    async def _turn_back(self, turn: Callable[[], Awaitable["Step | None"]]) -> None:
        async with self.turn:
            step = await turn()
        if step is None:
            return
        await self.show_pipeline()
        await self.redraw(step.subjects)
        first = next((one for one in step.subjects if self.front.focus_deal(DealId(one))), None)
        if first is None:
            self.board.refresh()

    # New deals

    @work(group="act", exit_on_error=False)
    async def action_quick_add(self) -> None:
        """A new deal in one line (P10); what was typed and left stands there again."""
        from crm_tui.screens.dialogs.quick_add import FullForm, QuickAddDialog, new_deal

        stage = self._stage_for_new()
        if stage is None or self.pipeline is None:
            return
        region, currency = self.country, self.pipeline.currency
        dialog = QuickAddDialog(region, currency, stage.name, self._quick_line)
        answer = await self.app.push_screen_wait(dialog)
        self._quick_line = dialog.typed if answer is None else ""
        if isinstance(answer, FullForm):
            await self._fill_form(answer.deal)
        elif answer is not None and not await self._create(new_deal(answer, region, stage.id)):
            self._not_taken.append(answer)
            await self._bring_back()

    async def _bring_back(self) -> None:
        """Show what the store could not take in the full form, never over a dialog that has been opened since."""
        while self._not_taken and self.is_active:
            await self._fill_form(self._not_taken.pop(0))

    def on_screen_resume(self) -> None:
        """The board is in front again: so is its turn to bring back what was not taken."""
        if self._not_taken:
            self.run_worker(self._bring_back(), group="act", exit_on_error=False)

    @work(group="act", exit_on_error=False)
    async def action_full_form(self) -> None:
        """A new deal in the full form."""
        await self._fill_form(None)

    async def _fill_form(self, begun: "QuickDeal | None") -> None:
        """Ask until the store takes it or the person goes back; what was typed stays meanwhile."""
        from crm_tui.screens.dialogs.deal_form import DealFormDialog

        stage, board = self._stage_for_new(), self.shown
        typed: dict[str, str] = {}
        while stage is not None and board is not None:
            dialog = DealFormDialog(
                begun,
                board.pipeline.stages,
                board.users,
                board.tags,
                currency=board.pipeline.currency,
                region=self.country,
                stage_id=stage.id,
                me=board.me.id,
                typed=typed,
            )
            command = await self.app.push_screen_wait(dialog)
            if command is None or await self._create(command):
                return
            typed = dialog.typed

    async def _create(self, command: "CreateDeal") -> bool:
        try:
            async with self.turn:
                card = await self.door.do(command)
        except CrmError as error:
            self.house.report(error)
            return False
        if self._new_tags(card):
            await self.show_pipeline()
        await self.redraw((card.id,))
        self.front.focus_deal(card.id)
        said = _("New deal; one of its addresses is on the spam list") if card.spam else _("New deal")
        self.say(_("%(what)s · u undo") % {"what": said})
        return True

    def _stage_for_new(self) -> StageInfo | None:
        """Where a new deal goes: where the cursor is, unless deals there are over."""
        stages = self.pipeline.stages if self.pipeline else ()
        stage = self.stage
        if stage is not None and not stage.kind.closed:
            return stage
        return stages[0] if stages else None
