"""What managers do with deals, the same on the board and on a deal's own screen.

``DealActions`` talks to the store, opens the dialogs an act needs, previews an act on several deals, and tells what
happened. Screens call its methods from workers (the dialogs are awaited) and redraw from the answer:

    actions = DealActions(self.app, store, clock=clock, region="RU")
    done = await actions.move(deal_ids, stage_id)      # or move(deal_ids) to be asked where to
    if done: …                                         # done.changed: the deals that changed; done.card: the one deal

Every method answers None where nothing changed: the person went back, or the store refused, which has then been said.
The last act that went through is kept as a plain value, and ``repeat`` does it to other deals (the key ".").
``seen`` is the journal's sequence that the person had before their eyes: who moved the deal since is told, and the deal
left there (``changed`` names it, so that it is drawn where it is). An act on several deals asks no such thing.
The dialogs are imported by the act that opens them: the board starts without them.
A refusal of the store (CrmError) goes to ``report``, by default to the app as a Failure; nothing else is caught.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from textual.app import App

from crm_tui.domain.clock import Clock
from crm_tui.domain.ids import DealId, PersonId, RecordId, StageId, UserId
from crm_tui.domain.stages import StageKind
from crm_tui.domain.text import clean
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.base import Command, Store
from crm_tui.operations.board import PipelineInfo, StageInfo
from crm_tui.operations.deals import (
    BulkAct,
    BulkResult,
    ChangeDeals,
    DealCard,
    DealChanges,
    EditDeal,
    GetDeal,
    PreviewDeals,
)
from crm_tui.operations.directory import ListTags, ListUsers
from crm_tui.operations.errors import Conflict, CrmError, NotFound, StoreError
from crm_tui.operations.history import Redo, Step, Undo
from crm_tui.operations.pipelines import ListPipelines
from crm_tui.operations.spam import MarkSpam
from crm_tui.operations.tasks import CompleteTask, PlanTask
from crm_tui.operations.values import UNSET, BuyerState, Unset
from crm_tui.screens.entering import Entering, Entrance, is_move
from crm_tui.screens.settling import insisting
from crm_tui.widgets.failures import Failure
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.plain import one_line
from crm_tui.widgets.step_words import step_words
from crm_tui.widgets.wording import next_task

if TYPE_CHECKING:
    from crm_tui.screens.buyers import BuyerActs
    from crm_tui.screens.clearing import Clearing
    from crm_tui.screens.dialogs.task import NewTask

Answer = TypeVar("Answer")
Deals = Sequence[DealId]

MOST_READ: Final = 100


@dataclass(frozen=True, slots=True)
class Done:
    """What an act changed: the deals, and the one deal's card where it was one."""

    changed: tuple[DealId, ...]
    card: DealCard | None = None


Repeatable: TypeAlias = "BulkAct | NewTask"


class DealActions:
    """Acts on deals for whichever screen stands in front of the person."""

    def __init__(
        self,
        app: App[Any],
        store: Store,
        *,
        clock: Clock,
        region: str,
        glyphs: Glyphs = UNICODE,
        report: Callable[[CrmError], None] | None = None,
    ) -> None:
        self.glyphs = glyphs
        self.app = app
        self.store = store
        self.clock = clock
        self.region = region
        self.last: Repeatable | None = None
        self._report = report or self._rise
        self._entering = Entering(app, store, clock=clock, region=region, report=self._report)

    async def move(self, deal_ids: Deals, stage_id: StageId | None = None, *, seen: int | None = None) -> Done | None:
        """Put deals into a stage, asking for what the stage needs; without a stage, ask for it first."""
        return await self._guarded(self._move(deal_ids, stage_id, seen))

    async def lose(self, deal_ids: Deals, *, seen: int | None = None) -> Done | None:
        """Move deals to the lost stage of their pipeline, with the reason."""
        return await self._guarded(self._lose(deal_ids, seen))

    async def assign(self, deal_ids: Deals) -> Done | None:
        """Make a colleague, or nobody, responsible."""
        return await self._guarded(self._assign(deal_ids))

    async def tag(self, deal_ids: Deals) -> Done | None:
        """Put tags on deals and take them off."""
        return await self._guarded(self._tag(deal_ids))

    async def task(self, deal_ids: Deals) -> Done | None:
        """Plan a task on a deal."""
        return await self._guarded(self._task(deal_ids))

    async def complete_task(self, deal_ids: Deals) -> Done | None:
        """Mark the open task of a deal that is due first as done; say so where there is none."""
        return await self._guarded(self._complete_task(deal_ids))

    async def snooze(self, deal_ids: Deals) -> Done | None:
        """Keep deals out of triage until a moment that is asked for; they stay where they are on the board."""
        return await self._guarded(self._clearing.snooze(deal_ids))

    async def file(self, deal_ids: Deals) -> Done | None:
        """File an unsorted deal, or several appeals of one person as one, asking for what the stage needs."""
        return await self._guarded(self._clearing.file(deal_ids))

    async def delete(self, deal_ids: Deals) -> Done | None:
        """Take deals out of sight."""
        return await self._guarded(self._delete(deal_ids))

    async def spam(self, deal_ids: Deals) -> Done | None:
        """Put the numbers of a deal's contact on the spam list, and the deal out of sight."""
        return await self._guarded(self._spam(deal_ids))

    async def copy(self, deal_id: DealId) -> str | None:
        """Copy a phone or an e-mail of a deal; asks which."""
        return await self._guarded(self._copy(deal_id))

    async def message(self, deal_id: DealId) -> Done | None:
        """Write to a client of a deal in another program."""
        return await self._guarded(self._reach(deal_id, call=False))

    async def call(self, deal_id: DealId) -> Done | None:
        """Call a client of a deal."""
        return await self._guarded(self._reach(deal_id, call=True))

    async def save_buyer(self, deal_ids: Deals, person_id: PersonId | None = None) -> Done | None:
        """Make a person of a deal (its main one where none is named) a saved buyer (B1-B5)."""
        return await self._guarded(self._buyers.save(deal_ids, person_id))

    async def replace_buyer(self, deal_ids: Deals, person_id: PersonId | None = None) -> Done | None:
        """Put another contact in the place of a person of a deal (B6)."""
        return await self._guarded(self._buyers.replace(deal_ids, person_id))

    @property
    def _clearing(self) -> "Clearing":
        from crm_tui.screens.clearing import Clearing

        return Clearing(self, self._entering)

    @property
    def _buyers(self) -> "BuyerActs":
        from crm_tui.screens.buyers import BuyerActs

        return BuyerActs(self)

    async def undo(self) -> Step | None:
        """Take back the last change, and say which it was."""
        return await self._guarded(self._step(Undo(), N_("Undone: %(what)s · U redo")))

    async def redo(self) -> Step | None:
        """Do the last undone change again, and say which it was."""
        return await self._guarded(self._step(Redo(), N_("Done again: %(what)s · u undo")))

    async def repeat(self, deal_ids: Deals, *, seen: int | None = None) -> Done | None:
        """Do the last act to other deals; say so where there is none yet."""
        return await self._guarded(self._repeat(deal_ids, seen))

    async def _move(self, deal_ids: Deals, stage_id: StageId | None, seen: int | None) -> Done | None:
        from crm_tui.screens.dialogs.choose import MoveToDialog

        if not deal_ids:
            return None
        pipelines = await self.store.ask(ListPipelines())
        if stage_id is None:
            card = await self.store.ask(GetDeal(deal_ids[0]))
            stage_id = await self.app.push_screen_wait(MoveToDialog(pipelines, card.stage_id))
        if stage_id is None:
            return None
        stage, pipeline = _find_stage(pipelines, stage_id)
        return await self._enter(deal_ids, stage, pipeline, seen)

    async def _enter(
        self,
        deal_ids: Deals,
        stage: StageInfo,
        pipeline: PipelineInfo,
        seen: int | None,
        known: DealChanges | None = None,
    ) -> Done | None:
        """Let deals into a stage; ``known`` is what an earlier act filled in, so that it is not asked again."""
        fill = known or DealChanges()
        if len(deal_ids) == 1:
            return await self._enter_one(deal_ids[0], stage, pipeline, seen, fill)
        if stage.kind is StageKind.LOST and fill.lost_reason is UNSET:
            form = await self._entering.reason_form(stage, pipeline.currency)
            asked = await self.app.push_screen_wait(form)
            if asked is None:
                return None
            fill = asked
        return await self._many(deal_ids, BulkAct(move_to=stage.id, fill=fill), _moved_to(stage), _to_move_to(stage))

    async def _enter_one(
        self, deal_id: DealId, stage: StageInfo, pipeline: PipelineInfo, seen: int | None, fill: DealChanges
    ) -> Done | None:
        try:
            entered = await self._entering.enter(Entrance(deal_id, stage, pipeline.currency, seen, fill))
        except Conflict as conflict:
            if not is_move(conflict):
                raise
            self.say(_moved_meanwhile(conflict), warning=True)
            return Done((deal_id,))
        if entered is None:
            return None
        card, filled = entered
        return self._done_one(card, BulkAct(move_to=stage.id, fill=_repeatable(filled)), _moved_to(stage))

    async def _lose(self, deal_ids: Deals, seen: int | None) -> Done | None:
        if not deal_ids:
            return None
        card = await self.store.ask(GetDeal(deal_ids[0]))
        pipelines = await self.store.ask(ListPipelines())
        pipeline = next(pipeline for pipeline in pipelines if pipeline.id == card.pipeline_id)
        stage = next((stage for stage in pipeline.stages if stage.kind is StageKind.LOST), None)
        if stage is None:
            self.say(_("“%(pipeline)s” has no lost stage; an admin adds one.") % {"pipeline": one_line(pipeline.name)})
            return None
        return await self._enter(deal_ids, stage, pipeline, seen)

    async def _assign(self, deal_ids: Deals) -> Done | None:
        from crm_tui.screens.dialogs.choose import AssigneeDialog

        if not deal_ids:
            return None
        users = await self.store.ask(ListUsers())
        card = await self.store.ask(GetDeal(deal_ids[0]))
        chosen = await self.app.push_screen_wait(AssigneeDialog(users, card.responsible))
        if chosen is None:
            return None
        user = None if chosen == "nobody" else UserId(chosen)
        if len(deal_ids) == 1 and user == card.responsible:
            return None
        return await self._act(deal_ids, BulkAct(assign_to=user), card.seq)

    async def _tag(self, deal_ids: Deals) -> Done | None:
        from crm_tui.screens.dialogs.tags import TagDialog

        if not deal_ids:
            return None
        cards = [await self.store.ask(GetDeal(deal_id)) for deal_id in deal_ids[:MOST_READ]]
        carried = [frozenset(tag.id for tag in card.tags) for card in cards]
        everywhere = frozenset.intersection(*carried)
        somewhere = frozenset.union(*carried) - everywhere
        tags = await self.store.ask(ListTags())
        answer = await self.app.push_screen_wait(TagDialog(tags, everywhere, somewhere))
        if answer is None or answer == ((), ()):
            return None
        add, remove = answer
        return await self._act(deal_ids, BulkAct(add_tags=add, remove_tags=remove))

    async def _task(self, deal_ids: Deals) -> Done | None:
        from crm_tui.screens.dialogs.task import TaskDialog

        if not self._is_one(deal_ids):
            return None
        now_local = self.clock.now().astimezone().replace(tzinfo=None)
        dialog = TaskDialog(now_local)
        while planned := await self.app.push_screen_wait(dialog):
            try:
                return await self._plan(deal_ids[0], planned)
            except StoreError as error:
                self._report(error)
            dialog = TaskDialog(now_local, dialog.typed)
        return None

    async def _plan(self, deal_id: DealId, planned: "NewTask") -> Done:
        await self.store.do(PlanTask(RecordId(deal_id), planned.text, planned.due_at, planned.kind))
        card = await self.store.ask(GetDeal(deal_id))
        return self._done_one(card, planned, _("Task planned"))

    async def _complete_task(self, deal_ids: Deals) -> Done | None:
        if not self._is_one(deal_ids):
            return None
        task = next_task((await self.store.ask(GetDeal(deal_ids[0]))).tasks)
        if task is None:
            self.say(_("No task is open here; T plans one."))
            return None
        await self.store.do(CompleteTask(task.id))
        self.say(_("Task done: %(task)s · u undo") % {"task": one_line(task.text, 60)})
        return Done(tuple(deal_ids), await self.store.ask(GetDeal(deal_ids[0])))

    async def _delete(self, deal_ids: Deals) -> Done | None:
        from crm_tui.screens.dialogs.confirm import ConfirmDialog

        if len(deal_ids) == 1:
            card = await self.store.ask(GetDeal(deal_ids[0]))
            question = _("Delete “%(title)s”? u brings it back.") % {"title": one_line(card.title, 60)}
            if not await self.app.push_screen_wait(ConfirmDialog(question, _("Delete"), _("Keep"))):
                return None
        return await self._act(deal_ids, BulkAct(delete=True)) if deal_ids else None

    async def _spam(self, deal_ids: Deals) -> Done | None:
        if len(deal_ids) > 1:
            self.say(_("Spam is marked deal by deal; take the marks off first."), warning=True)
            return None
        card = await self.store.ask(GetDeal(deal_ids[0]))
        if card.buyer is BuyerState.SAVED and not await self._means(card):
            return None
        entries = await self.store.do(MarkSpam(card.id))
        told = _("On the spam list: %(addresses)s") % {"addresses": ", ".join(entry.address for entry in entries)}
        self.say(_("%(what)s · u undo") % {"what": one_line(told, 120)})
        return Done((card.id,))

    async def _means(self, card: DealCard) -> bool:
        """Whether a saved buyer is meant."""
        from crm_tui.screens.dialogs.confirm import ConfirmDialog

        question = _("“%(name)s” is a saved buyer. Put their numbers on the spam list? u undoes it.")
        named = question % {"name": one_line(card.people[0].name, 60)}
        return await self.app.push_screen_wait(ConfirmDialog(named, _("Spam"), _("Keep"))) is True

    async def _copy(self, deal_id: DealId) -> str | None:
        from crm_tui.screens.dialogs.choose import ChoiceDialog

        card = await self.store.ask(GetDeal(deal_id))
        points = [(point.typed, point.typed, person.name) for person in card.people for point in person.phones]
        points += [(point.typed, point.typed, person.name) for person in card.people for point in person.emails]
        points.append((card.title, card.title, _("title")))
        chosen = await self.app.push_screen_wait(ChoiceDialog(_("Copy what?"), points))
        if chosen is not None:
            self.app.copy_to_clipboard(clean(chosen))
            self.say(_("Copied: %(what)s") % {"what": one_line(chosen, 60)})
        return chosen

    async def _reach(self, deal_id: DealId, *, call: bool) -> Done | None:
        from crm_tui.screens.reach.reaching import Reaching
        from crm_tui.screens.reach.targets import of_people

        people = of_people((await self.store.ask(GetDeal(deal_id))).people)
        reaching, record = Reaching(self.app, self.store, self.say, self.glyphs), RecordId(deal_id)
        opened = await (reaching.call(record, people) if call else reaching.write(record, people))
        return Done((deal_id,)) if opened else None

    async def _step(self, command: Command[Step], sentence: str) -> Step:
        step = await self.store.do(command)
        self.say(_(sentence) % {"what": step_words(step)})
        return step

    async def _repeat(self, deal_ids: Deals, seen: int | None) -> Done | None:
        act = self.last
        if act is None:
            self.say(_("There is nothing to repeat yet."))
            return None
        if not isinstance(act, BulkAct):
            return await self._plan(deal_ids[0], act) if self._is_one(deal_ids) else None
        if act.move_to is not None:
            stage, pipeline = _find_stage(await self.store.ask(ListPipelines()), act.move_to)
            return await self._enter(deal_ids, stage, pipeline, seen, act.fill) if deal_ids else None
        if act.delete:
            return await self._delete(deal_ids)
        return await self._act(deal_ids, act) if deal_ids else None

    async def _act(self, deal_ids: Deals, act: BulkAct, seen: int | None = None) -> Done | None:
        """Do an act to one deal at once, to several after showing what it would do."""
        said = await self._told(act)
        if len(deal_ids) > 1:
            return await self._many(deal_ids, act, said, await self._question(act))
        if not isinstance(act.assign_to, Unset):
            return await self._assign_one(deal_ids[0], act, said, seen)
        result = await self.store.do(ChangeDeals(tuple(deal_ids), act))
        return self._done_many(result, act, said)

    async def _assign_one(self, deal_id: DealId, act: BulkAct, said: str, seen: int | None) -> Done:
        changes = DealChanges(responsible=act.assign_to)
        card = await insisting(
            self.app, self.clock.now(), seen, lambda known: self.store.do(EditDeal(deal_id, changes, seen=known))
        )
        return Done((deal_id,)) if card is None else self._done_one(card, act, said)

    async def _many(self, deal_ids: Deals, act: BulkAct, said: str, question: str) -> Done | None:
        """Show what would happen under the question whether it shall, then do it."""
        from crm_tui.screens.dialogs.bulk_preview import BulkPreviewDialog

        preview = await self.store.ask(PreviewDeals(tuple(deal_ids), act))
        if not await self.app.push_screen_wait(BulkPreviewDialog(preview, question)):
            return None
        return self._done_many(await self.store.do(ChangeDeals(tuple(deal_ids), act)), act, said)

    def _done_one(self, card: DealCard, act: Repeatable, said: str) -> Done:
        self.last = act
        self.say(_("%(what)s · u undo") % {"what": said})
        return Done((card.id,), card)

    def _done_many(self, result: BulkResult, act: BulkAct, said: str) -> Done | None:
        if not result.changed:
            reasons = "; ".join(dict.fromkeys(refusal.reason for refusal in result.refused))
            self.say(one_line(reasons) or _("Nothing to change."), warning=True)
            return None
        self.last = act
        count = len(result.changed)
        many = ngettext("%(what)s: %(n)d deal", "%(what)s: %(n)d deals", count) % {"what": said, "n": count}
        total = count + len(result.refused)
        self.say(_("%(what)s · u undo") % {"what": said if total == 1 else many})
        return Done(result.changed)

    async def _told(self, act: BulkAct) -> str:
        if act.delete:
            return _("Deleted")
        if isinstance(act.assign_to, Unset):
            return _("Tags %(tags)s") % {"tags": _marks(act)}
        return _("Responsible: %(name)s") % {"name": await self._name(act.assign_to)}

    async def _question(self, act: BulkAct) -> str:
        """The same act before it is done."""
        if act.delete:
            return _("Delete these deals?")
        if isinstance(act.assign_to, Unset):
            return _("Change tags: %(tags)s?") % {"tags": _marks(act)}
        return _("Make responsible: %(name)s?") % {"name": await self._name(act.assign_to)}

    async def _name(self, user: UserId | None) -> str:
        users = {user.id: user.name for user in await self.store.ask(ListUsers())}
        return one_line(users.get(user, ""), 60) if user else _("nobody")

    def _is_one(self, deal_ids: Deals) -> bool:
        if len(deal_ids) > 1:
            self.say(_("A task goes on one deal; take the marks off first."), warning=True)
        return len(deal_ids) == 1

    async def _guarded(self, act: Awaitable[Answer]) -> Answer | None:
        try:
            return await act
        except CrmError as error:
            self._report(error)
            return None

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Tell what happened, in passing."""
        self.app.notify(sentence, severity="warning" if warning else "information", markup=False, timeout=4)

    def _rise(self, error: CrmError) -> None:
        self.app.post_message(Failure(error))


def _repeatable(fill: DealChanges) -> DealChanges:
    """What of a form holds for other deals too: the reason of a loss, not the budget or the contact."""
    return DealChanges(lost_reason=fill.lost_reason, lost_note=fill.lost_note)


def _find_stage(pipelines: Sequence[PipelineInfo], stage_id: StageId) -> tuple[StageInfo, PipelineInfo]:
    for pipeline in pipelines:
        for stage in pipeline.stages:
            if stage.id == stage_id:
                return stage, pipeline
    raise NotFound(N_("stage"), stage_id)


def _marks(act: BulkAct) -> str:
    marks = [f"+#{name}" for name in act.add_tags] + [f"-#{name}" for name in act.remove_tags]
    return one_line(" ".join(marks), 80)


def _to_move_to(stage: StageInfo) -> str:
    return _("Move to %(stage)s?") % {"stage": one_line(stage.name, 60)}


def _moved_to(stage: StageInfo) -> str:
    return _("Moved to %(stage)s") % {"stage": one_line(stage.name, 60)}


def _moved_meanwhile(conflict: Conflict) -> str:
    clash = next(clash for clash in conflict.clashes if clash.field == "stage_id")
    sentence = _("%(who)s moved this deal to “%(stage)s” meanwhile and it stays there; move it again to send it on.")
    return sentence % {"who": one_line(clash.who, 60), "stage": one_line(clash.theirs, 60)}
