"""Commands that may be sent twice: carried out once, and answered the same again by what is kept of the first time."""

import hashlib
from typing import Any

from sqlalchemy import Connection

from crm_tui.operations.adapters import answers, requests
from crm_tui.operations.base import Command
from crm_tui.operations.errors import KeyReused, ToldOnce
from crm_tui.storage import database
from crm_tui.storage.callers import Caller

_DAY_MS = 86_400_000
KEPT_MS = 7 * _DAY_MS
"""How long an answer is kept: far longer than anybody goes on sending the same command."""

_COLUMNS = ("key", "actor_id", "digest", "answer", "at")


def earlier(receipt: tuple[str, str] | None, command: Command[Any]) -> tuple[Any] | None:
    """The answer that this very command had the first time, in a tuple of one.

    ``receipt`` is the digest and the answer that are kept under its key. Raises KeyReused for another command, and
    ToldOnce where the answer was a secret.
    """
    if receipt is None:
        return None
    digest, answer = receipt
    if digest != _digest(command):
        raise KeyReused
    if command.secret:
        raise ToldOnce
    return (answers(type(command)).validate_json(answer),)


def keep(connection: Connection, command: Command[Any], caller: Caller, answer: object, now: int) -> None:
    """Keep the answer beside the key, in the command's own transaction; of a secret one, only that it was given."""
    if caller.key:
        written = "" if command.secret else answers(type(command)).dump_json(answer).decode()
        receipt = (caller.key, caller.actor.id, _digest(command), written, now)
        database.insert(connection, "receipt", _COLUMNS, [receipt])


def drop_old(connection: Connection, now: int) -> None:
    """Drop what nobody will ask for again."""
    database.write(connection, "DELETE FROM receipt WHERE at < :oldest", {"oldest": now - KEPT_MS})


def _digest(command: Command[Any]) -> str:
    """What tells two commands apart; the rows of a streamed one are not looked at."""
    kind = type(command)
    said = b"" if kind.streamed else requests(kind).dump_json(command)
    return hashlib.sha256(kind.__name__.encode() + b"\0" + said).hexdigest()
