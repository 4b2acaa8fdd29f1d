"""A question that is answered with yes or no."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.i18n import N_, _
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.plain import one_line


class ConfirmDialog(Dialog[bool]):
    """Yes by enter or y; no by esc or n. The words on both say what they do."""

    keys: tuple[tuple[str, str], ...] = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "accept", N_("Yes"), show=False, id="confirm.yes"),
        Binding("n", "cancel", N_("No"), show=False, id="confirm.no"),
    ]

    def __init__(self, question: str, yes: str = "", no: str = "") -> None:
        super().__init__()
        self._question = question
        self.keys = (("enter", yes or _("Yes")), ("esc", no or _("No")))

    def body(self) -> Iterable[Widget]:
        """The question."""
        yield Static(Content(one_line(self._question)), classes="dialog-text", markup=False)

    def answer(self) -> bool:
        """Yes."""
        return True

    def action_cancel(self) -> None:
        """No."""
        self.dismiss(False)
