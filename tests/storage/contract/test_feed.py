"""The activity feed: everything in time order, windows that meet, filters."""

from datetime import timedelta

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import RecordId
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.contacts import CreateContact
from crm_tui.operations.deals import BulkAct, ChangeDeals, CreateDeal, DealChanges, EditDeal, NewPerson
from crm_tui.operations.errors import NotFound
from crm_tui.operations.feed import FeedCursor, FeedFilter, FeedItem, FeedKind, FeedPage, GetFeed
from crm_tui.operations.notes import AddNote, Channel, LogCommunication, SetMemo
from crm_tui.operations.tasks import CompleteTask, PlanTask
from crm_tui.operations.vouchers import CreateVoucher, VoucherKind
from tests.storage.acts import deal

MINUTE = timedelta(minutes=1)


def on(record_id: str) -> RecordId:
    return RecordId(record_id)


async def busy_deal(store: Store, clock: FixedClock) -> RecordId:
    """A deal with one thing of each kind, a minute apart: change, note, call, task done, memo."""
    made = await deal(store, "Roof")
    clock.set(clock.now() + MINUTE)
    await store.do(EditDeal(made.id, DealChanges(amount="500", title="Roof, west")))
    clock.set(clock.now() + MINUTE)
    await store.do(AddNote(on(made.id), "measured"))
    clock.set(clock.now() + MINUTE)
    await store.do(LogCommunication(on(made.id), Channel.CALL, text="asked"))
    clock.set(clock.now() + MINUTE)
    planned = await store.do(PlanTask(RecordId(made.id), "send the offer"))
    await store.do(CompleteTask(planned.id, "sent"))
    clock.set(clock.now() + MINUTE)
    await store.do(SetMemo(made.id, "keys at the guard"))
    return on(made.id)


def kinds(page: FeedPage) -> list[FeedKind]:
    return [item.kind for item in page.items]


async def test_everything_is_there_newest_first(store: Store, clock: FixedClock) -> None:
    page = await store.ask(GetFeed(await busy_deal(store, clock)))

    assert kinds(page) == [
        FeedKind.MEMO,
        FeedKind.TASK,
        FeedKind.COMMUNICATION,
        FeedKind.NOTE,
        FeedKind.CHANGE,
        FeedKind.CHANGE,
    ]
    assert (page.older, page.newer) == (None, None)
    me = (await store.ask(GetBoard())).me
    assert {item.author for item in page.items} == {me.name}
    done, change = page.items[1], page.items[4]
    assert done.task is not None
    assert (done.task.text, done.state) == ("send the offer", "sent")
    assert [line[0] for line in change.lines] == ["title", "amount"]


async def test_open_tasks_are_pinned_the_next_one_first(store: Store, clock: FixedClock) -> None:
    made = await deal(store)
    await store.do(PlanTask(RecordId(made.id), "some day"))
    await store.do(PlanTask(RecordId(made.id), "later", due_at=clock.now() + timedelta(days=2)))
    await store.do(PlanTask(RecordId(made.id), "late", due_at=clock.now() - timedelta(days=1)))

    page = await store.ask(GetFeed(on(made.id)))

    assert [item.text for item in page.upcoming] == ["late", "later", "some day"]
    assert FeedKind.TASK not in kinds(page)


async def walk(store: Store, subject: RecordId, limit: int, wanted: FeedFilter | None = None) -> list[FeedItem]:
    """All items, window after window towards the past."""
    items: list[FeedItem] = []
    before: FeedCursor | None = None
    while True:
        page = await store.ask(GetFeed(subject, wanted or FeedFilter(), before=before, limit=limit))
        items += page.items
        if page.older is None:
            return items
        before = page.older


async def walk_back(store: Store, subject: RecordId, limit: int, wanted: FeedFilter | None = None) -> list[FeedItem]:
    """All items, window after window from the oldest up."""
    page = await store.ask(GetFeed(subject, wanted or FeedFilter(), oldest=True, limit=limit))
    assert page.older is None
    items = list(page.items)
    while page.newer is not None:
        page = await store.ask(GetFeed(subject, wanted or FeedFilter(), after=page.newer, limit=limit))
        items = [*page.items, *items]
    return items


async def long_deal(store: Store, clock: FixedClock) -> RecordId:
    """A deal with changes and notes in turn, some at one and the same moment."""
    made = await deal(store, "Long")
    for number in range(12):
        await store.do(EditDeal(made.id, DealChanges(title=f"title {number}")))
        await store.do(AddNote(on(made.id), f"note {number}"))
        if number % 3:
            clock.set(clock.now() + MINUTE)
    return on(made.id)


@pytest.mark.parametrize("limit", [1, 2, 5, 7, 100])
async def test_windows_meet_without_a_gap_and_nothing_comes_twice(store: Store, clock: FixedClock, limit: int) -> None:
    subject = await long_deal(store, clock)
    whole = (await store.ask(GetFeed(subject))).items

    assert await walk(store, subject, limit) == list(whole)
    assert len({(item.kind, item.id) for item in whole}) == len(whole) == 25


@pytest.mark.parametrize("limit", [2, 7])
async def test_the_way_back_meets_too(store: Store, clock: FixedClock, limit: int) -> None:
    subject = await long_deal(store, clock)
    whole = list((await store.ask(GetFeed(subject))).items)

    assert await walk_back(store, subject, limit) == whole


async def test_a_window_in_the_middle_goes_on_both_ways(store: Store, clock: FixedClock) -> None:
    subject = await long_deal(store, clock)
    whole = list((await store.ask(GetFeed(subject))).items)
    first = await store.ask(GetFeed(subject, limit=6))
    second = await store.ask(GetFeed(subject, before=first.older, limit=6))

    back = await store.ask(GetFeed(subject, after=second.newer, limit=6))

    assert list(second.items) == whole[6:12]
    assert list(back.items) == whole[:6]


async def test_filters(store: Store, clock: FixedClock) -> None:
    subject = await busy_deal(store, clock)
    me = (await store.ask(GetBoard())).me

    async def asked(wanted: FeedFilter) -> list[FeedKind]:
        return kinds(await store.ask(GetFeed(subject, wanted)))

    assert await asked(FeedFilter(kinds=(FeedKind.NOTE, FeedKind.MEMO))) == [FeedKind.MEMO, FeedKind.NOTE]
    assert await asked(FeedFilter(channels=(Channel.CALL,))) == [FeedKind.COMMUNICATION]
    assert await asked(FeedFilter(channels=(Channel.SMS,))) == []
    assert len(await asked(FeedFilter(authors=(me.id,)))) == 6
    assert await asked(FeedFilter(since=clock.now() - MINUTE)) == [FeedKind.MEMO, FeedKind.TASK]
    assert await asked(FeedFilter(until=clock.now() - 4 * MINUTE)) == [FeedKind.CHANGE]
    assert await asked(FeedFilter(text="MEASURED")) == [FeedKind.NOTE]
    assert await asked(FeedFilter(text="west")) == [FeedKind.CHANGE]
    assert await asked(FeedFilter(text="%")) == []


async def test_a_contacts_feed_takes_in_their_deals(store: Store, clock: FixedClock) -> None:
    contact = await store.do(CreateContact("Ivan"))
    clock.set(clock.now() + MINUTE)
    bought = await store.do(CreateDeal("Roof", contact=NewPerson("Ivan", contact_id=contact.id)))
    clock.set(clock.now() + MINUTE)
    await store.do(AddNote(on(bought.id), "on the deal"))
    clock.set(clock.now() + MINUTE)
    await store.do(AddNote(on(contact.id), "on the contact"))

    page = await store.ask(GetFeed(on(contact.id)))

    assert [(item.text, item.title) for item in page.items if item.kind is FeedKind.NOTE] == [
        ("on the contact", ""),
        ("on the deal", "Roof"),
    ]
    assert await walk(store, on(contact.id), 1) == list(page.items)


@pytest.mark.parametrize("limit", [1, 2, 4])
async def test_one_act_on_several_of_their_deals_is_told_of_each(store: Store, limit: int) -> None:
    contact = await store.do(CreateContact("Марія"))
    known = NewPerson(contact.name, contact_id=contact.id)
    deals = [(await store.do(CreateDeal(f"deal {number}", known))).id for number in range(3)]
    await store.do(ChangeDeals(tuple(deals), BulkAct(add_tags=("vip",))))

    down = await walk(store, on(contact.id), limit)
    up = await walk_back(store, on(contact.id), limit)

    assert {str(item.subject_id) for item in down if item.operation == "ChangeDeals"} == set(map(str, deals))
    assert len({item.id for item in down}) == len(down) == 7
    assert up == down


async def test_a_record_that_is_not_there(store: Store) -> None:
    with pytest.raises(NotFound):
        await store.ask(GetFeed(on("nobody")))


async def test_a_text_is_looked_for_to_the_end_window_by_window(
    store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm_tui.storage.handlers.feed._LOOKED_THROUGH", 4)
    made = await deal(store, "Roof")
    for number in range(10):
        clock.set(clock.now() + MINUTE)
        await store.do(AddNote(on(made.id), "needle" if number in (0, 1, 8) else f"note {number}"))
    wanted = FeedFilter(text="needle")

    first = await store.ask(GetFeed(on(made.id), wanted))
    second = await store.ask(GetFeed(on(made.id), wanted, before=first.older))

    assert ([item.text for item in first.items], [item.text for item in second.items]) == (["needle"], [])
    assert first.older is not None
    assert second.older is not None
    assert len(await walk(store, on(made.id), 2, wanted)) == 3
    assert len(await walk_back(store, on(made.id), 2, wanted)) == 3


async def test_a_payment_without_a_name_is_told_by_its_kind_and_sum(store: Store) -> None:
    made = await deal(store, "Roof")
    await store.do(CreateVoucher(on(made.id), VoucherKind.PAYMENT, amount="4000"))
    await store.do(CreateVoucher(on(made.id), VoucherKind.INVOICE, "INV-7", "Roof", amount="1"))

    lines = [line for item in (await store.ask(GetFeed(on(made.id)))).items for line in item.lines]

    assert [line[2] for line in lines if line[0] == "voucher_link"] == ["Roof INV-7", "voucher.payment 4000.00 ₴"]
