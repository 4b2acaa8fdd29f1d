"""A manager's desk: a store with the morning's deals, and the program to open on it."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from crm_tui.domain.clock import FixedClock
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.deals import CreateDeal, NewPerson
from crm_tui.operations.values import Phone
from tests.conftest import OWNER
from tests.journeys.driving import SETTINGS, USUAL, Manager, at_work, program

Desk = Callable[..., AbstractAsyncContextManager[Manager]]


@pytest.fixture
def desk(where: str, clock: FixedClock) -> Desk:
    """Opens the program on the test's store: ``async with desk() as manager``."""

    def sit_down(
        *,
        path: Path | str = where,
        size: tuple[int, int] = USUAL,
        lang: str = "en",
        user: str = OWNER,
        over: Callable[[Store], Store] = lambda store: store,
    ) -> AbstractAsyncContextManager[Manager]:
        return at_work(program(path, clock, replace(SETTINGS, lang=lang, user=user), over), size)

    return sit_down


@pytest_asyncio.fixture
async def morning(store: Store) -> Store:
    """What came in over night: three unsorted deals, one in work, one offer. Closed after, as a program would be."""
    stages = {stage.name: stage.id for stage in (await store.ask(GetBoard())).pipeline.stages}
    tkach = NewPerson("Олена Ткач", phones=(Phone("+380 67 555 44 33", "", "+380675554433"),))
    melnyk = NewPerson("Taras Melnyk", phones=(Phone("067 123 45 67", "work", "+380671234567"),))
    await store.do(CreateDeal("Garden fence", amount="12000", stage_id=stages["Offer"]))
    await store.do(CreateDeal("Кровля цеха", tkach, "900000", stages["In work"], tags=("опт",)))
    await store.do(CreateDeal("Warehouse", amount="320000"))
    await store.do(CreateDeal("Office repair", melnyk, "50000", tags=("vip",)))
    await store.do(CreateDeal("Call from the site"))
    return store
