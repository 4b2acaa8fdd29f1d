"""Who is similar, and one record for one person: saving, choosing and replacing a buyer."""

import asyncio

import pytest

from crm_tui.domain.ids import ContactId, DealId, PersonId
from crm_tui.domain.matching.reasons import Band, Evidence
from crm_tui.operations.base import Store
from crm_tui.operations.companies import CreateCompany
from crm_tui.operations.contacts import (
    ContactCard,
    ContactChanges,
    CreateContact,
    DeleteContact,
    EditContact,
    GetContact,
    ListContacts,
)
from crm_tui.operations.deals import CreateDeal, DealCard, DealChanges, EditDeal, GetDeal, NewPerson
from crm_tui.operations.errors import InvalidValue, NotAllowed, NotFound, NothingToSave, UndoRefused
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.matching import FindSimilar, ReplaceBuyer, SaveBuyer, Saved, Similar
from crm_tui.operations.people import AddPerson
from crm_tui.operations.values import BuyerState, Email, Phone

NOBODY = ContactId("f" * 32)
PHONE = Phone("067 123 45 67")


async def deal_of(store: Store, name: str, *phones: Phone, email: str = "", title: str = "Roof") -> DealCard:
    mails = (Email(email),) if email else ()
    return await store.do(CreateDeal(title, NewPerson(name, phones, mails)))


async def people(store: Store) -> list[str]:
    return [row.name for row in (await store.ask(ListContacts())).rows]


async def names(store: Store, name: str = "", *phones: str) -> list[str]:
    return [one.name for one in await store.ask(FindSimilar(name, tuple(map(Phone, phones))))]


async def test_a_person_is_found_by_another_spelling_of_the_name(store: Store) -> None:
    made = await store.do(CreateContact("Шевченко Олександр Іванович", (PHONE,), company="Дах", city="Київ"))
    await store.do(CreateContact("Ковальчук Ольга"))
    await store.do(CreateDeal("Door", NewPerson("Шевченко", contact_id=made.id)))

    for spelt in ("Александр Шевченко", "Shevchenko Oleksandr", "Саша Шевченко", "Шевчнко Олександр"):
        (found, *_) = await store.ask(FindSimilar(spelt))
        assert found.id == made.id, spelt
    assert (found.name, found.company, found.city, found.open_deals) == (made.name, "Дах", "Київ", ("Door",))
    assert found.phones == made.phones


async def test_the_same_phone_however_spelt_says_why(store: Store) -> None:
    made = await store.do(CreateContact("Марія Шевченко", (PHONE,)))

    for spelt in ("+38 (067) 123-45-67", "0671234567", "380671234567"):
        (found,) = await store.ask(FindSimilar("Марія Шевченко", (Phone(spelt),)))
        assert (found.id, found.band) == (made.id, Band.SAME)
        assert Evidence.SAME_PHONE in [reason.evidence for reason in found.reasons]
        assert found.score == pytest.approx(sum(reason.bits for reason in found.reasons), abs=15)


async def test_people_are_found_as_they_are_now(store: Store) -> None:
    made = await store.do(CreateContact("Марія Шевченко", (PHONE,)))
    await store.do(EditContact(made.id, ContactChanges(name="Олена Коваль", phones=(Phone("050 111 22 33"),))))
    assert await names(store, "Марія Шевченко", "067 123 45 67") == []
    assert await names(store, "Коваль Олена") == ["Олена Коваль"]

    await store.do(Undo())
    assert await names(store, "", "067 123 45 67") == ["Марія Шевченко"]
    await store.do(DeleteContact(made.id))
    assert await names(store, "Марія Шевченко", "067 123 45 67") == []
    await store.do(Undo())
    assert await names(store, "Марія Шевченко") == ["Марія Шевченко"]


async def test_the_best_come_first_and_one_can_be_left_out(store: Store) -> None:
    same = await store.do(CreateContact("Марія Шевченко", (PHONE,)))
    await store.do(CreateContact("Марія Шевченко", (Phone("050 999 88 77"),), city="Одеса"))

    found = await store.ask(FindSimilar("Марія Шевченко", (PHONE,)))
    assert found[0].id == same.id
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    others = await store.ask(FindSimilar("Марія Шевченко", (PHONE,), without=same.id))
    assert same.id not in [one.id for one in others]
    assert len(await store.ask(FindSimilar("Марія Шевченко", limit=1))) == 1
    for limit in (0, 51):
        with pytest.raises(InvalidValue):
            await store.ask(FindSimilar("Марія", limit=limit))


HOSTILE = ("", " ", "Я", "ы" * 500, "👩‍🚀🏗️", "'; DROP TABLE contact; --", "[b]Марія[/b]", "a\x1fb\nc", "%_!", "١٢٣")


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
async def test_nothing_typed_is_too_strange_to_look_for(store: Store, name: str) -> None:
    made = await store.do(CreateContact(name.strip() or "Nobody", (Phone("12"), Phone("letters")), (Email("no at"),)))

    found = await store.ask(FindSimilar(name, (Phone("12"), Phone("letters")), (Email("no at"), Email("@"))))

    assert made.id in [one.id for one in found]
    assert isinstance(await store.ask(FindSimilar(name[:500], (Phone("1" * 300),))), tuple)


async def test_a_new_buyer_takes_all_that_stands_on_the_deal(store: Store) -> None:
    await store.do(CreateCompany("Дах"))
    card = await deal_of(store, "Марія Шевченко", PHONE, Phone("12", "office"), email="M@dim.ua")
    card = await store.do(EditDeal(card.id, DealChanges(company="Дах", source="site")))

    saved = await store.do(SaveBuyer(card.id))

    contact = await store.ask(GetContact(saved.contact_id))
    assert (saved.outcome, saved.by) == (Saved.CREATED, "")
    assert saved.deal == await store.ask(GetDeal(card.id))
    assert saved.deal.buyer is BuyerState.SAVED
    assert (contact.name, contact.company, contact.source) == ("Марія Шевченко", "Дах", "site")
    assert [(phone.typed, phone.label, phone.e164) for phone in contact.phones] == [
        ("067 123 45 67", "", "+380671234567"),
        ("12", "office", None),
    ]
    assert (contact.emails, contact.deals) == ((Email("M@dim.ua"),), (card.id,))
    await store.do(Undo())
    assert (await store.ask(GetDeal(card.id))).buyer is BuyerState.UNSAVED
    assert await people(store) == []
    await store.do(Redo())
    assert (await store.ask(GetDeal(card.id))).buyer is BuyerState.SAVED


async def test_a_person_can_be_corrected_while_saving(store: Store) -> None:
    bare = await store.do(CreateDeal("Roof"))

    saved = await store.do(SaveBuyer(bare.id, person=NewPerson("Марія", (PHONE,))))
    again = await store.do(
        SaveBuyer((await deal_of(store, "Мария")).id, person=NewPerson("Марія Шевченко", role="boss"))
    )

    assert [person.name for person in saved.deal.people] == ["Марія"]
    assert [(person.name, person.role) for person in again.deal.people] == [("Марія Шевченко", "boss")]
    assert await people(store) == ["Марія Шевченко", "Марія"]


async def test_a_chosen_buyer_gains_and_loses_nothing(store: Store) -> None:
    contact = await store.do(CreateContact("Марія Шевченко", (PHONE,), (Email("m@dim.ua"),), city="Київ"))
    card = await deal_of(store, "Мария", Phone("050 111 22 33"))
    more = (Phone("+380 67 123 45 67"), Phone("050 111 22 33", "work"))

    saved = await store.do(
        SaveBuyer(card.id, None, contact.id, None, more, (Email("M@DIM.UA"), Email("new@dim.ua")), "Мария Иванова")
    )

    assert (saved.outcome, saved.contact_id, saved.deal.buyer) == (Saved.LINKED, contact.id, BuyerState.SAVED)
    now = await store.ask(GetContact(contact.id))
    assert (now.name, now.city) == ("Марія Шевченко", "Київ")
    assert [(phone.e164, phone.label) for phone in now.phones] == [("+380671234567", ""), ("+380501112233", "work")]
    assert [email.typed for email in now.emails] == ["m@dim.ua", "new@dim.ua"]
    assert await names(store, "Мария Иванова") == ["Марія Шевченко"]
    assert saved.deal.people[0].name == "Мария"
    await store.do(Undo())
    assert await store.ask(GetContact(contact.id)) == contact_as_before(
        contact, await store.ask(GetContact(contact.id))
    )
    assert (await store.ask(GetDeal(card.id))).buyer is BuyerState.UNSAVED


def contact_as_before(before: ContactCard, now: ContactCard) -> ContactCard:
    assert (now.phones, now.emails, now.deals) == (before.phones, before.emails, before.deals)
    return now


async def test_a_person_beside_the_main_one_is_saved_too(store: Store) -> None:
    card = await deal_of(store, "First")
    card = await store.do(AddPerson(card.id, NewPerson("Second", (PHONE,))))

    saved = await store.do(SaveBuyer(card.id, PersonId(card.people[1].id)))

    assert [person.contact_id for person in saved.deal.people] == [None, saved.contact_id]
    assert saved.deal.buyer is BuyerState.UNSAVED


async def test_what_cannot_be_saved_is_refused(store: Store, reader: Store) -> None:
    bare, card = await store.do(CreateDeal("Roof")), await deal_of(store, "Марія")

    with pytest.raises(NothingToSave):
        await store.do(SaveBuyer(bare.id))
    for command in (
        SaveBuyer(DealId(NOBODY)),
        SaveBuyer(card.id, PersonId(NOBODY)),
        SaveBuyer(card.id, contact_id=NOBODY),
        ReplaceBuyer(DealId(NOBODY)),
        ReplaceBuyer(card.id, PersonId(NOBODY)),
        ReplaceBuyer(card.id, contact_id=NOBODY),
    ):
        with pytest.raises(NotFound):
            await store.do(command)
    with pytest.raises(NotAllowed):
        await reader.do(SaveBuyer(card.id))
    assert await people(store) == []


async def test_a_buyer_that_was_deleted_meanwhile_is_not_chosen(store: Store, manager: Store) -> None:
    card = await deal_of(store, "Марія")
    contact = await store.do(CreateContact("Марія"))
    await manager.do(DeleteContact(contact.id))

    with pytest.raises(NotFound):
        await store.do(SaveBuyer(card.id, contact_id=contact.id))


async def test_a_person_who_is_saved_is_not_saved_twice(store: Store) -> None:
    card = await deal_of(store, "Марія", PHONE)
    first = await store.do(SaveBuyer(card.id))

    again = await store.do(SaveBuyer(card.id))

    assert (again.outcome, again.contact_id) == (Saved.ALREADY, first.contact_id)
    assert await people(store) == ["Марія"]


async def test_the_second_of_two_gets_the_firsts_record_and_is_told(store: Store, manager: Store) -> None:
    """B7: each has opened a deal of the same caller and saves."""
    mine = await deal_of(store, "Марія Шевченко", PHONE)
    theirs = await deal_of(store, "Мария Шевченко", Phone("+380671234567"), title="Door")
    seen = theirs.seq
    first = await manager.do(SaveBuyer(theirs.id, seen=seen))

    second = await store.do(SaveBuyer(mine.id, seen=seen))

    assert (second.outcome, second.contact_id, second.by) == (Saved.ALREADY, first.contact_id, "Ivan Petrenko")
    assert await people(store) == ["Мария Шевченко"]
    assert second.deal.buyer is BuyerState.SAVED
    with pytest.raises(UndoRefused):
        await manager.do(Undo())
    await store.do(Undo())
    assert (await store.ask(GetDeal(mine.id))).buyer is BuyerState.UNSAVED


async def test_two_who_save_one_deal_get_one_buyer(store: Store, manager: Store) -> None:
    card = await deal_of(store, "Марія", PHONE)
    other = await store.do(CreateContact("Марія Коваль"))
    seen = (await store.ask(GetDeal(card.id))).seq
    first = await manager.do(SaveBuyer(card.id, seen=seen))

    for command in (SaveBuyer(card.id, seen=seen), SaveBuyer(card.id, contact_id=other.id, seen=seen)):
        second = await store.do(command)
        assert (second.outcome, second.contact_id, second.by) == (Saved.ALREADY, first.contact_id, "Ivan Petrenko")


async def test_two_who_share_a_phone_stay_two(store: Store, manager: Store) -> None:
    """B8: a wife and a husband are saved at the same time."""
    hers, his = await deal_of(store, "Марія Шевченко", PHONE), await deal_of(store, "Іван Коваль", PHONE)
    await manager.do(SaveBuyer(his.id, seen=his.seq))

    saved = await store.do(SaveBuyer(hers.id, seen=his.seq))

    assert (saved.outcome, saved.by) == (Saved.CREATED, "")
    assert sorted(await people(store)) == ["Іван Коваль", "Марія Шевченко"]


async def test_one_record_comes_of_many_who_save_at_once(store: Store, manager: Store) -> None:
    """B7, with all of them really under way together."""
    deals = [await deal_of(store, "Марія Шевченко", PHONE, title=f"deal {number}") for number in range(6)]
    seen = deals[-1].seq

    saved = await asyncio.gather(
        *((store, manager)[number % 2].do(SaveBuyer(card.id, seen=seen)) for number, card in enumerate(deals))
    )

    assert await people(store) == ["Марія Шевченко"]
    assert len({one.contact_id for one in saved}) == 1
    assert sorted({one.outcome for one in saved}) == [Saved.ALREADY, Saved.CREATED]


async def test_another_stands_for_the_buyer_and_the_deal_shows_it(store: Store) -> None:
    card = await deal_of(store, "Марія", PHONE)
    await store.do(SaveBuyer(card.id))
    other = await store.do(CreateContact("Іван Коваль", (Phone("050 111 22 33"),), (Email("i@ex.ua"),)))

    replaced = await store.do(ReplaceBuyer(card.id, contact_id=other.id))

    (person,) = replaced.people
    assert (person.name, person.contact_id, person.emails) == ("Іван Коваль", other.id, (Email("i@ex.ua"),))
    assert [phone.e164 for phone in person.phones] == ["+380501112233"]
    await store.do(Undo())
    assert (await store.ask(GetDeal(card.id))).people[0].name == "Марія"


async def test_a_bare_deal_gets_a_buyer_from_the_list_and_loses_it_again(store: Store) -> None:
    bare = await store.do(CreateDeal("Roof"))
    contact = await store.do(CreateContact("Марія Шевченко", (PHONE,)))

    chosen = await store.do(ReplaceBuyer(bare.id, contact_id=contact.id))
    assert (chosen.buyer, chosen.people[0].name) == (BuyerState.SAVED, "Марія Шевченко")
    left = await store.do(ReplaceBuyer(bare.id))
    assert (left.buyer, left.people[0].name) == (BuyerState.UNSAVED, "Марія Шевченко")
    assert (await store.do(ReplaceBuyer((await store.do(CreateDeal("Door"))).id))).buyer is BuyerState.EMPTY


def bands(found: tuple[Similar, ...]) -> list[Band]:
    return [one.band for one in found]


async def test_a_name_alone_is_never_the_same_person_where_it_is_common(store: Store) -> None:
    for number in range(3):
        await store.do(CreateContact("Іван Коваль", (Phone(f"067 123 45 6{number}"),)))

    assert Band.SAME not in bands(await store.ask(FindSimilar("Іван Коваль")))
