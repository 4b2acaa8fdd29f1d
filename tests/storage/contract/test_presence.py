"""Who looks at a deal: seen by the others while it lasts, forgotten soon after, and no part of any history."""

import asyncio
from datetime import timedelta

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.operations.base import Store
from crm_tui.operations.deals import GetHistory
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.history import GetUndoState
from crm_tui.operations.presence import SEEN_FOR_SECONDS, LookAt, LookAway, WhoLooks
from tests.conftest import NOW
from tests.storage.acts import deal
from tests.storage.contract.conftest import OpenAs


async def names(store: Store, subject: str) -> list[str]:
    return [one.name for one in await store.ask(WhoLooks(subject))]


async def test_others_see_who_looks_and_nobody_sees_themselves(store: Store, manager: Store, reader: Store) -> None:
    made, other = await deal(store, "Roof"), await deal(store, "Barn")
    for one in (store, manager, reader):
        await one.do(LookAt(made.id))

    seen = await store.ask(WhoLooks(made.id))

    assert [(one.name, one.initials, one.seen_at) for one in seen] == [
        ("Ivan Petrenko", "IP", NOW),
        ("Rita Reader", "RR", NOW),
    ]
    assert await names(reader, made.id) == ["Ivan Petrenko", "Олена Коваль"]
    assert await names(store, other.id) == []


async def test_whoever_looks_away_is_gone_at_once(store: Store, manager: Store) -> None:
    made, other = await deal(store, "Roof"), await deal(store, "Barn")
    await manager.do(LookAt(made.id))
    await manager.do(LookAt(other.id))
    await manager.do(LookAway(made.id))
    await store.do(LookAway(other.id))

    assert await names(store, made.id) == []
    assert await names(store, other.id) == ["Ivan Petrenko"]


async def test_whoever_goes_without_a_word_is_forgotten(store: Store, manager: Store, clock: FixedClock) -> None:
    made = await deal(store, "Roof")
    await manager.do(LookAt(made.id))
    clock.set(NOW + timedelta(seconds=SEEN_FOR_SECONDS))
    assert await names(store, made.id) == ["Ivan Petrenko"]

    clock.set(NOW + timedelta(seconds=SEEN_FOR_SECONDS, milliseconds=1))
    assert await names(store, made.id) == []

    await manager.do(LookAt(made.id))
    assert await names(store, made.id) == ["Ivan Petrenko"]


async def test_a_colleague_behind_two_doors_is_one(store: Store, manager: Store, open_as: OpenAs) -> None:
    made = await deal(store, "Roof")
    again = await open_as("Ivan Petrenko")
    for one in (manager, again):
        await one.do(LookAt(made.id))

    assert await names(store, made.id) == ["Ivan Petrenko"]
    assert await names(again, made.id) == ["Ivan Petrenko"]


async def test_looking_is_in_no_history_and_wakes_nobody(store: Store, manager: Store) -> None:
    made = await deal(store, "Roof")
    events, steps = await store.ask(GetHistory(made.id)), await store.ask(GetUndoState())
    feed = store.changes()
    await manager.do(LookAt(made.id))
    await store.do(LookAt(made.id))
    await store.do(LookAway(made.id))

    assert await store.ask(GetHistory(made.id)) == events
    assert await store.ask(GetUndoState()) == steps
    told = await deal(store, "Barn")
    assert (await asyncio.wait_for(anext(feed), 10)).subjects == frozenset([str(told.id)])
    assert told.seq == made.seq + 1


async def test_an_endless_name_of_a_record_is_refused(store: Store) -> None:
    with pytest.raises(InvalidValue):
        await store.do(LookAt("x" * 2_001))
