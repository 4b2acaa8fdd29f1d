"""How an operation travels by HTTP, for both ends: its path, its query or body, its headers, and a stream of rows.

Nothing here knows a single operation: fields in the path are those that the route names in braces, GET and DELETE carry
the others in the query, everything else in a JSON body. A ``streamed`` command is NDJSON: its plain fields on the first
line, then one row a line. Where its rows are told of one by one, and the request accepts NDJSON, the answer is one too:
a word on each row a line, and the answer itself on the last. What has its default is left out: UNSET has no spelling
of its own.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol, get_args, get_origin, get_type_hints, runtime_checkable
from urllib.parse import quote, urlencode

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from crm_tui.operations.adapters import requests
from crm_tui.operations.base import Operation

ORIGIN: Final = "Crm-Origin"
"""The header that names the caller's door in the journal."""
KEY: Final = "Idempotency-Key"
JSON: Final = "application/json"
ROWS: Final = "application/x-ndjson"
PROBLEM: Final = "application/problem+json"

_FIELD = re.compile(r"{(\w+)}")


@runtime_checkable
class StandIn(Protocol):
    """A row that knows what to send in its place where it cannot be written down."""

    def unreadable(self) -> Any:
        """The row to send instead."""
        ...


@dataclass(frozen=True, slots=True)
class Stream:
    """The field of a streamed command that is an iterator, what its rows are, and who wants to hear how far it is.

    ``told`` is the field of whoever wants to hear what became of each row, ``word`` what that is, where there is one.
    """

    field: str
    row: TypeAdapter[Any]
    progress: str
    told: str
    word: TypeAdapter[Any] | None

    @property
    def local(self) -> tuple[str, ...]:
        """The fields that stay at this end."""
        return self.field, self.progress, *((self.told,) if self.told else ())

    def line(self, row: object) -> bytes:
        """A row as JSON; one that holds half a character is not the end of all the others."""
        try:
            return self.row.dump_json(row)
        except PydanticSerializationError:
            if not isinstance(row, StandIn):
                raise
            return self.row.dump_json(row.unreadable())


def in_path(kind: type[Operation[Any]]) -> tuple[str, ...]:
    """The fields that stand in the path."""
    return tuple(_FIELD.findall(kind.route.path))


def in_query(kind: type[Operation[Any]]) -> bool:
    """Whether the fields that do not stand in the path stand in the query; else they are the body."""
    return kind.route.method in ("GET", "DELETE")


def stream(kind: type[Operation[Any]]) -> Stream:
    """The streamed part of a streamed command."""
    hints = get_type_hints(kind)
    (field,) = (name for name, hint in hints.items() if get_origin(hint) is Iterable)
    heard = {name: _heard(hint) for name, hint in hints.items() if _heard(hint) is not None}
    (progress,) = (name for name, what in heard.items() if what is int)
    told = next((name for name in heard if name != progress), "")
    word = TypeAdapter(heard[told]) if told else None
    return Stream(field, TypeAdapter(get_args(hints[field])[0]), progress, told, word)


def _heard(hint: Any) -> Any:
    """What a listener is told, where a field is one: ``int`` for ``Callable[[int], None] | None``."""
    return next((get_args(arm)[0][0] for arm in get_args(hint) if get_origin(arm) is Callable), None)


def target(operation: Operation[Any]) -> str:
    """Path and query of a request."""
    kind = type(operation)
    told: dict[str, Any] = requests(kind).dump_python(operation, mode="json", exclude_defaults=True)
    path = _FIELD.sub(lambda found: _segment(str(told.pop(found[1]))), kind.route.path)
    if not in_query(kind):
        return path
    query = urlencode({name: _scalar(value) for name, value in told.items() if value is not None})
    return f"{path}?{query}" if query else path


def body(operation: Operation[Any]) -> bytes:
    """The body of a request that is not streamed; nothing where the query says it all."""
    kind = type(operation)
    if in_query(kind):
        return b""
    return requests(kind).dump_json(operation, exclude=set(in_path(kind)), exclude_defaults=True)


def first_line(operation: Operation[Any]) -> bytes:
    """The plain fields of a streamed command."""
    kind = type(operation)
    streamed = stream(kind)
    away: dict[str, Any] = dict.fromkeys(streamed.local) | {streamed.field: ()}
    plain = replace(operation, **away)  # type: ignore[type-var]  # every operation is a dataclass
    return requests(kind).dump_json(plain, exclude=set(streamed.local), exclude_defaults=True)


def _segment(text: str) -> str:
    """A part of a path in which no slash and no dot means anything."""
    return quote(text, safe="").replace(".", "%2E")


def _scalar(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
