"""What is in a document."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.i18n import N_
from crm_tui.screens.dialogs.dialog import Dialog


class DocumentDialog(Dialog[bool]):
    """The document as far as it can be drawn; True asks for its own program."""

    AUTO_FOCUS = "VerticalScroll"
    keys: tuple[tuple[str, str], ...] = (("o", N_("open in its own program")), ("esc", N_("back")))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "launch", N_("Open in its own program"), show=False, id="document.launch"),
    ]

    def __init__(self, name: str, body: Content) -> None:
        super().__init__()
        self.title_text = name
        self._body = body

    def body(self) -> Iterable[Widget]:
        """The document, to be scrolled."""
        with VerticalScroll(classes="dialog-reading") as scroll:
            yield Static(self._body, markup=False)
        scroll.can_focus = True

    def action_launch(self) -> None:
        """Go on in its own program."""
        self.dismiss(True)

    def action_accept(self) -> None:
        """Enter goes back as well."""
        self.dismiss(None)
