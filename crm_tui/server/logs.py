"""What the server writes down: a line a request, and faults; nothing that tells of a customer or a token."""

import logging
import sys
import traceback
from time import perf_counter
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG: Final = logging.getLogger("crm_tui.access")


class AccessLog:
    """Writes from where, which operation, the status, and how long; no path and no query."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request and write its line."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, begun = 0, perf_counter()

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            client = scope.get("client")
            took = (perf_counter() - begun) * 1_000
            LOG.info("%s %s %d %.1f ms", client[0] if client else "-", _asked(scope), status, took)


def _asked(scope: Scope) -> str:
    """The operation's name, or what else the route leads to; the method alone where there is none."""
    endpoint = scope.get("endpoint")
    name = getattr(endpoint, "__name__", type(endpoint).__name__) if endpoint is not None else "-"
    return f"{scope['method']} {name}"


class Discreet(logging.Formatter):
    """Writes where a fault happened and of which kind, but not its message: that may hold what a customer is called."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the base class's name
        """The places of a traceback, and the fault's kind."""
        kind, _fault, trace = ei
        return "".join(traceback.format_tb(trace)) + str(kind.__qualname__)


def log_to_stderr() -> None:
    """Write the access log, and what uvicorn has to say, to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(message)s"))
    for log, level in ((LOG, logging.INFO), (logging.getLogger("uvicorn"), logging.WARNING)):
        log.handlers[:] = [handler]
        log.setLevel(level)
        log.propagate = False
