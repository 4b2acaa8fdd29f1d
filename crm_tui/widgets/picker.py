"""A list that narrows as one types: the middle of every dialog that asks "which one?"."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from crm_tui.i18n import N_, _, ngettext
from crm_tui.widgets.plain import MUTED, colour_style, folded, one_line

MOST_ROWS: Final = 200


@dataclass(frozen=True, slots=True)
class PickerRow:
    """A line to pick: ``detail`` tells it from its namesakes, ``glyph`` stands in front in ``colour``."""

    id: str
    title: str
    detail: str = ""
    glyph: str = ""
    colour: str = ""

    def matches(self, wanted: str) -> bool:
        """Whether the line holds the text, whatever its case; "ё" is "е"."""
        return wanted in folded(f"{self.title} {self.detail}")

    def content(self) -> Content:
        """The line as the list shows it."""
        parts = [
            (f"{self.glyph} ", colour_style(self.colour)) if self.glyph else ("", ""),
            (one_line(self.title), ""),
            (f"  {one_line(self.detail)}", MUTED) if self.detail else ("", ""),
        ]
        return Content.assemble(*(part for part in parts if part[0]))


class PickerInput(Input):
    """A line of which the space bar may belong to the dialog around it."""

    def __init__(self, placeholder: str, spares_space: bool) -> None:
        super().__init__(placeholder=placeholder, compact=True)
        self._spares_space = spares_space

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Every printable key is the line's own, except a space that is spared."""
        return not (self._spares_space and key == "space") and super().check_consume_key(key, character)


class Picker(Vertical):
    """An input above a list: typing narrows the list, up and down move in it, enter picks.

    ``spares_space`` leaves the space bar to a priority binding of the dialog.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move('cursor_up')", N_("Up"), show=False, id="picker.up"),
        Binding("down", "move('cursor_down')", N_("Down"), show=False, id="picker.down"),
        Binding("pageup", "move('page_up')", N_("Page up"), show=False, id="picker.page_up"),
        Binding("pagedown", "move('page_down')", N_("Page down"), show=False, id="picker.page_down"),
    ]

    class Chosen(Message):
        """Enter was pressed: on ``row``, or on nothing; ``text`` is what the input holds."""

        def __init__(self, picker: "Picker", row: PickerRow | None, text: str) -> None:
            super().__init__()
            self.picker = picker
            self.row = row
            self.text = text

        @property
        def control(self) -> "Picker":
            """The picker that it comes from."""
            return self.picker

    class Narrowed(Message):
        """What is typed changed, and with it the list."""

        def __init__(self, picker: "Picker") -> None:
            super().__init__()
            self.picker = picker

        @property
        def control(self) -> "Picker":
            """The picker that it comes from."""
            return self.picker

    def __init__(
        self,
        rows: Iterable[PickerRow],
        *,
        highlight: str | None = None,
        placeholder: str = "",
        spares_space: bool = False,
    ) -> None:
        super().__init__()
        self._rows = tuple(rows)
        self._shown: tuple[PickerRow, ...] = ()
        self._first = highlight
        self._placeholder = placeholder
        self._spares_space = spares_space

    def compose(self) -> ComposeResult:
        """The input and the list under it; the focus stays in the input."""
        yield PickerInput(self._placeholder or _("Type to narrow the list"), self._spares_space)
        options = OptionList(compact=True, markup=False)
        options.can_focus = False
        yield options

    def on_mount(self) -> None:
        """Show everything, the row asked for under the cursor."""
        self._fill(self._first)

    @property
    def text(self) -> str:
        """What is typed, without blanks around it."""
        return self.query_one(Input).value.strip()

    @property
    def highlighted(self) -> PickerRow | None:
        """The row under the cursor."""
        index = self.query_one(OptionList).highlighted
        return self._shown[index] if index is not None and index < len(self._shown) else None

    @property
    def shown(self) -> tuple[PickerRow, ...]:
        """The rows that match what is typed."""
        return self._shown

    def set_rows(self, rows: Iterable[PickerRow], highlight: str | None = None) -> None:
        """Show other rows; the cursor goes to ``highlight``, or stays on its row."""
        under = self.highlighted
        self._rows = tuple(rows)
        self._fill(highlight or (under.id if under else None))

    def clear_text(self) -> None:
        """Empty the input without losing the row under the cursor."""
        under = self.highlighted
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self._fill(under.id if under else None)

    def action_move(self, how: str) -> None:
        """Move the list's cursor while the input keeps the focus."""
        getattr(self.query_one(OptionList), f"action_{how}")()

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self._fill(None)
        self.post_message(self.Narrowed(self))

    @on(Input.Submitted)
    def _enter(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Chosen(self, self.highlighted, self.text))

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(self, self.highlighted, self.text))

    def _fill(self, highlight: str | None) -> None:
        wanted = folded(self.text)
        matching = [row for row in self._rows if not wanted or row.matches(wanted)]
        self._shown = tuple(matching[:MOST_ROWS])
        options = self.query_one(OptionList)
        options.set_options([Option(row.content()) for row in self._shown])
        if extra := self._remark(len(matching)):
            options.add_option(Option(Content.styled(extra, MUTED), disabled=True))
        place = next((index for index, row in enumerate(self._shown) if row.id == highlight), 0)
        options.highlighted = place if self._shown else None

    def _remark(self, matching: int) -> str:
        if not matching:
            return _("Nothing matches; type less.") if self.text else _("The list is empty.")
        hidden = matching - len(self._shown)
        if not hidden:
            return ""
        return ngettext("%(n)d more; type to narrow.", "%(n)d more; type to narrow.", hidden) % {"n": hidden}
