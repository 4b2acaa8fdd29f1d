"""What all dialogs share: the frame, the way out, the line of keys."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.i18n import N_, _
from crm_tui.screens.closing import ClosesOnce
from crm_tui.widgets.field_form import FieldForm
from crm_tui.widgets.plain import MUTED, one_line

Result = TypeVar("Result")


class Dialog(ModalScreen[Result | None], ClosesOnce[Result | None], Generic[Result]):
    """A frame with a title, a body and a line of keys; esc gives None, and asks first where something was typed."""

    CSS_PATH = Path(__file__).parents[2] / "styles" / "dialogs.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-roomy")]  # noqa: RUF012 - as Textual types it
    AUTO_FOCUS = "Input, TextArea, OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", N_("Back"), id="dialog.cancel"),
        Binding("ctrl+s", "accept", N_("Save"), show=False, id="dialog.save"),
        Binding("enter", "accept", N_("Save"), show=False, id="dialog.accept"),
    ]

    title_text: str = ""
    keys: tuple[tuple[str, str], ...] = (("enter", N_("choose")), ("esc", N_("back")))

    def compose(self) -> ComposeResult:
        """The title, whatever the dialog asks, and the keys that answer it."""
        with Vertical(classes="dialog-frame"):
            if self.title_text:
                yield Static(Content(one_line(self.title_text)), classes="dialog-title", markup=False)
            yield from self.body()
            yield Static(self._key_line(), classes="dialog-keys", markup=False)

    def body(self) -> Iterable[Widget]:
        """The widgets between the title and the keys."""
        return ()

    def answer(self) -> Result | None:
        """What the dialog would give now; None where something is still wrong, and the dialog says what."""
        return None

    @property
    def unsent(self) -> bool:
        """Whether something typed would be lost by leaving."""
        return any(form.typed_into for form in self.query(FieldForm))

    def action_accept(self) -> None:
        """Give the answer, if there is one; a key that came before the dialog was drawn answers nothing."""
        answer = self.answer() if self.is_mounted else None
        if answer is not None:
            self.dismiss(answer)

    def action_cancel(self) -> None:
        """Leave with nothing; where something was typed, only after asking."""
        if self.unsent:
            self._ask_to_leave()
        else:
            self.dismiss(None)

    def _ask_to_leave(self) -> None:
        from crm_tui.screens.dialogs.confirm import ConfirmDialog

        def leave(sure: bool | None) -> None:
            if sure:
                self.dismiss(None)

        question = _("Leave and lose what you typed?")
        self.app.push_screen(ConfirmDialog(question, _("Lose it"), _("Go on typing")), leave)

    def _key_line(self) -> Content:
        parts: list[tuple[str, str]] = []
        for key, meaning in self.keys:
            parts += [(key, "$text-accent"), (f" {_(meaning)}   ", MUTED)]
        return Content.assemble(*parts)
