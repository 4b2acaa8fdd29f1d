"""Who gets in: nobody without a token that is right now, and nobody goes on guessing."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI

from crm_tui.domain.rights import Role
from crm_tui.operations.errors import ToldOnce
from crm_tui.operations.team import RevokeTokens, SetRole, WhoAmI
from crm_tui.server.logins import WINDOW_SECONDS, WRONG_ALLOWED, WrongLogins
from crm_tui.storage.backend import Backend
from crm_tui.storage.local import LocalStore
from tests.server.conftest import Client
from tests.server.serving import URL, token_for


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer crm_wrong"},
        {"Authorization": "Basic b3duZXI6b3duZXI="},
        {"Authorization": "Bearer " + "x" * 5_000},
        {"Cookie": "token=crm_wrong"},
    ],
    ids=str,
)
async def test_without_a_right_token_nothing_is_told(client: Client, headers: dict[str, str]) -> None:
    nobody = await client("nobody")

    for path in ("/me", "/users", "/events", "/changes"):
        answer = await nobody.get(path, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.json()["code"] == "login_needed"


async def test_a_token_in_the_address_is_no_token(client: Client, backend: Backend) -> None:
    token, nobody = await token_for(backend, ""), await client("nobody")

    for name in ("token", "access_token", "authorization"):
        assert (await nobody.get("/me", params={name: token})).status_code == 401


async def test_a_token_says_who_asks(client: Client) -> None:
    reader = await client("read-only")

    assert (await reader.get("/me")).json()["role"] == "read-only"


async def test_a_revoked_token_is_worth_nothing_at_once(client: Client, local: LocalStore) -> None:
    owner, manager = await client(""), await client("manager")
    ivan = (await manager.get("/me")).json()["id"]

    revoked = await owner.delete(f"/users/{ivan}/tokens")

    assert revoked.json() == 1
    assert (await manager.get("/me")).status_code == 401
    assert (await owner.get("/me")).status_code == 200


async def test_what_another_process_revokes_is_heard_of(client: Client, local: LocalStore, app: FastAPI) -> None:
    manager = await client("manager")
    ivan = (await manager.get("/me")).json()["id"]

    await local.do(RevokeTokens(ivan))

    async with asyncio.timeout(5):
        while (await manager.get("/me")).status_code != 401:
            await local.ask(WhoAmI())


async def test_a_new_role_holds_at_once(client: Client, local: LocalStore) -> None:
    manager = await client("manager")
    ivan = (await manager.get("/me")).json()["id"]

    await local.do(SetRole(ivan, Role.READ_ONLY))

    assert (await manager.post("/deals", json={"title": "Roof"})).status_code == 403


async def test_a_repeated_token_request_brings_no_second_token(client: Client, local: LocalStore) -> None:
    owner = await client("")
    me = (await local.ask(WhoAmI())).id
    issued = [await owner.post(f"/users/{me}/tokens", json={}, headers={"Idempotency-Key": "one"}) for _ in range(2)]

    assert issued[0].json()["token"]
    assert (issued[1].status_code, issued[1].json()["code"]) == (409, ToldOnce.code)
    assert await local.do(RevokeTokens(me)) == 2


async def test_the_hundred_and_first_wrong_token_is_told_to_wait(client: Client, app: FastAPI) -> None:
    nobody, owner = await client("nobody"), await client("")
    guesses = [{"Authorization": f"Bearer guess {n}", "X-Forwarded-For": f"10.0.0.{n}"} for n in range(WRONG_ALLOWED)]

    told = [(await nobody.get("/me", headers=guess)).status_code for guess in guesses]
    refused = await nobody.get("/me", headers=guesses[0])

    assert set(told) == {401}
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= WINDOW_SECONDS
    assert (await owner.get("/me")).status_code == 200

    elsewhere = httpx.ASGITransport(app, client=("10.9.9.9", 1))
    async with httpx.AsyncClient(transport=elsewhere, base_url=URL) as other:
        assert (await other.get("/me")).status_code == 401


def test_a_minute_later_guesses_are_counted_anew() -> None:
    now = 0.0
    wrong = WrongLogins(lambda: now)
    for _ in range(WRONG_ALLOWED):
        wrong.count("10.0.0.1")

    now = WINDOW_SECONDS
    wrong.count("10.0.0.1")


async def test_a_server_keeps_no_door_open_to_other_sites(client: Client) -> None:
    owner = await client("")

    answer = await owner.get("/me", headers={"Origin": "https://evil.example"})

    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


async def test_undo_of_whoever_lost_a_right_gives_nothing_back(client: Client, local: LocalStore) -> None:
    admin = await client("admin")
    me = (await admin.get("/me")).json()["id"]
    assert (await admin.post(f"/users/{me}/role", json={"role": "read-only"})).status_code == 200

    assert (await admin.post("/undo", json={})).status_code == 409
    assert (await admin.get("/me")).json()["role"] == "read-only"
