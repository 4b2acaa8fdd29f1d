"""The reference for the server: moves and windows in raw Starlette with psycopg, on a store's own tables.

A move does what ours must leave behind: the deal in its stage, a journal entry for each field under the next sequence,
durable. Nothing is validated, nobody's rights are asked, nothing is looked up but the deal. It is run as a program of
its own: STORE on the command line, its address on the first line of stdout.
"""

import asyncio
import json
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from psycopg import AsyncConnection
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_LOCK = "SELECT value FROM sequence WHERE id = 1 FOR UPDATE"
_BEFORE = "SELECT stage_id, rank FROM deal WHERE id = %s"
_TOP = "SELECT rank FROM deal WHERE stage_id = %s AND deleted_at IS NULL ORDER BY rank LIMIT 1"
_MOVE = "UPDATE deal SET stage_id = %s, touched_at = %s, stage_since = %s WHERE id = %s"
_NEXT = "UPDATE sequence SET value = value + 1 WHERE id = 1 RETURNING value"
_HEADING = """INSERT INTO journal
    (seq, operation, actor_id, actor, origin, at, kind, target, state, applied_seq, title)
    VALUES (%s, 'MoveDeal', '', '', '', %s, 'mark', NULL, 'done', %s, '')"""
_ENTRY = """INSERT INTO journal_entry (seq, place, entity, entity_id, subject_id, field, old, new)
    VALUES (%s, %s, 'deal', %s, %s, %s, %s, %s)"""
_WINDOW = """SELECT id, title, amount, currency, contact_name, buyer_id, has_contact, responsible_id, unread,
    stage_since, touched_at, next_task_at, rank FROM deal
    WHERE stage_id = %s AND deleted_at IS NULL ORDER BY rank, id LIMIT 65"""
_TAGS = "SELECT record_id, tag_id FROM tagging WHERE record_id = ANY(%s) AND deleted_at IS NULL"

_CONNECTIONS = 16
pool: asyncio.Queue[AsyncConnection[Any]] = asyncio.Queue()


@asynccontextmanager
async def connected() -> AsyncIterator[AsyncConnection[Any]]:
    """One of the connections, for a while."""
    connection = await pool.get()
    try:
        yield connection
    finally:
        pool.put_nowait(connection)


async def move(request: Request) -> Response:
    """Put a deal into a stage, journalled and durable."""
    deal, stage = request.path_params["deal"], (await request.json())["stage_id"]
    now = time.time_ns() // 1_000_000
    async with connected() as connection, connection.transaction():
        cursor = connection.cursor()
        await cursor.execute(_LOCK)
        await cursor.execute(_BEFORE, (deal,))
        before = await cursor.fetchone()
        await cursor.execute(_TOP, (stage,))
        await cursor.execute(_MOVE, (stage, now, now, deal))
        await cursor.execute(_NEXT)
        row = await cursor.fetchone()
        assert row is not None
        assert before is not None
        seq = row[0]
        await cursor.execute(_HEADING, (seq, now, seq))
        changes = (("stage_id", before[0], stage), ("stage_since", None, now))
        for place, (field, old, new) in enumerate(changes):
            await cursor.execute(_ENTRY, (seq, place, deal, deal, field, json.dumps(old), json.dumps(new)))
    return _answer({"id": deal, "stage_id": stage, "seq": seq})


async def window(request: Request) -> Response:
    """The first cards of a column, with their tags."""
    async with connected() as connection:
        cursor = await connection.execute(_WINDOW, (request.path_params["stage"],))
        cards = await cursor.fetchall()
        worn = await (await connection.execute(_TAGS, ([card[0] for card in cards],))).fetchall()
    return _answer({"cards": cards, "tags": worn})


def _answer(data: object) -> Response:
    return Response(json.dumps(data, ensure_ascii=False), media_type="application/json")


def main(where: str) -> None:
    """Serve until ended."""

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        for _number in range(_CONNECTIONS):
            pool.put_nowait(await AsyncConnection.connect(where, autocommit=True))
        yield

    routes = [
        Route("/deals/{deal}/move", move, methods=["POST"]),
        Route("/stages/{stage}/window", window, methods=["POST"]),
    ]
    listening = socket.create_server(("127.0.0.1", 0), backlog=2_048)
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    config = uvicorn.Config(Starlette(routes=routes, lifespan=life), log_config=None, access_log=False, lifespan="on")
    asyncio.run(uvicorn.Server(config).serve([listening]))


if __name__ == "__main__":
    main(sys.argv[1])
