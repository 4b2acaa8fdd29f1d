"""The rows of a streamed command on their way to a server, and what it has to say of each on the way back."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import IO, Any, Final

from crm_tui.operations import wire
from crm_tui.operations.base import Command

ROWS_LIMIT: Final = 4_000_000_000
"""Bytes of an answer that has a word on each row; a larger one is none of ours."""
_CHUNK: Final = 65_536
_TOLD_EVERY: Final = 1_000


def write_down(command: Command[Any], spool: IO[bytes]) -> None:
    """The plain fields and then the rows, a line each; whoever waits is told how many are done."""
    stream = wire.stream(type(command))
    progress = getattr(command, stream.progress) or (lambda _done: None)
    spool.write(wire.first_line(command) + b"\n")
    done = 0
    for done, row in enumerate(getattr(command, stream.field), 1):
        spool.write(stream.line(row) + b"\n")
        if done % _TOLD_EVERY == 0:
            progress(done)
    if done % _TOLD_EVERY or not done:
        progress(done)


async def chunks(spool: IO[bytes]) -> AsyncIterator[bytes]:
    """What was written down, from its beginning."""
    await asyncio.to_thread(spool.seek, 0)
    while chunk := await asyncio.to_thread(spool.read, _CHUNK):
        yield chunk


def listener(command: Command[Any]) -> Callable[[Any], None] | None:
    """Who wants to hear what becomes of each row."""
    field = wire.stream(type(command)).told
    told: Callable[[Any], None] | None = getattr(command, field) if field else None
    return told


async def landed(answer: AsyncIterator[bytes], landing: IO[bytes]) -> bool:
    """Put an answer on the disk, in the place of what is there; whether it was of a size that can be."""
    await asyncio.to_thread(landing.seek, 0)
    await asyncio.to_thread(landing.truncate)
    size = 0
    async for chunk in answer:
        size += len(chunk)
        if size > ROWS_LIMIT:
            return False
        await asyncio.to_thread(landing.write, chunk)
    return True


def tell(command: Command[Any], landing: IO[bytes]) -> bytes:
    """Tell of each row; what stands on the last line. Raises ValidationError where a line is no word on a row."""
    stream, told = wire.stream(type(command)), listener(command)
    assert told is not None
    assert stream.word is not None
    landing.seek(0)
    last = landing.readline()
    while line := landing.readline():
        told(stream.word.validate_json(last))
        last = line
    return last
