"""A list of as many rows as there are, one line each: what is seen is asked for, the rest is not there."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from crm_tui.i18n import N_
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.oneline import Part

_MARK: Final = 2
Draw = Callable[[int, int], Sequence[Part]]
"""The words of a row, by its place and the cells that there are."""


class RowList(ScrollView, can_focus=True):
    """Lines with one cursor. ``draw`` is asked for a line whenever it is painted, and says it in named styles."""

    DEFAULT_CSS: ClassVar[str] = """
    RowList { width: 1fr; height: 1fr; background: $background; color: $foreground; scrollbar-size-vertical: 1; }
    RowList > .rows--lit { background: $surface; }
    RowList > .rows--mark { color: $accent; }
    RowList > .rows--text { color: $foreground; }
    RowList > .rows--strong { text-style: bold; }
    RowList > .rows--muted { color: $foreground 60%; }
    RowList > .rows--good { color: $text-success; }
    RowList > .rows--warning { color: $text-warning; }
    RowList > .rows--bad { color: $text-error; }
    RowList > .rows--accent { color: $text-accent; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"rows--{name}" for name in ("lit", "mark", "text", "strong", "muted", "good", "warning", "bad", "accent")
    }
    ALLOW_SELECT: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", N_("Down"), show=False, id="rows.down"),
        Binding("up,k", "move(-1)", N_("Up"), show=False, id="rows.up"),
        Binding("pagedown", "page(1)", N_("Page down"), show=False, id="rows.page_down"),
        Binding("pageup", "page(-1)", N_("Page up"), show=False, id="rows.page_up"),
        Binding("home", "to(0)", N_("The first"), show=False, id="rows.first"),
        Binding("end", "to(-1)", N_("The last"), show=False, id="rows.last"),
    ]

    class Moved(Message):
        """The cursor is on another row."""

    def __init__(self, draw: Draw, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._draw = draw
        self._glyphs = glyphs
        self._known: dict[str, Style] = {}
        self.count = 0
        self.cursor = 0

    def show(self, count: int) -> None:
        """Show so many other rows, from the first."""
        self.count, self.cursor = count, 0
        self.virtual_size = Size(0, count)
        self.scroll_to(y=0, animate=False)
        self.refresh()
        self.post_message(self.Moved())

    def renew(self, *, whole: bool = False) -> None:
        """Paint the row under the cursor anew, or all of them."""
        if whole:
            self.refresh()
        else:
            self._paint(self.cursor)

    def render_line(self, y: int) -> Strip:
        """One row."""
        at, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if at >= self.count:
            return Strip.blank(width, self._style("text"))
        lit = at == self.cursor
        mark = f"{self._glyphs.cursor} " if lit and self.has_focus else "  "
        parts = [Part(mark, "mark"), *self._draw(at, width - _MARK)]
        segments = [Segment(part.text, self._style(part.style, lit=lit)) for part in parts if part.text]
        return Strip(segments).adjust_cell_length(width, self._style("text", lit=lit))

    def notify_style_update(self) -> None:
        """The theme has changed: every style is looked up again."""
        super().notify_style_update()
        self._known.clear()

    def on_click(self, event: events.Click) -> None:
        """The cursor goes where the pointer is."""
        self._go(event.y + self.scroll_offset.y)

    def on_focus(self) -> None:
        """The cursor shows where the keys go."""
        self._paint(self.cursor)

    def on_blur(self) -> None:
        """The keys have gone elsewhere."""
        self._paint(self.cursor)

    def action_move(self, by: int) -> None:
        """So many rows on."""
        self._go(self.cursor + by)

    def action_page(self, by: int) -> None:
        """So many screens on."""
        self._go(self.cursor + by * max(1, self.size.height - 1))

    def action_to(self, place: int) -> None:
        """To a row; -1 is the last."""
        self._go(place if place >= 0 else self.count - 1)

    def _go(self, place: int) -> None:
        place = max(0, min(place, self.count - 1))
        if place == self.cursor:
            return
        before, self.cursor = self.cursor, place
        self.scroll_to_region(Region(0, place, 1, 1), animate=False, force=True)
        self._paint(before)
        self._paint(place)
        self.post_message(self.Moved())

    def _paint(self, place: int) -> None:
        self.refresh(Region(0, place - self.scroll_offset.y, self.size.width, 1))

    def _style(self, name: str, *, lit: bool = False) -> Style:
        key = f"{name}+" if lit else name
        style = self._known.get(key)
        if style is None:
            style = self.get_component_rich_style(f"rows--{name}")
            if lit:
                style += Style(bgcolor=self.get_component_rich_style("rows--lit").bgcolor)
            self._known[key] = style
        return style
