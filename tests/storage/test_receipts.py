"""A command sent twice under one key is done once and answered the same; a key stands for one command."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.places import is_database
from crm_tui.operations.deals import CreateDeal, GetHistory, MoveDeal
from crm_tui.operations.errors import KeyReused, NotFound, ToldOnce
from crm_tui.operations.history import Undo
from crm_tui.operations.team import IssueToken
from crm_tui.storage.backend import Backend
from crm_tui.storage.callers import Actor, Caller
from crm_tui.storage.postgres import PostgresBackend
from crm_tui.storage.receipts import KEPT_MS
from crm_tui.storage.sqlite import SqliteBackend
from tests.storage.acts import rows
from tests.storage.kinds import on_both

pytestmark = on_both


@pytest.fixture
async def backend(where: str, clock: FixedClock) -> AsyncIterator[Backend]:
    backend: Backend = PostgresBackend(where, clock) if is_database(where) else SqliteBackend(Path(where), clock)
    yield backend
    await backend.close()


async def caller(backend: Backend, key: str) -> Caller:
    """The owner with a key."""
    owner = await backend.user("")
    return Caller(Actor(owner.id, owner.name, owner.role), "a door", key)


async def test_a_repeated_command_is_done_once_and_answered_the_same(backend: Backend) -> None:
    me = await caller(backend, "first")

    once = await backend.do(CreateDeal("Roof", amount="5"), me)
    again = await backend.do(CreateDeal("Roof", amount="5"), me)

    assert once == again
    assert len(await backend.ask(GetHistory(once.id), me)) == 1


async def test_a_key_stands_for_one_command(backend: Backend) -> None:
    me = await caller(backend, "one")
    await backend.do(CreateDeal("Roof"), me)

    with pytest.raises(KeyReused):
        await backend.do(CreateDeal("Barn"), me)


async def test_undo_is_repeated_no_more_than_anything_else(backend: Backend, where: str) -> None:
    for number in range(3):
        await backend.do(CreateDeal(f"deal {number}"), await caller(backend, f"made {number}"))

    me = await caller(backend, "undo")
    assert await backend.do(Undo(), me) == await backend.do(Undo(), me)

    assert rows(where, "SELECT count(*) FROM deal WHERE deleted_at IS NULL") == [(2,)]


async def test_a_refused_command_leaves_no_receipt(backend: Backend, where: str) -> None:
    me = await caller(backend, "refused")
    made = await backend.do(CreateDeal("Roof"), await caller(backend, ""))

    with pytest.raises(NotFound):
        await backend.do(MoveDeal(made.id, made.pipeline_id), me)  # type: ignore[arg-type]  # no stage

    assert rows(where, "SELECT count(*) FROM receipt") == [(0,)]


async def test_a_secret_is_told_once_and_made_once(backend: Backend, where: str) -> None:
    me = await caller(backend, "secret")
    issued = await backend.do(IssueToken(me.actor.id), me)

    with pytest.raises(ToldOnce):
        await backend.do(IssueToken(me.actor.id), me)
    with pytest.raises(KeyReused):
        await backend.do(CreateDeal("Roof"), me)

    assert rows(where, "SELECT count(*) FROM token") == [(1,)]
    assert issued.token not in str(rows(where, "SELECT * FROM receipt"))


async def test_old_receipts_go(backend: Backend, where: str, clock: FixedClock) -> None:
    await backend.do(CreateDeal("Roof"), await caller(backend, "old"))
    clock.set(clock.now() + timedelta(milliseconds=KEPT_MS + 1))
    await backend.do(CreateDeal("Barn"), await caller(backend, "new"))

    assert rows(where, "SELECT key FROM receipt") == [("new",)]
