"""What a remote store does by itself: before it asks a server, and with answers that are none."""

import gzip
from collections.abc import Callable

import httpx
import pytest

from crm_tui.domain.ids import DealId
from crm_tui.operations.board import GetBoard
from crm_tui.operations.deals import CreateDeal, GetDeal
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.errors import (
    CrmError,
    InvalidValue,
    LoginNeeded,
    NoSuchStore,
    NotFound,
    NotProtected,
    ServerFault,
    ServerUnreachable,
    TooLarge,
)
from crm_tui.storage.addresses import server_url
from crm_tui.storage.opening import open_remote
from crm_tui.storage.patience import Patience
from crm_tui.storage.remote import RemoteStore
from tests.server.conftest import Client
from tests.server.serving import URL

QUICK = Patience(connect=0.2, answer=0.2, total=0.3, feed=0.2, first_pause=0.01, longest_pause=0.02)
Answers = Callable[[httpx.Request], httpx.Response]


def store_that_gets(answers: Answers) -> RemoteStore:
    """A store whose server answers so."""
    return RemoteStore(URL, "crm_token", transport=httpx.MockTransport(answers), patience=QUICK)


def json(status: int, body: bytes, media: str = "application/json") -> Answers:
    """Always the same answer."""
    return lambda _request: httpx.Response(status, content=body, headers={"Content-Type": media})


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        (json(200, b"{}"), ServerFault),
        (json(200, b'[{"id": 1}]'), ServerFault),
        (json(200, b"[" * 10_000), ServerFault),
        (json(200, b'[{"id": "a", "name": "b", "initials": "c", "role": "king"}]'), ServerFault),
        (json(200, b"[]", "text/html"), ServerFault),
        (json(200, b"<html>sign in to the hotel's network", "text/html"), ServerFault),
        (json(204, b""), ServerFault),
        (json(302, b""), ServerFault),
        (json(401, b"", "text/plain"), LoginNeeded),
        (json(404, b"not here", "text/plain"), ServerFault),
        (json(404, b'{"type":"about:blank","status":404}', "application/problem+json"), ServerFault),
        (json(404, b'{"code":"not_found","arguments":{"what":"deal"}}', "application/problem+json"), ServerFault),
        (json(500, b'{"code":"error","arguments":{}}', "application/problem+json"), ServerFault),
        (json(500, b"trace", "text/plain"), ServerFault),
        (json(429, b"", "text/plain"), ServerUnreachable),
        (json(502, b"", "text/html"), ServerUnreachable),
        (json(503, b"", "text/html"), ServerUnreachable),
        (json(504, b"", "text/html"), ServerUnreachable),
    ],
)
async def test_an_answer_that_is_none_is_one_sentence(answers: Answers, error: type[CrmError]) -> None:
    store = store_that_gets(answers)

    with pytest.raises(error, match=r"crm\.test"):
        await store.ask(ListUsers())
    await store.close()


async def test_a_redirect_is_never_followed_and_the_token_stays_here() -> None:
    asked: list[str] = []

    def answers(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(307, headers={"Location": "https://evil.example/users"})

    store = store_that_gets(answers)
    with pytest.raises(ServerFault):
        await store.ask(ListUsers())

    assert asked == [f"{URL}/users"]
    await store.close()


async def test_a_packed_answer_is_not_unpacked() -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    packed = httpx.Response(200, content=gzip.compress(b"[]"), headers=headers)
    store = store_that_gets(lambda _request: packed)

    with pytest.raises(ServerFault):
        await store.ask(ListUsers())
    await store.close()


async def test_an_endless_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm_tui.storage.remote_calls.ANSWER_LIMIT", 1_000)
    store = store_that_gets(json(200, b"[" + b" " * 2_000 + b"]"))

    with pytest.raises(ServerFault):
        await store.ask(ListUsers())
    await store.close()


async def test_a_lost_answer_is_asked_for_again_under_the_same_key() -> None:
    keys: list[str] = []

    def answers(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers["Idempotency-Key"])
        if len(keys) < 3:
            raise httpx.ReadError("reset")
        return httpx.Response(422, json={"code": "name_taken", "arguments": {"name": "x"}})

    store = store_that_gets(answers)
    with pytest.raises(ServerFault):
        await store.do(CreateDeal("Roof"))
    with pytest.raises(ServerFault):
        await store.do(CreateDeal("Roof"))

    assert len(set(keys[:3])) == 1
    assert keys[3] != keys[0]
    await store.close()


async def test_what_is_no_request_is_not_sent() -> None:
    store = store_that_gets(json(500, b""))

    with pytest.raises(InvalidValue):
        await store.do(CreateDeal("half \ud800"))
    with pytest.raises(InvalidValue):
        await store.do(CreateDeal("x" * 501))
    await store.close()


async def test_more_than_a_server_takes(client: Client, transport: httpx.AsyncBaseTransport) -> None:
    token = (await client("")).headers["Authorization"].removeprefix("Bearer ")
    store = RemoteStore(URL, token, transport=transport)

    with pytest.raises(TooLarge):
        await store.do(CreateDeal("Roof", description="щ" * 1_000_000))
    for text in ("..", ".", "a/b", "%2e", "?x=1", "#", " ", "щ"):
        with pytest.raises(NotFound):
            await store.ask(GetDeal(DealId(text)))
    assert (await store.ask(GetBoard())).pipeline.stages
    await store.close()


@pytest.mark.parametrize("where", ["http://crm.example", "http://10.0.0.5:8765", "http://localhost.evil.example"])
def test_plain_http_to_another_machine_is_refused(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_TUI_TOKEN", "crm_token")

    with pytest.raises(NotProtected):
        open_remote(where)
    open_remote(where, insecure=True)


@pytest.mark.parametrize(
    "where", ["http://localhost:1", "http://127.0.0.1/", "http://[::1]:8765", "https://crm.example/a/"]
)
def test_addresses_that_may_be_spoken_to(where: str) -> None:
    assert server_url(where, insecure=False) == where.rstrip("/")


@pytest.mark.parametrize(
    "where",
    ["https://", "https://user:secret@crm.example", "https://crm.example?x", "https://crm.example:x", "http://[x"],
)
def test_addresses_that_are_none(where: str) -> None:
    with pytest.raises(NoSuchStore) as refused:
        server_url(where, insecure=True)

    assert "secret" not in str(refused.value)
