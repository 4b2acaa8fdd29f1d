"""Contacts and companies."""

import pytest

from crm_tui.domain.ids import ContactId, UserId
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.contacts import (
    ContactChanges,
    CreateContact,
    DeleteContact,
    EditContact,
    GetContact,
    ListContacts,
    TagContact,
)
from crm_tui.operations.deals import CreateDeal, GetDeal, NewPerson
from crm_tui.operations.errors import InvalidValue, NotAllowed, NotFound
from crm_tui.operations.values import BuyerState, Email, Phone

NOBODY = ContactId("f" * 32)


async def names(store: Store, text: str = "") -> list[str]:
    return [row.name for row in (await store.ask(ListContacts(text))).rows]


async def test_a_contact_keeps_all_that_is_typed(store: Store) -> None:
    made = await store.do(
        CreateContact(
            "  Марія  Шевченко ",
            phones=(Phone("067 123 45 67", "work"), Phone("12", "wrong")),
            emails=(Email("Maria@Example.UA", "home"),),
            company="Дах і Дім",
            city="Львів",
            comment="two\nlines",
            tags=("#VIP",),
            external_id="A-1",
        )
    )

    assert (made.name, made.company, made.city) == ("Марія Шевченко", "Дах і Дім", "Львів")
    assert [phone.e164 for phone in made.phones] == ["+380671234567", None]
    assert made.phones[1].problem
    assert made.emails == (Email("Maria@Example.UA", "home"),)
    assert [tag.name for tag in made.tags] == ["VIP"]
    assert made.responsible == (await store.ask(GetBoard())).me.id
    assert await store.ask(GetContact(made.id)) == made


async def test_a_contact_without_a_name_is_refused(store: Store) -> None:
    with pytest.raises(InvalidValue):
        await store.do(CreateContact("  "))

    assert await names(store) == []


async def test_two_contacts_share_one_company_whatever_the_case(store: Store) -> None:
    first = await store.do(CreateContact("A", company="Дах і Дім"))
    second = await store.do(CreateContact("B", company=" ДАХ  і дім "))

    assert first.company_id == second.company_id


async def test_a_change_replaces_phones_and_leaves_the_rest(store: Store) -> None:
    made = await store.do(
        CreateContact("A", phones=(Phone("067 123 45 67"), Phone("067 123 45 68")), city="Київ", company="X")
    )

    changes = ContactChanges(phones=(Phone("+380671234569", "new"),), emails=(Email("a@b.ua"),), company="")
    changed = await store.do(EditContact(made.id, changes))

    assert [(phone.e164, phone.label) for phone in changed.phones] == [("+380671234569", "new")]
    assert (changed.city, changed.company, changed.emails) == ("Київ", "", (Email("a@b.ua"),))
    assert await store.ask(GetContact(made.id)) == changed


async def test_changes_that_are_refused(store: Store) -> None:
    made = await store.do(CreateContact("A"))

    with pytest.raises(InvalidValue):
        await store.do(EditContact(made.id, ContactChanges(name="")))
    with pytest.raises(NotFound):
        await store.do(EditContact(made.id, ContactChanges(name="B", responsible=UserId("f" * 32))))
    for command in (
        EditContact(NOBODY, ContactChanges(name="B")),
        TagContact(NOBODY, add=("x",)),
        DeleteContact(NOBODY),
    ):
        with pytest.raises(NotFound):
            await store.do(command)
    with pytest.raises(NotFound):
        await store.ask(GetContact(NOBODY))

    assert await store.ask(GetContact(made.id)) == made


async def test_tags_go_on_and_off(store: Store) -> None:
    made = await store.do(CreateContact("A", tags=("one",)))

    await store.do(TagContact(made.id, add=("two", "#TWO"), remove=("One", "never")))

    assert [tag.name for tag in (await store.ask(GetContact(made.id))).tags] == ["two"]
    again = await store.do(TagContact(made.id, add=("one",)))
    assert [tag.name for tag in again.tags] == ["one", "two"]


async def test_a_deleted_contact_is_gone_and_its_deal_keeps_what_was_typed(store: Store) -> None:
    made = await store.do(CreateContact("Марія", phones=(Phone("067 123 45 67"),)))
    deal = await store.do(CreateDeal("Roof", contact=NewPerson("Марія", contact_id=made.id)))
    assert (await store.ask(GetContact(made.id))).deals == (deal.id,)

    await store.do(DeleteContact(made.id))

    assert await names(store) == []
    assert await names(store, "067 123 45 67") == []
    kept = await store.ask(GetDeal(deal.id))
    assert (kept.people[0].name, kept.buyer) == ("Марія", BuyerState.SAVED)


@pytest.mark.parametrize("text", ["шевч", "ШЕВЧ", "(067) 123-45-67", "maria@", "дах і дім", "#vip", "ше", "МА"])
async def test_the_list_is_searched_by_all_that_is_known(store: Store, text: str) -> None:
    await store.do(CreateContact("Somebody else", phones=(Phone("050 111 22 33"),)))
    await store.do(
        CreateContact(
            "Марія Шевченко",
            phones=(Phone("067 123 45 67"),),
            emails=(Email("maria@ex.ua"),),
            company="Дах і Дім",
            tags=("VIP",),
        )
    )

    assert await names(store, text) == ["Марія Шевченко"]


async def test_the_list_shows_newest_first_and_goes_on_behind_a_row(store: Store) -> None:
    for number in range(5):
        await store.do(CreateContact(f"contact {number}"))

    first = await store.ask(ListContacts(limit=3))
    rest = await store.ask(ListContacts(after=first.rows[-1].id))

    assert [row.name for row in first.rows + rest.rows] == [f"contact {number}" for number in (4, 3, 2, 1, 0)]
    assert (first.complete, rest.complete) == (False, True)


async def test_who_may_only_look_may_not_change_contacts(store: Store, reader: Store) -> None:
    made = await store.do(CreateContact("A"))

    for command in (
        CreateContact("x"),
        EditContact(made.id, ContactChanges(name="x")),
        TagContact(made.id, add=("x",)),
        DeleteContact(made.id),
    ):
        with pytest.raises(NotAllowed):
            await reader.do(command)

    assert await names(reader) == ["A"]


async def test_other_names_are_kept_once_and_found(store: Store) -> None:
    made = await store.do(CreateContact("Марія Шевченко"))

    names = ("Маша  Коваль", "марія шевченко", "", "Маша Коваль", "М. Ш.")
    changed = await store.do(EditContact(made.id, ContactChanges(aliases=names)))

    assert changed.aliases == ("Маша Коваль", "М. Ш.")
    assert [row.id for row in (await store.ask(ListContacts("Маша Коваль"))).rows] == [made.id]
    assert (await store.do(EditContact(made.id, ContactChanges(aliases=())))).aliases == ()
