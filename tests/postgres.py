"""Fixtures of stores on PostgreSQL: one server for a whole run of a worker, a database for each test."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from crm_tui.storage.postgres_creating import create
from crm_tui.storage.seeding import Seed
from tests.conftest import OWNER
from tests.postgres_server import OwnServer, Server, SomebodysServer, administer, programs

_MISSING = (
    "NO POSTGRESQL: install its server (Debian: apt install postgresql), or set CRM_TEST_PG_URL=postgresql://ADMIN@HOST"
)
_numbers = count(1)


def server_programs() -> Path:
    """Where PostgreSQL's programs are. Skips the test, or fails it, where there are none."""
    found = programs()
    if found is None:
        (pytest.fail if os.environ.get("CRM_TEST_REQUIRE_PG") else pytest.skip)(_MISSING)
    return found


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server. Without one its tests are skipped, or fail where CRM_TEST_REQUIRE_PG is set."""
    if address := os.environ.get("CRM_TEST_PG_URL"):
        yield SomebodysServer(address)
        return
    server = OwnServer(server_programs())
    server.start()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def postgres_template(postgres: Server) -> Iterator[str]:
    """A fresh store's database, made once: the others are copies of it."""
    name = f"crm_template_{os.getpid()}"
    administer(postgres, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
    create(postgres.url(name), Seed(user=OWNER, region="UA", currency="UAH"))
    yield name
    administer(postgres, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def postgres_url(postgres: Server, postgres_template: str) -> Iterator[str]:
    """The address of a fresh store, not open yet."""
    name = f"crm_test_{os.getpid()}_{next(_numbers)}"
    administer(postgres, "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, postgres_template)
    yield postgres.url(name)
    administer(postgres, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def empty_url(postgres: Server) -> Iterator[str]:
    """The address of a database that holds nothing."""
    name = f"crm_test_{os.getpid()}_{next(_numbers)}"
    administer(postgres, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
    yield postgres.url(name)
    administer(postgres, "DROP DATABASE {} WITH (FORCE)", name)
