"""Phones and e-mails as fields of a card: one line each, with its label, edited as "number (label)" (D5)."""

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from crm_tui.domain.fields import FieldKind
from crm_tui.i18n import _
from crm_tui.operations.values import Email, Phone
from crm_tui.screens.card.faults import BadField
from crm_tui.screens.dialogs import checks
from crm_tui.widgets.card.data import CardField
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.plain import content
from crm_tui.widgets.wording import labelled, read_emails, read_phones

Point = TypeVar("Point")

PHONES: Final = "phones"
EMAILS: Final = "emails"


def phone_fields(prefix: str, phones: Sequence[Phone], glyphs: Glyphs, *, more: int | None = None) -> list[CardField]:
    """The phones as lines, an empty first one where there is none; ``more`` is the place of one that is being added."""
    return [
        CardField(
            name=f"{prefix}{PHONES}.{at}",
            label=(phone.label if phone else "") or _("Phone"),
            shown=content(phone.typed) if phone else content(""),
            text=labelled((phone,)) if phone else "",
            kind=FieldKind.PHONE,
            remark=content(f"{glyphs.overdue} {_(phone.problem)}", "$text-warning")
            if phone and phone.problem
            else content(""),
            cut=True,
        )
        for at, phone in enumerate(_padded(phones, more))
    ]


def email_fields(prefix: str, emails: Sequence[Email], *, more: int | None = None) -> list[CardField]:
    """The e-mails as lines, an empty first one where there is none."""
    return [
        CardField(
            name=f"{prefix}{EMAILS}.{at}",
            label=(email.label if email else "") or _("E-mail"),
            shown=content(email.typed) if email else content(""),
            text=labelled((email,)) if email else "",
            kind=FieldKind.EMAIL,
            cut=True,
        )
        for at, email in enumerate(_padded(emails, more))
    ]


def with_phone(phones: Sequence[Phone], at: int, text: str, region: str) -> tuple[Phone, ...]:
    """The phones with another text in one place; an empty text takes it away."""
    return _with(phones, at, read_phones(text.replace(";", " "), region, phones))


def with_email(emails: Sequence[Email], at: int, text: str) -> tuple[Email, ...]:
    """The e-mails with another text in one place; an empty text takes it away. Raises BadField."""
    if fault := checks.optional(checks.email)(text.strip()):
        raise BadField(fault)
    return _with(emails, at, read_emails(text))


def _padded(points: Sequence[Point], more: int | None) -> Iterable[Point | None]:
    wanted = max(1, len(points), 0 if more is None else more + 1)
    return [*points, *([None] * (wanted - len(points)))]


def _with(points: Sequence[Point], at: int, read: Iterable[Point]) -> tuple[Point, ...]:
    return (*points[:at], *read, *points[at + 1 :])
