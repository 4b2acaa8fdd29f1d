"""Tasks: what a manager has promised to do next, and by when (F2, P11)."""

from dataclasses import dataclass
from datetime import datetime

from crm_tui.domain.ids import RecordId, TaskId, UserId
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.values import UNSET, Line, TaskInfo, TaskKind, Text, Unset


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as a line of a list; ``title`` names the card that it is on, ``entity`` says what that is."""

    task: TaskInfo
    subject_id: RecordId
    entity: str
    title: str
    assignee: str


@dataclass(frozen=True)
class PlanTask(Command[TaskInfo]):
    """A task on a card, for the caller where nobody is named. Raises NotFound, InvalidValue where the text is empty."""

    route = Route("POST", "/records/{subject_id}/tasks")
    subject_id: RecordId
    text: Text
    due_at: datetime | None = None
    kind: TaskKind = TaskKind.OTHER
    assignee: UserId | None | Unset = UNSET


@dataclass(frozen=True)
class EditTask(Command[TaskInfo]):
    """Change a task: what is UNSET stays as it is. Raises NotFound, InvalidValue where the text is empty."""

    route = Route("PATCH", "/tasks/{task_id}")
    task_id: TaskId
    text: Text | Unset = UNSET
    due_at: datetime | None | Unset = UNSET
    kind: TaskKind | Unset = UNSET
    assignee: UserId | None | Unset = UNSET


@dataclass(frozen=True)
class CompleteTask(Command[TaskInfo]):
    """Mark a task done; who and when is kept. Raises NotFound."""

    route = Route("POST", "/tasks/{task_id}/done")
    task_id: TaskId
    result: Line = ""


@dataclass(frozen=True)
class ReopenTask(Command[TaskInfo]):
    """A task that was done is to be done after all. Raises NotFound."""

    route = Route("POST", "/tasks/{task_id}/open")
    task_id: TaskId


@dataclass(frozen=True)
class DeleteTask(Command[None]):
    """Take a task out of sight. Raises NotFound."""

    route = Route("DELETE", "/tasks/{task_id}")
    task_id: TaskId


@dataclass(frozen=True)
class ListTasks(Query[tuple[TaskRow, ...]]):
    """Open tasks, the next one first: of a colleague, on a card, due before a moment; all where nothing is asked."""

    route = Route("GET", "/tasks")
    assignee: UserId | None = None
    subject_id: RecordId | None = None
    due_before: datetime | None = None
    limit: int = 100
