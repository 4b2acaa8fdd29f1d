"""Errors on a wire, by RFC 9457: a code and what the error was made with, so that the other end raises the same one.

Each end says it in its own reader's language. Where a server's files lie is nobody's business: ``where`` stays at home,
and whoever reads the problem puts the server's address in its place.
"""

import inspect
from collections.abc import Iterator
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from crm_tui.i18n import _
from crm_tui.operations.errors import CrmError, StoreError
from crm_tui.operations.remarks import Remark

_PLACE = "where"


def dump(error: CrmError, status: int) -> bytes:
    """An error as a problem document."""
    document = {
        "type": f"urn:crm-tui:{error.code}",
        "title": (inspect.getdoc(type(error)) or "").partition("\n")[0],
        "status": status,
        "detail": _said(error),
        "code": error.code,
        "arguments": _arguments(error),
    }
    return to_json(document, inf_nan_mode="null")


def load(document: bytes, where: str) -> CrmError | None:
    """The error that a problem from the server at ``where`` stands for; None where it is none of ours."""
    try:
        problem = from_json(document)
    except ValueError:
        return None
    if not isinstance(problem, dict) or not isinstance(arguments := problem.get("arguments"), dict):
        return None
    return made(str(problem.get("code")), arguments, where)


def made(code: str, arguments: dict[str, Any], where: str = "") -> CrmError | None:
    """The error of that code, made with these arguments; None where it is none of ours."""
    kind = kinds().get(code)
    return None if kind is None else _made(kind, arguments, where)


def remark(error: CrmError) -> Remark:
    """An error as a remark about one of many."""
    return Remark(error.sentence, error.parameters, code=error.code, arguments=_arguments(error))


def _said(error: CrmError) -> str:
    """The error's sentence, without the place where a store lies."""
    place = error.parameters.get(_PLACE, "")
    if isinstance(error, StoreError) and place and not place.startswith("http"):
        return _(error.sentence) % {**error.parameters, _PLACE: "crm-tui"}
    return str(error)


def kinds() -> dict[str, type[CrmError]]:
    """All errors by their codes."""
    return {kind.code: kind for kind in _tree(CrmError)}


def _tree(kind: type[CrmError]) -> Iterator[type[CrmError]]:
    for child in kind.__subclasses__():
        yield from _tree(child)
    yield kind


def _arguments(error: CrmError) -> dict[str, Any]:
    """What the error was made with, by the names of its parameters, as JSON has it."""
    types = _parameters(type(error))
    given, named = error.given
    told = inspect.signature(type(error).__init__).bind(error, *given, **named)
    told.apply_defaults()
    return {
        name: TypeAdapter(types[name]).dump_python(value, mode="json")
        for name, value in told.arguments.items()
        if name in types and not (name == _PLACE and isinstance(error, StoreError))
    }


def _made(kind: type[CrmError], arguments: dict[str, Any], where: str) -> CrmError | None:
    types = _parameters(kind)
    told = {**arguments, **({_PLACE: where} if _PLACE in types else {})}
    if set(told) != set(types):
        return None
    try:
        return kind(**{name: TypeAdapter(types[name]).validate_python(told[name]) for name in types})
    except (ValidationError, IndexError):
        return None


def _parameters(kind: type[CrmError]) -> dict[str, Any]:
    """The types of what an error of this kind is made with."""
    hints = get_type_hints(kind.__init__)
    named = inspect.signature(kind.__init__).parameters.values()
    return {each.name: hints[each.name] for each in named if each.name in hints and each.kind is not each.VAR_KEYWORD}
