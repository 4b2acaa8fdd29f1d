"""Tasks of a deal."""

from crm_tui.domain.ids import new_id
from crm_tui.i18n import N_
from crm_tui.operations.deals import DealCard
from crm_tui.operations.errors import InvalidValue, NotFound
from crm_tui.operations.tasks import CompleteTask, PlanTask
from crm_tui.operations.values import Unset
from crm_tui.storage import records
from crm_tui.storage.context import Context, handles, to_ms
from crm_tui.storage.handlers.deal_reads import card
from crm_tui.storage.handlers.deals import touch
from crm_tui.storage.tables import Task


@handles(PlanTask)
def plan_task(context: Context, command: PlanTask) -> DealCard:
    """A task on a deal."""
    deal = records.deal(context.session, command.deal_id)
    if not command.text.strip():
        raise InvalidValue("text", N_("is empty; type what is to be done"))
    assignee = context.actor.id if isinstance(command.assignee, Unset) else command.assignee
    if assignee is not None:
        records.member(context.session, assignee)
    context.session.add(
        Task(
            id=new_id(context.now),
            subject_id=deal.id,
            deal_id=deal.id,
            kind=command.kind,
            text=command.text.strip(),
            due_at=None if command.due_at is None else to_ms(command.due_at),
            assignee_id=assignee,
            created_at=context.now,
        )
    )
    touch(context, deal)
    return card(context, deal)


@handles(CompleteTask)
def complete_task(context: Context, command: CompleteTask) -> DealCard:
    """Mark a task done."""
    task = context.session.get(Task, command.task_id)
    if task is None or task.deleted_at is not None:
        raise NotFound(N_("task"), command.task_id)
    deal = records.deal(context.session, task.subject_id)
    if task.done_at is None:
        task.done_at, task.done_by, task.result = context.now, context.actor.id, command.result
    touch(context, deal)
    return card(context, deal)
