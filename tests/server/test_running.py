"""The server's socket."""

import asyncio
import socket

import pytest

from crm_tui.server.running import listen


async def test_an_answer_is_sent_at_once() -> None:
    told: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        accepted = writer.get_extra_info("socket")
        told.set_result(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    listening = listen("127.0.0.1", 0)
    async with await asyncio.start_server(serve, sock=listening):
        _reader, writer = await asyncio.open_connection(*listening.getsockname())
        async with asyncio.timeout(5):
            assert await told
        writer.close()


def test_a_port_has_one_listener() -> None:
    with listen("127.0.0.1", 0) as first, pytest.raises(OSError, match="in use"):
        listen("127.0.0.1", first.getsockname()[1])
