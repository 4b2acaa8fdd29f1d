"""Requests made up from the description, proper ones and improper ones: whatever comes, the server meets no fault."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from crm_tui.domain.clock import SystemClock
from crm_tui.operations import wire
from crm_tui.server.openapi import description
from crm_tui.storage.creating import create
from crm_tui.storage.seeding import Seed
from crm_tui.storage.sqlite import SqliteBackend
from tests.cli.serving import serving
from tests.conftest import OWNER
from tests.server.serving import token_for
from tests.storage.dump import assert_derived_data_is_right

schemathesis.serializer.alias(wire.ROWS, "text/plain")
SCHEMA = schemathesis.openapi.from_dict(description()).exclude(path="/events")
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server with a base of its own, and its owner's token."""
    path: Path = tmp_path_factory.mktemp("described") / "crm.db"
    create(path, Seed(user=OWNER, region="UA", currency="UAH"))
    token = token_of_owner(path)
    with serving(path) as server:
        yield server.url, token
        assert server.process.poll() is None
    assert_derived_data_is_right(path)


def token_of_owner(path: Path) -> str:
    """A token for the base's owner."""

    async def issue() -> str:
        backend = SqliteBackend(path, SystemClock())
        try:
            return await token_for(backend, "")
        finally:
            await backend.close()

    return asyncio.run(issue())


def check(case: Case[Any], address: tuple[str, str]) -> None:
    """Send a request."""
    url, token = address
    case.call_and_validate(base_url=url, headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)


@SCHEMA.parametrize()
@settings(max_examples=5, deadline=None, suppress_health_check=SLOW)
def test_no_request_makes_the_server_fail(case: Case[Any], address: tuple[str, str]) -> None:
    check(case, address)


@pytest.mark.campaign
@SCHEMA.parametrize()
@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
def test_no_request_of_many_makes_the_server_fail(case: Case[Any], address: tuple[str, str]) -> None:
    check(case, address)
