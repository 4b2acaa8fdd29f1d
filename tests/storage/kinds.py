"""The kinds of store that the contract is held against; a kind is a fresh base and the way to open it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import pytest

from crm_tui.domain.clock import Clock
from crm_tui.operations.base import Store
from crm_tui.storage.opening import open_store
from tests.server.serving import over_asgi


class Base(Protocol):
    """A fresh base of some kind."""

    async def open(self, clock: Clock, user: str) -> Store:
        """The base in somebody's hands; in its owner's where ``user`` is empty."""
        ...


@dataclass(frozen=True)
class Place:
    """A base that this program opens itself, where it is."""

    where: str

    async def open(self, clock: Clock, user: str) -> Store:
        """The local store there."""
        return await open_store(self.where, clock=clock, create=False, user=user)


def _sqlite(request: pytest.FixtureRequest) -> Base:
    return Place(str(request.getfixturevalue("store_path")))


def _postgres(request: pytest.FixtureRequest) -> Base:
    return Place(request.getfixturevalue("postgres_url"))


@dataclass(frozen=True)
class Served:
    """A base behind a server."""

    where: str

    async def open(self, clock: Clock, user: str) -> Store:
        """A server on it, and a store of a colleague's that speaks to it."""
        return await over_asgi(self.where, clock, user)


def _remote(request: pytest.FixtureRequest) -> Base:
    return Served(str(request.getfixturevalue("store_path")))


def _remote_postgres(request: pytest.FixtureRequest) -> Base:
    return Served(request.getfixturevalue("postgres_url"))


STORES: dict[str, Callable[[pytest.FixtureRequest], Base]] = {
    "sqlite": _sqlite,
    "postgres": _postgres,
    "remote": _remote,
    "remote-postgres": _remote_postgres,
}
"""A later kind is one more line: from a test's fixtures to a fresh base."""

on_both = pytest.mark.parametrize("where", ["sqlite", "postgres"], indirect=True)
"""For tests of the local store: the same once on a file and once on a database."""
