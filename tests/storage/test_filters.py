"""What each condition of a filter lets through."""

from datetime import date, timedelta

import pytest
import pytest_asyncio

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import RecordId, TagId
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard, GetColumn
from crm_tui.operations.contacts import CreateContact
from crm_tui.operations.deals import DealChanges, EditDeal, ListDeals, MarkRead, NewPerson
from crm_tui.operations.directory import CreateUser, ListTags
from crm_tui.operations.filters import DealFilter
from crm_tui.operations.tasks import CompleteTask, PlanTask
from tests.storage.acts import deal, person, stage_named
from tests.storage.kinds import on_both

pytestmark = on_both


async def shown(store: Store, wanted: DealFilter) -> list[str]:
    """The titles that a filter lets through: in a column, and in a list as well."""
    stage = await stage_named(store, "Unsorted")
    cards = (await store.ask(GetColumn(stage.id, filter=wanted))).cards
    listed = (await store.ask(ListDeals(filter=wanted))).rows
    assert {card.id for card in cards} == {row.id for row in listed}
    return sorted(card.title for card in cards)


async def tag_ids(store: Store) -> dict[str, TagId]:
    return {tag.name: tag.id for tag in await store.ask(ListTags())}


@pytest_asyncio.fixture
async def texts(store: Store) -> Store:
    """Deals with words, people, phones and tags."""
    await deal(store, "Ремонт даху", contact=person("Марія Шевченко", "067 123 45 67", "maria@ex.ua"), tags=("Гаряче",))
    await deal(store, "Їжак 50% знижки", contact=person("Іван", "8 917 123-45-67"))
    await deal(store, "under_score", contact=person("Bob", "+44 20 7946 0018"), tags=("cold", "гаряче"))
    return store


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ремонт", "Ремонт даху"),
        ("РЕМОНТ ДАХУ", "Ремонт даху"),
        ("даху ремонт", "Ремонт даху"),
        ("шевчЕНКО ремонт", "Ремонт даху"),
        ("MARIA@EX", "Ремонт даху"),
        ("067 123 45 67", "Ремонт даху"),
        ("+38 (067) 123-45-67", "Ремонт даху"),
        ("380671234567", "Ремонт даху"),
        ("0671234567", "Ремонт даху"),
        ("067.123.45.67", "Ремонт даху"),
        ("123-45-67", "Ремонт даху"),
        ("-----", ""),
        ("44 20 79460018", "under_score"),
        ("#гаряче", "Ремонт даху under_score"),
        ("#ГАРЯЧЕ #cold", "under_score"),
        ("#гаряче ремонт", "Ремонт даху"),
        ("#гар", ""),
        ("їж", "Їжак 50% знижки"),
        ("ЇЖ", "Їжак 50% знижки"),
        ("ма", "Ремонт даху"),
        ("ї знижки", "Їжак 50% знижки"),
        ("0%", "Їжак 50% знижки"),
        ("%", "Їжак 50% знижки"),
        ("_", "under_score"),
        ("r_s", "under_score"),
        ("!", ""),
        ("%%", ""),
        ("нічого", ""),
    ],
)
async def test_text(texts: Store, text: str, found: str) -> None:
    everything = ["Ремонт даху", "under_score", "Їжак 50% знижки"]

    assert await shown(texts, DealFilter(text=text)) == sorted(title for title in everything if title in found)


async def test_responsible_and_nobody(store: Store) -> None:
    ivan = await store.do(CreateUser("Ivan"))
    await deal(store, "mine")
    await deal(store, "his", responsible=ivan.id)
    await deal(store, "nobody's", responsible=None)
    me = (await store.ask(GetBoard())).me

    assert await shown(store, DealFilter(responsible=me.id)) == ["mine"]
    assert await shown(store, DealFilter(responsible=ivan.id)) == ["his"]
    assert await shown(store, DealFilter(nobody=True)) == ["nobody's"]


async def test_tags(store: Store) -> None:
    await deal(store, "a", tags=("a",))
    await deal(store, "ab", tags=("a", "b"))
    await deal(store, "c", tags=("c",))
    await deal(store, "none")
    tags = await tag_ids(store)

    assert await shown(store, DealFilter(tags_any=(tags["b"], tags["c"]))) == ["ab", "c"]
    assert await shown(store, DealFilter(tags_all=(tags["a"], tags["b"]))) == ["ab"]
    assert await shown(store, DealFilter(tags_none=(tags["a"],))) == ["c", "none"]
    assert await shown(store, DealFilter(tags_any=(tags["a"],), tags_none=(tags["b"],))) == ["a"]


async def test_amounts_in_minor_units_both_ends_included(store: Store) -> None:
    for amount in ("", "0", "10", "20", "30"):
        await deal(store, amount or "none", amount=amount)

    assert await shown(store, DealFilter(amount_from=1000, amount_to=2000)) == ["10", "20"]
    assert await shown(store, DealFilter(amount_from=2001)) == ["30"]
    assert await shown(store, DealFilter(amount_to=0)) == ["0"]


async def test_days_of_making_both_ends_included(store: Store, clock: FixedClock) -> None:
    start = clock.now().replace(hour=0)
    for name, at in (
        ("first", start),
        ("last", start.replace(hour=23, minute=59)),
        ("next", start + timedelta(days=1)),
    ):
        clock.set(at)
        await deal(store, name)
    day = date(2026, 11, 22)

    assert await shown(store, DealFilter(created_from=day, created_to=day)) == ["first", "last"]
    assert await shown(store, DealFilter(created_from=day + timedelta(days=1))) == ["next"]
    assert await shown(store, DealFilter(created_to=day - timedelta(days=1))) == []


async def test_unread(store: Store) -> None:
    await deal(store, "read")
    await store.do(MarkRead((await deal(store, "unread")).id, unread=True))

    assert await shown(store, DealFilter(unread=True)) == ["unread"]


async def test_tasks_overdue_and_missing(store: Store, clock: FixedClock) -> None:
    await deal(store, "free")
    late, done, later = [await deal(store, name) for name in ("late", "done", "later")]
    await store.do(PlanTask(RecordId(late.id), "call", due_at=clock.now() - timedelta(minutes=1)))
    await store.do(PlanTask(RecordId(later.id), "call", due_at=clock.now() + timedelta(minutes=1)))
    planned = await store.do(PlanTask(RecordId(done.id), "call", due_at=clock.now() - timedelta(minutes=1)))
    await store.do(CompleteTask(planned.id))

    assert await shown(store, DealFilter(overdue=True)) == ["late"]
    assert await shown(store, DealFilter(no_task=True)) == ["done", "free"]


async def test_rotting(store: Store, clock: FixedClock) -> None:
    await deal(store, "untouched")
    touched, planned = await deal(store, "touched"), await deal(store, "planned")
    clock.set(clock.now() + timedelta(days=2, minutes=1))
    await store.do(EditDeal(touched.id, DealChanges(comment="called")))
    assert await shown(store, DealFilter(rotting=True)) == ["planned", "untouched"]
    await store.do(PlanTask(RecordId(planned.id), "call", due_at=clock.now() + timedelta(days=9)))

    assert await shown(store, DealFilter(rotting=True)) == ["untouched"]
    clock.set(clock.now() + timedelta(days=3))
    assert await shown(store, DealFilter(rotting=True)) == ["touched", "untouched"]


async def test_unsaved_buyers(store: Store) -> None:
    contact = await store.do(CreateContact("Марія"))
    await deal(store, "saved", contact=NewPerson("Марія", contact_id=contact.id))
    await deal(store, "typed", contact=person("Іван"))
    await deal(store, "empty")

    assert await shown(store, DealFilter(unsaved=True)) == ["empty", "typed"]


async def test_conditions_add_up(texts: Store) -> None:
    tags = await tag_ids(texts)

    assert await shown(texts, DealFilter(text="дах", tags_any=(tags["Гаряче"],), no_task=True)) == ["Ремонт даху"]
    assert await shown(texts, DealFilter(text="дах", tags_any=(tags["cold"],))) == []
