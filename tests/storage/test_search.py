"""The search index follows every change, in the transaction that makes it."""

import pytest

from crm_tui.operations.base import Store
from crm_tui.operations.contacts import (
    ContactChanges,
    CreateContact,
    DeleteContact,
    EditContact,
    ListContacts,
    TagContact,
)
from crm_tui.operations.deals import BulkAct, ChangeDeals, DealChanges, EditDeal, ListDeals
from crm_tui.operations.directory import Find
from crm_tui.operations.filters import DealFilter
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.operations.values import Email, Phone
from tests.storage.acts import deal, person
from tests.storage.dump import assert_derived_data_is_right
from tests.storage.kinds import on_both

pytestmark = on_both


async def found(store: Store, text: str) -> list[str]:
    return sorted(one.title for one in await store.ask(Find(text)) if one.kind != "tag")


@pytest.mark.parametrize(
    "text", ["дах", "ДАХУ", "ремонт даху", "шевч", "0671234567", "maria@", "#гаряче", "ремонт марія"]
)
async def test_a_deal_is_found_by_all_that_it_holds(store: Store, text: str) -> None:
    await deal(store, "Other", contact=person("Іван", "050 111 22 33"))
    contact = person("Марія Шевченко", "067 123 45 67", "maria@ex.ua")
    await deal(store, "Ремонт даху", contact=contact, tags=("Гаряче",))

    hits = await store.ask(Find(text))

    assert {one.title for one in hits} <= {"Ремонт даху", "Гаряче"}
    assert hits


async def test_a_deals_old_words_are_forgotten(store: Store, where: str) -> None:
    made = await deal(store, "Ремонт", contact=person("Марія", "067 123 45 67"), tags=("hot",))

    await store.do(EditDeal(made.id, DealChanges(title="Вікна", contact=person("Іван", email="ivan@ex.ua"))))

    assert await found(store, "ремонт") == await found(store, "марія") == await found(store, "0671234567") == []
    assert await found(store, "вікна") == await found(store, "ivan@ex") == ["Вікна"]
    assert_derived_data_is_right(where)


async def test_undo_and_redo_turn_the_index_too(store: Store, where: str) -> None:
    made = await deal(store, "Ремонт")
    await store.do(EditDeal(made.id, DealChanges(title="Вікна")))

    await store.do(Undo())
    assert (await found(store, "вікна"), await found(store, "ремонт")) == ([], ["Ремонт"])
    await store.do(Undo())
    assert await found(store, "ремонт") == []
    await store.do(Redo())
    await store.do(Redo())
    assert await found(store, "вікна") == ["Вікна"]
    assert_derived_data_is_right(where)


async def test_tags_put_on_in_bulk_and_taken_off(store: Store, where: str) -> None:
    made = [await deal(store, f"deal {number}") for number in range(3)]
    ids = tuple(one.id for one in made)

    await store.do(ChangeDeals(ids[:2], BulkAct(add_tags=("urgent",))))
    await store.do(ChangeDeals(ids[:1], BulkAct(remove_tags=("urgent",))))
    await store.do(ChangeDeals(ids[2:], BulkAct(delete=True)))

    assert_derived_data_is_right(where)
    assert await found(store, "deal") == ["deal 0", "deal 1"]


async def test_contacts_are_followed_through_their_lives(store: Store, where: str) -> None:
    made = await store.do(CreateContact("Марія", (Phone("067 123 45 67"),), (Email("Maria@EX.ua"),), company="Дахбуд"))
    assert await found(store, "maria@ex.ua") == ["Марія"]
    assert await found(store, "дахбуд") == ["Дахбуд", "Марія"]

    await store.do(EditContact(made.id, ContactChanges(phones=(Phone("050 111 22 33"),), city="Одеса")))
    await store.do(TagContact(made.id, add=("vip",)))
    assert (await found(store, "0671234567"), await found(store, "одеса")) == ([], ["Марія"])
    assert_derived_data_is_right(where)

    await store.do(DeleteContact(made.id))
    assert await found(store, "одеса") == []
    assert_derived_data_is_right(where)


@pytest.mark.parametrize("kind", RecordKind)
async def test_what_a_file_brought_is_found(store: Store, where: str, kind: RecordKind) -> None:
    phone = Phone("067 123 45 67", e164="+380671234567")
    drafts = [
        Draft(1, name="Марія", phones=[phone], emails=[Email("Maria@ex.ua")], tags=["vip"], external_id="ext1"),
        Draft(2, name="Марія Нова", emails=[Email("new@ex.ua")], tags=["old"], city="Львів", external_id="ext1"),
        Draft(3, name="Іван", company="Дахбуд", external_id="ext2"),
    ]

    await store.do(ImportRecords(kind, drafts))

    assert_derived_data_is_right(where)
    assert len(await found(store, "0671234567")) == len(await found(store, "new@ex.ua")) == 1
    await store.do(Undo())
    assert_derived_data_is_right(where)


HOSTILE = (
    '"', "'", "a\x00b", "a\x00bcd", "AND", "NOT roof", "roof*", "text:roof", "(roof",
    "-----", "00000", "🏠🏠🏠", "ab" * 900,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
async def test_no_text_breaks_the_search(store: Store, text: str) -> None:
    await deal(store, "Roof")

    assert len(await store.ask(Find(text))) <= 1
    assert len((await store.ask(ListDeals(filter=DealFilter(text=text)))).rows) <= 1
    assert (await store.ask(ListContacts(text=text))).rows == ()
