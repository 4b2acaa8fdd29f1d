"""A deal on a screen of its own: every field edited where it stands, its stages, tasks and history."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from crm_tui.domain.clock import Clock, SystemClock
from crm_tui.domain.ids import DealId
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.base import Change, Store
from crm_tui.operations.board import PipelineInfo, StageInfo
from crm_tui.operations.deals import DealCard, GetDeal, GetHistory, MarkRead
from crm_tui.operations.errors import CrmError, InvalidValue, NotAllowed, StoreError
from crm_tui.operations.history import Step
from crm_tui.operations.pipelines import ListPipelines
from crm_tui.screens.attendance import HEARTBEAT, Attendance
from crm_tui.screens.closing import ClosesOnce
from crm_tui.screens.deal_actions import DealActions, Done
from crm_tui.screens.deal_fields import FIELDS, BadField, shown, typed
from crm_tui.screens.deal_saving import Typed, save
from crm_tui.screens.funnel import FunnelApp
from crm_tui.screens.keys_wait import KeysWait
from crm_tui.screens.pipeline_reads import Freshness
from crm_tui.widgets.deal_line import DealLine
from crm_tui.widgets.field import Field
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.history_list import HistoryList
from crm_tui.widgets.keys import KeyHints
from crm_tui.widgets.plain import content
from crm_tui.widgets.preview import person_lines, task_line
from crm_tui.widgets.shown import age
from crm_tui.widgets.stage_bar import StageBar

Neighbours = Callable[[int], Awaitable[DealId | None]]
HEAD: Final = ("title", "amount", "responsible", "tags")
_DIALOGS: Final = ("responsible", "tags")
# What typing into a field must not set off.
_NOT_WHILE_TYPING: Final = frozenset({"field", "pane", "neighbour", "back", "stage", "step"})
# What there is to do while no deal could be read.
_WITHOUT_A_DEAL: Final = frozenset({"back", "neighbour"})


class DealScreen(KeysWait, ClosesOnce[DealId | None]):
    """One deal. Leaving gives the id of the deal that was on the screen last.

    ``neighbours`` gives the next (1) and the previous (-1) deal of the list one came from; ``editing`` opens the first
    field at once; ``refusal`` says why the person's role does not allow an action. Keys wait until the deal is read, so
    that none of them acts on what is not there. The board below follows the store and tells the screen: see
    ``pipeline_follow.FollowsStore``.
    """

    CSS_PATH = Path(__file__).parents[1] / "styles" / "deal.tcss"
    AUTO_FOCUS = "#field-title"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - as Textual types it
        (0, "-tiny"),
        (60, "-one-pane"),
        (100, "-two-panes"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reload", N_("Try again"), id="deal.reload"),
        Binding("escape,q", "back", N_("Back"), id="deal.back"),
        Binding("down,j", "field(1)", N_("Next field"), show=False, id="deal.next_field"),
        Binding("up,k", "field(-1)", N_("Previous field"), show=False, id="deal.previous_field"),
        Binding("tab,shift+tab", "pane", N_("History"), id="deal.pane"),
        Binding("L,shift+right", "step(1)", N_("Next stage"), id="deal.next_stage"),
        Binding("H,shift+left", "step(-1)", N_("Previous stage"), show=False, id="deal.previous_stage"),
        *(
            Binding(str(n), f"stage({n})", N_("Stage by number"), show=False, id=f"deal.stage_{n}")
            for n in range(1, 10)
        ),
        Binding("m", "act('move')", N_("Move to…"), id="deal.move"),
        Binding("t", "act('tag')", N_("Tags"), show=False, id="deal.tags"),
        Binding("a", "act('assign')", N_("Responsible"), show=False, id="deal.assign"),
        Binding("x", "act('lose')", N_("Lost"), show=False, id="deal.lose"),
        Binding("X", "act('delete')", N_("Delete"), show=False, id="deal.delete"),
        Binding("T", "act('task')", N_("Task"), id="deal.task"),
        Binding("d", "act('done')", N_("Complete the next task"), show=False, id="deal.task_done"),
        Binding("y", "copy", N_("Copy"), show=False, id="deal.copy"),
        Binding("u", "undo", N_("Undo"), show=False, id="deal.undo"),
        Binding("U", "redo", N_("Redo"), show=False, id="deal.redo"),
        Binding("left_square_bracket", "neighbour(-1)", N_("Previous deal"), show=False, id="deal.previous"),
        Binding("right_square_bracket", "neighbour(1)", N_("Next deal"), show=False, id="deal.next"),
    ]

    def __init__(
        self,
        deal_id: DealId,
        store: Store,
        *,
        neighbours: Neighbours | None = None,
        clock: Clock | None = None,
        region: str = "",
        glyphs: Glyphs = UNICODE,
        actions: DealActions | None = None,
        editing: bool = False,
        refusal: Callable[[str], str | None] = lambda _action: None,
    ) -> None:
        super().__init__()
        self.deal_id = deal_id
        self._ready = False
        self._editing_first = editing
        self._refusal = refusal
        self._store = store
        self._neighbours = neighbours
        self._clock = clock or SystemClock()
        self._region = region
        self._glyphs = glyphs
        self._given_actions = actions
        self._line = DealLine(glyphs=glyphs, id="deal-line")
        self._attendance = Attendance(store)
        self._card: DealCard | None = None
        self._pipeline: PipelineInfo | None = None
        self._failure = ""
        self._one_at_a_time = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """The head, the two halves, the line of keys."""
        yield self._line
        with Horizontal(id="deal-head"):
            for name in HEAD[:3]:
                yield self._field(name, "")
        yield Static("", id="deal-fault", markup=False)
        yield self._field("tags", "")
        yield StageBar(id="deal-stages")
        with Horizontal(id="deal-body"):
            with VerticalScroll(id="deal-fields", can_focus=False):
                for name, label in FIELDS.items():
                    if name not in HEAD:
                        yield self._field(name, _(label))
                yield Static("", id="deal-others", markup=False)
                yield Static("", id="deal-tasks", markup=False)
            with Vertical(id="deal-history"):
                yield HistoryList(self._clock.now, id="deal-events")
        yield KeyHints()

    def on_mount(self) -> None:
        """Read the deal, and say that it is looked at; until it is here the fields stand empty."""
        self._load()
        self._look()
        self.set_interval(HEARTBEAT, self._look)

    @property
    def takes_keys(self) -> bool:
        """Whether the deal is there, or why it is not."""
        return self._ready

    @property
    def card(self) -> DealCard | None:
        """The deal as it was read last."""
        return self._card

    @property
    def unsent(self) -> bool:
        """Whether a field holds something that is not saved yet."""
        return any(field.changed for field in self.query(Field))

    @property
    def actions(self) -> DealActions:
        """What can be done with the deal; the board's own, so that "." there repeats what was done here."""
        if self._given_actions is None:
            self._given_actions = DealActions(self.app, self._store, clock=self._clock, region=self._region)
        return self._given_actions

    @property
    def in_focus(self) -> DealId:
        """The deal: a toast says when others change it."""
        return self.deal_id

    @property
    def title_in_focus(self) -> str:
        """What the deal is called."""
        return "" if self._card is None else self._card.title

    def refresh_from(self, changes: Sequence[Change]) -> None:
        """Read the deal again where others touched it; what is being typed stays."""
        if any(change.subjects is None or self.deal_id in change.subjects for change in changes):
            self._load()

    def read_again(self) -> None:
        """The connection is back: read the deal, and who looks at it; what could not be saved can be now."""
        for field in self.query(Field):
            self.call_later(field.forgive)
        self._load()
        self._look()

    def show_connection(self, freshness: Freshness) -> None:
        """Say how fresh the data is."""
        self._line.set_connection(*freshness)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a field is typed into, the keys are the field's; trying again is offered after a failure.

        While no deal could be read there is nothing to move or to change.
        """
        if action == "reload":
            return bool(self._failure)
        if self._refusal(action):
            return None
        if self._card is None and action not in _WITHOUT_A_DEAL:
            return False
        return not (action in _NOT_WHILE_TYPING and self._editing)

    def why_disabled(self, action: str) -> str | None:
        """Why the person's role does not allow an action."""
        return self._refusal(action)

    def dismiss(self, result: DealId | None = None) -> AwaitComplete:
        """Leave, and look away."""
        self.take_leave()
        return super().dismiss(result)

    def take_leave(self) -> None:
        """Look away."""
        self.app.run_worker(self._attendance.leave(), group="presence", exit_on_error=False)

    # Keys

    def action_back(self) -> None:
        """Leave; the list one came from is told which deal was here."""
        self.dismiss(self.deal_id)

    def action_reload(self) -> None:
        """Try to read the deal again."""
        self._load()

    def action_field(self, by: int) -> None:
        """Put the cursor on the next or the previous field; in the history, scroll."""
        events = self.query_one(HistoryList)
        if events.has_focus:
            events.scroll_relative(y=by, animate=False)
            return
        fields = list(self.query(Field))
        here = next((at for at, field in enumerate(fields) if field is self.focused), -1 if by > 0 else 0)
        self.set_focus(fields[max(0, min(here + by, len(fields) - 1))])

    def action_pane(self) -> None:
        """Go to the history and back; where there is no room for both, one takes the place of the other."""
        events = self.query_one(HistoryList)
        to_history = not events.has_focus
        self.set_class(to_history, "-history")
        if to_history:
            events.focus()
        else:
            self.query_one("#field-title", Field).focus()

    def action_step(self, by: int) -> None:
        """Move the deal to the next or the previous stage of its pipeline."""
        if self._card is None or self._pipeline is None:
            return
        ids = [stage.id for stage in self._pipeline.stages]
        at = ids.index(self._card.stage_id) + by
        if 0 <= at < len(ids):
            self._do(partial(self.actions.move, (self.deal_id,), ids[at], seen=self._seen))

    def action_stage(self, number: int) -> None:
        """Move the deal to a stage by its number."""
        stages = self._pipeline.stages if self._pipeline else ()
        if number <= len(stages) and self._card is not None and stages[number - 1].id == self._card.stage_id:
            self.actions.say(_("It is in “%(stage)s” already.") % {"stage": self._card.stage})
        elif number <= len(stages):
            self._do(partial(self.actions.move, (self.deal_id,), stages[number - 1].id, seen=self._seen))
        elif stages:
            self.actions.say(_("There is no stage %(n)d here.") % {"n": number}, warning=True)

    def action_act(self, name: str) -> None:
        """Do what a key of the board does, to this deal."""
        acts: dict[str, Callable[[tuple[DealId, ...]], Awaitable[Done | None]]] = {
            "move": partial(self.actions.move, seen=self._seen),
            "tag": self.actions.tag,
            "assign": self.actions.assign,
            "lose": partial(self.actions.lose, seen=self._seen),
            "delete": self._delete,
            "task": self.actions.task,
            "done": self.actions.complete_task,
        }
        self._do(lambda: acts[name]((self.deal_id,)))

    def action_copy(self) -> None:
        """Copy a phone or an e-mail."""
        self._do(lambda: self.actions.copy(self.deal_id))

    def action_undo(self) -> None:
        """Take back the last change."""
        self._do(self.actions.undo)

    def action_redo(self) -> None:
        """Do the last undone change again."""
        self._do(self.actions.redo)

    @work(exclusive=True, group="neighbour", exit_on_error=False)
    async def action_neighbour(self, by: int) -> None:
        """Show the next or the previous deal of the list one came from (D8)."""
        found = await self._neighbours(by) if self._neighbours else None
        if found is None:
            self.actions.say(
                _("This is the last deal of the list.") if by > 0 else _("This is the first deal of the list.")
            )
            return
        self._load(found)

    async def _delete(self, deal_ids: tuple[DealId, ...]) -> Done | None:
        done = await self.actions.delete(deal_ids)
        if done:
            self.dismiss(self.deal_id)
        return done

    # Reading

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self, other: DealId | None = None) -> None:
        """Read the deal, or another in its place; one that cannot be read leaves the one on the screen."""
        wanted = other or self.deal_id
        try:
            card = await self._store.ask(GetDeal(wanted))
            pipelines = await self._store.ask(ListPipelines())
            events = await self._store.ask(GetHistory(wanted))
        except CrmError as error:
            self._show_fault(str(error))
            await self._take_keys()
            return
        if self.deal_id != card.id:
            self.deal_id = card.id
            self._look()
        self._pipeline = next((line for line in pipelines if line.id == card.pipeline_id), None)
        self._show(card)
        self.query_one(HistoryList).show(events)
        await self._take_keys()
        if card.unread:
            await self._mark_read()

    async def _take_keys(self) -> None:
        """Once the deal was read for the first time: open the first field where that was asked, and let keys in."""
        if self._ready:
            return
        if self._editing_first and self._card is not None:
            await self.query_one("#field-title", Field).action_edit()
        self._ready = True
        if isinstance(self.app, FunnelApp):
            self.app.let_keys_go()

    @work(exclusive=True, group="presence", exit_on_error=False)
    async def _look(self) -> None:
        """Say again that the deal is open here, and show who else has it open."""
        lookers = await self._attendance.look(self.deal_id)
        if lookers is not None:
            self._line.set_lookers(lookers)

    async def _mark_read(self) -> None:
        try:
            self._card = await self._store.do(MarkRead(self.deal_id))
        except NotAllowed:
            return  # whoever may only read leaves the mark for those who work on the deal

    def _show(self, card: DealCard) -> None:
        self._card = card
        self._failure = ""
        self._show_what_is_wrong()
        self._line.set_path(card.pipeline, card.stage)
        for field in self.query(Field):
            field.locked = self._refusal("edit") or ""
            field.show(shown(field.field_name, card, self._glyphs), typed(field.field_name, card), card.seq)
        self._show_stages(card)
        now = self._clock.now()
        others = [line for person in card.people[1:] for line in person_lines(person, card, self._glyphs)]
        self.query_one("#deal-others", Static).update(Content("\n").join(others))
        tasks = [task_line(task, now, self._glyphs) for task in card.tasks if task.done_at is None]
        headed = [Content.styled(_("Tasks"), "bold"), *tasks] if tasks else []
        self.query_one("#deal-tasks", Static).update(Content("\n").join(headed))
        self.refresh_bindings()

    def _show_stages(self, card: DealCard) -> None:
        stages = self._pipeline.stages if self._pipeline else ()
        now = self._clock.now()
        stage = next((stage for stage in stages if stage.id == card.stage_id), None)
        note = rot_note(card, stage, now) if stage else ""
        self.query_one(StageBar).show(stages, card.stage_id, age(card.in_stage_since, now), note)

    def _show_fault(self, sentence: str) -> None:
        """Say what happened and how to go on; the last good data stays."""
        self._failure = sentence
        self._show_what_is_wrong()
        self.refresh_bindings()

    @on(Field.Judged)
    def _show_what_is_wrong(self) -> None:
        """One line over the whole width, for the store and for the narrow fields of the head."""
        wrong = [field.fault for field in self.query(Field) if field.fault and field.field_name in HEAD]
        told = content(wrong[0], "$text-error") if wrong else Content("")
        if self._failure:
            told = Content.assemble(content(self._failure, "$text-error"), "  ", _("Press r to try again."))
        self.query_one("#deal-fault", Static).update(told)
        self.set_class(bool(told.plain), "-failed")

    # Writing

    @work(group="act", exit_on_error=False)
    async def _do(self, act: Callable[[], Awaitable[Done | Step | str | None]]) -> None:
        """One act after the other, then the deal as it is now."""
        async with self._one_at_a_time:
            done = await act()
        if done is not None and self.is_current:
            self._load()

    @on(Field.Asked)
    def _asked(self, event: Field.Asked) -> None:
        self.action_act("assign" if event.field.field_name == "responsible" else "tag")

    @on(Field.Saved)
    def _saved(self, event: Field.Saved) -> None:
        self._write(event.field, event.text, event.go_on)

    @work(group="write", exit_on_error=False)
    async def _write(self, field: Field, text: str, go_on: bool) -> None:
        if self._card is None:
            return
        if not field.changed:
            await self._leave_field(field, None, go_on)
            return
        entry = Typed(field.field_name, text, field.seen)
        try:
            saved = await save(self.app, self._store, self._card, entry, region=self._region, now=self._clock.now())
        except (BadField, InvalidValue) as fault:
            await field.fail(fault.reason)
        except CrmError as error:
            await field.fail(str(error), passing=isinstance(error, StoreError))
        else:
            self._show(saved.card)
            await self._leave_field(field, saved.seen, go_on)

    async def _leave_field(self, field: Field, seen: int | None, go_on: bool) -> None:
        """Close the editor once what was typed is settled, or go back into it."""
        if seen is not None:
            field.go_back(seen)
            return
        await field.close()
        self._load()
        if go_on:
            self.action_field(1)

    @property
    def _seen(self) -> int | None:
        """The sequence of what the person has before their eyes."""
        return None if self._card is None else self._card.seq

    @property
    def _editing(self) -> bool:
        return any(field.editing for field in self.query(Field))

    def _field(self, name: str, label: str) -> Field:
        long = name in ("description", "comment")
        return Field(name, label, long=long, typed=name not in _DIALOGS)


def rot_note(card: DealCard, stage: StageInfo, now: datetime) -> str:
    """When the deal begins to rot, or that it does; nothing where a planned task stops the clock (P11)."""
    planned = any(task.done_at is None and task.due_at and task.due_at > now for task in card.tasks)
    if not stage.rot_days or planned or stage.kind.closed:
        return ""
    left = stage.rot_days - (now - card.touched_at).days
    if left <= 0:
        return _("rotting")
    return ngettext("rots in %(n)d day", "rots in %(n)d days", left) % {"n": left}
