"""The server's description by OpenAPI 3.1, made from the registry: requests, answers, errors, examples."""

import inspect
import re
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter

from crm_tui import __version__
from crm_tui.operations import errors, wire
from crm_tui.operations.adapters import answers, requests
from crm_tui.operations.base import REGISTRY, Command, Operation
from crm_tui.operations.errors import (
    Conflict,
    CrmError,
    InvalidValue,
    KeyReused,
    LoginNeeded,
    Malformed,
    NotAllowed,
    StoreError,
    TooLarge,
    TooManyLogins,
)
from crm_tui.server.examples import example
from crm_tui.server.problems import status_of

Schema = dict[str, Any]

_REF: Final = "#/components/schemas/{model}"
_ALWAYS: Final = (LoginNeeded, TooManyLogins, StoreError)
_WITH_BODY: Final = (Malformed, TooLarge)
_EVENTS: Final = "Changes as server-sent events: `id` is the journal's sequence, `data` a change."


@cache
def description() -> Schema:
    """The whole description."""
    schemas, components = _schemas()
    paths: dict[str, Schema] = {}
    for kind in REGISTRY.values():
        paths.setdefault(kind.route.path, {})[kind.route.method.lower()] = _operation(kind, schemas, components)
    paths["/events"] = {"get": _events()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "crm-tui", "version": __version__},
        "paths": paths,
        "components": {
            "schemas": {**components, "Problem": _problem_schema()},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"bearer": []}],
    }


def _schemas() -> tuple[dict[Any, Schema], dict[str, Schema]]:
    """The schema of each request, row and answer, and what they share."""
    inputs: list[Any] = [
        ((kind, "request"), "validation", requests(kind)) for kind in REGISTRY.values() if not _streamed(kind)
    ]
    rows: list[Any] = [
        ((kind, "row"), "validation", wire.stream(kind).row) for kind in REGISTRY.values() if _streamed(kind)
    ]
    outputs: list[Any] = [((kind, "answer"), "serialization", answers(kind)) for kind in REGISTRY.values()]
    found, shared = TypeAdapter.json_schemas([*inputs, *rows, *outputs], ref_template=_REF)
    return {key: schema for (key, _mode), schema in found.items()}, shared.get("$defs", {})


def _operation(kind: type[Operation[Any]], schemas: dict[Any, Schema], components: dict[str, Schema]) -> Schema:
    told = inspect.getdoc(kind) or ""
    described: Schema = {
        "operationId": kind.__name__,
        "summary": told.partition("\n")[0],
        "description": told,
        "parameters": _parameters(kind, schemas, components),
        "responses": {
            "200": _content("The answer.", wire.JSON, schemas[kind, "answer"], components),
            **_problems(kind),
        },
    }
    if _streamed(kind):
        described["requestBody"] = _stream_body(kind, schemas, components)
    elif not wire.in_query(kind):
        body = _without(_resolved(schemas[kind, "request"], components), wire.in_path(kind))
        described["requestBody"] = {**_content("The request.", wire.JSON, body, components), "required": True}
    return described


def _parameters(kind: type[Operation[Any]], schemas: dict[Any, Schema], components: dict[str, Schema]) -> list[Schema]:
    path = wire.in_path(kind)
    headers = [_header(wire.ORIGIN, "Names the caller's door in the journal.")]
    if issubclass(kind, Command):
        headers.append(_header(wire.KEY, "The same command under the same key is carried out once."))
    if _streamed(kind):
        return headers
    schema = _resolved(schemas[kind, "request"], components)
    names = tuple(schema.get("properties", {})) if wire.in_query(kind) else path
    required = schema.get("required", [])
    told = [
        {
            "name": name,
            "in": "path" if name in path else "query",
            "required": name in path or name in required,
            "schema": (shape := schema["properties"][name]),
            "example": example(shape, components, name),
        }
        for name in names
    ]
    return [*told, *headers]


def _header(name: str, told: str) -> Schema:
    return {"name": name, "in": "header", "description": told, "schema": {"type": "string", "maxLength": 200}}


def _content(told: str, media: str, schema: Schema, components: dict[str, Schema]) -> Schema:
    return {
        "description": told,
        "content": {media: {"schema": schema, "example": example(schema, components)}},
    }


def _stream_body(kind: type[Operation[Any]], schemas: dict[Any, Schema], components: dict[str, Schema]) -> Schema:
    row = schemas[kind, "row"]
    told = f"The plain fields as JSON on the first line, then one row of `{wire.stream(kind).field}` a line."
    return {"description": told, "content": {wire.ROWS: {"schema": {"type": "string"}, "x-row": row}}, "required": True}


def _problems(kind: type[Operation[Any]]) -> Schema:
    """What may go wrong, by status: what the operation's own words name, and what may happen to all."""
    by_status: dict[int, list[str]] = {}
    for error in errors_of(kind):
        by_status.setdefault(status_of(error), []).append(error.__name__)
    return {
        str(status): {
            "description": ", ".join(dict.fromkeys(names)),
            "content": {wire.PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, names in sorted(by_status.items())
    }


def errors_of(kind: type[Operation[Any]]) -> tuple[type[CrmError], ...]:
    """The errors that an operation may raise, first those that its docstring names."""
    words = re.findall(r"\w+", inspect.getdoc(kind) or "")
    named = (getattr(errors, word, None) for word in words)
    own = [found for found in named if isinstance(found, type) and issubclass(found, CrmError)]
    shared = [*_ALWAYS, InvalidValue, NotAllowed, *(() if wire.in_query(kind) else _WITH_BODY)]
    return tuple(dict.fromkeys([*own, *shared, *([Conflict, KeyReused] if issubclass(kind, Command) else [])]))


def _events() -> Schema:
    last = {"name": "Last-Event-ID", "in": "header", "schema": {"type": "string", "pattern": "^[0-9]{1,18}$"}}
    stream = {"description": _EVENTS, "content": {"text/event-stream": {"schema": {"type": "string"}}}}
    return {"operationId": "events", "summary": _EVENTS, "parameters": [last], "responses": {"200": stream}}


def _problem_schema() -> Schema:
    """RFC 9457, with a stable code and what the error was made with."""
    texts = {name: {"type": "string"} for name in ("type", "title", "detail", "code")}
    return {
        "type": "object",
        "properties": {**texts, "status": {"type": "integer"}, "arguments": {"type": "object"}},
        "required": ["type", "title", "status"],
    }


def _streamed(kind: type[Operation[Any]]) -> bool:
    return issubclass(kind, Command) and kind.streamed


def _resolved(schema: Schema, components: dict[str, Schema]) -> Schema:
    name = schema.get("$ref", "").rpartition("/")[2]
    return components[name] if name else schema


def _without(schema: Schema, names: tuple[str, ...]) -> Schema:
    """A request's schema without the fields that stand in the path."""
    return {
        **schema,
        "properties": {name: shape for name, shape in schema.get("properties", {}).items() if name not in names},
        "required": [name for name in schema.get("required", []) if name not in names],
    }
