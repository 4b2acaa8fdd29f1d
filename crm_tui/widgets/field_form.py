"""Forms as data: a list of fields, one renderer, the fault of a field beside it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from crm_tui.widgets.plain import content, folded, one_line
from crm_tui.widgets.tick_list import Tick, TickList

Check = Callable[[str], str]


class FieldKind(Enum):
    """How a field is filled."""

    LINE = auto()
    LONG = auto()
    CHOICE = auto()
    TICKS = auto()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a field offers."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form. ``check`` says what is wrong with a text, in words, or "" where nothing is.

    The value of ticks is the ids of those that are on, a line each.
    """

    name: str
    label: str
    value: str = ""
    kind: FieldKind = FieldKind.LINE
    choices: tuple[Choice, ...] = ()
    placeholder: str = ""
    check: Check | None = None
    suggester: Suggester | None = None
    hidden: bool = False


class ChoiceList(OptionList):
    """A few answers in a list of their own; a letter jumps to the next answer that begins with it."""

    def __init__(self, choices: Iterable[Choice], chosen: str) -> None:
        self._choices = tuple(choices)
        super().__init__(*(Option(self._prompt(choice, False)) for choice in self._choices), compact=True, markup=False)
        self._at_first = next((at for at, choice in enumerate(self._choices) if choice.id == chosen), 0)

    def on_mount(self) -> None:
        """Put the cursor on what is chosen."""
        self.highlighted = self._at_first if self._choices else None

    @property
    def chosen(self) -> str:
        """The id of the answer under the cursor; "" where there is none."""
        at = self._at_first if self.highlighted is None else self.highlighted
        return self._choices[at].id if self._choices else ""

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Put a sign in front of what is chosen: colour alone would not tell."""
        super().watch_highlighted(highlighted)
        for at, choice in enumerate(self._choices):
            self.replace_option_prompt_at_index(at, self._prompt(choice, at == highlighted))

    @staticmethod
    def _prompt(choice: Choice, chosen: bool) -> Content:
        return Content.assemble("› " if chosen else "  ", content(choice.title))

    def on_key(self, event: events.Key) -> None:
        """Jump to the next answer that begins with the letter."""
        if not event.character or not event.character.isalnum() or not self._choices:
            return
        start = (self.highlighted or 0) + 1
        count = len(self._choices)
        for at in (*range(start, count), *range(min(start, count))):
            if folded(self._choices[at].title).startswith(folded(event.character)):
                self.highlighted = at
                break
        event.stop()


class FormRow(Horizontal):
    """A field with its name beside it, or above it where there is no room, and its fault below it."""

    def __init__(self, field: FormField) -> None:
        super().__init__(classes="form-row")
        self.field = field
        self.display = not field.hidden
        self._fault = ""

    def compose(self) -> ComposeResult:
        """The label, the control for the field's kind, the place of the fault."""
        yield Static(content(self.field.label), classes="form-label", markup=False)
        with Vertical(classes="form-value"):
            yield self._control()
            yield Static("", classes="form-fault", markup=False)

    def _control(self) -> Widget:
        field = self.field
        if field.kind is FieldKind.CHOICE:
            return ChoiceList(field.choices, field.value)
        if field.kind is FieldKind.TICKS:
            return TickList((Tick(choice.id, choice.title) for choice in field.choices), field.value.splitlines())
        if field.kind is FieldKind.LONG:
            from textual.widgets import TextArea

            return TextArea(field.value, compact=True, classes="form-long")
        return Input(field.value, placeholder=field.placeholder, suggester=field.suggester, compact=True)

    @property
    def control(self) -> Widget:
        """The widget that is typed into."""
        return self.query_one("Input, TextArea, ChoiceList, TickList")

    @property
    def value(self) -> str:
        """What is typed, or the id of what is chosen, or the ids of what is ticked."""
        control = self.control
        if isinstance(control, Input):
            return control.value.strip()
        if isinstance(control, ChoiceList):
            return control.chosen
        if isinstance(control, TickList):
            return "\n".join(control.ticked)
        return str(getattr(control, "text", "")).strip()

    @property
    def fault(self) -> str:
        """What is wrong with the field, in words."""
        return self._fault

    @fault.setter
    def fault(self, sentence: str) -> None:
        self._fault = sentence
        self.query_one(".form-fault", Static).update(Content(one_line(sentence)))
        self.set_class(bool(sentence), "-faulty")

    def check(self) -> bool:
        """Look for a fault and show it; whether there is none."""
        self.fault = self.field.check(self.value) if self.field.check and self.display else ""
        return not self._fault

    @property
    def typed_into(self) -> bool:
        """Whether a person typed something here that is not there yet."""
        typed = self.field.kind in (FieldKind.LINE, FieldKind.LONG)
        changed = typed and self.value != self.field.value.strip()
        return changed and bool(self.value)


class FieldForm(VerticalScroll):
    """A form: enter goes on to the next field and, on the last one, submits."""

    can_focus = False

    class Submitted(Message):
        """Enter was pressed on the last field."""

    class Edited(Message):
        """A field's value changed."""

        def __init__(self, name: str, value: str) -> None:
            super().__init__()
            self.name = name
            self.value = value

    def __init__(self, fields: Iterable[FormField], faults: Mapping[str, str] | None = None) -> None:
        super().__init__(classes="form")
        self._fields = tuple(fields)
        self._faults: Final = dict(faults or {})

    def compose(self) -> ComposeResult:
        """A row for each field."""
        for field in self._fields:
            yield FormRow(field)

    def on_mount(self) -> None:
        """Show the faults that the form was opened with, and start at the first of them."""
        for name, sentence in self._faults.items():
            self.fail(name, sentence)
        if not self._faults:
            self._focus_first(self.rows)

    @property
    def rows(self) -> tuple[FormRow, ...]:
        """The fields that are shown, in order."""
        return tuple(row for row in self.query(FormRow) if row.display)

    @property
    def values(self) -> dict[str, str]:
        """What is typed in the fields that are shown, by their names."""
        return {row.field.name: row.value for row in self.rows}

    @property
    def typed_into(self) -> bool:
        """Whether a person typed something into the form."""
        return any(row.typed_into for row in self.rows)

    def check(self) -> bool:
        """Look for faults in every field; go to the first. Whether there are none."""
        faulty = [row for row in self.rows if not row.check()]
        self._focus_first(faulty)
        return not faulty

    def fail(self, name: str, sentence: str) -> None:
        """Show what is wrong with a field, and go to it."""
        for row in self.query(FormRow):
            if row.field.name == name:
                row.fault = sentence
                row.control.focus()

    def show(self, name: str, shown: bool) -> None:
        """Bring a field into sight or take it out."""
        for row in self.query(FormRow):
            if row.field.name == name:
                row.display = shown

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _go_on(self, event: Input.Submitted | OptionList.OptionSelected) -> None:
        event.stop()
        control = event.control
        rows = self.rows
        here = next((at for at, row in enumerate(rows) if row.control is control), len(rows) - 1)
        if here + 1 < len(rows):
            rows[here + 1].control.focus()
        else:
            self.post_message(self.Submitted())

    @on(Input.Changed)
    @on(OptionList.OptionHighlighted)
    def _edited(self, event: Input.Changed | OptionList.OptionHighlighted) -> None:
        event.stop()
        row = next((row for row in self.query(FormRow) if row.control is event.control), None)
        if row is None:
            return
        if row.value != row.field.value.strip():
            row.check()
        self.post_message(self.Edited(row.field.name, row.value))

    def _focus_first(self, rows: Iterable[FormRow]) -> None:
        first = next(iter(rows), None)
        if first is not None:
            first.control.focus()
