"""Sample data."""

from collections.abc import Iterator

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.operations.base import Store
from crm_tui.operations.deals import ListDeals
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.errors import NotAllowed, NothingToUndo
from crm_tui.operations.history import Undo
from crm_tui.operations.samples import LoadSample, SampleBuyer, SampleDeal, SampleTask
from crm_tui.operations.values import BuyerState
from tests.storage.acts import titles


def samples(clock: FixedClock, count: int = 3) -> Iterator[SampleDeal]:
    for number in range(count):
        yield SampleDeal(
            title=f"deal {number}",
            stage=number % 2,
            amount=100 * number,
            currency="UAH",
            person="Марія",
            phone="+380671234567",
            email="maria@ex.ua",
            buyer=SampleBuyer(1, "Марія", "+380671234567", "maria@ex.ua", "Київ", "Дах"),
            responsible=1,
            tags=("hot",),
            description="",
            unread=False,
            created_at=clock.now(),
            stage_since=clock.now(),
            touched_at=clock.now(),
            task=SampleTask("call", "call back", clock.now()),
            moved_by=1,
        )


async def test_sample_deals_stand_on_the_board_and_are_no_step(store: Store, clock: FixedClock) -> None:
    told: list[int] = []

    loaded = await store.do(LoadSample(7, ("Ivan Petrenko",), samples(clock), told.append))

    assert (loaded, told[-1]) == (3, 3)
    assert await titles(store) == ["deal 0", "deal 2"]
    assert await titles(store, "In work") == ["deal 1"]
    first = (await store.ask(ListDeals())).rows[0]
    assert (first.buyer, first.responsible, first.tags) == (BuyerState.SAVED, "Ivan Petrenko", ("hot",))
    assert "Ivan Petrenko" in {user.name for user in await store.ask(ListUsers())}
    with pytest.raises(NothingToUndo):
        await store.do(Undo())


async def test_who_may_only_look_may_not_load_samples(reader: Store, clock: FixedClock) -> None:
    with pytest.raises(NotAllowed):
        await reader.do(LoadSample(7, (), samples(clock)))
