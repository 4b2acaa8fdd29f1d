"""Every operation in every role: allowed or refused exactly as the table of rights says; refused, it writes nothing."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.rights import Role, allowed
from crm_tui.operations import wire
from crm_tui.operations.base import REGISTRY, Operation
from crm_tui.operations.directory import CreateUser
from crm_tui.server.app import create_app
from crm_tui.server.openapi import description
from crm_tui.storage.local import LocalStore
from crm_tui.storage.sqlite import SqliteBackend
from tests.server.serving import URL, token_for
from tests.storage.dump import dump

STREAMS = {
    "ImportRecords": b'{"kind": "deals"}\n{"number": 1, "title": "Roof"}\n',
    "LoadSample": b'{"seed": 1, "colleagues": ["Olha"]}\n',
}


def request_of(kind: type[Operation[Any]], user_id: str) -> dict[str, Any]:
    """A request as the description's examples have it, about somebody who is there."""
    told = description()["paths"][kind.route.path][kind.route.method.lower()]
    example = {each["name"]: each["example"] for each in told["parameters"] if "example" in each}
    path = kind.route.path.format(**example | {"user_id": user_id})
    if kind.__name__ in STREAMS:
        return {"url": path, "content": STREAMS[kind.__name__]}
    if wire.in_query(kind):
        return {"url": path, "params": {name: value for name, value in example.items() if name in ("text", "kind")}}
    return {"url": path, "json": told["requestBody"]["content"][wire.JSON]["example"]}


@pytest.mark.parametrize("role", list(Role))
async def test_each_operation_is_allowed_as_the_table_says(role: Role, template: Path, clock: FixedClock) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copyfile(template, Path(folder) / "crm.db"))
        backend = SqliteBackend(path, clock)
        owner = LocalStore(backend, await backend.user(""))
        user, other = await owner.do(CreateUser("Somebody", role)), await owner.do(CreateUser("Other"))
        headers = {"Authorization": f"Bearer {await token_for(backend, user.name)}"}
        app = create_app(backend)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=URL, headers=headers) as client:
            for kind in REGISTRY.values():
                before = dump(path)
                answer = await client.request(kind.route.method, **request_of(kind, other.id))

                assert (answer.status_code != 403) == allowed(role, kind.right), (kind, answer.text)
                assert answer.status_code not in (400, 401, 500, 503), (kind, answer.text)
                if answer.status_code != 200:
                    assert dump(path) == before, kind
        await app.state.desk.hub.close()
        await backend.close()
