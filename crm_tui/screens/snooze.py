"""After s: one line that asks until when, and waits for a key; a phrase is typed."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, Final

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from crm_tui.domain import due
from crm_tui.domain.clock import Clock
from crm_tui.i18n import N_, _
from crm_tui.screens.closing import ClosesOnce
from crm_tui.screens.dialogs.prompt import PromptDialog
from crm_tui.widgets.keys import KeyHints

_PHRASES: Final = {"tomorrow": "tomorrow", "hour": "+1h", "monday": "monday"}
_PHRASE: Final = "phrase"


class SnoozeScreen(ModalScreen[str | None], ClosesOnce[str | None]):
    """Waits for the key of a moment; any other key leaves the deal where it is."""

    CSS_PATH = "../styles/go.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,enter", "until('tomorrow')", N_("Until tomorrow"), id="snooze.tomorrow"),
        Binding("h", "until('hour')", N_("For an hour"), id="snooze.hour"),
        Binding("m", "until('monday')", N_("Until Monday"), id="snooze.monday"),
        Binding("p", "until('phrase')", N_("Until another moment"), id="snooze.phrase"),
        Binding("escape", "cancel", N_("Do not snooze"), id="snooze.cancel"),
    ]

    def compose(self) -> ComposeResult:
        """Nothing but the choices."""
        yield KeyHints(limit=9)

    def on_key(self, event: events.Key) -> None:
        """A key that is no choice ends the waiting and does nothing else."""
        if event.key not in self.active_bindings:
            event.stop()
            self.dismiss(None)

    def action_until(self, moment: str) -> None:
        """The moment that the key stands for."""
        self.dismiss(moment)

    def action_cancel(self) -> None:
        """No snooze."""
        self.dismiss(None)


class MomentDialog(PromptDialog):
    """Asks for a moment in plain words; takes only one that lies ahead."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(_("Snooze until"), _("tomorrow 10:00, fri 15:30, 25.12, +3d"))
        self._now = now

    def answer(self) -> str | None:
        """The words, where they name a moment ahead; else it is said what is wrong, and they stay."""
        typed = super().answer() or ""
        moment = due.parse(typed, self._now())
        if moment is not None and moment > self._now():
            return typed
        past = _("That has passed; type a moment that lies ahead.")
        unread = _("Not understood; try “tomorrow 10:00”, “fri 15:30” or “25.12”.")
        self.app.notify(unread if moment is None else past, severity="warning", markup=False)
        return None


async def until(app: App[object], clock: Clock) -> datetime | None:
    """The moment that a person chooses, in the user's zone; None where they go back. To be awaited in a worker."""

    def now() -> datetime:
        return clock.now().astimezone()

    chosen = await app.push_screen_wait(SnoozeScreen())
    words = await app.push_screen_wait(MomentDialog(now)) if chosen == _PHRASE else _PHRASES.get(chosen or "")
    return due.parse(words, now()) if words else None
