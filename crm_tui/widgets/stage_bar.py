"""The stages of a deal's pipeline on one line, the present one standing out."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from crm_tui.operations.board import StageInfo
from crm_tui.widgets.plain import MUTED, one_line

_LONGEST_NAME = 24


class StageBar(Widget):
    """Shows as many stages around the present one as fit; arrows at the ends say that there are more."""

    DEFAULT_CSS = "StageBar { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._names: list[str] = []
        self._at = 0
        self._note = ""

    def show(self, stages: Sequence[StageInfo], current: str, since: str, note: str = "") -> None:
        """Show a pipeline's stages; ``since`` tells the deal's age in the present one, ``note`` stands on the right."""
        self._at = next((at for at, stage in enumerate(stages) if stage.id == current), 0)
        self._names = [one_line(stage.name, _LONGEST_NAME) for stage in stages]
        if stages:
            self._names[self._at] = f"▐ {self._names[self._at].upper()} {since} ▌"
        self._note = note
        self.refresh()

    def render(self) -> Content:
        """The line at the present width."""
        width = self.size.width
        note = f"  {self._note}" if self._note else ""
        first, last = self._span(width - cell_len(note) - 4)
        parts = [
            (name, "bold $accent" if at == self._at else MUTED)
            for at, name in enumerate(self._names)
            if first <= at < last
        ]
        line = Content.styled(" ── ", MUTED).join(Content.styled(*part) for part in parts)
        before, after = ("‹ " if first else ""), (" ›" if last < len(self._names) else "")
        line = Content.assemble((before, MUTED), line, (after, MUTED))
        gap = width - line.cell_length - cell_len(note)
        return Content.assemble(line, " " * max(gap, 0), (note, "$text-warning")) if gap >= 0 else line

    def _span(self, room: int) -> tuple[int, int]:
        """The stages that fit around the present one."""
        first, last = self._at, min(self._at + 1, len(self._names))
        used = cell_len(self._names[self._at]) if self._names else 0
        while True:
            for at in (last, first - 1):
                if 0 <= at < len(self._names) and used + cell_len(self._names[at]) + 4 <= room:
                    used += cell_len(self._names[at]) + 4
                    first, last = min(first, at), max(last, at + 1)
                    break
            else:
                return first, last
