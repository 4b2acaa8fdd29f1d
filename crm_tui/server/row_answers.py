"""The answer to a stream of rows, a word on each: it lies on the disk until all is done, then it goes out."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import IO, Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from crm_tui.operations import wire
from crm_tui.operations.adapters import answers
from crm_tui.operations.base import Command, Operation
from crm_tui.server import bodies

_CHUNK: Final = 65_536


def wanted(kind: type[Command[Any]], request: Request) -> bool:
    """Whether whoever asks wants to hear of each row, and there is a word on it."""
    return bool(wire.stream(kind).told) and wire.ROWS in request.headers.get("accept", "")


async def told(
    kind: type[Command[Any]], command: Operation[Any], carry_out: Callable[[Operation[Any]], Awaitable[Any]]
) -> Response:
    """Carry a streamed command out and answer with a line for each row, the answer itself on the last."""
    stream = wire.stream(kind)
    assert stream.word is not None
    word = stream.word
    with ExitStack() as closing:
        spool = closing.enter_context(bodies.spooled())

        def hear(row: object) -> None:
            spool.write(word.dump_json(row) + b"\n")

        listening: dict[str, Any] = {stream.told: hear}
        answer = await carry_out(replace(command, **listening))  # type: ignore[type-var]  # every operation is one
        await run_in_threadpool(spool.write, answers(kind).dump_json(answer))
        await run_in_threadpool(spool.seek, 0)
        closing.pop_all()
        return StreamingResponse(_drained(spool), media_type=wire.ROWS)


async def _drained(spool: IO[bytes]) -> AsyncIterator[bytes]:
    """What lies there, and then nothing does."""
    with spool:
        while chunk := await run_in_threadpool(spool.read, _CHUNK):
            yield chunk
