"""Two change one deal: different fields merge by themselves, the same field is for a person to decide (T5)."""

import pytest

from crm_tui.operations.base import Store
from crm_tui.operations.contacts import ContactChanges, CreateContact, EditContact
from crm_tui.operations.deals import DealChanges, EditDeal, GetDeal, MoveDeal, NewPerson
from crm_tui.operations.errors import Conflict
from crm_tui.operations.history import Undo
from crm_tui.operations.values import Phone
from tests.storage.acts import deal, person, stage_named, still


async def test_the_same_field_is_a_conflict_with_mine_theirs_and_before(store: Store, manager: Store) -> None:
    made = await deal(store, "Roof", amount="5")
    theirs = await manager.do(EditDeal(made.id, DealChanges(title="Barn", amount="7")))

    with pytest.raises(Conflict) as refused:
        await store.do(EditDeal(made.id, DealChanges(title="House"), seen=made.seq))

    (clash,) = refused.value.clashes
    assert (clash.field, clash.before, clash.theirs, clash.mine) == ("title", "Roof", "Barn", "House")
    assert (clash.who, clash.seq) == ("Ivan Petrenko", theirs.seq)
    assert (await store.ask(GetDeal(made.id))).title == "Barn"
    assert "Ivan Petrenko" in str(refused.value)
    assert "“Barn”" in str(refused.value)


async def test_different_fields_merge(store: Store, manager: Store) -> None:
    made = await deal(store, "Roof")
    await manager.do(EditDeal(made.id, DealChanges(title="Barn")))

    merged = await store.do(EditDeal(made.id, DealChanges(comment="call first"), seen=made.seq))

    assert (merged.title, merged.comment) == ("Barn", "call first")


async def test_a_field_sent_as_it_was_keeps_what_another_made_of_it(store: Store, manager: Store) -> None:
    made = await deal(store, contact=person("Марія", "067 123 45 67"))
    renamed = NewPerson("Марія Шевченко", (Phone("067 123 45 67"),))
    await manager.do(EditDeal(made.id, DealChanges(contact=renamed)))

    mine = NewPerson("Марія", (Phone("067 123 45 68"),))
    merged = await store.do(EditDeal(made.id, DealChanges(contact=mine), seen=made.seq))

    assert merged.people[0].name == "Марія Шевченко"
    assert [phone.e164 for phone in merged.people[0].phones] == ["+380671234568"]
    assert still(await store.ask(GetDeal(made.id))) == still(merged)


async def test_the_same_value_twice_is_no_conflict(store: Store, manager: Store) -> None:
    made = await deal(store, "Roof")
    await manager.do(EditDeal(made.id, DealChanges(title="Barn")))

    assert (await store.do(EditDeal(made.id, DealChanges(title="Barn"), seen=made.seq))).title == "Barn"


async def test_what_the_caller_had_seen_is_overwritten(store: Store, manager: Store) -> None:
    made = await deal(store, "Roof")
    theirs = await manager.do(EditDeal(made.id, DealChanges(title="Barn")))

    assert (await store.do(EditDeal(made.id, DealChanges(title="House"), seen=theirs.seq))).title == "House"
    assert (await store.do(EditDeal(made.id, DealChanges(title="Home")))).title == "Home"


async def test_whoever_has_read_the_conflict_overwrites_no_more_than_that(store: Store, manager: Store) -> None:
    made = await deal(store, "Roof")
    await manager.do(EditDeal(made.id, DealChanges(title="Barn")))
    with pytest.raises(Conflict) as refused:
        await store.do(EditDeal(made.id, DealChanges(title="House"), seen=made.seq))
    read = refused.value.seq
    await manager.do(EditDeal(made.id, DealChanges(title="Stable")))

    with pytest.raises(Conflict) as again:
        await store.do(EditDeal(made.id, DealChanges(title="House"), seen=read))

    assert again.value.clashes[0].theirs == "Stable"
    assert (await store.do(EditDeal(made.id, DealChanges(title="House"), seen=again.value.seq))).title == "House"


async def test_ones_own_changes_are_never_in_the_way(store: Store) -> None:
    made = await deal(store, "Roof")
    await store.do(EditDeal(made.id, DealChanges(title="Barn")))

    assert (await store.do(EditDeal(made.id, DealChanges(title="House"), seen=made.seq))).title == "House"


async def test_two_moves_of_one_deal_are_a_conflict(store: Store, manager: Store) -> None:
    made, offer, work = await deal(store), await stage_named(store, "Offer"), await stage_named(store, "In work")
    await manager.do(MoveDeal(made.id, offer.id))

    with pytest.raises(Conflict) as refused:
        await store.do(MoveDeal(made.id, work.id, seen=made.seq))

    (clash,) = refused.value.clashes
    assert (clash.before, clash.theirs, clash.mine) == ("Unsorted", "Offer", "In work")
    assert (await store.ask(GetDeal(made.id))).stage == "Offer"


async def test_an_undo_of_another_is_their_change_too(store: Store, manager: Store) -> None:
    made = await deal(store, "Roof")
    theirs = await manager.do(EditDeal(made.id, DealChanges(title="Barn")))
    await manager.do(Undo())

    with pytest.raises(Conflict):
        await store.do(EditDeal(made.id, DealChanges(title="House"), seen=theirs.seq))


async def test_contacts_merge_and_clash_as_deals_do(store: Store, manager: Store) -> None:
    made = await store.do(CreateContact("Ganna", city="Lviv"))
    await manager.do(EditContact(made.id, ContactChanges(city="Kyiv")))

    merged = await store.do(EditContact(made.id, ContactChanges(position="buyer"), seen=made.seq))
    with pytest.raises(Conflict):
        await store.do(EditContact(made.id, ContactChanges(city="Dnipro"), seen=made.seq))

    assert (merged.city, merged.position) == ("Kyiv", "buyer")
