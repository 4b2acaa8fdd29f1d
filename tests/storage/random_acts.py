"""Commands as chance would have them: what a random plan does to a store that holds something already."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.domain.ids import PersonId, RecordId
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
from crm_tui.operations.errors import Refused
from crm_tui.operations.fields import EditField, FieldChanges, GetLayout, RemoveField
from crm_tui.operations.history import GetUndoState
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.operations.matching import (
    ListMerges,
    MergeContacts,
    NotDuplicates,
    ReplaceBuyer,
    SaveBuyer,
    SplitContacts,
)
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
from crm_tui.operations.spam import AddSpam, ListSpam, MarkSpam, RemoveSpam
from crm_tui.operations.tasks import CompleteTask, PlanTask
from crm_tui.operations.triage import FileDeals, ListTriage, SnoozeDeals
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
from tests.conftest import NOW
from tests.storage.acts import column, person

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


async def mark_spam(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    found = (await store.ask(ListDeals())).rows
    listed = await store.ask(ListSpam())
    commands: list[Command[Any]] = [AddSpam(("067 123 45 67", "a@b.ua")[pick(2)])]
    commands += [MarkSpam(row.id) for row in found[:3]]
    commands += [RemoveSpam(entry.id) for entry in listed[:2]]
    return commands[pick(len(commands))]


async def triage(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    """A deal snoozed, or filed; those that share a number as one."""
    items = (await store.ask(ListTriage())).items
    if not items:
        return None
    chosen = items[pick(len(items))]
    until = (NOW + timedelta(hours=1), None)[pick(2)]
    commands: tuple[Command[Any], ...] = (FileDeals(chosen.deal_ids), SnoozeDeals(chosen.deal_ids, until))
    return commands[(0, 0, 1)[pick(3)]]


async def buy(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    found, contacts = (await store.ask(ListDeals())).rows, (await store.ask(ListContacts())).rows
    if not found:
        return None
    chosen = found[pick(len(found))].id
    if not contacts or pick(3) == 0:
        return SaveBuyer(chosen)
    buyer = contacts[pick(len(contacts))].id
    more = (Phone("093 111 22 33"),)[: pick(2)]
    commands: tuple[Command[Any], ...] = (
        SaveBuyer(chosen, None, buyer, None, more, (), ("", "also known")[pick(2)]),
        ReplaceBuyer(chosen, None, (None, buyer)[pick(2)]),
        SaveBuyer(chosen, person=person("somebody else", "067 222 33 44")),
    )
    return commands[pick(3)]


async def merge(store: Store, pick: Callable[[int], int]) -> Command[Any] | None:
    contacts = (await store.ask(ListContacts())).rows
    if len(contacts) < 2:
        return None
    first = contacts[pick(len(contacts))].id
    other = contacts[pick(len(contacts))].id
    merges = [each for row in contacts for each in await store.ask(ListMerges(row.id))]
    if merges and pick(2):
        return SplitContacts(merges[pick(len(merges))].id)
    return NotDuplicates(first, other) if pick(4) == 0 else MergeContacts(first, other, (("name",), ())[pick(2)])


ACTS: tuple[Act, ...] = (
    new_deal, new_deal, edit_deal, move_deal, shift_deal, bulk, plan_task, complete_task,
    new_contact, change_contact, view, rebuild, bring_in, paper, voucher,
    fill_field, fill_field, change_company, change_people, buy, merge, merge, mark_spam, triage,
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
