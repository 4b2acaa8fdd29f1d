"""Everything that a store can do is offered, described, and refused in the same words."""

import inspect
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter

from crm_tui import i18n
from crm_tui.domain.stages import DealField
from crm_tui.operations import errors, problems, wire
from crm_tui.operations.adapters import answers, requests
from crm_tui.operations.base import REGISTRY, Command, Operation
from crm_tui.operations.errors import Clash, CrmError
from crm_tui.server import bodies
from crm_tui.server.openapi import description, errors_of
from crm_tui.server.problems import status_of
from tests.server.conftest import Client

# Files of other programs are read where the command line is: their errors never travel.
KINDS = sorted(
    (kind for kind in problems.kinds().values() if "interchange" not in kind.__module__), key=lambda kind: kind.code
)
OPERATIONS = list(REGISTRY.values())
PLAIN = [kind for kind in OPERATIONS if not (issubclass(kind, Command) and kind.streamed)]
_GIVEN: dict[Any, Any] = {str: "100 % <b>Марія</b>", int: 3, Mapping[str, str] | None: {"currency": "UAH"}}


def described(kind: type[Operation[Any]]) -> dict[str, Any]:
    """What the description says of an operation."""
    found: dict[str, Any] = description()["paths"][kind.route.path][kind.route.method.lower()]
    return found


def made(kind: type[CrmError]) -> CrmError:
    """An error of a kind, made with something that fits."""
    hints = inspect.get_annotations(kind.__init__, eval_str=True)
    given = {name: _GIVEN.get(hint) for name, hint in hints.items() if name not in ("return", "parameters", "more")}
    if "missing" in given:
        given["missing"] = (DealField.AMOUNT, DealField.PHONE)
    if "clashes" in given:
        given["clashes"] = (Clash("title", "a", "b", "c", "Ivan", datetime(2026, 11, 22, tzinfo=UTC)),)
    if "where" in given:
        given["where"] = "https://crm.example"
    if "details" in given:
        given["reason"] = "%(currency)s"
    return kind(**given)  # type: ignore[arg-type]  # each kind has parameters of its own


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_error_comes_out_as_it_went_in(kind: type[CrmError]) -> None:
    error = made(kind)

    back = problems.load(problems.dump(error, status_of(kind)), "https://crm.example")

    assert type(back) is kind
    assert vars(back) == vars(error) | {"given": back.given}
    for lang in i18n.LANGUAGES:
        i18n.use(lang)
        assert str(back) == str(error)


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"code": "not_found"}',
        b'{"code": "not_found", "arguments": {}}',
        b'{"code": "not_found", "arguments": {"what": 1, "which": []}}',
        b'{"code": "not_found", "arguments": {"what": "a", "which": "b", "more": "c"}}',
        b'{"code": "conflict", "arguments": {"clashes": []}}',
        b'{"code": "no such code", "arguments": {}}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_problem_of_ours_is_none(document: bytes) -> None:
    assert problems.load(document, "https://crm.example") is None


def test_a_problem_does_not_say_where_the_store_lies() -> None:
    told = problems.dump(errors.StoreLocked("/srv/secret/crm.db"), 503)

    assert b"secret" not in told


def test_each_error_has_a_status() -> None:
    told = {kind.__name__: status_of(kind) for kind in KINDS}

    assert told["NotFound"] == 404
    assert told["Conflict"] == told["StageFull"] == told["NameTaken"] == told["NothingToUndo"] == 409
    assert told["StoreLocked"] == 503
    assert set(told.values()) == {400, 401, 403, 404, 409, 413, 422, 429, 500, 503}


@pytest.mark.parametrize("kind", OPERATIONS, ids=lambda kind: kind.__name__)
async def test_each_operation_has_a_route(kind: type[Operation[Any]], client: Client) -> None:
    nobody = await client("nobody")

    answer = await nobody.request(kind.route.method, kind.route.path.replace("{", "").replace("}", ""))

    assert answer.status_code == 401


@pytest.mark.parametrize("kind", OPERATIONS, ids=lambda kind: kind.__name__)
def test_each_operation_is_described_with_its_errors(kind: type[Operation[Any]]) -> None:
    told = described(kind)

    assert told["operationId"] == kind.__name__
    assert {str(status_of(error)) for error in errors_of(kind)} | {"200"} == set(told["responses"])
    for word in (inspect.getdoc(kind) or "").replace(",", " ").replace(".", " ").split():
        if isinstance(error := getattr(errors, word, None), type) and issubclass(error, CrmError):
            assert word in told["responses"][str(status_of(error))]["description"]


@pytest.mark.parametrize("kind", PLAIN, ids=lambda kind: kind.__name__)
def test_the_example_of_each_request_is_one(kind: type[Operation[Any]]) -> None:
    told = described(kind)
    fields = {each["name"]: each["example"] for each in told["parameters"] if "example" in each}
    if "requestBody" in told:
        fields |= told["requestBody"]["content"][wire.JSON]["example"]

    assert set(fields) == set(inspect.signature(kind).parameters)
    assert isinstance(requests(kind).validate_python(fields), kind)


@pytest.mark.parametrize("kind", OPERATIONS, ids=lambda kind: kind.__name__)
def test_the_example_of_each_answer_is_one(kind: type[Operation[Any]]) -> None:
    example = described(kind)["responses"]["200"]["content"][wire.JSON]["example"]

    answers(kind).validate_json(TypeAdapter(Any).dump_json(example))


@pytest.mark.parametrize("kind", PLAIN, ids=lambda kind: kind.__name__)
def test_fields_in_a_query_are_plain(kind: type[Operation[Any]]) -> None:
    if wire.in_query(kind):
        for each in described(kind)["parameters"]:
            assert not {"array", "object"} & {
                shape.get("type") for shape in each["schema"].get("anyOf", [each["schema"]])
            }


async def test_the_description_is_open_and_its_pages_are_not(client: Client) -> None:
    nobody = await client("nobody")

    assert (await nobody.get("/openapi.json")).json()["openapi"] == "3.1.0"
    assert (await nobody.get("/docs")).status_code == 404
    assert (await nobody.get("/redoc")).status_code == 404


def test_the_limits_are_what_they_say() -> None:
    assert bodies.BODY_LIMIT == 1_000_000
