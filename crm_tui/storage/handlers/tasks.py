"""Tasks on cards."""

from sqlmodel import col, select

from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import RecordId, TaskId, UserId, new_id
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue, NotFound
from crm_tui.operations.tasks import (
    CompleteTask,
    DeleteTask,
    EditTask,
    ListTasks,
    PlanTask,
    ReopenTask,
    TaskRow,
)
from crm_tui.operations.values import TaskInfo, TaskKind, Unset
from crm_tui.storage import records
from crm_tui.storage.context import Context, from_ms_or_none, handles, to_ms
from crm_tui.storage.handlers.deals import touch
from crm_tui.storage.subjects import entity_of, title_of
from crm_tui.storage.tables import Member, Task


@handles(PlanTask)
def plan_task(context: Context, command: PlanTask) -> TaskInfo:
    """A task on a card."""
    entity = entity_of(records.rows_of(context), command.subject_id)
    if entity is None:
        raise NotFound(N_("record"), command.subject_id)
    task = Task(
        id=new_id(context.now),
        subject_id=command.subject_id,
        deal_id=command.subject_id if entity is Entity.DEAL else None,
        kind=command.kind,
        text=_said(command.text),
        due_at=None if command.due_at is None else to_ms(command.due_at),
        assignee_id=_assignee(context, context.actor.id if isinstance(command.assignee, Unset) else command.assignee),
        created_at=context.now,
    )
    context.session.add(task)
    return _changed(context, task)


@handles(EditTask)
def edit_task(context: Context, command: EditTask) -> TaskInfo:
    """Change a task."""
    task = _task(context, command.task_id)
    if not isinstance(command.text, Unset):
        task.text = _said(command.text)
    if not isinstance(command.due_at, Unset):
        task.due_at = None if command.due_at is None else to_ms(command.due_at)
    if not isinstance(command.kind, Unset):
        task.kind = command.kind
    if not isinstance(command.assignee, Unset):
        task.assignee_id = _assignee(context, command.assignee)
    return _changed(context, task)


@handles(CompleteTask)
def complete_task(context: Context, command: CompleteTask) -> TaskInfo:
    """Mark a task done."""
    task = _task(context, command.task_id)
    if task.done_at is None:
        task.done_at, task.done_by, task.result = context.now, context.actor.id, command.result
    return _changed(context, task)


@handles(ReopenTask)
def reopen_task(context: Context, command: ReopenTask) -> TaskInfo:
    """A task is to be done after all."""
    task = _task(context, command.task_id)
    task.done_at, task.done_by, task.result = None, None, ""
    return _changed(context, task)


@handles(DeleteTask)
def delete_task(context: Context, command: DeleteTask) -> None:
    """Take a task out of sight."""
    task = _task(context, command.task_id)
    task.deleted_at = context.now
    _changed(context, task)


@handles(ListTasks)
def list_tasks(context: Context, query: ListTasks) -> tuple[TaskRow, ...]:
    """Open tasks, the next one first."""
    found = select(Task).where(col(Task.deleted_at).is_(None), col(Task.done_at).is_(None))
    if query.assignee is not None:
        found = found.where(Task.assignee_id == query.assignee)
    if query.subject_id is not None:
        found = found.where(Task.subject_id == query.subject_id)
    if query.due_before is not None:
        found = found.where(col(Task.due_at) < to_ms(query.due_before))
    ordered = found.order_by(col(Task.due_at).is_(None), col(Task.due_at), col(Task.id)).limit(query.limit)
    return tuple(_row(context, task) for task in context.session.exec(ordered).all())


def _row(context: Context, task: Task) -> TaskRow:
    rows = records.rows_of(context)
    entity = entity_of(rows, task.subject_id)
    member = context.session.get(Member, task.assignee_id) if task.assignee_id else None
    return TaskRow(
        task=_info(task),
        subject_id=RecordId(task.subject_id),
        entity=entity.value if entity else "",
        title=title_of(rows, task.subject_id),
        assignee=member.name if member else "",
    )


def _changed(context: Context, task: Task) -> TaskInfo:
    """Its deal begins to rot anew."""
    if task.deal_id is not None:
        touch(context, records.deal(context.session, task.deal_id))
    context.session.flush()
    return _info(task)


def _info(task: Task) -> TaskInfo:
    return TaskInfo(
        id=TaskId(task.id),
        kind=TaskKind(task.kind),
        text=task.text,
        due_at=from_ms_or_none(task.due_at),
        assignee_id=UserId(task.assignee_id) if task.assignee_id else None,
        done_at=from_ms_or_none(task.done_at),
    )


def _task(context: Context, task_id: str) -> Task:
    task = context.session.get(Task, task_id)
    if task is None or task.deleted_at is not None:
        raise NotFound(N_("task"), task_id)
    return task


def _said(text: str) -> str:
    if not text.strip():
        raise InvalidValue("text", N_("is empty; type what is to be done"))
    return text.strip()


def _assignee(context: Context, user: UserId | str | None) -> str | None:
    return None if user is None else records.member(context.session, user).id
