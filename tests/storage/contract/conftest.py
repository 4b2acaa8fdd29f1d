"""The stores that the contract is held against, each fresh and in the hands of whoever a test needs."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio

from crm_tui.domain.clock import Clock
from crm_tui.operations.base import Store
from crm_tui.operations.directory import CreateUser
from tests.storage.kinds import STORES, Base

OpenAs = Callable[[str], Awaitable[Store]]


@pytest.fixture(params=STORES)
def base(request: pytest.FixtureRequest) -> Base:
    """A fresh base of each kind."""
    return STORES[request.param](request)


@pytest_asyncio.fixture
async def open_as(base: Base, clock: Clock) -> AsyncIterator[OpenAs]:
    """Opens the store in somebody's name."""
    opened: list[Store] = []

    async def open_one(user: str) -> Store:
        opened.append(await base.open(clock, user))
        return opened[-1]

    yield open_one
    for one in reversed(opened):
        await one.close()


@pytest_asyncio.fixture
async def store(open_as: OpenAs) -> Store:
    """A fresh store in its owner's hands."""
    return await open_as("")


@pytest_asyncio.fixture
async def manager(store: Store, open_as: OpenAs) -> Store:
    """The same store in a manager's hands."""
    await store.do(CreateUser("Ivan Petrenko"))
    return await open_as("Ivan Petrenko")


@pytest_asyncio.fixture
async def reader(store: Store, open_as: OpenAs) -> Store:
    """The same store in the hands of somebody who may only look."""
    await store.do(CreateUser("Rita Reader", role="read-only"))
    return await open_as("Rita Reader")
