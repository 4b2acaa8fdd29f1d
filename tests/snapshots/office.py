"""An office for pictures: colleagues, deals of every kind, a past and plans, all with fixed words and fixed times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from crm_tui import i18n
from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import RecordId, StageId, UserId
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.contacts import CreateContact
from crm_tui.operations.deals import CreateDeal, DealCard, DealChanges, EditDeal, MarkRead, MoveDeal, NewPerson
from crm_tui.operations.directory import CreateUser
from crm_tui.operations.filters import DealFilter, Sort
from crm_tui.operations.pipelines import CreatePipeline, NewStage
from crm_tui.operations.tasks import PlanTask
from crm_tui.operations.values import Email, Phone, TaskKind
from crm_tui.operations.views import SaveView
from crm_tui.storage.creating import create
from crm_tui.storage.opening import open_store
from crm_tui.storage.seeding import Seed
from tests.conftest import COLLEAGUE, NOW, OWNER

WORK_PHONE = Phone("+380 67 123-45-67", "work", "+380671234567")
HOME_PHONE = Phone("044 555 00 11", "home", "+380445550011")
BAD_PHONE = Phone("12345", "", None, "too short")


@dataclass(frozen=True, slots=True)
class Past:
    """A deal as it came about: ``days`` ago, by now in stage number ``stage``, untouched for ``still`` days."""

    title: str
    days: float
    stage: int = 0
    still: float = 0.0
    name: str = ""
    phone: Phone | None = None
    amount: str = ""
    tags: tuple[str, ...] = ()
    task_in: float | None = None
    by_colleague: bool = False
    saved: bool = False
    unread: bool = False


DEALS: Sequence[Past] = (
    Past("Ангар под ключ", 40, 4, 11, "Ткач Олена", WORK_PHONE, "1 200 000", ("опт",), saved=True),
    Past("Annual support", 30, 4, 8, "Winford Reyes", HOME_PHONE, "96 000", by_colleague=True),
    Past("Доставка обладнання", 28, 5, 6, "Ганна Щур", WORK_PHONE, "40 800"),
    Past("Roof of the barn", 26, 3, 9, "Taras Shevchenko", WORK_PHONE, "900 000", task_in=3, saved=True),
    Past("Кровля цеха", 25, 3, 8, "Лолита Упатова", HOME_PHONE, "253 400,50", ("опт", "vip")),
    Past("Ремонт офиса на Лесной, второй этаж", 20, 2, 12, "Иванов Иван Петрович", WORK_PHONE, "50 000", ("vip",)),
    Past("Паркан і ворота", 18, 2, 3, "Віолетта Баланчук", HOME_PHONE, "80 300", by_colleague=True),
    Past("Кухня на замовлення", 16, 2, 5, "Дорофей Белых", None, "176 400", task_in=-1),
    Past("Дача, баня", 14, 1, 5, "Пётр Щербаков", WORK_PHONE, "140 000", ("сайт",)),
    Past("Склад на Лесной", 12, 1, 2, "ООО «Вектор»", HOME_PHONE, "320 000", ("опт",), -0.1, True, True, True),
    Past("Brand refresh", 11, 1, 10, "Joline Barker", BAD_PHONE, "409 600"),
    Past("Вывеска на фасад", 10, 1, 1, "", None, "19 800"),
    Past("Письмо с почты", 4, 0, 4, "ivetta@example.com"),
    Past("Форма на сайте", 1, 0, 1, "Олена Петренко", WORK_PHONE, "", ("сайт",), unread=True),
    Past("Дзвінок", 0.2, 0, 0.2, "Немир Балюх", HOME_PHONE, unread=True),
    Past("Звонок", 0.05, 0, 0.05, unread=True),
)


async def furnish(path: Path, lang: str) -> None:
    """Make the store's file in a language, with everything in it."""
    i18n.use(lang)
    create(path, Seed(user=OWNER, region="UA", currency="UAH"))
    clock = FixedClock(NOW - timedelta(days=60))
    store = await open_store(str(path), clock=clock, create=False, user=OWNER)
    try:
        colleague = (await store.do(CreateUser(COLLEAGUE))).id
        await store.do(CreatePipeline("Service", (NewStage("Repair"), NewStage("Guarantee")), "UAH"))
        stages = [stage.id for stage in (await store.ask(GetBoard())).pipeline.stages]
        for past in DEALS:
            await _live(store, clock, past, stages, colleague)
        clock.set(NOW)
        await store.do(SaveView("Important", DealFilter(text="#vip"), Sort.AMOUNT, shared=True))
    finally:
        await store.close()


async def _live(store: Store, clock: FixedClock, past: Past, stages: Sequence[StageId], colleague: UserId) -> None:
    clock.set(NOW - timedelta(days=past.days))
    deal = await store.do(
        CreateDeal(past.title, await _contact(store, past), past.amount, tags=past.tags, description=_asked(past))
    )
    clock.set(NOW - timedelta(days=past.still))
    if past.stage == 5:
        await _lose(store, deal, stages[5])
    elif past.stage:
        await store.do(MoveDeal(deal.id, stages[past.stage]))
    if past.by_colleague:
        await store.do(EditDeal(deal.id, DealChanges(responsible=colleague)))
    if past.task_in is not None:
        await store.do(PlanTask(RecordId(deal.id), "Call: agree the estimate", _in_days(past.task_in), TaskKind.CALL))
    await store.do(MarkRead(deal.id, unread=past.unread))


def _in_days(days: float) -> datetime:
    return NOW + timedelta(days=days)


def _asked(past: Past) -> str:
    return "Покраска, полы, две перегородки\nKeys are with the guard" if past.stage == 2 else ""


async def _contact(store: Store, past: Past) -> NewPerson | None:
    if not past.name:
        return None
    phones = (past.phone,) if past.phone else ()
    emails = (Email("buyer@example.com"),) if past.saved else ()
    saved = await store.do(CreateContact(past.name, phones, emails, company="Вектор")) if past.saved else None
    more = (HOME_PHONE,) if past.saved and past.phone is WORK_PHONE else ()
    return NewPerson(past.name, (*phones, *more), emails, "buyer" if past.saved else "", saved.id if saved else None)


async def _lose(store: Store, deal: DealCard, lost: StageId) -> None:
    from crm_tui.operations.pipelines import ListLostReasons

    reason = (await store.ask(ListLostReasons()))[1]
    await store.do(MoveDeal(deal.id, lost, fill=DealChanges(lost_reason=reason.id)))
