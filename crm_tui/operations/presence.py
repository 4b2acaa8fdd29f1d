"""Who has a record open at the moment: said again every few seconds by the screens that show it, and soon forgotten."""

from dataclasses import dataclass
from datetime import datetime

from crm_tui.domain.ids import UserId
from crm_tui.domain.rights import Right
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.values import Line

SEEN_FOR_SECONDS = 15
"""How long somebody counts as looking after their screen last said so."""


@dataclass(frozen=True, slots=True)
class Looker:
    """A colleague who has the record open; ``seen_at`` is when their screen last said so."""

    user_id: UserId
    name: str
    initials: str
    seen_at: datetime


@dataclass(frozen=True)
class LookAt(Command[None]):
    """Say that the caller has a record open. It is no step of undo, and nobody's board is woken by it."""

    route = Route("PUT", "/presence/{subject_id}")
    right = Right.READ
    undoable = False
    subject_id: Line


@dataclass(frozen=True)
class LookAway(Command[None]):
    """Say that the caller has closed a record."""

    route = Route("DELETE", "/presence/{subject_id}")
    right = Right.READ
    undoable = False
    subject_id: Line


@dataclass(frozen=True)
class WhoLooks(Query[tuple[Looker, ...]]):
    """Who else has a record open, by name; the caller's own door is left out."""

    route = Route("GET", "/presence/{subject_id}")
    subject_id: Line
