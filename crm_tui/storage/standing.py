"""Where a command begins: what its caller may do, whether it was done before, and whether it closes a way forward."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from crm_tui.domain.rights import Role, allowed
from crm_tui.operations.base import Operation
from crm_tui.operations.errors import NotAllowed
from crm_tui.storage import database
from crm_tui.storage.callers import Caller

_STANDING = """
    SELECT m.role, r.digest, r.answer,
        EXISTS (SELECT 1 FROM journal j WHERE j.actor_id = m.id AND j.kind = 'do' AND j.state = 'undone')
    FROM member m LEFT JOIN receipt r ON r.actor_id = m.id AND r.key = :key
    WHERE m.id = :actor AND m.deleted_at IS NULL
"""
_WHO_MAY = "SELECT name FROM member WHERE role IN ('owner', 'admin') AND deleted_at IS NULL ORDER BY id LIMIT 3"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a caller stands in this transaction, read in one trip.

    ``receipt`` is the digest and the answer of what was done under the caller's key, ``redo`` whether anything that
    the caller has undone can still be redone.
    """

    receipt: tuple[str, str] | None
    redo: bool


def standing(connection: Connection, operation: Operation[Any], caller: Caller) -> Standing:
    """By the role that the caller has now, not by the one when the door was opened. Raises NotAllowed."""
    asked = {"actor": caller.actor.id, "key": caller.key}
    found = database.rows(connection, _STANDING, asked, keyed=True)
    if not found or not allowed(Role(found[0][0]), operation.right):
        raise NotAllowed(_whom_to_ask(connection))
    _role, digest, answer, redo = found[0]
    return Standing(None if digest is None else (digest, answer), bool(redo))


def _whom_to_ask(connection: Connection) -> str:
    """The names of those who may change what the caller may not."""
    return ", ".join(name for (name,) in database.rows(connection, _WHO_MAY, {}))
