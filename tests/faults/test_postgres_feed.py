"""Sixteen write to one database while one follows: whoever has seen a sequence has seen everything up to it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import pytest
from sqlalchemy import Connection

from crm_tui.domain.clock import FixedClock
from crm_tui.operations.base import Change
from crm_tui.operations.deals import CreateDeal, DealCard, DealChanges, EditDeal
from crm_tui.storage import feed, journal, postgres_database
from crm_tui.storage.backend import Backend
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.callers import Actor, Caller
from crm_tui.storage.database import rows
from crm_tui.storage.postgres import PostgresBackend
from tests.conftest import NOW
from tests.storage.acts import rows as look

PROGRAMS, WRITERS_EACH = 4, 4


@asynccontextmanager
async def programs(where: str) -> AsyncIterator[list[Backend]]:
    """Some programs that write to one database, and one more that reads."""
    opened: list[Backend] = [PostgresBackend(where, FixedClock(NOW)) for _ in range(PROGRAMS + 1)]
    yield opened
    for one in opened:
        await one.close()


async def caller(backend: Backend, origin: str) -> Caller:
    owner = await backend.user("")
    return Caller(Actor(owner.id, owner.name, owner.role), origin)


async def rename(backend: Backend, me: Caller, deal: DealCard, until: float) -> list[int]:
    """Rename a deal over and over; the sequences under which that was written."""
    written: list[int] = []
    while time.monotonic() < until:
        changed = await backend.do(EditDeal(deal.id, DealChanges(title=f"name {len(written)}")), me)
        written.append(changed.seq)
    return written


async def written_and_heard(where: str, seconds: float) -> tuple[list[int], list[int]]:
    """What sixteen wrote, and what a follower was told of it, each by its sequence."""
    async with programs(where) as (reader, *writers):
        me = await caller(reader, "writer")
        deals = [await reader.do(CreateDeal(f"deal {number}"), me) for number in range(PROGRAMS * WRITERS_EACH)]
        changes = reader.changes("reader")
        until = time.monotonic() + seconds
        following = asyncio.ensure_future(follow(changes))
        work = [rename(writers[place % PROGRAMS], me, deal, until) for place, deal in enumerate(deals)]
        written = sorted(seq for each in await asyncio.gather(*work) for seq in each)
        await reader.do(CreateDeal("the end"), me)
        return written, await asyncio.wait_for(following, 30)


async def follow(changes: AsyncIterator[Change]) -> list[int]:
    """Everything up to the deal that says that it is the end."""
    heard: list[int] = []
    async for change in changes:
        if change.operation == "CreateDeal":
            break
        heard.append(change.seq)
    return heard


async def test_none_is_missed_and_none_comes_twice(postgres_url: str) -> None:
    written, heard = await written_and_heard(postgres_url, 2)

    assert len(written) > PROGRAMS * WRITERS_EACH
    assert heard == written


@pytest.mark.campaign
async def test_none_is_missed_in_a_minute(postgres_url: str) -> None:
    written, heard = await written_and_heard(postgres_url, 60)

    assert heard == written


async def test_a_serial_column_would_lose_some(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same with numbers that are drawn before the commit, and nobody kept out: this is what the counter is for."""
    look(postgres_url, "CREATE SEQUENCE drawn START 1000")
    monkeypatch.setattr(postgres_database, "_BEGIN", b"BEGIN")
    monkeypatch.setattr(journal, "next_sequence", drawn)
    monkeypatch.setattr(feed, "sequence", last_seen)

    written, heard = await written_and_heard(postgres_url, 2)

    assert set(heard) < set(written)


def drawn(connection: Connection) -> int:
    return int(rows(connection, "SELECT nextval('drawn')", {})[0][0])


def last_seen(reading: Rows) -> int:
    return cast(int, reading("SELECT coalesce(max(seq), 0) FROM journal", {})[0][0])
