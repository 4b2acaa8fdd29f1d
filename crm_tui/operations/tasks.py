"""Tasks: what a manager has promised to do next, and by when (F2, P11)."""

from dataclasses import dataclass
from datetime import datetime

from crm_tui.domain.ids import DealId, TaskId, UserId
from crm_tui.operations.base import Command, Route
from crm_tui.operations.deals import DealCard
from crm_tui.operations.values import UNSET, Line, TaskKind, Text, Unset


@dataclass(frozen=True)
class PlanTask(Command[DealCard]):
    """A task on a deal, for the caller where nobody is named. Raises NotFound, InvalidValue where the text is empty."""

    route = Route("POST", "/deals/{deal_id}/tasks")
    deal_id: DealId
    text: Text
    due_at: datetime | None = None
    kind: TaskKind = TaskKind.OTHER
    assignee: UserId | None | Unset = UNSET


@dataclass(frozen=True)
class CompleteTask(Command[DealCard]):
    """Mark a task done; who and when is kept. Raises NotFound."""

    route = Route("POST", "/tasks/{task_id}/done")
    task_id: TaskId
    result: Line = ""
