"""Undo and redo from the journal, and the way back (P7)."""

from dataclasses import dataclass
from typing import Annotated

from crm_tui.domain.rights import Right
from crm_tui.operations.base import Change, Command, Query, Route
from crm_tui.operations.values import Between


@dataclass(frozen=True, slots=True)
class Step:
    """A transaction that was undone or done again: its operation and the records it touched.

    ``title`` is the deal's or the contact's; of ``ChangeDeals`` it is the kind of the act (``BulkAct.kind``).
    """

    seq: int
    operation: str
    subjects: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class UndoState:
    """What undo and redo would do next; None where there is nothing."""

    undo: Step | None
    redo: Step | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What was written, in order, and ``head``: the newest sequence of all, however many were asked for."""

    changes: tuple[Change, ...]
    head: int


@dataclass(frozen=True)
class ListChanges(Query[Changes]):
    """What was written after a sequence, by whom, to which records; of none asked for, the head alone."""

    route = Route("GET", "/changes")
    after: int = 0
    limit: Annotated[int, Between(0, 1_000)] = 500


@dataclass(frozen=True)
class Undo(Command[Step]):
    """Take back the caller's last change that is in force. Raises NothingToUndo, UndoRefused with who and when."""

    route = Route("POST", "/undo")
    right = Right.EDIT_OWN_VIEWS
    undoable = False


@dataclass(frozen=True)
class Redo(Command[Step]):
    """Do the caller's last undone change again. Raises NothingToRedo, UndoRefused with who and when."""

    route = Route("POST", "/redo")
    right = Right.EDIT_OWN_VIEWS
    undoable = False


@dataclass(frozen=True)
class GetUndoState(Query[UndoState]):
    """What undo and redo would do next."""

    route = Route("GET", "/undo")
