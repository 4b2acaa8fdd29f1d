"""What can be written on a card, the key of each, and the fields that it asks for."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from textual.binding import Binding
from textual.suggester import SuggestFromList

from crm_tui.i18n import N_, _
from crm_tui.operations.values import TaskKind, User
from crm_tui.widgets.field_form import Check, Choice, FieldKind, FormField
from crm_tui.widgets.wording import TASK_KINDS


class Mode(StrEnum):
    """What is being written."""

    TASK = "task"
    NOTE = "note"
    MEMO = "memo"
    CALL = "call"
    SMS = "sms"


_GROUP: Final = Binding.Group(N_("Write down"))
NAMES: Final = {
    Mode.TASK: ("T", N_("Task")),
    Mode.NOTE: ("i", N_("Note")),
    Mode.MEMO: ("M", N_("Memo")),
    Mode.CALL: ("C", N_("Call")),
    Mode.SMS: ("S", N_("SMS")),
}
REACHING: Final = (("w", N_("Write")),)
"""Keys of the card that write somewhere else and are offered beside these."""
KEYS: Final = tuple(
    Binding(key, f"compose('{mode}')", name, show=False, id=f"composer.{mode}", group=_GROUP)
    for mode, (key, name) in NAMES.items()
)
INCOMING: Final = "in"
_OUTGOING: Final = "out"


def task_fields(colleagues: Iterable[User]) -> list[FormField]:
    """What, by when, what kind, by whom."""
    kinds = tuple(Choice(kind.value, _(name)) for kind, name in TASK_KINDS.items())
    names = SuggestFromList([user.name for user in colleagues], case_sensitive=False)
    return [
        FormField("text", _("What is to be done"), check=_said(_("Say what is to be done."))),
        FormField("due", _("By when"), placeholder=_("tomorrow 10:00, fri 15:30, 25.12, +3d")),
        FormField("kind", _("Kind"), TaskKind.CALL.value, FieldKind.CHOICE, kinds),
        FormField("assignee", _("Who"), placeholder=_("me"), suggester=names),
    ]


def call_fields() -> list[FormField]:
    """Who called, how long, what was said."""
    ways = (Choice(_OUTGOING, _("we called")), Choice(INCOMING, _("they called")))
    return [
        FormField("way", _("Who called"), _OUTGOING, FieldKind.CHOICE, ways),
        FormField("length", _("How long"), placeholder=_("4:12 or 4 min; empty where nobody answered"), check=_length),
        FormField("text", _("What was said"), kind=FieldKind.LONG),
    ]


def seconds(text: str) -> int | None:
    """A call's length: "4:12", "1:02:03", "4" and "4 min" are minutes first; None where it is none of these."""
    head, *tail = text.strip().split(":")
    if not tail:
        head = head.split()[0] if head.split() else ""
        return int(head) * 60 if _number(head) else None
    if len(tail) > 2 or not all(_number(part) for part in (head, *tail)) or any(int(part) > 59 for part in tail):
        return None
    total = 0
    for part in (head, *tail):
        total = total * 60 + int(part)
    return total


def _number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5


def _length(text: str) -> str:
    understood = not text or seconds(text) is not None
    return "" if understood else _("Not understood; write minutes and seconds as 4:12.")


def _said(sentence: str) -> Check:
    """A check that something was written at all."""
    return lambda text: "" if text.strip() else sentence
