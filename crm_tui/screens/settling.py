"""Asking the person whose value stays where a colleague changed the same field meanwhile."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App

from crm_tui.operations.errors import Conflict

if TYPE_CHECKING:
    from crm_tui.screens.dialogs.conflict import Resolution

Answer = TypeVar("Answer")


async def whose(app: App[Any], conflict: Conflict, now: datetime, *, typing: bool = True) -> "Resolution | None":
    """Whose value shall stay; None where the person goes back without deciding."""
    from crm_tui.screens.dialogs.conflict import ConflictDialog

    decided: Resolution | None = await app.push_screen_wait(ConflictDialog(conflict.clashes, now, typing=typing))
    return decided


async def insisting(
    app: App[Any], now: datetime, seen: int | None, do: Callable[[int | None], Awaitable[Answer]]
) -> Answer | None:
    """Do it, again where the person keeps theirs over what others wrote; None where it stays as the others have it."""
    while True:
        try:
            return await do(seen)
        except Conflict as conflict:
            from crm_tui.screens.dialogs.conflict import Resolution

            if await whose(app, conflict, now, typing=False) is not Resolution.MINE:
                return None
            seen = conflict.seq
