"""Moments as they are typed behind a command."""

from datetime import datetime

from crm_tui.cli.session import Session
from crm_tui.domain import due
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue


def moment(session: Session, words: str | None, field: str = "due_at") -> datetime | None:
    """The moment that words name; None where there are none. Raises InvalidValue."""
    if not words:
        return None
    found = due.parse(words, session.clock.now().astimezone())
    if found is None:
        raise InvalidValue(field, N_("is no moment; type it as “tomorrow 10:00” or “25.12 12:00”"))
    return found
