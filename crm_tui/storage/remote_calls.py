"""Requests to a server: sent again under the same key when an answer is lost, and read as what they should be."""

import asyncio
import ssl
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from time import monotonic
from typing import IO, Any, Final

import httpx
from pydantic import ValidationError

from crm_tui.operations import problems, wire
from crm_tui.operations.adapters import answers, validated
from crm_tui.operations.base import Command, Operation
from crm_tui.operations.errors import CrmError, LoginNeeded, NotTrusted, ServerFault, ServerUnreachable
from crm_tui.storage import remote_rows
from crm_tui.storage.addresses import is_loopback
from crm_tui.storage.patience import Patience

ANSWER_LIMIT: Final = 100_000_000
"""Bytes of an answer; a larger one is none of ours."""
_AGAIN: Final = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is sent, as often as it takes: each try gets its content anew, and ``limit`` seconds of silence.

    ``landing`` is where a word on each row goes, if somebody listens.
    """

    operation: Operation[Any]
    target: str
    headers: dict[str, str]
    content: Callable[[], bytes | AsyncIterator[bytes]]
    limit: float
    landing: IO[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole."""

    status: int
    media: str
    body: bytes


class Calls:
    """Sends operations to one server in one caller's name."""

    def __init__(
        self, url: str, token: str, origin: str, transport: httpx.AsyncBaseTransport | None, patience: Patience
    ) -> None:
        self.url = url
        self.origin = origin
        self.patience = patience
        self.client = httpx.AsyncClient(
            transport=transport,
            headers={"Authorization": f"Bearer {token}", wire.ORIGIN: origin, "Accept-Encoding": "identity"},
            timeout=httpx.Timeout(patience.answer, connect=patience.connect),
            follow_redirects=False,
            trust_env=not is_loopback(url),
            verify=not url.startswith("http://"),  # where nothing is encrypted, no authorities need be loaded
        )

    async def carry_out(self, operation: Operation[Any], *, key: str = "", total: float | None = None) -> Any:
        """Send an operation and read its answer; all tries within ``total`` seconds."""
        if isinstance(operation, Command) and operation.streamed:
            return await self._stream(operation, key)
        checked = validated(operation)
        body = wire.body(checked)
        silence, in_all = self.patience.answer, self.patience.total
        if operation.bulky:
            silence, in_all = in_all, self.patience.document
        parcel = Parcel(checked, wire.target(checked), _headers(wire.JSON, key), lambda: body, silence)
        return self._read(type(operation), await self._answered(parcel, total or in_all))

    async def close(self) -> None:
        """Let go of the connections."""
        await self.client.aclose()

    def fault(self, error: httpx.HTTPError) -> CrmError:
        """The store's own error for one of the connection's."""
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLCertVerificationError):
                return NotTrusted(self.url)
            cause = cause.__cause__ or cause.__context__
        return ServerUnreachable(self.url)

    async def _stream(self, command: Command[Any], key: str) -> Any:
        """The rows are written down first: the base is not locked while they are made, and they can be sent again."""
        with tempfile.TemporaryFile() as spool, tempfile.TemporaryFile() as landing:
            await asyncio.to_thread(remote_rows.write_down, command, spool)
            headers = _headers(wire.ROWS, key) | {"Content-Length": str(spool.tell())}
            told, path, limit = remote_rows.listener(command), type(command).route.path, self.patience.stream
            parcel = Parcel(command, path, headers, lambda: remote_rows.chunks(spool), limit)
            if told is None:
                return self._read(type(command), await self._answered(parcel, limit))
            parcel = replace(parcel, headers=headers | {"Accept": f"{wire.ROWS}, {wire.JSON}"}, landing=landing)
            reply = await self._answered(parcel, limit)
            if reply.media == wire.ROWS:
                reply = replace(reply, media=wire.JSON, body=await self._heard(command, landing))
            return self._read(type(command), reply)

    async def _heard(self, command: Command[Any], landing: IO[bytes]) -> bytes:
        """Tell of each row that the server told of; what it said last is its answer."""
        try:
            return await asyncio.to_thread(remote_rows.tell, command, landing)
        except ValidationError as error:
            raise ServerFault(self.url) from error

    async def _answered(self, parcel: Parcel, total: float) -> Reply:
        pauses, begun = self.patience.pauses(), monotonic()
        try:
            async with asyncio.timeout(total):
                while True:
                    reply = await self._tried(parcel, begun)
                    if reply is not None:
                        return reply
                    await asyncio.sleep(next(pauses))
        except TimeoutError as late:
            raise ServerUnreachable(self.url) from late

    async def _tried(self, parcel: Parcel, begun: float) -> Reply | None:
        """One try; None where another may fare better. Raises NotTrusted, ServerUnreachable."""
        try:
            reply = await self._once(parcel)
        except httpx.TransportError as error:
            fault = self.fault(error)
            away = isinstance(error, httpx.ConnectError) and monotonic() - begun >= self.patience.away
            if away or isinstance(fault, NotTrusted):
                raise fault from error
            return None
        return None if reply.status in _AGAIN and reply.media != wire.PROBLEM else reply

    async def _once(self, parcel: Parcel) -> Reply:
        request = self.client.build_request(
            type(parcel.operation).route.method,
            self.url + parcel.target,
            content=parcel.content(),
            headers=parcel.headers,
            timeout=httpx.Timeout(parcel.limit, connect=self.patience.connect),
        )
        response = await self.client.send(request, stream=True)
        media = response.headers.get("content-type", "").partition(";")[0]
        landing = parcel.landing if media == wire.ROWS else None
        try:
            body = await (self._whole(response) if landing is None else self._landed(response, landing))
        finally:
            await response.aclose()
        return Reply(response.status_code, media, body)

    async def _landed(self, response: httpx.Response, landing: IO[bytes]) -> bytes:
        """Put a long answer on the disk, over what came of an earlier try."""
        self._check_unpacked(response)
        if not await remote_rows.landed(response.aiter_bytes(), landing):
            raise ServerFault(self.url)
        return b""

    def _check_unpacked(self, response: httpx.Response) -> None:
        """Nobody asked for an answer that is packed, and it unpacks to anything."""
        if response.headers.get("content-encoding", "identity") != "identity":
            raise ServerFault(self.url)

    async def _whole(self, response: httpx.Response) -> bytes:
        """An answer up to a limit."""
        self._check_unpacked(response)
        found = bytearray()
        async for chunk in response.aiter_bytes():
            found += chunk
            if len(found) > ANSWER_LIMIT:
                raise ServerFault(self.url)
        return bytes(found)

    def _read(self, kind: type[Operation[Any]], reply: Reply) -> Any:
        if reply.status == httpx.codes.OK and reply.media == wire.JSON:
            try:
                return answers(kind).validate_json(reply.body)
            except ValidationError as error:
                raise ServerFault(self.url) from error
        raise self._problem(reply)

    def _problem(self, reply: Reply) -> CrmError:
        """The error that the server met, or that it gave no proper answer."""
        known = problems.load(reply.body, self.url) if reply.media == wire.PROBLEM else None
        if known is not None and type(known) is not CrmError:
            return known
        return LoginNeeded(self.url) if reply.status == httpx.codes.UNAUTHORIZED else ServerFault(self.url)


def _headers(media: str, key: str) -> dict[str, str]:
    return {"Content-Type": media, **({wire.KEY: key} if key else {})}
