"""A server for tests in this process, without a socket and with one, and a store that speaks to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from fastapi import FastAPI

from crm_tui.domain.clock import Clock
from crm_tui.operations.base import Store
from crm_tui.operations.team import IssueToken
from crm_tui.server.app import create_app
from crm_tui.server.desk import Desk
from crm_tui.server.running import Server, listen
from crm_tui.storage.backend import Backend
from crm_tui.storage.local import LocalStore
from crm_tui.storage.opening import open_backend
from crm_tui.storage.remote import RemoteStore

URL = "http://crm.test"


class WithoutStream(httpx.ASGITransport):
    """Speaks to a server in this process. It gives answers whole, so there is no stream: changes are asked for."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass a request on, unless its answer would never end."""
        if request.url.path == "/events":
            raise httpx.ConnectError("no stream comes through here")
        return await super().handle_async_request(request)


class ServedStore(RemoteStore):
    """A remote store whose server ends with it."""

    def __init__(self, app: FastAPI, token: str, backend: Backend) -> None:
        super().__init__(URL, token, transport=WithoutStream(app))
        self._desk: Desk = app.state.desk
        self._backend = backend

    async def close(self) -> None:
        """Let go of both ends."""
        await super().close()
        await self._desk.hub.close()
        await self._backend.close()


async def token_for(backend: Backend, user: str) -> str:
    """A token that speaks for a colleague, the owner where there is none of that name."""
    owner = LocalStore(backend, await backend.user(""))
    issued = await owner.do(IssueToken((await backend.user(user)).id))
    return issued.token


async def over_asgi(where: Path | str, clock: Clock, user: str) -> Store:
    """A server on a base, and a store of a colleague's that speaks to it."""
    backend = await open_backend(str(where), clock=clock, create=False)
    return ServedStore(create_app(backend), await token_for(backend, user), backend)


@asynccontextmanager
async def listening(app: FastAPI, port: int = 0) -> AsyncIterator[str]:
    """The application on a real socket of this machine; its address."""
    ready = asyncio.Event()
    with listen("127.0.0.1", port) as socket:
        server = Server(app, ready.set)
        serving = asyncio.create_task(server.serve([socket]))
        await asyncio.wait_for(ready.wait(), 10)
        try:
            yield f"http://127.0.0.1:{socket.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving
