"""A widget of plain lines that repaints no more than what changed: for lists that change with every key."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from crm_tui.domain.text import one_line
from crm_tui.widgets.oneline import Part

MARK = 2
"""Cells at the left edge of every line, for the cursor's mark and a blank."""
_BETWEEN = 1


class Row(NamedTuple):
    """A line: words from the left, words at the right end, and whether the cursor is on it."""

    left: tuple[Part, ...]
    right: tuple[Part, ...] = ()
    lit: bool = False


class Painted(Widget):
    """Subclasses say in rows what stands where; styles are the component classes ``PREFIX--name``."""

    ALLOW_SELECT: ClassVar[bool] = False
    PREFIX: ClassVar[str] = "painted"
    sign: str = "▌"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self._rows: tuple[Row, ...] = ()
        self._top = 0
        self._known: dict[str, Style] = {}

    # What subclasses say

    def rows(self, width: int) -> Iterable[Row]:
        """All lines at this width."""
        raise NotImplementedError

    def pointed(self, at: int) -> None:
        """A line was clicked on, by its number."""

    # What is drawn

    def changed(self) -> None:
        """What is shown is another: paint the lines that differ, the lit ones in view."""
        width, height = self.size
        if not width:
            return
        before, top = self._rows, self._top
        self._rows = tuple(self.rows(width))
        self._top = self._kept_in_view(height)
        seen = range(height)
        old = [before[top + y] if top + y < len(before) else None for y in seen]
        new = [self._rows[self._top + y] if self._top + y < len(self._rows) else None for y in seen]
        differing = [Region(0, y, width, 1) for y in seen if old[y] != new[y]]
        if differing:
            self.refresh(*differing)

    def render_line(self, y: int) -> Strip:
        """One line."""
        at = self._top + y
        width = self.size.width
        if at >= len(self._rows):
            return Strip.blank(width, self._style("text"))
        return self._strip(self._rows[at], width)

    def notify_style_update(self) -> None:
        """The theme has changed: every style is looked up again."""
        super().notify_style_update()
        self._known.clear()

    def on_resize(self) -> None:
        """Another width breaks the lines elsewhere."""
        self._rows = ()
        self.changed()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Say which line was clicked on."""
        self.pointed(self._top + event.y)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls."""
        self._scroll(event, 2)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls."""
        self._scroll(event, -2)

    def on_focus(self) -> None:
        """The cursor shows where the keys go."""
        self.changed()

    def on_blur(self) -> None:
        """The keys have gone elsewhere."""
        self.changed()

    def _scroll(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        self._top = max(0, min(self._top + by, len(self._rows) - self.size.height))
        self.refresh()

    def _kept_in_view(self, height: int) -> int:
        """The first line that is seen: scrolled no more than it takes to see the lit ones."""
        lit = [at for at, row in enumerate(self._rows) if row.lit]
        top = self._top
        if lit:
            top = min(max(top, lit[-1] - height + 1), lit[0])
        return max(0, min(top, len(self._rows) - height))

    def _strip(self, row: Row, width: int) -> Strip:
        right_cells = sum(part.cells for part in row.right)
        room = width - MARK - (right_cells + _BETWEEN if row.right else 0)
        left = cut_parts(row.left, room)
        gap = width - MARK - right_cells - sum(part.cells for part in left)
        parts = [*left, Part(" " * max(0, gap), "text"), *row.right]
        segments = [Segment(part.text, self._style(part.style, row.lit)) for part in parts if part.text]
        mark = Segment(f"{self.sign} " if row.lit else "  ", self._style("mark", row.lit))
        return Strip([mark, *segments]).adjust_cell_length(width, self._style("text", row.lit))

    def _style(self, name: str, lit: bool = False) -> Style:
        key = f"{name}+" if lit else name
        style = self._known.get(key)
        if style is None:
            style = self.get_component_rich_style(f"{self.PREFIX}--{name}")
            if lit:
                style += Style(bgcolor=self.get_component_rich_style(f"{self.PREFIX}--lit").bgcolor)
            self._known[key] = style
        return style


def cut_parts(parts: Sequence[Part], cells: int) -> list[Part]:
    """As much of the parts as fits, the last of them with an ellipsis where it is cut."""
    fitting: list[Part] = []
    for part in parts:
        if cells <= 0:
            break
        words = part.text if part.cells <= cells else one_line(part.text, cells)
        fitting.append(Part(words, part.style, part.action))
        cells -= fitting[-1].cells
    return fitting
