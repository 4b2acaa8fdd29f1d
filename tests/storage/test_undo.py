"""Whatever was done is undone, to the last field, and done again; nobody's work is undone over their head."""

import asyncio
import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, suppress
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.domain.ids import PersonId, RecordId
from crm_tui.domain.places import is_database
from crm_tui.operations.base import Command, Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.companies import (
    CompanyChanges,
    CreateCompany,
    DeleteCompany,
    EditCompany,
    ListCompanies,
    TagCompany,
)
from crm_tui.operations.contacts import (
    ContactChanges,
    CreateContact,
    DeleteContact,
    EditContact,
    ListContacts,
    TagContact,
)
from crm_tui.operations.deals import (
    BulkAct,
    ChangeDeals,
    CreateDeal,
    DealChanges,
    EditDeal,
    GetDeal,
    ListDeals,
    MoveDeal,
    NewPerson,
    ShiftDeal,
)
from crm_tui.operations.directory import CreateUser, ListUsers
from crm_tui.operations.documents import AddTemplate, AttachDocument, DeleteDocument, ListDocuments, RenameDocument
from crm_tui.operations.errors import NotFound, NothingToRedo, Refused, UndoRefused
from crm_tui.operations.fields import AddField, EditField, FieldChanges, GetLayout, RemoveField
from crm_tui.operations.history import GetUndoState, Redo, Undo
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.operations.people import AddPerson, EditPerson, MakeMainPerson, RemovePerson
from crm_tui.operations.pipelines import (
    AddStage,
    CreateLostReason,
    CreatePipeline,
    EditStage,
    ListLostReasons,
    NewStage,
    StageChanges,
)
from crm_tui.operations.tasks import CompleteTask, PlanTask
from crm_tui.operations.values import Email, Phone
from crm_tui.operations.views import DeleteView, ListViews, SaveView
from crm_tui.operations.vouchers import (
    CreateVoucher,
    DeleteVoucher,
    EditVoucher,
    FindVouchers,
    LinkVoucher,
    UnlinkVoucher,
    VoucherChanges,
    VoucherKind,
)
from crm_tui.storage.opening import open_store
from tests.conftest import NOW
from tests.postgres_server import Server, administer
from tests.storage.acts import column, deal, person, rows, stage_named, titles
from tests.storage.dump import assert_derived_data_is_right, dump
from tests.storage.kinds import on_both

pytestmark = on_both

Act = Callable[[Store, Callable[[int], int]], Awaitable[Command[Any] | None]]


async def new_deal(store: Store, pick: Callable[[int], int]) -> Command[Any]:
    stages = (await store.ask(GetBoard())).pipeline.stages
    contact = (None, person("Марія", "067 123 45 67"), person("Іван", email="a@b.ua"))[pick(3)]
    tags = (("hot",), ("HOT", "new"), ())[pick(3)]
    return CreateDeal(f"deal {pick(9)}", contact, ("", "7", "1500,5")[pick(3)], stages[pick(4)].id, tags)


async def edit_deal(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    found = (await store.ask(ListDeals())).rows
    users = await store.ask(ListUsers())
    changes = (
        DealChanges(title=f"changed {pick(9)}"),
        DealChanges(amount=("", "3", "12.25")[pick(3)], comment="words"),
        DealChanges(contact=NewPerson("Ольга", (Phone("050 111 22 33"), Phone("12"))[: pick(3)], role="boss")),
        DealChanges(contact=NewPerson("Ольга", emails=(Email("x@y.ua"), Email("z@y.ua"))[: pick(3)])),
        DealChanges(responsible=(None, *(user.id for user in users))[pick(len(users) + 1)]),
    )[pick(5)]
    return EditDeal(found[pick(len(found))].id, changes) if found else None


async def move_deal(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    found = (await store.ask(ListDeals())).rows
    if not found:
        return None
    stages = (await store.ask(GetBoard())).pipeline.stages
    stage = stages[pick(len(stages))]
    there = await column(store, stage.name)
    after = (None, *there)[pick(len(there) + 1)]
    reason = (await store.ask(ListLostReasons()))[0].id
    fill = (DealChanges(), DealChanges(amount="9", lost_reason=reason))[pick(2)]
    return MoveDeal(found[pick(len(found))].id, stage.id, after, fill)


async def shift_deal(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    found = (await store.ask(ListDeals())).rows
    return ShiftDeal(found[pick(len(found))].id, pick(5) - 2) if found else None


async def bulk(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    found = (await store.ask(ListDeals())).rows
    stages = (await store.ask(GetBoard())).pipeline.stages
    act = (
        BulkAct(move_to=stages[pick(len(stages))].id, add_tags=("bulk",)),
        BulkAct(assign_to=None, remove_tags=("hot", "bulk")),
        BulkAct(delete=True),
        BulkAct(fill=DealChanges(amount="4", contact=person("Bulk", "067 765 43 21"))),
    )[pick(4)]
    return ChangeDeals(tuple(row.id for row in found[: 1 + pick(4)]), act) if found else None


async def plan_task(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    found = (await store.ask(ListDeals())).rows
    return PlanTask(RecordId(found[pick(len(found))].id), "call", due_at=(None, NOW)[pick(2)]) if found else None


async def complete_task(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    for row in (await store.ask(ListDeals())).rows:
        for task in (await store.ask(GetDeal(row.id))).tasks:
            return CompleteTask(task.id, "done")
    return None


async def paper(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    found = (await store.ask(ListDeals())).rows
    if not found:
        return None
    card = RecordId(found[pick(len(found))].id)
    documents = await store.ask(ListDocuments(card))
    commands: list[Command[Any]] = [AttachDocument(card, f"file {pick(9)}", b"x"), AddTemplate(f"t {pick(2)}", b"x")]
    commands += [DeleteDocument(each.id) for each in documents]
    commands += [RenameDocument(each.id, f"other {pick(9)}") for each in documents]
    return commands[pick(len(commands))]


async def voucher(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    found = (await store.ask(ListDeals())).rows
    if not found:
        return None
    card, other = (RecordId(found[pick(len(found))].id) for _ in range(2))
    kind = tuple(VoucherKind)[pick(3)]
    there = await store.ask(FindVouchers(kind))
    invoices = await store.ask(FindVouchers(VoucherKind.INVOICE))
    against = invoices[0].id if invoices and kind is VoucherKind.PAYMENT else None
    commands: list[Command[Any]] = [CreateVoucher(card, kind, f"{pick(9)}", amount="5", invoice_id=against)] * 2
    for each in there[:2]:
        changes = VoucherChanges(title=f"title {pick(9)}", amount="7")
        commands += [LinkVoucher(each.id, other), UnlinkVoucher(each.id, card)]
        commands += [EditVoucher(each.id, changes), DeleteVoucher(each.id)]
    return commands[pick(len(commands))]


async def new_contact(store: Store, pick: Callable[[int], int]) -> Command[Any]:
    company, tags = ("", "Дах", "дах")[pick(3)], (("vip",), ("hot",), ())[pick(3)]
    return CreateContact(f"contact {pick(9)}", (Phone("050 111 22 33"),)[: pick(2)], company=company, tags=tags)


async def change_contact(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    found = (await store.ask(ListContacts())).rows
    if not found:
        return None
    chosen = found[pick(len(found))].id
    changes = ContactChanges(name="other", phones=(Phone("067 000 11 22"),)[: pick(2)], company=("", "New")[pick(2)])
    commands: tuple[Command[Any], ...] = (
        EditContact(chosen, changes),
        TagContact(chosen, add=("hot",), remove=("vip",)),
        DeleteContact(chosen),
    )
    return commands[pick(3)]


async def view(store: Store, pick: Callable[[int], int]) -> Command[Any]:
    found = await store.ask(ListViews())
    if found and pick(3) == 0:
        return DeleteView(found[0].id)
    return SaveView(f"view {pick(2)}", as_table=bool(pick(2)))


async def rebuild(store: Store, pick: Callable[[int], int]) -> Command[Any]:
    pipeline = (await store.ask(GetBoard())).pipeline
    commands: tuple[Command[Any], ...] = (
        AddStage(pipeline.id, NewStage(f"stage {pick(3)}"), after=pipeline.stages[pick(3)].id),
        EditStage(pipeline.stages[1].id, StageChanges(probability=pick(101), wip_limit=1 + pick(3))),
        CreatePipeline(f"pipeline {pick(3)}", (NewStage("one"),)),
        CreateLostReason(f"reason {pick(3)}"),
        CreateUser(f"user {pick(3)}"),
    )
    return commands[pick(5)]


async def bring_in(store: Store, pick: Callable[[int], int]) -> Command[Any]:
    drafts = [
        Draft(n, name=f"name {pick(4)}", phones=[Phone("067 123 45 67", e164="+380671234567")], tags=["hot", "file"])
        for n in range(1 + pick(4))
    ]
    for draft in drafts:
        draft.external_id, draft.company, draft.amount = (
            ("", "x1", "x2")[pick(3)],
            ("", "Дах")[pick(2)],
            str(1 + pick(9)),
        )
        draft.stage = ("", "Offer", "Won")[pick(3)]
    return ImportRecords((RecordKind.DEALS, RecordKind.CONTACTS)[pick(2)], drafts)


async def fill_field(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    found, fields = (await store.ask(ListDeals())).rows, (await store.ask(GetLayout(Entity.DEAL))).fields
    if not found or not fields:
        return None
    field = fields[pick(len(fields))]
    value = (("", "red", "blue") if field.kind is FieldKind.TEXT else ("", "a", "b, a"))[pick(3)]
    chosen = found[pick(len(found))].id
    commands: tuple[Command[Any], ...] = (
        EditDeal(chosen, DealChanges(custom={field.id: value})),
        CreateDeal("filled by default"),
        EditField(field.id, FieldChanges(indexed=not field.indexed)),
        RemoveField(field.id),
    )
    return commands[(0, 0, 0, 1, 2, 3)[pick(6)]]


async def change_company(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    found = (await store.ask(ListCompanies())).rows
    if not found:
        return None
    chosen = found[pick(len(found))].id
    (area,) = (await store.ask(GetLayout(Entity.COMPANY))).fields
    changes = CompanyChanges(city=("", "Київ")[pick(2)], phones=(Phone("044 111 22 33"),)[: pick(2)])
    commands: tuple[Command[Any], ...] = (
        EditCompany(chosen, changes),
        EditCompany(chosen, CompanyChanges(custom={area.id: ("", "12", "-3,5")[pick(3)]})),
        TagCompany(chosen, add=("hot",), remove=("vip",)),
        CreateCompany(f"company {pick(3)}", changes),
        DeleteCompany(chosen),
    )
    return commands[pick(5)]


async def change_people(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    found = (await store.ask(ListDeals())).rows
    if not found:
        return None
    chosen = found[pick(len(found))].id
    people = (await store.ask(GetDeal(chosen))).people
    newcomer = person(f"somebody {pick(3)}", "067 222 33 44", "s@ex.ua")
    if not people or pick(3) == 0:
        return AddPerson(chosen, newcomer)
    who = PersonId(people[pick(len(people))].id)
    commands: tuple[Command[Any], ...] = (
        EditPerson(chosen, who, newcomer),
        RemovePerson(chosen, who),
        MakeMainPerson(chosen, who),
    )
    return commands[pick(3)]


ACTS: tuple[Act, ...] = (
    new_deal, new_deal, edit_deal, move_deal, shift_deal, bulk, plan_task, complete_task,
    new_contact, change_contact, view, rebuild, bring_in, paper, voucher,
    fill_field, fill_field, change_company, change_people,
)  # fmt: skip
PLAN = st.lists(
    st.tuples(st.integers(0, len(ACTS) - 1), st.lists(st.integers(0, 10**6), min_size=12, max_size=12)), max_size=12
)


async def carry_out(store: Store, act: int, numbers: list[int]) -> bool:
    """One random command; whether it was carried out and left a step."""
    stream = iter(numbers * 50)
    command = await ACTS[act](store, lambda bound: next(stream) % bound)
    before = await store.ask(GetUndoState())
    if command is None:
        return False
    with suppress(Refused):
        await store.do(command)
    return await store.ask(GetUndoState()) != before


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
