"""What every request passes: who asks is found out, what is asked is carried out, and the answer written."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crm_tui.domain.rights import Right, allowed
from crm_tui.operations import wire
from crm_tui.operations.adapters import answers
from crm_tui.operations.base import Command, Operation, Query
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.errors import NotAllowed
from crm_tui.operations.history import ListChanges
from crm_tui.server import bodies, row_answers
from crm_tui.server.bearers import NOBODY, Bearers
from crm_tui.server.hub import Hub
from crm_tui.storage.backend import Backend
from crm_tui.storage.callers import Caller


class Desk:
    """A base and those who are served from it."""

    def __init__(self, backend: Backend, queue: int) -> None:
        self.backend = backend
        self.bearers = Bearers(backend)
        self.hub = Hub(backend, self.bearers.heard, queue)
        self._opening = asyncio.Lock()

    async def open(self) -> None:
        """Follow the base, if it is not followed yet: what is remembered of users stays true only so."""
        async with self._opening:
            if not self.hub.following:
                self.hub.follow(await self.head())

    async def head(self) -> int:
        """The newest sequence in the base."""
        return (await self.backend.ask(ListChanges(limit=0), NOBODY)).head

    async def caller(self, request: Request) -> Caller:
        """Who asks. Raises LoginNeeded, TooManyLogins."""
        if not self.hub.following:
            await self.open()
        return await self.bearers.caller(request)

    async def serve(self, kind: type[Operation[Any]], request: Request) -> Response:
        """Carry out what a request asks for, in its caller's name."""
        caller = await self.caller(request)
        if issubclass(kind, Command) and kind.streamed:
            return await self._stream(kind, request, caller)
        operation = await bodies.operation(kind, request, self.backend.document_limit)
        return written(kind, await self._carry_out(operation, caller))

    async def _carry_out(self, operation: Operation[Any], caller: Caller) -> Any:
        if isinstance(operation, Command):
            answer = await self.backend.do(operation, caller)
            if operation.right is Right.EDIT_USERS:
                self.bearers.forget()
            return answer
        assert isinstance(operation, Query)
        return await self.backend.ask(operation, caller)

    async def _stream(self, kind: type[Command[Any]], request: Request, caller: Caller) -> Response:
        """Let nobody fill the disk who may not; the whole body lies there before the base is locked for it."""
        if not allowed(caller.actor.role, kind.right):
            raise NotAllowed(await self._whom_to_ask(caller))
        with bodies.spooled() as body:
            await bodies.spool(request, body)
            command = bodies.streamed(kind, body)
            if row_answers.wanted(kind, request):
                return await row_answers.told(kind, command, lambda heard: self._carry_out(heard, caller))
            return written(kind, await self._carry_out(command, caller))

    async def _whom_to_ask(self, caller: Caller) -> str:
        users = await self.backend.ask(ListUsers(), caller)
        return ", ".join(user.name for user in users if allowed(user.role, Right.EDIT_USERS))


def written(kind: type[Operation[Any]], answer: object) -> Response:
    """An answer as JSON."""
    return Response(answers(kind).dump_json(answer), media_type=wire.JSON)
