"""The list of spam, the deals that go out of sight with it, and the sign on those that come later."""

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import DealId, PersonId, SpamId
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetCards
from crm_tui.operations.deals import DealChanges, EditDeal, GetDeal, NewPerson
from crm_tui.operations.errors import InvalidValue, NotAllowed, NotFound, NothingToMark
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.operations.people import AddPerson, RemovePerson
from crm_tui.operations.spam import AddSpam, FindSpam, ListSpam, MarkSpam, RemoveSpam
from crm_tui.operations.values import Email, Phone
from tests.storage.acts import deal, person, titles

CALLER = NewPerson("Robocall", (Phone("067 123 45 67"), Phone("12")), (Email("Spam@Example.com"), Email("bad@")))
NUMBER, ADDRESS = "+380671234567", "spam@example.com"


async def listed(store: Store) -> list[str]:
    return sorted(entry.address for entry in await store.ask(ListSpam()))


async def test_a_deal_marked_as_spam_goes_and_its_numbers_are_on_the_list(manager: Store, clock: FixedClock) -> None:
    made = await deal(manager, "Credit offer", contact=CALLER)

    entries = await manager.do(MarkSpam(made.id))

    assert sorted(entry.address for entry in entries) == await listed(manager) == [NUMBER, ADDRESS]
    assert {(entry.author, entry.at, entry.title) for entry in entries} == {
        ("Ivan Petrenko", clock.now(), "Credit offer")
    }
    assert await titles(manager) == []
    with pytest.raises(NotFound):
        await manager.ask(GetDeal(made.id))


async def test_it_is_one_step_of_undo(store: Store) -> None:
    made = await deal(store, "Credit offer", contact=CALLER)
    other = await deal(store, "Again", contact=person("Somebody", "+380 67 123 45 67"))
    await store.do(MarkSpam(made.id))
    assert (await store.ask(GetDeal(other.id))).spam

    await store.do(Undo())
    assert await titles(store) == ["Again", "Credit offer"]
    assert await listed(store) == []
    assert not (await store.ask(GetDeal(other.id))).spam
    await store.do(Redo())
    assert await titles(store) == ["Again"]
    assert await listed(store) == [NUMBER, ADDRESS]


async def test_a_later_deal_of_that_number_is_taken_with_the_sign_and_is_not_unread(store: Store) -> None:
    await store.do(AddSpam("067 123-45-67"))
    typed = await deal(store, "Typed", contact=person("Somebody", "(067) 1234567"))
    drafts = [Draft(1, title="Imported", name="X", phones=[Phone("067 123 45 67", e164=NUMBER)])]

    report = await store.do(ImportRecords(RecordKind.DEALS, drafts))

    assert typed.spam
    cards = {row.card.title: row.card for row in await store.ask(GetCards(await _all(store)))}
    assert {title: (card.spam, card.unread) for title, card in cards.items()} == {
        "Typed": (True, False),
        "Imported": (True, False),
    }
    assert [str(remark) for row in report.rows for remark in row.remarks] == [
        "+380671234567 is on the spam list; the deal is marked"
    ]


async def _all(store: Store) -> tuple[DealId, ...]:
    from crm_tui.operations.deals import ListDeals

    return tuple(row.id for row in (await store.ask(ListDeals())).rows)


async def test_the_sign_follows_the_people_of_a_deal(store: Store) -> None:
    await store.do(AddSpam(ADDRESS))
    made = await deal(store, contact=person("Ivan"))
    assert not made.spam

    joined = await store.do(AddPerson(made.id, person("Other", email="SPAM@example.com")))
    assert joined.spam
    assert not (await store.do(RemovePerson(made.id, PersonId(joined.people[1].id)))).spam
    changed = await store.do(EditDeal(made.id, DealChanges(contact=person("Ivan", email=ADDRESS))))
    assert changed.spam


async def test_an_update_by_a_file_brings_the_sign(store: Store) -> None:
    await store.do(AddSpam(NUMBER))
    await store.do(ImportRecords(RecordKind.DEALS, [Draft(1, title="Roof", name="Ivan", external_id="x")]))
    again = Draft(1, name="Ivan", phones=[Phone("067 123 45 67", e164=NUMBER)], external_id="x")
    await store.do(ImportRecords(RecordKind.DEALS, [again]))
    (deal_id,) = await _all(store)
    assert (await store.ask(GetDeal(deal_id))).spam


async def test_off_the_list_the_deal_comes_back_and_the_signs_go(store: Store) -> None:
    made = await deal(store, "Credit offer", contact=person("Robocall", "067 123 45 67"))
    other = await deal(store, "Again", contact=person("Somebody", "067 123 45 67"))
    (entry,) = await store.do(MarkSpam(made.id))

    assert (await store.do(RemoveSpam(entry.id))).address == NUMBER

    assert await titles(store) == ["Again", "Credit offer"]
    assert not (await store.ask(GetDeal(made.id))).spam
    assert not (await store.ask(GetDeal(other.id))).spam
    assert await listed(store) == []
    await store.do(Undo())
    assert await titles(store) == ["Again"]
    assert await listed(store) == [NUMBER]
    await store.do(Redo())
    assert (await store.do(AddSpam(NUMBER))).title == ""
    assert await listed(store) == [NUMBER]


async def test_a_number_is_found_in_any_spelling_and_stands_there_once(store: Store) -> None:
    first = await store.do(AddSpam("067 123 45 67"))
    again = await store.do(AddSpam("tel:+38 (067) 123-45-67"))

    assert again == first
    assert await store.ask(FindSpam("+380671234567")) == first
    assert await store.ask(FindSpam("050 765 43 21")) is None
    assert await store.ask(FindSpam("Spam <SPAM@example.com>")) is None
    with pytest.raises(InvalidValue):
        await store.ask(FindSpam("12"))


async def test_what_is_no_spam_is_refused(store: Store, reader: Store) -> None:
    nobody = await deal(store, "Nobody")
    unreadable = await deal(store, "Unreadable", contact=person("Ivan", "12", "bad@"))
    for made in (nobody, unreadable):
        with pytest.raises(NothingToMark, match=made.title):
            await store.do(MarkSpam(made.id))
    with pytest.raises(NotFound):
        await store.do(MarkSpam(DealId("none")))
    with pytest.raises(NotFound):
        await store.do(RemoveSpam(SpamId("none")))
    for typed in ("", "12", "ivan@", "drop table"):
        with pytest.raises(InvalidValue):
            await store.do(AddSpam(typed))
    with pytest.raises(NotAllowed):
        await reader.do(MarkSpam(nobody.id))
    assert await reader.ask(ListSpam()) == ()
    assert await titles(store) == ["Unreadable", "Nobody"]
