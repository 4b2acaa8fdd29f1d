"""``crm-tui undo`` and ``crm-tui redo``: the last change back, and again."""

import typer

from crm_tui.cli.output import Reply
from crm_tui.cli.session import Session, command
from crm_tui.i18n import N_, _
from crm_tui.operations.history import Redo, Step, Undo

# What was done, by the operation's name in the journal.
_DEEDS = {
    "CreateDeal": N_("a new deal"),
    "EditDeal": N_("an edit of a deal"),
    "MoveDeal": N_("a move of a deal"),
    "ShiftDeal": N_("a move inside a stage"),
    "ChangeDeals": N_("a change of several deals"),
    "CreateContact": N_("a new contact"),
    "EditContact": N_("an edit of a contact"),
    "TagContact": N_("tags of a contact"),
    "DeleteContact": N_("a deleted contact"),
    "PlanTask": N_("a new task"),
    "CompleteTask": N_("a task done"),
    "ImportRecords": N_("an import"),
}


def attach(app: typer.Typer) -> None:
    """Put the commands under the program."""
    command(app, "undo", _("Take back the last change."))(undo)
    command(app, "redo", _("Do the last undone change again."))(redo)


async def undo(session: Session) -> Reply:
    """Take back the last change that is in force."""
    return _told(_("Undone"), await session.do(Undo()))


async def redo(session: Session) -> Reply:
    """Do the last undone change again."""
    return _told(_("Done again"), await session.do(Redo()))


def _told(what: str, step: Step) -> Reply:
    deed = _(_DEEDS.get(step.operation, N_("a change")))
    title = " " + _("“%(title)s”") % {"title": step.title} if step.title else ""
    return Reply(step, [f"{what}: {deed}{title}"])
