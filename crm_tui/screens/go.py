"""After g: one line that shows where the next key goes, and waits for it."""

from enum import StrEnum
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from crm_tui.i18n import N_
from crm_tui.screens.closing import ClosesOnce
from crm_tui.widgets.keys import KeyHints


class Destination(StrEnum):
    """A place that the program has."""

    BOARD = "board"
    TRIAGE = "triage"
    CONTACTS = "contacts"
    COMPANIES = "companies"
    DUPLICATES = "duplicates"
    MENTIONS = "mentions"
    SETTINGS = "settings"


class GoScreen(ModalScreen[Destination | None], ClosesOnce[Destination | None]):
    """Waits for the key of a destination; any other key goes nowhere."""

    CSS_PATH = "../styles/go.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "go('board')", N_("Board"), id="go.board"),
        Binding("t", "go('triage')", N_("Triage"), id="go.triage"),
        Binding("c", "go('contacts')", N_("Contacts"), id="go.contacts"),
        Binding("o", "go('companies')", N_("Companies"), id="go.companies"),
        Binding("d", "go('duplicates')", N_("Duplicates"), id="go.duplicates"),
        Binding("n", "go('mentions')", N_("Where I am mentioned"), id="go.mentions"),
        Binding("s", "go('settings')", N_("Settings"), id="go.settings"),
        Binding("escape", "cancel", N_("Stay here"), id="go.cancel"),
    ]

    def compose(self) -> ComposeResult:
        """Nothing but the choices."""
        yield KeyHints(limit=9)

    def on_key(self, event: events.Key) -> None:
        """A key that is no choice ends the waiting and does nothing else."""
        if event.key not in self.active_bindings:
            event.stop()
            self.dismiss(None)

    def action_go(self, where: str) -> None:
        """Go where the key says."""
        self.dismiss(Destination(where))

    def action_cancel(self) -> None:
        """Stay."""
        self.dismiss(None)
