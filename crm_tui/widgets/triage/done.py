"""What stands there when nothing waits: what was cleared, in what time, and what comes by itself."""

from datetime import datetime, timedelta

from textual.content import Content

from crm_tui.i18n import _, ngettext
from crm_tui.operations.triage import TriageQueue
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.plain import MUTED
from crm_tui.widgets.shown import elapsed
from crm_tui.widgets.wording import moment_text


def done(queue: TriageQueue, cleared: int, passed: timedelta, now: datetime, glyphs: Glyphs) -> Content:
    """A calm page."""
    title = Content.assemble((f"{glyphs.mark} ", "$text-success"), (_("Nothing waits."), "bold"))
    coming = [line for line in (_snoozed(queue, now), _due(queue, now)) if line]
    blocks = [title, Content(_cleared(cleared, passed)), Content.styled("\n".join(coming), MUTED)]
    blocks.append(Content.styled(_("What comes in shows up here by itself; esc goes to the board."), MUTED))
    return Content("\n\n").join(block for block in blocks if block.plain)


def _cleared(cleared: int, passed: timedelta) -> str:
    if not cleared:
        return ""
    words = ngettext("You cleared %(n)d deal in %(time)s.", "You cleared %(n)d deals in %(time)s.", cleared)
    return words % {"n": cleared, "time": elapsed(passed)}


def _snoozed(queue: TriageQueue, now: datetime) -> str:
    if queue.wakes_at is None:
        return ""
    words = ngettext(
        "%(n)d deal is snoozed; it comes back at %(when)s.",
        "%(n)d deals are snoozed; the next comes back at %(when)s.",
        queue.snoozed,
    )
    return words % {"n": queue.snoozed, "when": moment_text(queue.wakes_at, now)}


def _due(queue: TriageQueue, now: datetime) -> str:
    if queue.due_at is None:
        return ""
    return _("The next task is due at %(when)s.") % {"when": moment_text(queue.due_at, now)}
