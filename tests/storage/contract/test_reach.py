"""Conversations that were begun in other programs."""

from datetime import timedelta

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import DealId, RecordId
from crm_tui.domain.links import Way
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import CreateContact, DeleteContact
from crm_tui.operations.deals import GetDeal, NewPerson
from crm_tui.operations.errors import BuyerNeeded, InvalidValue, NotAllowed, NotFound
from crm_tui.operations.feed import FeedFilter, FeedItem, FeedKind, GetFeed
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.notes import Channel
from crm_tui.operations.reach import GetAddressee, RecordReach
from tests.storage.acts import deal

NUMBER = "+380671234567"


async def written_down(store: Store, record_id: str, wanted: FeedFilter | None = None) -> list[FeedItem]:
    page = await store.ask(GetFeed(RecordId(record_id), wanted or FeedFilter()))
    return [item for item in page.items if item.kind is FeedKind.COMMUNICATION]


@pytest.mark.parametrize("way", Way)
async def test_what_was_opened_stands_in_the_feed_as_that(store: Store, clock: FixedClock, way: Way) -> None:
    made = await deal(store)
    clock.set(clock.now() + timedelta(hours=1))
    address = "ivan@example.com" if way is Way.EMAIL else NUMBER

    told = await store.do(RecordReach(RecordId(made.id), way, address, " Good day "))

    assert (told.channel, told.incoming, told.state, told.text) == (Channel(way), False, "opened", "Good day")
    (item,) = await written_down(store, made.id)
    assert (item.channel, item.incoming, item.address, item.state, item.at) == (
        Channel(way),
        False,
        address,
        "opened",
        clock.now(),
    )
    assert (await store.ask(GetDeal(made.id))).touched_at == clock.now()


async def test_the_feed_is_filtered_by_the_channel(store: Store) -> None:
    made = await deal(store)
    await store.do(RecordReach(RecordId(made.id), Way.VIBER, NUMBER))
    await store.do(RecordReach(RecordId(made.id), Way.CALL, NUMBER))

    (item,) = await written_down(store, made.id, FeedFilter(channels=(Channel.VIBER,)))
    assert item.channel is Channel.VIBER


async def test_it_is_a_step_of_undo(store: Store) -> None:
    contact = await store.do(CreateContact("Ivan"))
    await store.do(RecordReach(RecordId(contact.id), Way.TELEGRAM, NUMBER))
    await store.do(Undo())
    assert await written_down(store, contact.id) == []
    await store.do(Redo())
    assert len(await written_down(store, contact.id)) == 1


async def test_what_cannot_have_been_opened_is_refused(store: Store, reader: Store) -> None:
    made = await deal(store)
    with pytest.raises(NotFound):
        await store.do(RecordReach(RecordId("none"), Way.CALL, NUMBER))
    with pytest.raises(InvalidValue):
        await store.do(RecordReach(RecordId(made.id), Way.CALL, "067 123 45 67"))
    with pytest.raises(InvalidValue):
        await store.do(RecordReach(RecordId(made.id), Way.EMAIL, NUMBER))
    with pytest.raises(NotAllowed):
        await reader.do(RecordReach(RecordId(made.id), Way.CALL, NUMBER))
    assert await written_down(store, made.id) == []


async def test_a_channel_sends_to_the_saved_buyer_and_to_nobody_else(store: Store) -> None:
    ivan = await store.do(CreateContact("Ivan"))
    saved = await deal(store, contact=NewPerson("Ivan", contact_id=ivan.id))
    typed = await deal(store, "Roof", contact=NewPerson("Ivan"))

    assert await store.ask(GetAddressee(saved.id)) == ivan.id
    with pytest.raises(BuyerNeeded, match="“Roof” has no saved buyer to send to; save one with b"):
        await store.ask(GetAddressee(typed.id))
    with pytest.raises(NotFound):
        await store.ask(GetAddressee(DealId("none")))
    await store.do(DeleteContact(ivan.id))
    with pytest.raises(BuyerNeeded):
        await store.ask(GetAddressee(saved.id))
