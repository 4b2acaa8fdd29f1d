"""What a field is typed into: one line or several, with help for phones while one types."""

from textual.widget import Widget
from textual.widgets import Input

from crm_tui.domain.fields import FieldKind
from crm_tui.domain.phones import as_typed
from crm_tui.widgets.card.data import CardField, Way
from crm_tui.widgets.one_line_input import OneLineInput


class LineEditor(OneLineInput):
    """A field's text on one line."""

    def __init__(self) -> None:
        super().__init__("", compact=True, select_on_focus=False, classes="card-editor")
        self._phone_region: str | None = None
        self.display = False

    def begin(self, field: CardField, text: str, region: str) -> None:
        """Start with a text, the cursor behind it."""
        self._phone_region = region if field.kind is FieldKind.PHONE else None
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)

    def replace(self, text: str, start: int, end: int) -> None:
        """Take in what is typed; a phone number is spaced out at its end, what is corrected inside stays as typed."""
        super().replace(text, start, end)
        if self._phone_region is None or len(text) != 1 or self.cursor_position != len(self.value):
            return
        spaced = as_typed(self.value, self._phone_region)
        if spaced != self.value:
            self.value = spaced
            self.cursor_position = len(spaced)


def long_editor(text: str) -> Widget:
    """A field's text on several lines, the cursor behind it."""
    from textual.widgets import TextArea

    area = TextArea(text, compact=True, classes="card-editor card-long")
    area.move_cursor(area.document.end)
    return area


def typed_in(editor: Widget) -> str:
    """What an editor holds."""
    return editor.value if isinstance(editor, Input) else str(getattr(editor, "text", ""))


def wanted(field: CardField) -> bool:
    """Whether the field is typed in place at all."""
    return field.way in (Way.LINE, Way.LONG)
