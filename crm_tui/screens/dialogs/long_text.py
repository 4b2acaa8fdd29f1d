"""A text of several lines, written anew."""

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from crm_tui.i18n import N_
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.plain import content


class LongTextDialog(Dialog[str]):
    """Gives the text once it says something; ``fault`` is why the store did not take it the last time."""

    keys: tuple[tuple[str, str], ...] = (("ctrl+s", N_("save")), ("esc", N_("back")))

    def __init__(self, title: str, text: str = "", fault: str = "") -> None:
        super().__init__()
        self.title_text = title
        self._text = text
        self._fault = fault

    def body(self) -> Iterable[Widget]:
        """The text, and what is wrong with it."""
        area = TextArea(self._text, classes="dialog-long")
        area.move_cursor(area.document.end)
        yield area
        yield Static(content(self._fault, "$text-error") if self._fault else Content(""), markup=False)

    def answer(self) -> str | None:
        """What is typed; None while that is nothing."""
        return self.query_one(TextArea).text.strip() or None

    @property
    def unsent(self) -> bool:
        """Whether something typed would be lost by leaving."""
        return bool(self.query(TextArea)) and self.query_one(TextArea).text != self._text
