"""Money, moments and contact data as a person reads and types them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo
from typing import Final

from crm_tui.domain import phones
from crm_tui.domain.money import Money
from crm_tui.i18n import N_, _, language
from crm_tui.operations.values import BuyerState, Email, Phone, Tag, TaskInfo, TaskKind
from crm_tui.widgets import shown
from crm_tui.widgets.plain import MUTED

MONTHS: Final = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
WEEKDAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
TASK_KINDS: Final = {
    TaskKind.CALL: N_("call"),
    TaskKind.LETTER: N_("letter"),
    TaskKind.MEETING: N_("meeting"),
    TaskKind.OTHER: N_("other"),
}
BUYER_STYLES: Final = {
    BuyerState.SAVED: "$text-success",
    BuyerState.UNSAVED: "",
    BuyerState.EMPTY: MUTED,
}
_LABELLED: Final = re.compile(r"^(?P<typed>.*?)\s*\((?P<label>[^()]*)\)$", re.DOTALL)


def amount_typed(amount: Money | None) -> str:
    """An amount as a person would type it, for an editor: it reads back as the same amount in every language."""
    if amount is None:
        return ""
    digits = shown.number(amount, "uk").replace(shown.NBSP, " ")
    return digits.replace(",", ".") if language() == "en" else digits


def money_text(amount: Money | None) -> str:
    """An amount with its currency's sign; nothing for no amount."""
    return shown.amount(amount, language()) if amount else ""


def moment_text(at: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """A moment in the user's zone: today's by its time, this year's by day and month, others with the year."""
    local, today = at.astimezone(zone), now.astimezone(zone)
    clock = f"{local:%H:%M}"
    if local.date() == today.date():
        return clock
    day = f"{local.day}{shown.NBSP}{_(MONTHS[local.month - 1])}"
    return f"{day} {clock}" if local.year == today.year else f"{day} {local.year} {clock}"


def full_moment_text(at: datetime) -> str:
    """A moment in full, weekday first, as it stands: for reading back what was understood."""
    return f"{full_day_text(at)}, {at:%H:%M}"


def full_day_text(day: date) -> str:
    """A day in full, weekday first: for reading back what was understood."""
    return f"{_(WEEKDAYS[day.weekday()])} {day.day}{shown.NBSP}{_(MONTHS[day.month - 1])} {day.year}"


def next_task(tasks: Iterable[TaskInfo]) -> TaskInfo | None:
    """The open task that is due first, those without a deadline last; None where all is done."""
    return min(
        (task for task in tasks if task.done_at is None),
        key=lambda task: (task.due_at is None, task.due_at.timestamp() if task.due_at else 0.0),
        default=None,
    )


def labelled(points: Sequence[Phone] | Sequence[Email]) -> str:
    """Phones or e-mails on one line as they are typed: "+7 916 123-45-67 (work); +7 495 000-11-22"."""
    return "; ".join(f"{point.typed} ({point.label})" if point.label else point.typed for point in points)


def read_phones(text: str, region: str, known: Iterable[Phone] = ()) -> tuple[Phone, ...]:
    """The phones of a line, read as dialled in ``region``; one that was there before keeps what is known of it."""
    before = {(phone.typed, phone.label): phone for phone in known}
    return tuple(before.get(pair) or _phone(*pair, region) for pair in _pairs(text))


def read_emails(text: str) -> tuple[Email, ...]:
    """The e-mail addresses of a line."""
    return tuple(Email(*pair) for pair in _pairs(text))


def _phone(typed: str, label: str, region: str) -> Phone:
    found = phones.read(typed, region)
    return Phone(typed, label, found.e164, found.problem)


def _pairs(text: str) -> list[tuple[str, str]]:
    parts = (part.strip() for part in re.split(r"[;\n]", text))
    return [
        (found["typed"].strip(), found["label"].strip()) if _is_label(found) and found else (part, "")
        for part in parts
        if part
        for found in [_LABELLED.match(part)]
    ]


def _is_label(found: re.Match[str] | None) -> bool:
    """Whether the brackets at the end hold a label and not digits of the number: "(495) 000" is none."""
    return found is not None and bool(found["typed"]) and any(c.isalpha() for c in found["label"])


def tag_names(tags: Iterable[Tag]) -> str:
    """Tags as they are shown and typed."""
    return " ".join(f"#{tag.name}" for tag in tags)
