"""The tabs of a card on one line, the open one standing out."""

from collections.abc import Sequence
from typing import ClassVar

from textual.message import Message

from crm_tui.widgets.oneline import OneLine, Part, cut

_LONGEST = 24


class TabLine(OneLine):
    """Names of tabs; a click opens one. Where they do not all fit, those around the open one are seen."""

    PREFIX: ClassVar[str] = "tab"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab--text", "tab--open", "tab--other"}
    DEFAULT_CSS: ClassVar[str] = """
    TabLine {
        height: 1;
        width: 1fr;
        & > .tab--open { color: $accent; text-style: bold; }
        & > .tab--other { color: $foreground 60%; }
    }
    """

    class Chosen(Message):
        """A tab was clicked on."""

        def __init__(self, tab: str) -> None:
            super().__init__()
            self.tab = tab

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._tabs: tuple[tuple[str, str], ...] = ()
        self._open = ""

    def show(self, tabs: Sequence[tuple[str, str]], opened: str) -> None:
        """Show tabs, each an id and a name, and which of them is open."""
        if (tuple(tabs), opened) != (self._tabs, self._open):
            self._tabs, self._open = tuple(tabs), opened
            self.changed()

    def left(self, width: int) -> Sequence[Part]:
        """The tabs that fit, the open one among them."""
        parts = [
            Part(f" {cut(name, _LONGEST)} ", "open" if tab == self._open else "other", tab) for tab, name in self._tabs
        ]
        at = next((at for at, (tab, _) in enumerate(self._tabs) if tab == self._open), 0)
        first = 0
        while first < at and sum(part.cells for part in parts[first : at + 1]) > width - 2:
            first += 1
        shown = [Part("‹", "other"), *parts[first:]] if first else parts
        while sum(part.cells for part in shown) > width - 1 and len(shown) > 1 and shown[-1].style != "open":
            shown = [*shown[:-2], Part("›", "other")] if shown[-1].text == "›" else [*shown[:-1], Part("›", "other")]
        return shown

    def right(self, width: int) -> Sequence[Part]:
        """Nothing stands on the right."""
        return []

    def pressed(self, action: str) -> None:
        """Open the tab that was clicked on."""
        self.post_message(self.Chosen(action))
