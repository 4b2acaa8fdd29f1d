"""``crm-tui undo`` and ``crm-tui redo``: the last change back, and again."""

import typer

from crm_tui.cli.output import Reply
from crm_tui.cli.session import Session, command
from crm_tui.i18n import _
from crm_tui.operations.history import Redo, Step, Undo


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
    from crm_tui.widgets.step_words import step_words

    return Reply(step, [f"{what}: {step_words(step)}"])
