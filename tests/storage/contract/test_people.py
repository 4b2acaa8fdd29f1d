"""The people of a deal: the first is the one on the board."""

import pytest

from crm_tui.domain.ids import ContactId, DealId, PersonId
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import CreateContact
from crm_tui.operations.deals import CreateDeal, DealCard, GetDeal, NewPerson
from crm_tui.operations.errors import InvalidValue, NotFound
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.people import AddPerson, EditPerson, MakeMainPerson, RemovePerson
from crm_tui.operations.values import BuyerState, Email, Phone
from tests.storage.acts import deal

NOBODY = PersonId("f" * 32)


def called(card: DealCard) -> list[str]:
    return [person.name for person in card.people]


async def furnished(store: Store) -> DealCard:
    deal = await store.do(CreateDeal("Roof", NewPerson("First", (Phone("067 123 45 67"),))))
    await store.do(AddPerson(deal.id, NewPerson("Second", (Phone("12", "office"),), (Email("s@b.ua"),), "accountant")))
    return await store.do(AddPerson(deal.id, NewPerson("  Third ")))


async def test_people_stand_in_the_order_in_which_they_came(store: Store) -> None:
    card = await furnished(store)

    assert called(card) == ["First", "Second", "Third"]
    assert (card.people[1].role, card.people[1].emails) == ("accountant", (Email("s@b.ua"),))
    assert card.people[1].phones[0].problem
    assert await store.ask(GetDeal(card.id)) == card


async def test_the_first_one_of_a_bare_deal_is_its_main_contact(store: Store) -> None:
    saved = await store.do(CreateContact("Марія"))
    deal = await store.do(CreateDeal("Roof"))
    assert deal.buyer is BuyerState.EMPTY

    card = await store.do(AddPerson(deal.id, NewPerson("Марія", contact_id=saved.id)))

    assert (called(card), card.buyer) == (["Марія"], BuyerState.SAVED)


async def test_an_edit_replaces_phones_and_role(store: Store) -> None:
    card = await furnished(store)

    given = NewPerson("New", (Phone("050 111 22 33", "mobile"),), role="boss")
    changed = await store.do(EditPerson(card.id, PersonId(card.people[0].id), given))

    first = changed.people[0]
    assert (first.id, first.name, first.role, first.phones[0].e164) == (
        card.people[0].id,
        "New",
        "boss",
        "+380501112233",
    )


async def test_the_next_becomes_the_main_one_and_a_deal_can_lose_all(store: Store) -> None:
    card = await furnished(store)

    for left in (["Second", "Third"], ["Third"], []):
        card = await store.do(RemovePerson(card.id, PersonId(card.people[0].id)))
        assert called(card) == left
    assert card.buyer is BuyerState.EMPTY

    await store.do(Undo())
    await store.do(Undo())
    assert called(await store.ask(GetDeal(card.id))) == ["Second", "Third"]
    assert (await store.ask(GetDeal(card.id))).people[0].emails == (Email("s@b.ua"),)
    await store.do(Redo())
    assert called(await store.ask(GetDeal(card.id))) == ["Third"]


async def test_another_is_put_first(store: Store) -> None:
    saved = await store.do(CreateContact("Марія"))
    card = await furnished(store)
    card = await store.do(AddPerson(card.id, NewPerson("Марія", contact_id=saved.id)))
    assert card.buyer is BuyerState.UNSAVED

    card = await store.do(MakeMainPerson(card.id, PersonId(card.people[3].id)))

    assert called(card) == ["Марія", "First", "Second", "Third"]
    assert card.buyer is BuyerState.SAVED


async def test_what_is_refused_changes_nothing(store: Store) -> None:
    card = await furnished(store)
    other = await store.do(CreateDeal("Gate"))
    card = await store.ask(GetDeal(card.id))
    first = PersonId(card.people[0].id)
    stranger = NewPerson("X", contact_id=ContactId("f" * 32))

    for command in (AddPerson(card.id, NewPerson(" ")), EditPerson(card.id, first, NewPerson(" "))):
        with pytest.raises(InvalidValue):
            await store.do(command)
    for lost in (
        AddPerson(DealId("f" * 32), NewPerson("X")),
        AddPerson(card.id, stranger),
        EditPerson(card.id, NOBODY, NewPerson("X")),
        EditPerson(other.id, first, NewPerson("X")),
        RemovePerson(card.id, NOBODY),
        RemovePerson(other.id, first),
        MakeMainPerson(card.id, NOBODY),
        MakeMainPerson(other.id, first),
    ):
        with pytest.raises(NotFound):
            await store.do(lost)

    assert await store.ask(GetDeal(card.id)) == card


async def test_whoever_stands_twice_goes_in_one_step_and_comes_back_in_one(store: Store) -> None:
    contact = await store.do(CreateContact("Марія"))
    known = NewPerson(contact.name, contact_id=contact.id)
    made = await deal(store, contact=known)
    made = await store.do(AddPerson(made.id, NewPerson("Іван")))
    made = await store.do(AddPerson(made.id, known))

    left = await store.do(RemovePerson(made.id, PersonId(made.people[0].id), everywhere=True))

    assert [person.name for person in left.people] == ["Іван"]
    await store.do(Undo())
    assert len((await store.ask(GetDeal(made.id))).people) == 3
