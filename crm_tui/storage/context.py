"""What a handler is given: the session, who asks, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlmodel import Session

from crm_tui.operations.base import Operation
from crm_tui.operations.documents import LIMIT_MB
from crm_tui.storage.callers import Actor
from crm_tui.storage.database import Database
from crm_tui.storage.vault import Vault

Answer = TypeVar("Answer")
Handler = Callable[["Context", Any], Any]


@dataclass(frozen=True, slots=True)
class Context:
    """One command's or question's surroundings. ``now`` is in milliseconds since 1970, ``operation`` its name.

    ``document_limit`` is how large a document may be, in megabytes; ``prepared`` what ``prepares`` made for a command.
    """

    session: Session
    actor: Actor
    operation: str
    origin: str
    now: int
    region: str
    currency: str
    base: Database
    document_limit: int = LIMIT_MB
    prepared: Any = None

    @property
    def vault(self) -> Vault:
        """Where the contents of documents lie, as this transaction sees and changes it."""
        return self.base.vault(self.session.connection())


HANDLERS: dict[type[Operation[Any]], Handler] = {}
PREPARERS: dict[type[Operation[Any]], Handler] = {}
Preparer = TypeVar("Preparer", bound=Handler)


def handles(
    operation: type[Operation[Answer]],
) -> Callable[[Callable[[Context, Any], Answer]], Callable[[Context, Any], Answer]]:
    """Register the function that carries an operation out."""

    def register(handler: Callable[[Context, Any], Answer]) -> Callable[[Context, Any], Answer]:
        HANDLERS[operation] = handler
        return handler

    return register


def prepares(operation: type[Operation[Any]]) -> Callable[[Preparer], Preparer]:
    """Register what makes, on one state of the base and before the transaction, what a command takes long to make.

    Such a command says of itself that it is ``prepared``. The right to it is checked before that too.
    """

    def register(preparer: Preparer) -> Preparer:
        PREPARERS[operation] = preparer
        return preparer

    return register


def to_ms(at: datetime) -> int:
    """A moment as the tables keep it: milliseconds since 1970, UTC."""
    return int(at.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """The moment that a table's milliseconds stand for, in UTC."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def from_ms_or_none(ms: int | None) -> datetime | None:
    """The same where there may be none."""
    return None if ms is None else from_ms(ms)
