"""A small proxy that breaks what passes through it, between a program and a server."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from urllib.parse import urlsplit

_READ = 65_536
BUSY = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
BROKEN = b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nsrry"


class Fault(Enum):
    """What becomes of a reply."""

    NONE = auto()
    LOST = auto()
    RESET = auto()
    SILENT = auto()
    SLOW = auto()
    TRUNCATED = auto()
    BUSY = auto()
    BROKEN = auto()


@dataclass
class Proxy:
    """Hands requests on and replies back, as ``faults`` says, one after the other; none left: as they are."""

    upstream: str
    url: str = ""
    faults: list[Fault] = field(default_factory=list)
    always: Fault = Fault.NONE
    asked: int = 0
    streams: bool = True
    _lines: set[asyncio.StreamWriter] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, a request and its reply after the other."""
        self._lines.add(writer)
        with suppress(OSError, asyncio.IncompleteReadError):
            while request := await _message(reader):
                self.asked += 1
                if not await self._answer(request, writer):
                    break
        writer.transport.abort()
        self._lines.discard(writer)

    def cut(self) -> None:
        """Cut every line."""
        for line in self._lines:
            line.transport.abort()

    async def _answer(self, request: bytes, writer: asyncio.StreamWriter) -> bool:
        """Answer a request; whether the connection stays."""
        fault = self.faults.pop(0) if self.faults else self.always
        if fault is Fault.SILENT:
            await writer.wait_closed()
        if not self.streams and request.startswith(b"GET /events"):
            fault = Fault.BROKEN
        if fault in (Fault.BUSY, Fault.BROKEN):
            writer.write(BUSY if fault is Fault.BUSY else BROKEN)
            await writer.drain()
            return True
        if fault is Fault.RESET:
            return False
        reply = await self._forwarded(request, writer.write if fault is Fault.NONE else None)
        await _send(fault, reply, writer)
        return fault in (Fault.NONE, Fault.SLOW)

    async def _forwarded(self, request: bytes, stream: Callable[[bytes], None] | None) -> bytes:
        """The server's reply; a stream without an end is handed on as it comes."""
        parts = urlsplit(self.upstream)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        try:
            writer.write(request)
            await writer.drain()
            head = await reader.readuntil(b"\r\n\r\n")
            if b"text/event-stream" in head and stream is not None:
                stream(head)
                while chunk := await reader.read(_READ):
                    stream(chunk)
                return b""
            return head + await reader.readexactly(_length(head))
        finally:
            writer.close()


async def _send(fault: Fault, reply: bytes, writer: asyncio.StreamWriter) -> None:
    if fault is Fault.LOST:
        return
    if fault is Fault.SLOW:
        for at in range(len(reply)):
            writer.write(reply[at : at + 1])
            await writer.drain()
            await asyncio.sleep(0.05)
    else:
        writer.write(reply[: len(reply) - 5] if fault is Fault.TRUNCATED else reply)
    await writer.drain()


async def _message(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    return head + await reader.readexactly(_length(head))


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


@asynccontextmanager
async def between(upstream: str) -> AsyncIterator[Proxy]:
    """A proxy in front of a server."""
    proxy = Proxy(upstream)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield proxy
    finally:
        server.close()
        proxy.cut()
