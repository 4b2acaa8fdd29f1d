"""The server's application: a route for every operation of the registry, the feed of changes, and the description."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from fastapi import FastAPI
from pydantic_core import to_json
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from crm_tui import __version__
from crm_tui.operations import wire
from crm_tui.operations.base import REGISTRY, Operation
from crm_tui.operations.errors import CrmError
from crm_tui.server import openapi, problems
from crm_tui.server.desk import Desk
from crm_tui.server.events import HEARTBEAT_SECONDS, STUCK_SECONDS, Events
from crm_tui.server.hub import QUEUE
from crm_tui.server.logs import AccessLog
from crm_tui.storage import handlers
from crm_tui.storage.backend import Backend

assert handlers


def create_app(
    backend: Backend,
    *,
    docs: bool = False,
    heartbeat: float = HEARTBEAT_SECONDS,
    stuck: float = STUCK_SECONDS,
    queue: int = QUEUE,
) -> FastAPI:
    """The application that serves a base. ``docs`` offers pages for reading and trying, at ``/docs``.

    Seconds: a silent stream says after ``heartbeat`` that it is there; a listener that did not read for ``stuck`` is
    dropped. ``queue`` is how many changes are kept for a listener before it has to read them in the base.
    """
    desk = Desk(backend, queue)
    app = FastAPI(title="crm-tui", version=__version__, docs_url="/docs" if docs else None, redoc_url=None)
    app.router.lifespan_context = partial(_lifespan, desk)
    app.state.desk = desk
    for kind in REGISTRY.values():
        app.router.routes.append(_route(kind, desk))
    app.router.routes.append(Route("/events", Events(desk, heartbeat, stuck), methods=["GET"]))
    app.openapi = openapi.description  # type: ignore[method-assign]  # FastAPI's documented way to replace it
    _add_handlers(app)
    app.add_middleware(Undecoded)
    app.add_middleware(AccessLog)
    return app


def _route(kind: type[Operation[Any]], desk: Desk) -> Route:
    path = kind.route.path
    for field in wire.in_path(kind):
        path = path.replace(f"{{{field}}}", f"{{{field}:segment}}")
    return Route(path, _endpoint(kind, desk), methods=[kind.route.method], name=kind.__name__)


def _endpoint(kind: type[Operation[Any]], desk: Desk) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        return await desk.serve(kind, request)

    serve.__name__ = kind.__name__
    return serve


@asynccontextmanager
async def _lifespan(desk: Desk, _app: FastAPI) -> AsyncIterator[None]:
    await desk.open()
    yield
    await desk.hub.close()


class _Segment(Convertor[str]):
    """A part of a path as it was sent, percent signs and all; it may be empty."""

    regex = "[^/]*"

    def convert(self, value: str) -> str:
        """What it says."""
        return unquote(value)

    def to_string(self, value: str) -> str:
        """The same."""
        return value


register_url_convertor("segment", _Segment())


class Undecoded:
    """Chooses the route by the path as it was sent: a slash inside a field parts nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on with the raw path."""
        if scope["type"] == "http" and scope.get("raw_path"):
            scope["path"] = scope["raw_path"].decode("latin-1")
        await self._app(scope, receive, send)


def _add_handlers(app: FastAPI) -> None:
    @app.exception_handler(CrmError)
    async def refused(_request: Request, error: CrmError) -> Response:
        return problems.answer(error)

    @app.exception_handler(HTTPException)
    async def unrouted(_request: Request, error: HTTPException) -> Response:
        return _plain_problem(HTTPStatus(error.status_code), error.headers)

    @app.exception_handler(ClientDisconnect)
    async def gone(_request: Request, _error: ClientDisconnect) -> Response:
        return Response(status_code=HTTPStatus.BAD_REQUEST)

    @app.exception_handler(HTTPStatus.INTERNAL_SERVER_ERROR)
    async def fault(_request: Request, _error: Exception) -> Response:
        return problems.answer(CrmError())


def _plain_problem(status: HTTPStatus, headers: Any) -> Response:
    document = {"type": "about:blank", "title": status.phrase, "status": int(status)}
    return Response(to_json(document), int(status), headers, wire.PROBLEM)
