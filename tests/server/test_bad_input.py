"""Whatever is sent, the answer is the right refusal, and nothing is written."""

import asyncio
import json
import logging
import sys
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import psutil
import pytest

from crm_tui.operations import wire
from crm_tui.operations.base import REGISTRY
from crm_tui.operations.directory import Find
from crm_tui.operations.documents import LIMIT_MB, MEGABYTE
from crm_tui.operations.errors import DocumentTooLarge, InvalidValue, Malformed, TooLarge
from crm_tui.server import bodies
from crm_tui.server.bodies import BODY_LIMIT
from crm_tui.server.logs import Discreet
from crm_tui.server.openapi import description
from crm_tui.storage.context import HANDLERS, Context
from crm_tui.storage.local import LocalStore
from tests.server.conftest import Client
from tests.storage.acts import deal, person, stage_named
from tests.storage.dump import dump

UNKNOWN = "f" * 32


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"[" * 1_000 + b"]" * 1_000,
        b'{"title": ' + b"[" * 1_000 + b"]" * 1_000 + b"}",
        b'{"a":' * 1_000 + b"1" + b"}" * 1_000,
        b'{"title": "half \\ud800 a letter"}',
        b'{"title": "\xff"}',
        b'{"title": "\xed\xa0\x80"}',
        b'{"title": NaN}',
        b"\x1f\x8b\x08\x00",
    ],
    ids=lambda body: body[:24].decode("latin-1"),
)
async def test_what_is_no_json_object(client: Client, store_path: Path, body: bytes) -> None:
    owner, before = await client(""), dump(store_path)

    answer = await owner.post("/deals", content=body)

    assert (answer.status_code, answer.json()["code"]) == (400, Malformed.code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert dump(store_path) == before


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"title": None},
        {"title": 5},
        {"title": ["Roof"]},
        {"title": "x" * 501},
        {"title": "Roof", "is_admin": True},
        {"title": "Roof", "id": UNKNOWN},
        {"title": "Roof", "created_by": UNKNOWN},
        {"title": "Roof", "workspace_id": 1},
        {"title": "Roof", "contact": {"name": "Ivan", "owner": True}},
        {"title": "Roof", "contact": {"name": "Ivan", "phones": [{"typed": "1", "e": 1}]}},
        {"title": "Roof", "seen": "1; DROP TABLE deal"},
        {"title": "Roof", "seen": 1.5},
        {"title": "Roof", "tags": "vip"},
        {"title": "Roof", "tags": {"vip": 1}},
        {"title": "Roof", "amount": {"$gt": 0}},
    ],
    ids=str,
)
async def test_a_deal_that_is_none(client: Client, store_path: Path, body: dict[str, object]) -> None:
    owner, before = await client(""), dump(store_path)

    answer = await owner.post("/deals", json=body)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert dump(store_path) == before


@pytest.mark.parametrize(
    "body",
    [
        {"sort": "amount); DROP TABLE deal --"},
        {"sort": "title"},
        {"filter": {"text": "x", "custom.__class__": 1}},
        {"filter": {"$or": []}},
        {"filter": {"responsible": {"$ne": None}}},
        {"filter": {"amount_from": "1 OR 1=1"}},
        {"filter": {"created_from": "2026-13-45"}},
        {"filter": {"tags_any": "x' OR '1'='1"}},
        {"order_by": "amount"},
        {"limit": "all"},
        {"limit": 1e9 + 0.5},
        {"limit": 0},
        {"limit": 2**70},
        {"after": ["x"]},
        {"after": {"id": 1}},
    ],
    ids=str,
)
async def test_filters_and_sorts_are_no_sql(client: Client, store_path: Path, body: dict[str, object]) -> None:
    owner, before = await client(""), dump(store_path)
    expected = 200 if body == {"sort": "title"} else 422

    assert (await owner.post("/deals/list", json=body)).status_code == expected
    assert dump(store_path) == before


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE deal; --", '" OR 1=1', "%' OR '%'='", "deal_search MATCH x", "#' UNION SELECT", "NEAR(a b"]
)
async def test_text_is_looked_for_and_never_run(client: Client, local: LocalStore, store_path: Path, text: str) -> None:
    await deal(local, "Roof", contact=person("Марія", "067 123 45 67"))
    owner, before = await client(""), dump(store_path)

    assert (await owner.get("/find", params={"text": text})).json() == []
    assert (await owner.post("/deals/list", json={"filter": {"text": text}})).json()["rows"] == []
    assert dump(store_path) == before


@pytest.mark.parametrize("limit", [-1, 10**9, 2**62, 2**70])
async def test_a_limit_beyond_reason_is_refused(client: Client, local: LocalStore, limit: int) -> None:
    unsorted, made = await stage_named(local, "Unsorted"), await deal(local)
    owner = await client("")
    lists = ("/deals/list", "/contacts/list", f"/stages/{unsorted.id}/window")

    answers = [await owner.post(path, json={"limit": limit}) for path in lists]
    for path in ("/changes", "/find?text=deal", f"/history/{made.id}"):
        answers.append(await owner.get(path, params={**httpx.URL(path).params, "limit": limit}))

    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (422, InvalidValue.code), answer.url
        assert answer.json()["arguments"]["field"] == "limit", answer.url


def test_the_description_says_how_much_is_too_much() -> None:
    paths = description()["paths"]
    in_body = paths["/deals/list"]["post"]["requestBody"]["content"][wire.JSON]["schema"]["properties"]["limit"]
    in_query = {each["name"]: each["schema"] for each in paths["/find"]["get"]["parameters"]}["limit"]

    assert (in_body["minimum"], in_body["maximum"]) == (1, 10_000)
    assert (in_query["minimum"], in_query["maximum"]) == (1, 200)


@pytest.mark.parametrize(
    "query", ["limit=1e9", "limit=", "limit=all", "limit=1&limit=2", "more=1", "after=-", "text=a"]
)
async def test_a_query_that_cannot_be_read(client: Client, query: str) -> None:
    owner = await client("")

    assert (await owner.get(f"/changes?{query}")).status_code == 422


@pytest.mark.parametrize("last", ["-1", "x", "1.5", "9" * 40, "²", "1; DROP TABLE journal"])
async def test_a_last_event_that_is_none(client: Client, last: str) -> None:
    owner = await client("")

    answer = await owner.get("/events", headers={b"Last-Event-ID": last.encode()})

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/deals", {"title": "Roof", "stage_id": UNKNOWN}),
        ("/deals", {"title": "Roof", "responsible": UNKNOWN}),
        ("/deals", {"title": "Roof", "contact": {"name": "Ivan", "contact_id": UNKNOWN}}),
        (f"/deals/{UNKNOWN}/move", {"stage_id": UNKNOWN}),
        (f"/records/{UNKNOWN}/tasks", {"text": "call"}),
        (f"/tasks/{UNKNOWN}/done", {}),
        (f"/pipelines/{UNKNOWN}/stages", {"stage": {"name": "x"}}),
        (f"/users/{UNKNOWN}/role", {"role": "admin"}),
    ],
    ids=str,
)
async def test_ids_of_nothing_here(client: Client, store_path: Path, path: str, body: dict[str, object]) -> None:
    owner, before = await client(""), dump(store_path)

    answer = await owner.post(path, json=body)

    assert answer.status_code == 404, answer.text
    assert UNKNOWN in answer.json()["detail"]
    assert dump(store_path) == before


async def test_an_id_belongs_into_the_path_alone(client: Client, local: LocalStore, store_path: Path) -> None:
    mine, other = await deal(local, "mine"), await deal(local, "other")
    owner, before = await client(""), dump(store_path)

    answer = await owner.patch(f"/deals/{mine.id}", json={"deal_id": other.id, "changes": {"title": "x"}})

    assert answer.status_code == 422
    assert (await owner.get(f"/deals/{mine.id}?deal_id={other.id}")).status_code == 422
    assert dump(store_path) == before


@pytest.mark.parametrize(
    "path", ["/deals/..%2f..%2fetc%2fpasswd", "/deals/%00", "/deals/%ff", "/deals/'", "/deals/", "/deals/%252e"]
)
async def test_a_path_that_names_no_deal(client: Client, path: str) -> None:
    owner = await client("")

    assert (await owner.get(path)).status_code == 404


async def test_a_method_that_is_not_offered(client: Client) -> None:
    owner = await client("")

    assert (await owner.delete("/journal")).status_code == 404
    assert (await owner.put("/deals", json={})).status_code == 405
    assert (await owner.request("TRACE", "/deals")).status_code == 405
    assert not {kind.route.path for kind in REGISTRY.values() if "journal" in kind.route.path}


async def test_a_large_body_is_refused_and_memory_stays_flat(client: Client, store_path: Path) -> None:
    owner, before = await client(""), dump(store_path)
    chunk, sent = b" " * 1_000_000, 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(100):
            sent += len(chunk)
            yield chunk

    process = psutil.Process()
    memory = process.memory_info().rss
    answers = [
        await owner.post("/deals", content=endless()),
        await owner.post("/deals", content=b"", headers={"Content-Length": "100000000"}),
        await owner.post("/deals", content=b"{" + b" " * BODY_LIMIT),
    ]

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(413, TooLarge.code)}
    assert process.memory_info().rss - memory < 50_000_000
    assert dump(store_path) == before


async def test_a_document_may_be_larger_than_a_body_and_no_larger_than_its_limit(
    client: Client, store_path: Path
) -> None:
    owner, before = await client(""), dump(store_path)
    beyond = b64encode(b"x" * (LIMIT_MB * MEGABYTE + 1)).decode()
    path = f"/records/{'f' * 32}/documents"

    fits = await owner.post(path, json={"name": "x", "data": beyond[: 8 * MEGABYTE]})
    answers = [
        await owner.post(path, content=b" " * (LIMIT_MB * MEGABYTE * 4 // 3 + BODY_LIMIT + 1)),
        await owner.post(path, content=b"", headers={"Content-Length": "100000000"}),
    ]

    assert (fits.status_code, fits.json()["code"]) == (404, "not_found")
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(413, DocumentTooLarge.code)}
    assert (await owner.post(path, json={"name": "x", "data": "not base64!"})).status_code == 422
    assert dump(store_path) == before


async def test_an_object_of_very_many_keys_is_refused(client: Client) -> None:
    owner = await client("")
    keys = json.dumps({f"k{number}": 1 for number in range(60_000)})

    assert (await owner.post("/deals", content=keys)).status_code == 422


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b'{"kind": "deals"}', 200),
        (b'{"kind": "kings"}\n{"number": 1, "title": "x"}\n', 422),
        (b'{"kind": "deals", "drafts": []}\n', 422),
        (b'{"kind": "deals", "progress": null}\n', 422),
        (b'{"kind": "deals", "more": 1}\n', 422),
        (b'{"kind": "deals"}\n{"number": 1, "title": "x"}\n{"number": 2, "more": 1}\n', 422),
        (b'{"kind": "deals"}\n{"number": 1, "title": "x"}\n{"number"', 400),
        (b'{"kind": "deals"}\n{"number": 1, "title": "x"}\n\n', 400),
        (b'{"kind": "deals"}\n{"number": 1, "title": "x"}\n[1]\n', 400),
        (b'{"kind": "deals"}\n{"number": 1, "title": "x"}\n' + b"[" * 1_000 + b"\n", 400),
        (b'{"kind": "deals"}\n{"number": 1, "title": "x"}\n' + b" " * 1_000_001, 413),
    ],
    ids=lambda value: str(value)[:60],
)
async def test_a_stream_is_taken_whole_or_not_at_all(
    client: Client, store_path: Path, body: bytes, status: int
) -> None:
    owner, before = await client(""), dump(store_path)

    answer = await owner.post("/imports", content=body)

    assert answer.status_code == status, answer.text
    assert dump(store_path) == before


async def test_who_may_not_import_fills_no_disk(client: Client) -> None:
    reader = await client("read-only")
    read = 0

    async def rows() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(1_000):
            read += 1
            yield b" " * 100_000

    answer = await reader.post("/imports", content=rows())

    assert answer.status_code == 403
    assert read < 10


@pytest.mark.parametrize("header", ["Crm-Origin", "Idempotency-Key"])
async def test_a_header_beyond_reason(client: Client, header: str) -> None:
    owner = await client("")

    assert (await owner.post("/deals", json={"title": "x"}, headers={header: "k" * 201})).status_code == 422


async def test_the_same_key_is_the_same_command(client: Client, local: LocalStore) -> None:
    owner, key = await client(""), {"Idempotency-Key": "one"}

    first = await owner.post("/deals", json={"title": "Roof"}, headers=key)
    again = await owner.post("/deals", json={"title": "Roof"}, headers=key)
    other = await owner.post("/deals", json={"title": "Barn"}, headers=key)

    assert first.content == again.content
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert len((await owner.get("/changes", params={"after": first.json()["seq"]})).json()["changes"]) == 0


async def test_what_a_customer_is_called_comes_back_as_it_was(client: Client) -> None:
    owner = await client("")
    name = "[@click=app.quit]Ivan[/] \x1b]52;c;x\x07 </script> \u202e %s 🙂"

    made = await owner.post("/deals", json={"title": "__unset__", "contact": {"name": name}})

    assert made.json()["title"] == "__unset__"
    assert made.json()["people"][0]["name"] == name


async def test_a_fault_of_our_own_is_told_to_nobody(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = await client("")

    def broken(_context: Context, _query: Find) -> None:
        raise RuntimeError("canary +380671234599")

    monkeypatch.setitem(HANDLERS, Find, broken)
    answer = await owner.get("/find", params={"text": "x"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert "canary" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.json()["code"] == "error"


def test_what_is_logged_of_a_fault_is_where_and_not_what() -> None:
    customer = "+380671234599"
    try:
        raise ValueError(customer)
    except ValueError:
        record = logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, "a fault", (), sys.exc_info())

    told = Discreet("%(message)s").format(record)

    assert customer not in told
    assert "test_bad_input.py" in told
    assert told.endswith("ValueError")


async def test_a_body_that_never_comes_is_not_waited_for(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.05)
    owner = await client("")

    async def never() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    async with asyncio.timeout(5):
        assert (await owner.post("/deals", content=never())).status_code == 408
