"""``crm-tui tasks``: list, add, done and edit."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated

import typer

from crm_tui.cli import resolve
from crm_tui.cli.help_page import GroupPage
from crm_tui.cli.moments import moment
from crm_tui.cli.options import CardArgument, LimitOption
from crm_tui.cli.output import Reply, short, table, when
from crm_tui.cli.session import Session, command
from crm_tui.domain.ids import TaskId, UserId
from crm_tui.i18n import N_, _
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.tasks import CompleteTask, EditTask, ListTasks, PlanTask, TaskRow
from crm_tui.operations.values import UNSET, TaskInfo, TaskKind, Unset

app = typer.Typer(name="tasks", cls=GroupPage, help=_("Tasks: list, add, done, edit."), no_args_is_help=True)

OnOption = Annotated[str | None, typer.Option("--on", metavar="ID", help=_("Those of one card, by its id."))]
TaskArgument = Annotated[str, typer.Argument(metavar="ID", help=_("The task’s id, or the end of it as listed."))]
TextArgument = Annotated[str, typer.Argument(metavar="TEXT", help=_("What is to be done."))]
DueOption = Annotated[
    str | None, typer.Option(metavar="WHEN", help=_("Until when, in plain words: “tomorrow 10:00”, “+2h”, “25.12”."))
]
KindOption = Annotated[TaskKind | None, typer.Option(metavar="KIND", help=_("call, letter, meeting or other."))]
ForOption = Annotated[str | None, typer.Option("--for", metavar="NAME", help=_("The colleague whose task it is."))]
TextOption = Annotated[str | None, typer.Option(metavar="T", help=_("Another text."))]
ResultOption = Annotated[str, typer.Option(metavar="R", help=_("What came of it."))]


@command(app, "list", _("List open tasks, the next one first."))
async def list_tasks(session: Session, on: OnOption = None, who: ForOption = None, limit: LimitOption = 100) -> Reply:
    """Open tasks: all, on one card, or of one colleague."""
    subject = None if on is None else await resolve.card(session, on)
    assignee = None if who is None else await _colleague(session, who)
    rows = await session.ask(ListTasks(assignee=assignee, subject_id=subject, limit=min(limit, 500)))
    return Reply(rows, _lines(rows))


@command(app, "add", _("Plan a task on a card."))
async def add_task(
    session: Session,
    identity: CardArgument,
    text: TextArgument,
    due: DueOption = None,
    kind: KindOption = None,
    who: ForOption = None,
) -> Reply:
    """A new task; the caller's where nobody is named."""
    card = await resolve.card(session, identity)
    assignee = UNSET if who is None else await _colleague(session, who)
    task = await session.do(PlanTask(card, text, moment(session, due), kind or TaskKind.OTHER, assignee))
    return _told(_("Planned"), task)


@command(app, "done", _("Mark a task done."))
async def complete_task(session: Session, identity: TaskArgument, result: ResultOption = "") -> Reply:
    """A task done, by whom and when."""
    return _told(_("Done"), await session.do(CompleteTask(await _task(session, identity), result)))


@command(app, "edit", _("Change a task; what is not named stays as it is."))
async def edit_task(
    session: Session,
    identity: TaskArgument,
    text: TextOption = None,
    due: DueOption = None,
    kind: KindOption = None,
    who: ForOption = None,
) -> Reply:
    """A task as it is from now on; an empty deadline takes it away."""
    due_at: datetime | None | Unset = UNSET if due is None else moment(session, due)
    assignee = UNSET if who is None else await _colleague(session, who)
    command = EditTask(
        await _task(session, identity),
        text=UNSET if text is None else text,
        due_at=due_at,
        kind=UNSET if kind is None else kind,
        assignee=assignee,
    )
    return _told(_("Changed"), await session.do(command))


async def _task(session: Session, identity: str) -> TaskId:
    return TaskId(await resolve.by_id(session, "task", identity))


async def _colleague(session: Session, name: str) -> UserId:
    return resolve.by_name(await session.ask(ListUsers()), name, N_("colleague")).id


def _told(what: str, task: TaskInfo) -> Reply:
    return Reply(task, [f"{what}: {short(task.id)}  {task.text}  {when(task.due_at)}".rstrip()])


def _lines(rows: Sequence[TaskRow]) -> Iterator[str]:
    if not rows:
        yield _("No open tasks here.")
        return
    cells = [
        (short(row.task.id), when(row.task.due_at), row.task.text, row.title, row.assignee, short(row.subject_id))
        for row in rows
    ]
    yield from table((_("ID"), _("Due"), _("Task"), _("Card"), _("Responsible"), _("Card’s id")), cells)
