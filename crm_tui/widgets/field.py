"""A field of a card, edited where it stands: enter saves, esc restores, tab saves and goes on."""

from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from crm_tui.i18n import N_
from crm_tui.widgets.plain import MUTED, one_line

UNREAD: Final = "┄"


class Field(Vertical, can_focus=True):
    """A value with its name; the cursor rests on it, and typing into it happens in place.

    ``name`` is the field's name in requests. ``text`` is what the editor starts with, which need not be what is shown.
    A field that is not ``typed`` is changed in a dialog: it only says that it was asked for. Until it is shown a value
    there is nothing to edit; ``locked`` says why there is not for this person. ``seen`` is the version of the value on
    which typing began: what is shown may go on since.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,e", "edit", N_("Edit"), id="field.edit"),
        Binding("escape", "restore", N_("Restore"), id="field.restore"),
        Binding("tab", "save(True)", N_("Save and go on"), id="field.save_on"),
        Binding("ctrl+s", "save(False)", N_("Save"), id="field.save"),
    ]

    class Asked(Message):
        """A field that is changed in a dialog is to be changed."""

        def __init__(self, field: "Field") -> None:
            super().__init__()
            self.field = field

    class Judged(Message):
        """What is wrong with what was typed is said, or no longer so."""

    class Saved(Message):
        """What was typed is to be written; ``go_on`` asks for the next field afterwards."""

        def __init__(self, field: "Field", text: str, go_on: bool) -> None:
            super().__init__()
            self.field = field
            self.text = text
            self.go_on = go_on

    def __init__(self, name: str, label: str, *, long: bool = False, typed: bool = True) -> None:
        super().__init__(id=f"field-{name.replace('_', '-')}", classes="field")
        self.field_name = name
        self._label = label
        self._long = long
        self._typed = typed
        self._text = ""
        self._begun = ""
        self._version = 0
        self.seen = 0
        self.locked = ""
        self._fault = ""
        self._shown = Content("")
        self._busy = False
        self._passing = False
        self._is_read = False

    def compose(self) -> ComposeResult:
        """The value as it is shown; the editor and the fault come when they are needed."""
        with Horizontal(classes="field-line"):
            if self._label:
                yield Static(Content(self._label), classes="field-label", markup=False)
            yield Static(Content.styled(UNREAD, MUTED), classes="field-value", markup=False)

    @property
    def editing(self) -> bool:
        """Whether it is being typed into."""
        return self._editor is not None

    @property
    def text(self) -> str:
        """What is typed where it is being edited, what is stored otherwise."""
        editor = self._editor
        if isinstance(editor, Input):
            return editor.value
        return self._text if editor is None else str(getattr(editor, "text", ""))

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not stored yet."""
        return self.editing and self.text != self._begun

    @property
    def fault(self) -> str:
        """What is wrong with what was typed, in words."""
        return self._fault

    def show(self, shown: Content, text: str, version: int = 0) -> None:
        """Take a value over; what is being typed stays as it is."""
        self._shown, self._text, self._version = shown, text, version
        self._is_read = True
        self._draw()

    async def action_edit(self) -> None:
        """Open the editor over the value."""
        if not self._typed:
            self.post_message(self.Asked(self))
        elif not self.editing:
            self._begun, self.seen = self._text, self._version
            editor = self._new_editor()
            await self.query_one(".field-line").mount(editor)
            self.add_class("-editing")
            self.screen.set_focus(editor)  # at once: the next key may be here already

    async def action_restore(self) -> None:
        """Leave what is stored as it is."""
        await self.close()

    def action_save(self, go_on: bool) -> None:
        """Hand over what was typed."""
        if self.editing and not self._busy:
            self._busy = True
            self.post_message(self.Saved(self, self.text, go_on))

    async def close(self) -> None:
        """Put the editor away and the cursor back on the field."""
        self._busy = False
        editor = self._editor
        if editor is not None:
            await self._set_fault("")
            self.remove_class("-editing")
            self.screen.set_focus(self)
            await editor.remove()

    async def fail(self, sentence: str, *, passing: bool = False) -> None:
        """Say beside the field what is wrong; what was typed stays. ``passing`` is no fault of what was typed."""
        self._busy, self._passing = False, passing
        await self._set_fault(sentence)
        if (editor := self._editor) is not None:
            editor.focus()

    async def forgive(self) -> None:
        """Take back what was said of a fault that has passed; what was typed stays."""
        if self._passing:
            self._passing = False
            await self._set_fault("")

    def go_back(self, seen: int) -> None:
        """Let the person type on, knowing what the value has become up to that version."""
        self._busy, self.seen = False, seen
        if (editor := self._editor) is not None:
            editor.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Restoring and saving are the editor's; while it is closed those keys mean what they mean on the screen."""
        if action in ("restore", "save"):
            return self.editing
        if action == "edit" and self.locked:
            return None
        return not (action == "edit" and (self.editing or not self._is_read))

    def why_disabled(self, action: str) -> str | None:
        """Why it may not be edited."""
        return self.locked if action == "edit" and self.locked else None

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line saves it."""
        event.stop()
        self.action_save(False)

    async def on_click(self, event: events.Click) -> None:
        """A second click on the field edits it."""
        if event.chain == 2:
            await self.run_action("edit")

    @property
    def _editor(self) -> Widget | None:
        return next(iter(self.query(".field-editor")), None) if self.is_mounted else None

    def _new_editor(self) -> Widget:
        if not self._long:
            editor = Input(self._text, compact=True, select_on_focus=False, classes="field-editor")
            editor.cursor_position = len(self._text)
            return editor
        from textual.widgets import TextArea

        area = TextArea(self._text, compact=True, classes="field-editor field-long")
        area.move_cursor(area.document.end)
        return area

    def _draw(self) -> None:
        shown = self._shown if self._shown.plain else Content.styled("—", MUTED)
        self.query_one(".field-value", Static).update(shown)

    async def _set_fault(self, sentence: str) -> None:
        self._fault = sentence
        self.post_message(self.Judged())
        await self.query(".field-fault").remove()
        if sentence:
            await self.mount(Static(Content(one_line(sentence)), classes="field-fault", markup=False))
