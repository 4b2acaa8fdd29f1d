"""Many clients of a server in one process, on raw sockets, so that they cost the machine little beside the server."""

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import count

from benchmarks.serving import Served

_keys = count()


class Client:
    """One kept-alive connection that speaks just enough HTTP/1.1."""

    def __init__(self, server: Served) -> None:
        self._server = server

    async def open(self) -> "Client":
        """Connect."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._server.port)
        return self

    async def post(self, path: str, body: object) -> bytes:
        """The answer's body. Raises RuntimeError unless it is a 200."""
        payload = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {self._server.token}\r\n"
            f"Content-Type: application/json\r\nIdempotency-Key: bench-{id(self)}-{next(_keys)}\r\n"
            f"Content-Length: {len(payload)}\r\n\r\n"
        )
        self._writer.write(head.encode() + payload)
        status = await self._reader.readuntil(b"\r\n\r\n")
        length = int(status.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        answer = await self._reader.readexactly(length)
        if b" 200 " not in status[:20]:
            raise RuntimeError(f"{path}: {status[:60]!r} {answer[:200]!r}")
        return answer

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


Ask = Callable[[Client, random.Random], Awaitable[object]]


async def rate(server: Served, clients: int, seconds: float, ask: Ask) -> float:
    """Requests a second that so many clients get answered, each sending the next when it has the last."""
    crowd = [await Client(server).open() for _ in range(clients)]
    end = time.monotonic() + seconds

    async def busy(number: int, client: Client) -> int:
        dice, done = random.Random(number), 0
        while time.monotonic() < end:
            await ask(client, dice)
            done += 1
        return done

    began = time.monotonic()
    done = await asyncio.gather(*(busy(number, client) for number, client in enumerate(crowd)))
    taken = time.monotonic() - began
    for client in crowd:
        client.close()
    return sum(done) / taken


@dataclass
class Listener:
    """A client of ``/events``: each change's sequence with the moment it came."""

    server: Served
    heard: list[tuple[int, float]] = field(default_factory=list)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self) -> None:
        """Listen until cancelled."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        head = (
            f"GET /events HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {self.server.token}\r\n"
            "Accept: text/event-stream\r\n\r\n"
        )
        writer.write(head.encode())
        try:
            async for line in reader:
                if line.startswith(b"event: ready"):
                    self.ready.set()
                elif line.startswith(b"data: {") and b'"seq"' in line:
                    self.heard.append((int(json.loads(line[6:])["seq"]), time.perf_counter()))
        finally:
            writer.close()


async def spread(servers: Sequence[Served], listeners: int, moves: Sequence[tuple[str, object]]) -> list[float]:
    """Milliseconds from each change's sending to each listener's hearing it.

    Raises RuntimeError where a listener missed one, heard one twice or out of order.
    """
    crowd = [Listener(servers[number % len(servers)]) for number in range(listeners)]
    tasks = [asyncio.create_task(one.listen()) for one in crowd]
    await asyncio.gather(*(one.ready.wait() for one in crowd))
    senders = [await Client(server).open() for server in servers]
    sent: dict[int, float] = {}
    for number, (path, body) in enumerate(moves):
        began = time.perf_counter()
        answer = await senders[number % len(senders)].post(path, body)
        sent[int(json.loads(answer)["seq"])] = began
        await asyncio.sleep(0.05)
    await _all_heard(crowd, len(sent))
    for task in tasks:
        task.cancel()
    wanted = sorted(sent)
    for one in crowd:
        if [seq for seq, _at in one.heard] != wanted:
            raise RuntimeError(f"a listener heard {len(one.heard)} changes of {len(wanted)}, or out of order, or twice")
    return [(at - sent[seq]) * 1_000 for one in crowd for seq, at in one.heard]


async def _all_heard(crowd: Sequence[Listener], wanted: int) -> None:
    """Wait until everybody has heard everything, ten seconds at most, and a little longer for what comes twice."""
    for _tenth in range(100):
        if all(len(one.heard) >= wanted for one in crowd):
            break
        await asyncio.sleep(0.1)
    await asyncio.sleep(0.5)
