"""Colleagues, tags, jumping to anything, and short ids."""

import pytest

from crm_tui.domain.ids import RecordId
from crm_tui.domain.rights import Role
from crm_tui.operations.base import Store
from crm_tui.operations.companies import CreateCompany
from crm_tui.operations.contacts import CreateContact
from crm_tui.operations.directory import CreateUser, Find, ListTags, ListUsers, ResolveId
from crm_tui.operations.errors import InvalidValue, NameTaken, NotAllowed, NotFound
from crm_tui.operations.tasks import PlanTask
from crm_tui.operations.values import Phone
from tests.storage.acts import deal, person


async def test_colleagues_stand_by_name(store: Store) -> None:
    made = await store.do(CreateUser(" Ivan   Petrenko "))

    assert (made.name, made.initials, made.role) == ("Ivan Petrenko", "IP", Role.MANAGER)
    assert [user.name for user in await store.ask(ListUsers())] == ["Ivan Petrenko", "Олена Коваль"]


async def test_colleagues_that_are_refused(store: Store, manager: Store) -> None:
    with pytest.raises(NameTaken):
        await store.do(CreateUser("Ivan Petrenko"))
    with pytest.raises(InvalidValue):
        await store.do(CreateUser(" "))
    with pytest.raises(InvalidValue):
        await store.do(CreateUser("X", role="king"))
    with pytest.raises(NotAllowed):
        await manager.do(CreateUser("Friend", role="owner"))

    assert len(await store.ask(ListUsers())) == 2


async def test_tags_by_name_and_by_their_beginning(store: Store) -> None:
    await deal(store, tags=("Вікна", "вікна", "Door", "дах"))

    assert [tag.name for tag in await store.ask(ListTags())] == ["Door", "Вікна", "дах"]
    assert [tag.name for tag in await store.ask(ListTags("ВІК"))] == ["Вікна"]
    assert await store.ask(ListTags("x")) == ()


async def test_anything_is_found_by_what_it_holds(store: Store) -> None:
    made = await deal(store, "Дах для Шевченків", contact=person("Марія", "067 123 45 67"), tags=("шевр",))
    contact = await store.do(CreateContact("Тарас Шевченко", company="Шевчик", phones=(Phone("050 111 22 33"),)))

    found = {(one.kind, one.id, one.title, one.detail) for one in await store.ask(Find("шевч"))}

    assert found == {
        ("deal", made.id, "Дах для Шевченків", "Unsorted · Марія"),
        ("contact", contact.id, "Тарас Шевченко", "+380501112233"),
        ("company", contact.company_id, "Шевчик", ""),
    }
    assert [one.kind for one in await store.ask(Find("#шев"))] == ["tag"]
    assert [one.id for one in await store.ask(Find("0671234567"))] == [made.id]
    assert len(await store.ask(Find("шевч", limit=2))) == 2
    assert await store.ask(Find("nothing like it")) == ()


@pytest.mark.parametrize("text", ["д", "ДА", "да"])
async def test_one_or_two_letters_find_what_begins_with_them(store: Store, text: str) -> None:
    await deal(store, "Дах")
    await deal(store, "Roof")

    assert [one.title for one in await store.ask(Find(text))] == ["Дах"]


@pytest.mark.parametrize("text", ["%", "_", "%%", "__", "!"])
async def test_wildcards_are_only_letters(store: Store, text: str) -> None:
    await deal(store, "Roof")
    plain = await deal(store, f"{text} off")

    assert [one.id for one in await store.ask(Find(text))] == [plain.id]


async def test_the_end_of_an_id_names_the_whole(store: Store) -> None:
    made = await deal(store)
    planned = await store.do(PlanTask(RecordId(made.id), "call"))
    contact = await store.do(CreateContact("A"))

    assert await store.ask(ResolveId("deal", made.id[-8:])) == made.id
    assert await store.ask(ResolveId("deal", made.id.upper())) == made.id
    assert await store.ask(ResolveId("task", planned.id[-8:])) == planned.id
    assert await store.ask(ResolveId("contact", contact.id)) == contact.id
    company = await store.do(CreateCompany("A"))
    assert await store.ask(ResolveId("company", company.id[-8:])) == company.id
    for each in (made.id, contact.id, company.id):
        assert await store.ask(ResolveId("card", each[-12:])) == each


@pytest.mark.parametrize("text", ["", "abc", "%%%%", "f" * 32, "zzzz", "ffffffff"])
async def test_an_id_that_names_nothing(store: Store, text: str) -> None:
    await deal(store)

    with pytest.raises(NotFound):
        await store.ask(ResolveId("deal", text))


async def test_an_unknown_kind_of_id(store: Store) -> None:
    with pytest.raises(InvalidValue):
        await store.ask(ResolveId("sqlite_master", "ffff"))
