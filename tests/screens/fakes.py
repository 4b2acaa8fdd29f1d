"""A store that lives in memory, for screens that are tested without one, and an app that shows them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import DealId, PipelineId, ReasonId, RecordId, StageId, TagId, TaskId, UserId
from crm_tui.domain.money import BadAmount, Money, parse
from crm_tui.domain.rights import Role
from crm_tui.domain.stages import DealField, StageKind, WipRule
from crm_tui.operations.base import Change, Command, Query
from crm_tui.operations.board import PipelineInfo, StageInfo
from crm_tui.operations.deals import (
    BulkResult,
    ChangeDeals,
    DealCard,
    DealChanges,
    EditDeal,
    GetDeal,
    GetHistory,
    MarkRead,
    MoveDeal,
    PreviewDeals,
    Refusal,
)
from crm_tui.operations.directory import ListTags, ListUsers
from crm_tui.operations.errors import InvalidValue, NotFound, NothingToUndo, StageRefused
from crm_tui.operations.feed import FeedItem, FeedKind, FeedPage, GetFeed
from crm_tui.operations.fields import GetLayout, GetPreference, Layout
from crm_tui.operations.history import Redo, Step, Undo
from crm_tui.operations.pipelines import ListLostReasons, ListPipelines, LostReason
from crm_tui.operations.presence import LookAt, LookAway, Looker, WhoLooks
from crm_tui.operations.remarks import Remark
from crm_tui.operations.tasks import CompleteTask, PlanTask
from crm_tui.operations.values import BuyerState, Event, Person, Phone, Tag, TaskInfo, Unset, User

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CLOCK = FixedClock(NOW)
HOSTILE = "[/][@click=app.quit]x[/] \x1b]52;c;aGk=\x07\x1b[2J\u202egnp\u200b.[red]"


def stage(name: str, kind: StageKind = StageKind.OPEN, *required: DealField) -> StageInfo:
    return StageInfo(StageId(f"s-{name}"), name, kind, "blue", 50, 14, None, WipRule.SOFT, required)


UNSORTED = stage("Unsorted", StageKind.UNSORTED)
IN_WORK = stage("In work")
OFFER = stage("Offer", StageKind.OPEN, DealField.AMOUNT)
WON = stage("Won", StageKind.WON)
LOST = stage("Lost", StageKind.LOST)
REPEAT = stage("Repeat")
BUYERS = PipelineInfo(PipelineId("p-1"), "Buyers", True, "RUB", (UNSORTED, IN_WORK, OFFER, WON, LOST))
SERVICE = PipelineInfo(PipelineId("p-2"), "Service", False, "RUB", (stage("New", StageKind.UNSORTED), REPEAT))
ANNA = User(UserId("u-anna"), "Анна Ковальчук", "АК", Role.MANAGER)
OLEG = User(UserId("u-oleg"), "Oleg Ryabov", "OR", Role.MANAGER)
VIP = Tag(TagId("t-vip"), "vip", "red")
OFFICE = Tag(TagId("t-office"), "офис", "blue")
PRICE = LostReason(ReasonId("r-price"), "Too dear", False)
OTHER = LostReason(ReasonId("r-other"), "Other", True)


def deal(number: int = 1, **changes: Any) -> DealCard:
    card = DealCard(
        id=DealId(f"d-{number}"),
        title=f"Ремонт офиса {number}",
        pipeline_id=BUYERS.id,
        pipeline=BUYERS.name,
        stage_id=IN_WORK.id,
        stage=IN_WORK.name,
        stage_kind=StageKind.OPEN,
        amount=None,
        currency="RUB",
        people=(Person("x", "Иван Петров", "buyer", (Phone("+7 916 123-45-67", "work", "+79161234567"),)),),
        buyer=BuyerState.UNSAVED,
        responsible=ANNA.id,
        responsible_name=ANNA.name,
        tags=(VIP,),
        description="Покраска, полы",
        comment="",
        tasks=(),
        unread=True,
        lost_reason="",
        lost_note="",
        created_at=NOW - timedelta(days=20),
        touched_at=NOW - timedelta(days=2),
        in_stage_since=NOW - timedelta(days=5),
        closed_at=None,
        external_id="",
        extra={},
        seq=1,
    )
    return replace(card, **changes)


@dataclass
class FakeStore:
    """Keeps cards and what was done; ``failure`` is raised by the next question, ``refusal`` by the next command."""

    cards: dict[str, DealCard] = field(default_factory=lambda: {"d-1": deal(1)})
    events: tuple[Event, ...] = ()
    lookers: tuple[Looker, ...] = ()
    looks: list[Command[Any]] = field(default_factory=list)
    done: list[Command[Any]] = field(default_factory=list)
    failure: Exception | None = None
    refusal: Exception | None = None
    pipelines: tuple[PipelineInfo, ...] = (BUYERS, SERVICE)
    users: tuple[User, ...] = (ANNA, OLEG)

    async def ask(self, query: Query[Any]) -> Any:
        if isinstance(query, WhoLooks):
            return self.lookers
        if self.failure:
            failure, self.failure = self.failure, None
            raise failure
        match query:
            case GetDeal(deal_id):
                return self._card(deal_id)
            case GetHistory():
                return self.events
            case GetFeed(subject_id):
                return self._feed(DealId(subject_id))
            case GetLayout(entity):
                return Layout(entity, (), (), ())
            case GetPreference():
                return ""
            case PreviewDeals(deal_ids, act):
                return self._bulk(deal_ids, act.move_to)
            case _:
                return self._directory(query)

    async def do(self, command: Command[Any]) -> Any:
        if isinstance(command, LookAt | LookAway):
            self.looks.append(command)
            return None
        if self.refusal:
            refusal, self.refusal = self.refusal, None
            raise refusal
        answer = self._carried_out(command)
        if not isinstance(command, MarkRead):
            self.done.append(command)
        return answer

    async def changes(self) -> AsyncIterator[Change]:
        for change in tuple[Change, ...]():
            yield change

    async def close(self) -> None:
        return None

    def _feed(self, deal_id: DealId) -> FeedPage:
        """The events as changes, the open tasks of the deal to come."""
        changes = tuple(
            FeedItem(FeedKind.CHANGE, str(event.seq), event.at, None, event.actor, RecordId(deal_id), lines=event.lines)
            for event in self.events
        )
        tasks = tuple(
            FeedItem(FeedKind.TASK, task.id, task.due_at or NOW, None, "", RecordId(deal_id), text=task.text, task=task)
            for task in self._card(deal_id).tasks
            if task.done_at is None
        )
        return FeedPage(changes, tasks, None, None)

    def _directory(self, query: Query[Any]) -> Any:
        answers: dict[type[Query[Any]], Any] = {
            ListPipelines: self.pipelines,
            ListUsers: self.users,
            ListTags: (VIP, OFFICE),
            ListLostReasons: (PRICE, OTHER),
            GetPreference: "",
        }
        return answers[type(query)]

    def _carried_out(self, command: Command[Any]) -> Any:
        match command:
            case EditDeal(deal_id, changes):
                return self._put(edited(self._card(deal_id), changes))
            case MoveDeal(deal_id, stage_id, _, fill):
                return self._put(self._moved(edited(self._card(deal_id), fill), stage_id, fill))
            case MarkRead(deal_id):
                return self._put(replace(self._card(deal_id), unread=False))
            case PlanTask(subject_id, text, due_at, kind):
                task = TaskInfo(TaskId("k"), kind, text, due_at, None)
                self._put(replace(self._card(DealId(subject_id)), tasks=(task,)))
                return task
            case CompleteTask(task_id):
                card = next(card for card in self.cards.values() if task_id in {task.id for task in card.tasks})
                self._put(replace(card, tasks=tuple(_done(task, task_id) for task in card.tasks)))
                return next(task for task in card.tasks if task.id == task_id)
            case ChangeDeals(deal_ids, act):
                return self._bulk(deal_ids, act.move_to)
            case Undo() | Redo():
                if not self.done:
                    raise NothingToUndo
                return Step(2, type(self.done[-1]).__name__, ("d-1",), "Ремонт офиса 1")
        raise AssertionError(command)

    def _moved(self, card: DealCard, stage_id: StageId, fill: DealChanges) -> DealCard:
        target = next(s for pipeline in self.pipelines for s in pipeline.stages if s.id == stage_id)
        filled = {DealField.AMOUNT} if card.amount else set()
        if not isinstance(fill.lost_reason, Unset):
            filled |= {DealField.LOST_REASON}
        wanted = list(target.required)
        wanted += [DealField.AMOUNT] if target.kind is StageKind.WON else []
        wanted += [DealField.LOST_REASON] if target.kind is StageKind.LOST else []
        missing = [one for one in wanted if one not in filled]
        if missing:
            raise StageRefused(target.name, missing)
        return replace(card, stage_id=target.id, stage=target.name, stage_kind=target.kind)

    def _bulk(self, deal_ids: tuple[DealId, ...], stage_id: StageId | None) -> BulkResult:
        refused = tuple(Refusal(one, one, Remark("no budget")) for one in deal_ids[2:]) if stage_id == OFFER.id else ()
        return BulkResult(tuple(one for one in deal_ids if one not in {r.deal_id for r in refused}), refused)

    def _card(self, deal_id: DealId) -> DealCard:
        try:
            return self.cards[deal_id]
        except KeyError:
            raise NotFound("deal", deal_id) from None

    def _put(self, card: DealCard) -> DealCard:
        self.cards[card.id] = card
        return card


def _done(task: TaskInfo, task_id: TaskId) -> TaskInfo:
    return replace(task, done_at=NOW) if task.id == task_id else task


def edited(card: DealCard, changes: DealChanges) -> DealCard:
    """A card with a change carried out, as far as the tests look."""
    if not isinstance(changes.title, Unset):
        card = replace(card, title=changes.title)
    if not isinstance(changes.amount, Unset):
        card = replace(card, amount=_money(changes.amount))
    if not isinstance(changes.description, Unset):
        card = replace(card, description=changes.description)
    if not isinstance(changes.responsible, Unset):
        card = replace(card, responsible=changes.responsible)
    if not isinstance(changes.contact, Unset):
        new = changes.contact
        card = replace(card, people=(Person("x", new.name, new.role, new.phones, new.emails),))
    return card


def _money(text: str) -> Money | None:
    try:
        return parse(text, "RUB") if text else None
    except BadAmount:
        raise InvalidValue("amount", "this is no amount") from None
