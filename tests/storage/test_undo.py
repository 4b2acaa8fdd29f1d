"""Whatever was done is undone, to the last field, and done again; nobody's work is undone over their head."""

import asyncio
import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.domain.ids import RecordId
from crm_tui.domain.places import is_database
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.contacts import CreateContact, ListContacts
from crm_tui.operations.deals import BulkAct, ChangeDeals, DealChanges, EditDeal, GetDeal, MoveDeal
from crm_tui.operations.errors import NotFound, NothingToRedo, UndoRefused
from crm_tui.operations.fields import AddField
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.operations.pipelines import AddStage, NewStage
from crm_tui.operations.tasks import PlanTask
from crm_tui.operations.values import Phone
from crm_tui.operations.views import SaveView
from crm_tui.storage.opening import open_store
from tests.conftest import NOW
from tests.postgres_server import Server, administer
from tests.storage.acts import deal, person, rows, stage_named, titles
from tests.storage.dump import assert_derived_data_is_right, dump
from tests.storage.kinds import on_both
from tests.storage.random_acts import PLAN, carry_out

pytestmark = on_both

Copies = Callable[[], AbstractContextManager[str]]


@pytest.fixture
def furnished(where: str, request: pytest.FixtureRequest) -> Copies:
    """Copies of a store in which work has been done: what random commands change must be there before them."""
    asyncio.run(furnish(where))
    if is_database(where):
        return partial(database_copy, request.getfixturevalue("postgres"), where)
    return partial(file_copy, where)


@contextmanager
def file_copy(where: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield shutil.copyfile(where, f"{folder}/crm.db")


@contextmanager
def database_copy(server: Server, where: str) -> Iterator[str]:
    name = where.partition("?")[0].rpartition("/")[2]
    administer(server, "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", f"{name}_copy", name)
    yield server.url(f"{name}_copy")
    administer(server, "DROP DATABASE {} WITH (FORCE)", f"{name}_copy")


async def furnish(where: str) -> None:
    async with opened(where) as store:
        for number in range(4):
            contact = person(f"person {number}", "067 123 45 6" + str(number), f"p{number}@ex.ua")
            made = await deal(store, f"old {number}", contact=contact, amount="50", tags=("hot", f"tag {number}"))
            await store.do(PlanTask(RecordId(made.id), "call", due_at=NOW))
            await deal(store, f"again {number}", contact=person("067 123 45 60", f"067 123 45 6{number % 2}"))
            await store.do(CreateContact(f"old {number}", (Phone("050 111 22 33"),), company="Дах", tags=("vip",)))
        await store.do(SaveView("view 0"))
        await store.do(AddField(Entity.DEAL, "Colour", FieldKind.TEXT, default="red", indexed=True))
        await store.do(AddField(Entity.DEAL, "Kinds", FieldKind.CHOICES, options=("a", "b"), indexed=True))
        await store.do(AddField(Entity.COMPANY, "Area", FieldKind.NUMBER, indexed=True))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(plan=PLAN)
def test_all_that_was_done_is_undone_and_done_again(furnished: Copies, plan: list[tuple[int, list[int]]]) -> None:
    with furnished() as where:
        asyncio.run(there_and_back(where, plan))


async def there_and_back(where: str, plan: list[tuple[int, list[int]]]) -> None:
    """Each step back shows the store as it was before it, to the last field; each step forward as it was after."""
    states = [dump(where)]
    async with opened(where) as store:
        for act, numbers in plan:
            if await carry_out(store, act, numbers):
                states.append(dump(where))
        assert_derived_data_is_right(where)
        for state in states[-2::-1]:
            await store.do(Undo())
            assert dump(where) == state
        assert_derived_data_is_right(where)
    async with opened(where) as store:
        for state in states[1:]:
            await store.do(Redo())
            assert dump(where) == state
        assert_derived_data_is_right(where)
        with pytest.raises(NothingToRedo):
            await store.do(Redo())


@asynccontextmanager
async def opened(where: str) -> AsyncIterator[Store]:
    store = await open_store(where, clock=FixedClock(NOW), create=False)
    yield store
    await store.close()


async def test_undo_goes_on_after_the_program_was_closed(where: str) -> None:
    start = dump(where)
    async with opened(where) as store:
        made = await deal(store, "Roof", contact=person("Марія", "067 123 45 67"), tags=("hot",))
        await store.do(EditDeal(made.id, DealChanges(title="Door")))
    for _ in range(2):
        async with opened(where) as store:
            await store.do(Undo())

    assert dump(where) == start


async def test_anothers_change_to_another_field_is_kept(store: Store, colleague: Store) -> None:
    made = await deal(store, "Roof", description="old")
    await store.do(EditDeal(made.id, DealChanges(title="Door")))
    await colleague.do(EditDeal(made.id, DealChanges(description="new", amount="5")))

    await store.do(Undo())

    card = await store.ask(GetDeal(made.id))
    assert (card.title, card.description) == ("Roof", "new")
    assert card.amount is not None


async def test_a_deal_that_another_has_worked_on_is_not_undone_away(store: Store, colleague: Store) -> None:
    made = await deal(store)
    await colleague.do(PlanTask(RecordId(made.id), "call"))

    with pytest.raises(UndoRefused, match="Ivan Petrenko"):
        await store.do(Undo())

    assert (await store.ask(GetDeal(made.id))).tasks


async def test_anothers_change_that_is_taken_back_is_no_longer_in_the_way(store: Store, colleague: Store) -> None:
    made = await deal(store, "Roof")
    await store.do(EditDeal(made.id, DealChanges(title="Door")))
    await colleague.do(EditDeal(made.id, DealChanges(title="Window")))
    await colleague.do(Undo())

    await store.do(Undo())

    assert (await store.ask(GetDeal(made.id))).title == "Roof"


async def test_redo_over_anothers_change_is_refused(store: Store, colleague: Store) -> None:
    made = await deal(store, "Roof")
    await store.do(EditDeal(made.id, DealChanges(title="Door")))
    await store.do(Undo())
    await colleague.do(EditDeal(made.id, DealChanges(title="Window")))

    with pytest.raises(UndoRefused):
        await store.do(Redo())

    assert (await store.ask(GetDeal(made.id))).title == "Window"


async def test_a_tag_that_others_wear_by_now_stays(store: Store, colleague: Store) -> None:
    other = await deal(colleague, "theirs")
    await deal(store, "mine", tags=("hot",))
    await colleague.do(ChangeDeals((other.id,), BulkAct(add_tags=("hot",))))

    await store.do(Undo())

    assert [tag.name for tag in (await colleague.ask(GetDeal(other.id))).tags] == ["hot"]


async def test_a_company_that_others_work_for_by_now_stays(store: Store, colleague: Store) -> None:
    await store.do(CreateContact("mine", company="Дах"))
    theirs = await colleague.do(CreateContact("theirs", company="Дах"))

    await store.do(Undo())

    (row,) = (await store.ask(ListContacts(text="Дах"))).rows
    assert (row.id, row.company) == (theirs.id, "Дах")


async def test_a_stage_with_anothers_deals_in_it_is_not_undone_away(store: Store, colleague: Store) -> None:
    theirs = await deal(colleague, "theirs")
    pipeline = (await store.ask(GetBoard())).pipeline
    await store.do(AddStage(pipeline.id, NewStage("Talks")))
    await colleague.do(MoveDeal(theirs.id, (await stage_named(store, "Talks")).id))

    with pytest.raises(UndoRefused, match="Ivan Petrenko"):
        await store.do(Undo())

    assert await titles(colleague, "Talks") == ["theirs"]


async def test_a_new_change_closes_the_way_forward(store: Store) -> None:
    await deal(store, "first")
    await store.do(Undo())
    await deal(store, "second")

    with pytest.raises(NothingToRedo):
        await store.do(Redo())

    assert await titles(store) == ["second"]


async def test_a_bulk_act_is_one_step(store: Store, where: str) -> None:
    made = [await deal(store, f"deal {number}") for number in range(20)]
    before, offer = dump(where), await stage_named(store, "Offer")
    await store.do(ChangeDeals(tuple(one.id for one in made), BulkAct(move_to=offer.id, add_tags=("x",))))

    step = await store.do(Undo())

    assert len(step.subjects) == 21
    assert dump(where) == before


@pytest.mark.parametrize("kind", RecordKind)
async def test_an_import_of_a_thousand_rows_is_one_step(store: Store, where: str, kind: RecordKind) -> None:
    before = dump(where)
    drafts = [Draft(n, name=f"name {n}", company=f"firm {n % 7}", tags=["file"], amount="5") for n in range(1_000)]
    await store.do(ImportRecords(kind, drafts))
    after = dump(where)

    await store.do(Undo())
    assert dump(where) == before
    assert_derived_data_is_right(where)
    await store.do(Redo())

    assert dump(where) == after
    assert_derived_data_is_right(where)


async def test_a_file_taken_in_again_after_undo_shows_all_it_showed(store: Store) -> None:
    drafts = [Draft(1, name="Марія", company="Дах", tags=["file"], external_id="1")]
    await store.do(ImportRecords(RecordKind.CONTACTS, drafts))
    await store.do(Undo())
    await store.do(ImportRecords(RecordKind.CONTACTS, drafts))

    (row,) = (await store.ask(ListContacts())).rows
    assert (row.name, row.company, row.tags) == ("Марія", "Дах", ("file",))


async def test_a_file_that_names_one_record_twice_is_undone_to_what_was_before_it(store: Store, where: str) -> None:
    await store.do(ImportRecords(RecordKind.DEALS, [Draft(1, title="Roof", amount="1", external_id="x")]))
    before = dump(where)
    drafts = [Draft(1, amount="2", external_id="x"), Draft(2, amount="3", external_id="x")]
    report = await store.do(ImportRecords(RecordKind.DEALS, drafts))
    after = dump(where)

    await store.do(Undo())
    assert report.updated == 2
    assert dump(where) == before
    await store.do(Redo())
    assert dump(where) == after


async def test_the_turn_itself_stands_in_the_journal(store: Store, where: str) -> None:
    made = await deal(store)
    await store.do(Undo())

    (turn,) = rows(where, "SELECT kind, target, actor FROM journal WHERE operation = 'Undo'")
    entries = rows(where, "SELECT new FROM journal_entry WHERE entity_id = ? AND field = 'deleted_at'", made.id)
    assert turn[0] == "undo"
    assert json.loads(entries[0][0]) > 0
    with pytest.raises(NotFound):
        await store.ask(GetDeal(made.id))
