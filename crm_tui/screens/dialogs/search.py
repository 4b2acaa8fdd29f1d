"""A dialog that searches as one types: one line of what was found, or something new under the name that was typed."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from crm_tui.i18n import N_, _
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.failures import ReportsFailures
from crm_tui.widgets.one_line_input import OneLineInput
from crm_tui.widgets.picker import PickerRow

Chosen = TypeVar("Chosen")
Find = Callable[[str], Awaitable[Sequence[tuple[PickerRow, Chosen]]]]


@dataclass(frozen=True, slots=True)
class Fresh:
    """Something new is wanted; ``text`` is what was typed."""

    text: str


class SearchDialog(ReportsFailures, Dialog[Chosen | Fresh], Generic[Chosen]):
    """``find`` looks for a text, at first for ``begun``; ``fresh`` is the last line, for something new."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move('cursor_down')", N_("Down"), show=False, id="search.down"),
        Binding("up", "move('cursor_up')", N_("Up"), show=False, id="search.up"),
    ]

    def __init__(self, title: str, find: Find[Chosen], fresh: str, *, begun: str = "") -> None:
        super().__init__()
        self._begun = begun
        self.title_text = title
        self._find = find
        self._fresh = fresh
        self._found: tuple[tuple[PickerRow, Chosen], ...] = ()

    def body(self) -> Iterable[Widget]:
        """The line that is typed into, above what was found."""
        yield OneLineInput(self._begun, placeholder=_("Type a part of the name or the number"), compact=True)
        choices = OptionList(compact=True, markup=False)
        choices.can_focus = False
        yield choices

    def on_mount(self) -> None:
        """Begin with what is typed already, else with the newest."""
        self._search(self._begun)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.query_one(Input).value.strip()

    def answer(self) -> Chosen | Fresh | None:
        """What stands under the cursor."""
        at = self.query_one(OptionList).highlighted
        if at is None:
            return None
        return self._found[at][1] if at < len(self._found) else Fresh(self.text)

    def action_move(self, how: str) -> None:
        """Move in the list while the line keeps the keys."""
        getattr(self.query_one(OptionList), f"action_{how}")()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._search(event.value.strip())

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_accept()

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _search(self, text: str) -> None:
        """Look for the text; a newer one calls an older search off."""
        self._found = tuple(await self._find(text))
        choices = self.query_one(OptionList)
        fresh = Content.assemble(("+ ", "$text-accent"), self._fresh)
        choices.set_options([*(Option(row.content()) for row, _meaning in self._found), Option(fresh)])
        choices.highlighted = 0
