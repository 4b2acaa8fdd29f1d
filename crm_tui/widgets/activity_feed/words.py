"""What an item of the feed says: when, who, what, and what stands on the right."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from crm_tui.domain.text import clean, initials
from crm_tui.i18n import N_, _
from crm_tui.operations.feed import FeedItem, FeedKind
from crm_tui.operations.notes import Channel
from crm_tui.operations.values import Event, TaskInfo
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.history_words import event_words
from crm_tui.widgets.shown import NBSP
from crm_tui.widgets.wording import MONTHS, TASK_KINDS

CHANNELS: Final = {
    Channel.CALL: N_("call"),
    Channel.SMS: N_("SMS"),
    Channel.EMAIL: N_("e-mail"),
    Channel.VIBER: N_("Viber"),
    Channel.TELEGRAM: N_("Telegram"),
    Channel.WHATSAPP: N_("WhatsApp"),
    Channel.MEETING: N_("meeting"),
    Channel.OTHER: N_("message"),
}
OPENED: Final = "opened"
"""The state of what was begun in another program."""
STATES: Final = {
    "queued": N_("queued"),
    "sent": N_("sent"),
    "delivered": N_("delivered"),
    "failed": N_("failed"),
    OPENED: N_("result unknown"),
}
_PLAIN: Final = str.maketrans({"→": ">", "←": "<", "—": "-", "…": "~", NBSP: " "})
_MOST_LETTERS: Final = 4_000


class Said(NamedTuple):
    """An item in words. ``text`` may have several lines; ``lead_style``, ``style`` and ``note_style`` are names."""

    lead: str
    who: str
    text: str
    note: str = ""
    lead_style: str = "muted"
    style: str = "text"
    note_style: str = "muted"


def said(item: FeedItem, now: datetime, glyphs: Glyphs) -> Said:
    """Something that happened."""
    at = item.at.astimezone(now.tzinfo)
    lead = f"{at:%H:%M}"
    who = initials(item.author)
    where = _where(item)
    match item.kind:
        case FeedKind.CHANGE:
            event = Event(0, item.at, item.author, item.operation, item.lines)
            return Said(lead, who, where + event_words(event), style="muted")
        case FeedKind.NOTE:
            return Said(lead, who, where + _cleaned(item.text), _("edited") if item.edited else "", style="note")
        case FeedKind.MEMO:
            return Said(lead, who, f"{where}{_('memo')}: {_cleaned(item.text)}", style="note")
        case FeedKind.TASK:
            return Said(lead, who, where + _done(item, glyphs), style="done")
        case FeedKind.COMMUNICATION:
            problem = _cleaned(item.problem)
            state = problem or _(STATES.get(item.state, "")) if item.state or problem else ""
            failed = "error" if item.state == "failed" else "muted"
            return Said(lead, who, where + _communication(item), state, note_style=failed)
        case FeedKind.DOCUMENT:
            return Said(lead, who, f"{where}{_('document')}: {_cleaned(item.text)}")


def coming(item: FeedItem, now: datetime, glyphs: Glyphs) -> Said:
    """A task that is still to be done."""
    task = item.task
    due = task.due_at if task else None
    late = due is not None and due < now
    sign = glyphs.overdue if late else " "
    kind = _(TASK_KINDS[task.kind]) if task else ""
    return Said(
        f"{sign} {_due(due, now)}",
        "",
        f"{_where(item)}{kind}: {_cleaned(item.text)}",
        initials(item.author),
        lead_style="error" if late else "due",
        style="text",
    )


def dash(glyphs: Glyphs) -> str:
    """What stands around the name of a day, and for what is not read yet."""
    return "┄" if glyphs.cut == "…" else glyphs.line


def plain_signs(text: str, glyphs: Glyphs) -> str:
    """The text in the signs of this terminal."""
    return text if glyphs.cut == "…" else text.translate(_PLAIN)


def day(at: datetime, now: datetime) -> str:
    """The rule above a day's items."""
    local = at.astimezone(now.tzinfo)
    year = "" if local.year == now.year else f" {local.year}"
    return f"{local.day}{NBSP}{_(MONTHS[local.month - 1])}{year}"


def _where(item: FeedItem) -> str:
    """On which card it was, where that is not the one that is open."""
    return f"{_cleaned(item.title)}: " if item.title else ""


def _done(item: FeedItem, glyphs: Glyphs) -> str:
    task: TaskInfo | None = item.task
    kind = _(TASK_KINDS[task.kind]) if task else ""
    result = f" — {_cleaned(item.state)}" if item.state else ""
    return f"{glyphs.mark} {kind}: {_cleaned(item.text)}{result}"


def _communication(item: FeedItem) -> str:
    channel = _(CHANNELS[item.channel]) if item.channel else ""
    way = "←" if item.incoming else "→"
    length = f" {item.seconds // 60}:{item.seconds % 60:02}" if item.seconds is not None else ""
    address = f"  {_cleaned(item.address)}" if item.address else ""
    text = f"  {_cleaned(item.text)}" if item.text else ""
    opened = f" {_('opened')}" if item.state == OPENED else ""
    return f"{channel} {way}{opened}{length}{address}{text}"


def _due(due: datetime | None, now: datetime) -> str:
    if due is None:
        return _("some day")
    local = due.astimezone(now.tzinfo)
    clock = f"{local:%H:%M}"
    if local.date() == now.date():
        return f"{_('today')} {clock}"
    return f"{day(due, now)} {clock}"


def _cleaned(text: str) -> str:
    """Several lines of anybody's text, each harmless."""
    return "\n".join(clean(line) for line in text[:_MOST_LETTERS].splitlines())


def whole(item: FeedItem) -> Sequence[str]:
    """The item's own text in full, line by line, for reading it alone."""
    return [clean(line) for line in item.text.splitlines()] or [""]
