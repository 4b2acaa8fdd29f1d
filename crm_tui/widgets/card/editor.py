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

    def watch_value(self, old: str, new: str) -> None:
        """Space a phone number out while it is typed at its end; what is corrected inside stays as typed."""
        if self._phone_region is None or len(new) != len(old) + 1 or not new.startswith(old):
            return
        spaced = as_typed(new, self._phone_region)
        if spaced != new:
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
