"""A bar of one line, drawn from plain segments: words left and right, some of them to click on."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from crm_tui.domain.text import one_line

_BETWEEN = 2


class Part(NamedTuple):
    """Words in one style; ``action`` is what a click on them asks for, if anything."""

    text: str
    style: str
    action: str = ""

    @property
    def cells(self) -> int:
        """Its width on the screen."""
        return cell_len(self.text)


class OneLine(Widget):
    """A line without child widgets; what stands on the right is given its room first."""

    ALLOW_SELECT: ClassVar[bool] = False
    PREFIX: ClassVar[str] = ""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._placed: list[tuple[int, Part]] = []
        self._styles_found: dict[str, Style] = {}
        self._strip: Strip | None = None

    def left(self, width: int) -> Sequence[Part]:
        """What stands on the left, in at most ``width`` cells."""
        raise NotImplementedError

    def right(self, width: int) -> Sequence[Part]:
        """What stands on the right, in at most ``width`` cells."""
        raise NotImplementedError

    def pressed(self, action: str) -> None:
        """Somebody clicked on a part that does something."""

    def changed(self) -> None:
        """What is shown is another: draw it anew."""
        self._strip = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line, drawn once until it changes."""
        if y:
            return Strip.blank(self.size.width, self._style("text"))
        if self._strip is None or self._strip.cell_length != self.size.width:
            self._strip = self._drawn(self.size.width)
        return self._strip

    def notify_style_update(self) -> None:
        """The theme has changed: every style is looked up again."""
        super().notify_style_update()
        self._styles_found.clear()
        self._strip = None

    def on_click(self, event: events.Click) -> None:
        """Find out what was clicked on."""
        for x, part in self._placed:
            if part.action and x <= event.x < x + part.cells:
                self.pressed(part.action)

    def _drawn(self, width: int) -> Strip:
        right = list(self.right(width))
        right_cells = sum(part.cells for part in right)
        left = list(self.left(max(0, width - right_cells - (_BETWEEN if right else 0))))
        gap = width - right_cells - sum(part.cells for part in left)
        parts = [*left, Part(" " * max(0, gap), "text"), *right]
        self._placed, x = [], 0
        for part in parts:
            self._placed.append((x, part))
            x += part.cells
        segments = [Segment(part.text, self._style(part.style)) for part in parts if part.text]
        return Strip(segments).adjust_cell_length(width, self._style("text"))

    def _style(self, name: str) -> Style:
        style = self._styles_found.get(name)
        if style is None:
            style = self._styles_found[name] = self.get_component_rich_style(f"{self.PREFIX}--{name}")
        return style


def cut(text: str, cells: int) -> str:
    """A stranger's words, harmless and no longer than this."""
    return one_line(text, cells)
