"""A deadline in plain words, read beside the typing and read back."""

import asyncio
from datetime import UTC, datetime

from textual.content import Content

from crm_tui.domain import due
from crm_tui.i18n import _
from crm_tui.widgets.plain import MUTED
from crm_tui.widgets.wording import full_moment_text


async def read(text: str, now_local: datetime) -> datetime | None:
    """What is meant, in the same clock as ``now_local``; read in a thread, so that typing never waits."""
    return await asyncio.to_thread(due.parse, text, now_local) if text.strip() else None


def in_utc(moment: datetime) -> datetime:
    """The moment of this machine's clock in UTC."""
    return moment.astimezone(UTC)


def fault() -> str:
    """What is said where the words are no moment."""
    return _("Not understood; try “tomorrow 10:00”, “fri 15:30” or “25.12”.")


def read_back(text: str, understood: datetime | None, now_local: datetime) -> Content:
    """What was understood, and that it is past where it is."""
    if not text.strip():
        return Content("")
    if understood is None:
        return Content.styled(_("when?"), MUTED)
    late = _("  already past") if understood < now_local else ""
    return Content.assemble((full_moment_text(understood), "$text-accent"), (late, "$text-warning"))
