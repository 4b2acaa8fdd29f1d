"""The stores that the contract is held against: a later one is one more line in ``STORES``."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from crm_tui.domain.clock import Clock
from crm_tui.operations.base import Store
from crm_tui.operations.directory import CreateUser
from crm_tui.storage.opening import open_store
from tests.server.serving import over_asgi

Opens = Callable[[Path, Clock, str], Awaitable[Store]]
OpenAs = Callable[[str], Awaitable[Store]]


async def _sqlite(fresh: Path, clock: Clock, user: str) -> Store:
    """The local store on a fresh file."""
    return await open_store(str(fresh), clock=clock, create=False, user=user)


STORES: dict[str, Opens] = {"sqlite": _sqlite, "remote": over_asgi}


@pytest.fixture(params=STORES)
def opens(request: pytest.FixtureRequest) -> Opens:
    """How this kind of store is opened."""
    return STORES[request.param]


@pytest_asyncio.fixture
async def open_as(opens: Opens, store_path: Path, clock: Clock) -> AsyncIterator[OpenAs]:
    """Opens the store in somebody's name."""
    opened: list[Store] = []

    async def open_one(user: str) -> Store:
        opened.append(await opens(store_path, clock, user))
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
