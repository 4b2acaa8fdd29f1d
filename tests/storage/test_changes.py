"""The feed of changes: everything, in order, once, whoever wrote it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from crm_tui.domain.ids import DealId
from crm_tui.operations.base import Change, Store
from crm_tui.operations.deals import CreateDeal, DealChanges, EditDeal, GetDeal, MarkRead
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.history import Undo
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from tests.conftest import Opener
from tests.storage.acts import deal
from tests.storage.kinds import on_both

pytestmark = on_both


async def take(feed: AsyncIterator[Change], count: int) -> list[Change]:
    """The next changes, within ten seconds."""
    return [await asyncio.wait_for(anext(feed), 10) for _ in range(count)]


async def test_a_change_tells_what_who_and_which(store: Store) -> None:
    await deal(store, "before anybody listened")
    feed = store.changes()
    made = await deal(store, "Roof")
    await store.do(EditDeal(made.id, DealChanges(title="Door")))
    await store.do(MarkRead(made.id, unread=True))
    await store.do(Undo())

    heard = await take(feed, 4)

    assert [change.operation for change in heard] == ["CreateDeal", "EditDeal", "MarkRead", "Undo"]
    assert all(change.subjects == frozenset([str(made.id)]) and change.mine for change in heard)
    assert [change.seq for change in heard] == [made.seq + step for step in range(4)]
    assert {change.actor for change in heard} == {"Олена Коваль"}


async def test_each_store_knows_its_own_writing(store: Store, colleague: Store, open_again: Opener) -> None:
    again = await open_again()
    feeds = [one.changes() for one in (store, colleague, again)]
    await deal(store, "mine")
    await deal(colleague, "theirs")

    heard = [await take(feed, 2) for feed in feeds]

    assert [[change.mine for change in changes] for changes in heard] == [[True, False], [False, True], [False, False]]
    assert [change.actor for change in heard[0]] == ["Олена Коваль", "Ivan Petrenko"]


async def test_a_refused_command_and_a_dry_run_are_not_told(store: Store) -> None:
    feed = store.changes()
    with suppress(InvalidValue):
        await store.do(CreateDeal(""))
    await store.do(ImportRecords(RecordKind.DEALS, [Draft(1, title="x")], dry_run=True))
    made = await deal(store)

    assert (await take(feed, 1))[0].subjects == frozenset([str(made.id)])


async def test_a_change_of_very_many_records_names_none(store: Store) -> None:
    feed = store.changes()
    await store.do(ImportRecords(RecordKind.DEALS, [Draft(n, title=f"deal {n}") for n in range(600)]))

    assert (await take(feed, 1))[0].subjects is None


async def test_none_is_missed_while_two_stores_write_two_hundred(store: Store, colleague: Store) -> None:
    feed = store.changes()

    async def write(one: Store) -> list[DealId]:
        return [(await deal(one, f"deal {number}")).id for number in range(100)]

    heard, *written = await asyncio.gather(take(feed, 200), write(store), write(colleague))

    assert [change.seq for change in heard] == list(range(heard[0].seq, heard[0].seq + 200))
    assert [next(iter(change.subjects or ())) for change in heard if change.mine] == written[0]
    assert [next(iter(change.subjects or ())) for change in heard if not change.mine] == written[1]


async def test_what_is_told_can_be_read(store: Store, colleague: Store) -> None:
    feed = store.changes()
    writing = asyncio.ensure_future(deal(colleague, "theirs"))
    (change,) = await take(feed, 1)

    assert change.subjects is not None
    (subject,) = change.subjects
    assert (await store.ask(GetDeal(DealId(subject)))).title == "theirs"
    await writing


async def test_the_feed_ends_with_the_store(store: Store) -> None:
    feed = store.changes()
    waiting = asyncio.ensure_future(anext(feed, None))
    await asyncio.sleep(0)

    await store.close()

    assert await asyncio.wait_for(waiting, 5) is None
