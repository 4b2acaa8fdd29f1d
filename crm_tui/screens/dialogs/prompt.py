"""One line of text that may stay empty."""

from collections.abc import Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.i18n import N_
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.one_line_input import OneLineInput


class PromptDialog(Dialog[str]):
    """Asks for a line; gives it as typed, "" where nothing was."""

    keys: tuple[tuple[str, str], ...] = (("enter", N_("go on")), ("esc", N_("back")))

    def __init__(self, title: str, placeholder: str = "", value: str = "") -> None:
        super().__init__()
        self.title_text = title
        self._placeholder = placeholder
        self._value = value

    def body(self) -> Iterable[Widget]:
        """The line."""
        yield OneLineInput(self._value, placeholder=self._placeholder)

    def answer(self) -> str | None:
        """What is typed."""
        return self.query_one(OneLineInput).value.strip()

    @property
    def unsent(self) -> bool:
        """Whether something typed would be lost by leaving."""
        return any(line.value not in ("", self._value) for line in self.query(OneLineInput))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_accept()
