"""A token leaves nothing in the base from which it could be told."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crm_tui.domain import tokens
from crm_tui.domain.clock import FixedClock
from crm_tui.operations.errors import ToldOnce
from crm_tui.operations.team import FindBearer, IssueToken, RevokeTokens
from crm_tui.storage.callers import Actor, Caller
from crm_tui.storage.local import LocalStore
from crm_tui.storage.sqlite import SqliteBackend
from tests.storage.acts import rows, user_named


def kept(path: Path) -> Iterator[str]:
    """Everything that the base holds, as SQL."""
    with closing(sqlite3.connect(path)) as connection:
        yield from connection.iterdump()


async def test_a_token_speaks_for_its_user_until_revoked(store: LocalStore) -> None:
    owner = await user_named(store, "Олена Коваль")
    issued = await store.do(IssueToken(owner.id))
    asked = FindBearer(tokens.hash_of(issued.token))

    assert await store.ask(asked) == owner
    assert await store.ask(FindBearer(tokens.hash_of(issued.token + "x"))) is None

    await store.do(RevokeTokens(owner.id))
    assert await store.ask(asked) is None


async def test_the_file_holds_the_token_nowhere_and_the_journal_not_even_its_hash(
    store_path: Path, clock: FixedClock
) -> None:
    backend = SqliteBackend(store_path, clock)
    owner = await backend.user("")
    caller = Caller(Actor(owner.id, owner.name, owner.role), "a door", "a key")
    issued = await backend.do(IssueToken(owner.id), caller)
    with pytest.raises(ToldOnce):
        await backend.do(IssueToken(owner.id), caller)
    await backend.close()

    assert issued.token not in "".join(kept(store_path))
    hashed = tokens.hash_of(issued.token)
    assert rows(store_path, "SELECT count(*) FROM token") == [(1,)]
    assert rows(store_path, "SELECT count(*) FROM token WHERE hash = ?", hashed) == [(1,)]
    assert rows(store_path, "SELECT count(*) FROM journal_entry WHERE new LIKE ?", f"%{hashed}%") == [(0,)]
