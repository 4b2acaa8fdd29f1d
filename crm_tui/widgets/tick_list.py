"""A list of ticks: space puts one on or takes it off, the cursor keys move, enter is for whoever holds the list."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from crm_tui.i18n import N_
from crm_tui.widgets.plain import content


@dataclass(frozen=True, slots=True)
class Tick:
    """A line that can be ticked; one without an id is a heading over those that follow."""

    id: str
    title: str


class TickList(OptionList):
    """Lines with a box before each."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "turn", N_("Tick"), id="ticks.turn")]

    class Turned(Message):
        """A tick was put on or taken off."""

    def __init__(self, ticks: Iterable[Tick], ticked: Collection[str]) -> None:
        self._ticks = tuple(ticks)
        self._ticked = set(ticked)
        super().__init__(*map(self._option, self._ticks), compact=True, markup=False)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ids of the lines that are ticked, in their order."""
        return tuple(tick.id for tick in self._ticks if tick.id in self._ticked)

    def action_turn(self) -> None:
        """Put the tick under the cursor on, or take it off."""
        if self.highlighted is None:
            return
        tick = self._ticks[self.highlighted]
        self._ticked ^= {tick.id}
        self.replace_option_prompt_at_index(self.highlighted, self._prompt(tick))
        self.post_message(self.Turned())

    def _option(self, tick: Tick) -> Option:
        return Option(self._prompt(tick), disabled=not tick.id)

    def _prompt(self, tick: Tick) -> Content:
        if not tick.id:
            return content(tick.title, "bold")
        return Content.assemble("[x] " if tick.id in self._ticked else "[ ] ", content(tick.title))
