"""The card of a deal: its stages, its people, and everything that a key of the board does."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import ContactId, DealId, PersonId
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.base import Command, Store
from crm_tui.operations.board import PipelineInfo, StageInfo
from crm_tui.operations.deals import DealCard, GetDeal, MarkRead
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.errors import NotAllowed
from crm_tui.operations.fields import GetLayout, Layout
from crm_tui.operations.pipelines import ListPipelines
from crm_tui.operations.values import Person, User
from crm_tui.screens.card import asking_fields, deal_data
from crm_tui.screens.card.house import CardHouse
from crm_tui.screens.card.pages.added import AddedPage
from crm_tui.screens.card.pages.base import Page
from crm_tui.screens.card.pages.chosen import added_pages, deal_pages
from crm_tui.screens.card.saving import Entry
from crm_tui.screens.card.screen import CardScreen
from crm_tui.screens.deal_actions import DealActions, Done
from crm_tui.screens.reach.targets import Reachable, of_people
from crm_tui.widgets.card.data import CardBlock, CardField
from crm_tui.widgets.composer.modes import Mode
from crm_tui.widgets.shown import age
from crm_tui.widgets.stage_bar import StageBar


class DealScreen(CardScreen[DealCard]):
    """One deal, with the acts that it shares with the board."""

    entity: ClassVar[Entity] = Entity.DEAL

    BINDINGS: ClassVar[list[BindingType]] = [
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
        Binding("s", "act('snooze')", N_("Snooze"), show=False, id="deal.snooze"),
        Binding("X", "act('delete')", N_("Delete"), show=False, id="deal.delete"),
        Binding("exclamation_mark", "act('spam')", N_("Spam"), show=False, id="deal.spam"),
        Binding("d", "act('done')", N_("Complete the next task"), show=False, id="deal.task_done"),
        Binding("b", "save_buyer", N_("Save or choose the buyer"), show=False, id="deal.buyer"),
        Binding("B", "replace_buyer", N_("Replace the buyer"), show=False, id="deal.replace_buyer"),
        Binding("y", "copy", N_("Copy"), show=False, id="deal.copy"),
        Binding("u", "undo", N_("Undo"), show=False, id="deal.undo"),
        Binding("U", "redo", N_("Redo"), show=False, id="deal.redo"),
        Binding("P", "add_person", N_("Add a contact"), show=False, id="deal.add_person"),
    ]

    def __init__(self, deal_id: DealId, store: Store, *, actions: DealActions | None = None, **options: Any) -> None:
        super().__init__(deal_id, store, **options)
        self._given_actions = actions
        self._pipeline: PipelineInfo | None = None
        self._layout_of_cards = Layout(Entity.DEAL, (), (), ())
        self._users: tuple[User, ...] = ()
        self._added: tuple[AddedPage, ...] = ()
        self._more = ""
        self._pages: tuple[Page, ...] = ()

    @property
    def deal_id(self) -> DealId:
        """The deal on the screen."""
        return DealId(self.record_id)

    @property
    def actions(self) -> DealActions:
        """What can be done with the deal; the board's own, so that "." there repeats what was done here."""
        if self._given_actions is None:
            self._given_actions = DealActions(self.app, self._store, clock=self._clock, region=self._region)
        return self._given_actions

    # What a deal's card is

    async def read(self, record_id: str) -> DealCard:
        """The deal, and the pipeline that it is in."""
        card = await self._store.ask(GetDeal(DealId(record_id)))
        pipelines = await self._store.ask(ListPipelines())
        self._pipeline = next((line for line in pipelines if line.id == card.pipeline_id), None)
        self._layout_of_cards = await self._store.ask(GetLayout(Entity.DEAL))
        self._added = added_pages(self.desk, self._layout_of_cards, self._added)
        self._users = await self._store.ask(ListUsers())
        return card

    def path(self, card: DealCard) -> tuple[str, ...]:
        """Pipeline and stage."""
        return card.pipeline, card.stage

    def head_blocks(self, card: DealCard) -> tuple[CardBlock, ...]:
        """Title, budget, responsible, tags."""
        return deal_data.head(card, self._glyphs)

    def main_blocks(self, card: DealCard) -> tuple[CardBlock, ...]:
        """People, request, texts; the tasks too where the feed that tells of them is not beside."""
        blocks = deal_data.main(card, self._layout_of_cards, self._users, self._glyphs, self._more)
        beside = self.has_class("-two-panes")
        return blocks if beside else (*blocks, *deal_data.tasks(card, self._glyphs, self._clock))

    def command(self, card: DealCard, entry: Entry) -> Command[DealCard]:
        """What saving a field asks of the store."""
        return deal_data.command(entry.name, entry.text, card, self._region, entry.seen)

    def sequence(self, card: DealCard) -> int:
        """The version of the deal."""
        return card.seq

    def name_of(self, card: DealCard) -> str:
        """Its title."""
        return card.title

    def reachable(self, card: DealCard) -> Sequence[Reachable]:
        """Its people."""
        return of_people(card.people)

    def named_on(self, card: DealCard) -> frozenset[str]:
        """Its company, and the contacts that its people are known as."""
        known = (card.company_id, *(person.contact_id for person in card.people))
        return frozenset(one for one in known if one)

    def memo_of(self, card: DealCard) -> str | None:
        """Its one memo."""
        return card.memo

    def pages(self) -> Sequence[Page]:
        """Documents, vouchers, and the tabs that admins added."""
        self._pages = self._pages or deal_pages(self.desk)
        return (*self._pages, *self._added)

    def below_head(self) -> Sequence[Widget]:
        """The stages."""
        return (StageBar(id="card-stages"),)

    def show_more(self, card: DealCard) -> None:
        """The stages of its pipeline, and when it begins to rot."""
        stages = self._pipeline.stages if self._pipeline else ()
        now = self._clock.now()
        stage = next((stage for stage in stages if stage.id == card.stage_id), None)
        note = rot_note(card, stage, now) if stage else ""
        self.query_one(StageBar).show(stages, card.stage_id, age(card.in_stage_since, now), note)

    async def after_reading(self, card: DealCard) -> None:
        """Opening a deal takes its unread mark off."""
        if not card.unread:
            return
        try:
            self._card = await self._store.do(MarkRead(card.id))
        except NotAllowed:
            return  # whoever may only read leaves the mark for those who work on the deal

    async def ask(self, field: CardField) -> None:
        """Responsible, tags and some fields of admins' are chosen from lists."""
        if field.name == "responsible":
            await self.actions.assign((self.deal_id,))
        elif field.name == "tags":
            await self.actions.tag((self.deal_id,))
        elif field.name == "memo":
            self.action_write(Mode.MEMO)
        elif self._card is not None and asking_fields.is_added(field):
            now = self._clock.now()
            await asking_fields.ask(self.app, self._store, self.entity, self._card, field, self._users, now)

    # People

    @work(group="act", exit_on_error=False)
    async def action_add_person(self) -> None:
        """One more contact: its name is typed at the end of the others."""
        await self._fill_in(deal_data.NEW_PERSON, f"{deal_data.NEW_PERSON}.name")

    def more(self, field: CardField) -> None:
        """One more phone or e-mail of the contact under the cursor; the next kind where the main one is still empty."""
        self._add_point(field)

    @work(group="act", exit_on_error=False)
    async def _add_point(self, field: CardField) -> None:
        name = deal_data.next_point(field.name, self._card) if self._card else ""
        if name:
            await self._fill_in(name, name)

    async def _fill_in(self, more: str, name: str) -> None:
        """Show an empty line and open it; it goes again with the next reading where it stays empty."""
        self._more = more
        self._show_page()
        await self.edit_field(name)
        self._more = ""

    def less(self, field: CardField) -> None:
        """Take the phone, the e-mail or the contact under the cursor off the deal; an undo brings it back."""
        self.act(lambda: self._take_off(field.name))

    async def _take_off(self, name: str) -> bool:
        if self._card is None or not (taken := deal_data.taken_off(name, self._card, self._region)):
            return False
        await self._store.do(taken)
        self.say(_("Taken off · u undo"))
        return True

    @property
    def _person(self) -> Person | None:
        """The contact under the cursor, else the main one."""
        people = self._card.people if self._card else ()
        name = self.body.cursor.name if self.body.cursor else ""
        under = next((one for one in people if name.startswith(f"person.{one.id}.")), None)
        return under or next(iter(people), None)

    def why_disabled(self, action: str) -> str | None:
        """Why an action is off: a buyer needs something to be known of them first (B1)."""
        return super().why_disabled(action) or (self._why_no_buyer if action == "save_buyer" else None)

    @property
    def _why_no_buyer(self) -> str | None:
        from crm_tui.screens.buyers import why_not

        return None if self._card is None else why_not(self._person) or None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Saving a buyer is off until there is something to save."""
        if action == "save_buyer" and self._why_no_buyer:
            return None
        return super().check_action(action, parameters)

    def action_save_buyer(self) -> None:
        """Make the contact under the cursor a saved buyer, or choose one (B1-B4)."""
        person = self._person
        if person is not None:
            self.act(lambda: self.actions.save_buyer((self.deal_id,), PersonId(person.id)))

    def action_replace_buyer(self) -> None:
        """Put another contact in the place of the one under the cursor (B6)."""
        person = self._person
        self.act(lambda: self.actions.replace_buyer((self.deal_id,), PersonId(person.id) if person else None))

    def open_line(self, field: CardField) -> None:
        """Enter on the name of a saved buyer opens their card (B5)."""
        person = self._person
        if person is not None and person.contact_id is not None and self.house is not None:
            self.act(partial(self._open_contact, self.house, person.contact_id))

    async def _open_contact(self, house: CardHouse, contact_id: ContactId) -> bool:
        await house.contact(contact_id)
        return True

    # Keys of the board

    def action_step(self, by: int) -> None:
        """Move the deal to the next or the previous stage of its pipeline."""
        if self._card is None or self._pipeline is None:
            return
        ids = [stage.id for stage in self._pipeline.stages]
        at = ids.index(self._card.stage_id) + by
        if 0 <= at < len(ids):
            self.act(partial(self.actions.move, (self.deal_id,), ids[at], seen=self.seen))

    def action_stage(self, number: int) -> None:
        """Move the deal to a stage by its number."""
        stages = self._pipeline.stages if self._pipeline else ()
        if number <= len(stages) and self._card is not None and stages[number - 1].id == self._card.stage_id:
            self.actions.say(_("It is in “%(stage)s” already.") % {"stage": self._card.stage})
        elif number <= len(stages):
            self.act(partial(self.actions.move, (self.deal_id,), stages[number - 1].id, seen=self.seen))
        elif stages:
            self.actions.say(_("There is no stage %(n)d here.") % {"n": number}, warning=True)

    def action_act(self, name: str) -> None:
        """Do what a key of the board does, to this deal."""
        acts: dict[str, Callable[[tuple[DealId, ...]], Awaitable[Done | None]]] = {
            "move": partial(self.actions.move, seen=self.seen),
            "tag": self.actions.tag,
            "assign": self.actions.assign,
            "lose": partial(self.actions.lose, seen=self.seen),
            "snooze": self.actions.snooze,
            "delete": self._delete,
            "spam": self._spam,
            "done": self.actions.complete_task,
        }
        self.act(lambda: acts[name]((self.deal_id,)))

    def action_copy(self) -> None:
        """Copy a phone or an e-mail."""
        self.act(lambda: self.actions.copy(self.deal_id))

    def action_undo(self) -> None:
        """Take back the last change."""
        self.act(self.actions.undo)

    def action_redo(self) -> None:
        """Do the last undone change again."""
        self.act(self.actions.redo)

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Tell the person in passing."""
        self.actions.say(sentence, warning=warning)

    async def _delete(self, deal_ids: tuple[DealId, ...]) -> Done | None:
        return self._gone(await self.actions.delete(deal_ids))

    async def _spam(self, deal_ids: tuple[DealId, ...]) -> Done | None:
        return self._gone(await self.actions.spam(deal_ids))

    def _gone(self, done: Done | None) -> Done | None:
        """Leave where the deal went out of sight."""
        if done:
            self.dismiss(self.deal_id)
        return done


def rot_note(card: DealCard, stage: StageInfo, now: datetime) -> str:
    """When the deal begins to rot, or that it does; nothing where a planned task stops the clock (P11)."""
    planned = any(task.done_at is None and task.due_at and task.due_at > now for task in card.tasks)
    if not stage.rot_days or planned or stage.kind.closed:
        return ""
    left = stage.rot_days - (now - card.touched_at).days
    if left <= 0:
        return _("rotting")
    return ngettext("rots in %(n)d day", "rots in %(n)d days", left) % {"n": left}
