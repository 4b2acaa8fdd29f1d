"""Requests and answers at the boundaries: checked, read from JSON and written to it by pydantic over the same classes.

Not imported before the first cards: pydantic costs a good part of what Textual costs.
"""

from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from crm_tui.i18n import N_
from crm_tui.operations.base import Operation
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.field_names import FIELD_NAMES

_requests: dict[type[Operation[Any]], TypeAdapter[Any]] = {}
_answers: dict[type[Operation[Any]], TypeAdapter[Any]] = {}


def requests(kind: type[Operation[Any]]) -> TypeAdapter[Any]:
    """How a request of this kind is checked and written."""
    if kind not in _requests:
        _requests[kind] = TypeAdapter(kind)
    return _requests[kind]


def answers(kind: type[Operation[Any]]) -> TypeAdapter[Any]:
    """How the answer to a request of this kind is read and written."""
    if kind not in _answers:
        _answers[kind] = TypeAdapter(answer_type(kind))
    return _answers[kind]


def answer_type(kind: type[Operation[Any]]) -> Any:
    """The type parameter of an operation: ``DealCard`` for ``class MoveDeal(Command[DealCard])``."""
    (answer,) = get_args(vars(kind)["__orig_bases__"][0])
    return answer


def validated(operation: Operation[Any]) -> Any:
    """The operation once more, every field checked against its type and bounds. Raises InvalidValue."""
    try:
        return requests(type(operation)).validate_python(operation)
    except ValidationError as error:
        raise invalid(error) from error


def invalid(error: ValidationError) -> InvalidValue:
    """The first fault that pydantic found, as the store's own error."""
    first = error.errors()[0]
    named = [str(part) for part in first["loc"] if isinstance(part, str)]
    field = next((part for part in reversed(named) if part in FIELD_NAMES), named[-1] if named else "")
    details = {name: str(value) for name, value in first.get("ctx", {}).items() if name in ("ge", "le")}
    return InvalidValue(field, _REASONS.get(first["type"], N_("cannot be read; type it again")), details)


_REASONS = {
    "string_too_long": N_("is too long; shorten it"),
    "greater_than_equal": N_("must be at least %(ge)s; ask for more"),
    "less_than_equal": N_("may be %(le)s at most; ask for less"),
    "string_unicode": N_("holds characters that are no text; type it again"),
}
