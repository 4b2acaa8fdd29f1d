"""A server on a fresh base, in this process, and programs that speak to it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI

from crm_tui.domain.clock import FixedClock
from crm_tui.operations.directory import CreateUser
from crm_tui.server.app import create_app
from crm_tui.storage.backend import Backend
from crm_tui.storage.local import LocalStore
from crm_tui.storage.sqlite import SqliteBackend
from tests.server.serving import URL, token_for

Client = Callable[[str], Awaitable[httpx.AsyncClient]]


@pytest_asyncio.fixture
async def backend(store_path: Path, clock: FixedClock) -> AsyncIterator[Backend]:
    """The base behind the server."""
    opened = SqliteBackend(store_path, clock)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def app(backend: Backend) -> AsyncIterator[FastAPI]:
    """The server's application."""
    made = create_app(backend, heartbeat=0.05, stuck=0.5, queue=16)
    yield made
    await made.state.desk.hub.close()


@pytest_asyncio.fixture
async def local(backend: Backend) -> LocalStore:
    """The owner's door to the same base, without a server between."""
    return LocalStore(backend, await backend.user(""))


@pytest.fixture
def transport(app: FastAPI) -> httpx.AsyncBaseTransport:
    """The way to the server; what it does not handle is an answer, as it would be over a socket."""
    return httpx.ASGITransport(app, raise_app_exceptions=False)


@pytest_asyncio.fixture
async def client(backend: Backend, local: LocalStore, transport: httpx.AsyncBaseTransport) -> AsyncIterator[Client]:
    """Makes a client in somebody's name, by role; "" for the owner, "nobody" for no token at all."""
    opened: list[httpx.AsyncClient] = []

    async def speak(role: str) -> httpx.AsyncClient:
        headers = {} if role == "nobody" else {"Authorization": f"Bearer {await _token(backend, local, role)}"}
        opened.append(httpx.AsyncClient(transport=transport, base_url=URL, headers=headers))
        return opened[-1]

    yield speak
    for each in opened:
        await each.aclose()


async def _token(backend: Backend, local: LocalStore, role: str) -> str:
    if not role:
        return await token_for(backend, "")
    user = await local.do(CreateUser(f"A {role}", role))
    return await token_for(backend, user.name)
