"""What a request brings with it: read up to a limit, and turned into an operation."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import IO, Any

from pydantic import ValidationError
from pydantic_core import from_json
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request

from crm_tui.i18n import N_
from crm_tui.operations import wire
from crm_tui.operations.adapters import invalid, requests
from crm_tui.operations.base import Operation
from crm_tui.operations.documents import MEGABYTE
from crm_tui.operations.errors import DocumentTooLarge, InvalidValue, Malformed, TooLarge

BODY_LIMIT = 1_000_000
"""Bytes of a request's body, and of a line of a stream."""

STREAM_LIMIT = 1_000_000_000
"""Bytes of a streamed body, which lies on the disk until it is carried out."""

BODY_SECONDS = 30.0
STREAM_SECONDS = 900.0
"""How long a body may take to come in."""


async def operation(kind: type[Operation[Any]], request: Request, document_limit: int) -> Operation[Any]:
    """The operation that a request asks for, a document of ``document_limit`` megabytes with it at most.

    Raises Malformed, TooLarge, DocumentTooLarge, InvalidValue.
    """
    path = dict(request.path_params)
    if wire.in_query(kind):
        return _from_text(kind, {**_once(request.query_params.multi_items(), path), **path})
    body = await (_read_document(request, document_limit) if kind.bulky else read(request, BODY_LIMIT))
    fields = _object(body)
    return _checked(kind, {**_once(list(fields.items()), path), **path})


async def _read_document(request: Request, megabytes: int) -> bytes:
    """A body with a document in it, as base64: four bytes for three. Raises DocumentTooLarge."""
    try:
        return await read(request, megabytes * MEGABYTE * 4 // 3 + BODY_LIMIT, STREAM_SECONDS)
    except TooLarge:
        raise DocumentTooLarge(megabytes) from None


async def read(request: Request, limit: int, seconds: float | None = None) -> bytes:
    """A body up to a limit. Raises TooLarge without reading on."""
    check_length(request, limit)
    found = bytearray()
    async with _within(seconds or BODY_SECONDS):
        async for chunk in request.stream():
            found += chunk
            if len(found) > limit:
                raise TooLarge(limit)
    return bytes(found)


async def spool(request: Request, target: IO[bytes]) -> None:
    """Put a body on the disk, up to a limit. Raises TooLarge."""
    limit, size = STREAM_LIMIT, 0
    check_length(request, limit)
    async with _within(STREAM_SECONDS):
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                raise TooLarge(limit)
            await run_in_threadpool(target.write, chunk)
    await run_in_threadpool(target.seek, 0)


@asynccontextmanager
async def _within(seconds: float) -> AsyncIterator[None]:
    """Nobody holds a connection by sending a byte now and then."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT) from None


def check_length(request: Request, limit: int) -> None:
    """Raise TooLarge where the request says beforehand that it is."""
    told = request.headers.get("content-length", "0")
    if told.isdecimal() and int(told) > limit:
        raise TooLarge(limit)


def spooled() -> IO[bytes]:
    """A file without a name that is gone once it is closed."""
    return tempfile.TemporaryFile()


def streamed(kind: type[Operation[Any]], body: IO[bytes]) -> Operation[Any]:
    """A streamed command: its plain fields from the first line, its rows drawn from the others while it runs."""
    stream = wire.stream(kind)
    fields = _once(list(_object(_line(body)).items()), dict.fromkeys(stream.local))
    command = _checked(kind, {**fields, stream.field: map(_object, iter(partial(_line, body), b""))})
    rows = _explained(getattr(command, stream.field))
    return replace(command, **{stream.field: rows})  # type: ignore[type-var]  # every operation is a dataclass


def _explained(rows: Iterable[Any]) -> Iterator[Any]:
    try:
        yield from rows
    except ValidationError as error:
        raise invalid(error) from error


def _line(body: IO[bytes]) -> bytes:
    line = body.readline(BODY_LIMIT + 1)
    if len(line) > BODY_LIMIT:
        raise TooLarge(BODY_LIMIT)
    return line


def _object(document: bytes) -> dict[str, Any]:
    """A JSON object. Raises Malformed for anything else: no JSON, nested too deep, half a character."""
    try:
        found = from_json(document or b"{}", allow_inf_nan=False)
    except ValueError as error:
        raise Malformed from error
    if not isinstance(found, dict):
        raise Malformed
    return found


def _once(items: list[tuple[str, Any]], elsewhere: dict[str, Any]) -> dict[str, Any]:
    """Fields that are each told once, and not where others belong. Raises InvalidValue."""
    found: dict[str, Any] = {}
    for name, value in items:
        if name in found or name in elsewhere:
            raise InvalidValue(name, N_("is told twice or stands in the wrong place; look at the description"))
        found[name] = value
    return found


def _checked(kind: type[Operation[Any]], fields: dict[str, Any]) -> Operation[Any]:
    try:
        made: Operation[Any] = requests(kind).validate_python(fields)
    except ValidationError as error:
        raise invalid(error) from error
    return made


def _from_text(kind: type[Operation[Any]], fields: dict[str, str]) -> Operation[Any]:
    try:
        made: Operation[Any] = requests(kind).validate_strings(fields)
    except ValidationError as error:
        raise invalid(error) from error
    return made
