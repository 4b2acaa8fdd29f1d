"""Errors as HTTP answers: the status that goes with each, and a problem document as the body (RFC 9457)."""

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from crm_tui.operations import problems, wire
from crm_tui.operations.errors import (
    CrmError,
    DocumentTooLarge,
    InvalidValue,
    KeyReused,
    LoginNeeded,
    Malformed,
    NotAllowed,
    NotFound,
    Refused,
    StoreError,
    TooLarge,
    TooManyLogins,
)

RETRY_SECONDS: Final = 1

# The first that fits counts.
_STATUS: Final[tuple[tuple[type[CrmError], int], ...]] = (
    (LoginNeeded, 401),
    (TooManyLogins, 429),
    (NotAllowed, 403),
    (NotFound, 404),
    (TooLarge, 413),
    (DocumentTooLarge, 413),
    (Malformed, 400),
    (InvalidValue, 422),
    (KeyReused, 422),
    (Refused, 409),
    (StoreError, 503),
    (CrmError, 500),
)


def status_of(kind: type[CrmError]) -> int:
    """The HTTP status that goes with an error."""
    return next(status for base, status in _STATUS if issubclass(kind, base))


def answer(error: CrmError) -> Response:
    """An error as an answer."""
    status = status_of(type(error))
    return Response(problems.dump(error, status), status, _headers(error, status), wire.PROBLEM)


def _headers(error: CrmError, status: int) -> Mapping[str, str]:
    if isinstance(error, TooManyLogins):
        return {"Retry-After": error.parameters["seconds"]}
    if status == 401:
        return {"WWW-Authenticate": 'Bearer realm="crm-tui"'}
    return {"Retry-After": str(RETRY_SECONDS)} if status == 503 else {}
