"""Turns the model into lines, and keeps each line until something about it changes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

from crm_tui.domain.ids import DealId
from crm_tui.domain.text import clean
from crm_tui.i18n import _
from crm_tui.operations.deals import DealRow
from crm_tui.operations.filters import Sort
from crm_tui.widgets.board.card import Look, Run, clip, fill
from crm_tui.widgets.board.painter import Palette
from crm_tui.widgets.deal_table.cells import Stages, head_runs, needs, row_runs
from crm_tui.widgets.deal_table.columns import Span, layout
from crm_tui.widgets.deal_table.model import TableModel

BODY: Final = 2
_AROUND: Final = 3
_MOST_KEPT: Final = 1_500
_SELECTED, _MARKED = 1, 2


class TablePainter:
    """Draws names, a rule, rows, and the count below. ``lit`` colours the row under the cursor."""

    def __init__(self, model: TableModel, look: Look) -> None:
        self.model = model
        self.look = look
        self.stages: Stages = {}
        self.sort = Sort.RANK
        self.names: tuple[str, ...] = ()
        self.width = 0
        self.height = 0
        self.empty_sentence = ""
        self.active = True
        self.spans: tuple[Span, ...] = ()
        self.needs: dict[str, int] = {}
        self._resolve: Callable[[str], Style] = lambda name: Style()
        self._finish: tuple[Sequence[LineFilter], Color] = ((), Color(0, 0, 0))
        self._rows: dict[tuple[DealId, int], tuple[DealRow, Strip]] = {}
        self.dress(self._resolve)

    @property
    def slots(self) -> int:
        """How many rows are seen at once."""
        return max(1, self.height - _AROUND)

    def fit(self, width: int, height: int) -> None:
        """Share the width out among the columns."""
        self.width, self.height = width, height
        self.spans = layout(self.names, width, self.needs)
        self.forget()

    def measure(self, rows: Iterable[DealRow]) -> None:
        """Give the columns no more room than what was read so far can use."""
        wider = needs(rows, self.look, self.stages, self.needs)
        if wider != self.needs:
            self.needs = wider
            self.fit(self.width, self.height)

    def dress(self, resolve: Callable[[str], Style]) -> None:
        """Take the styles anew: the theme has changed."""
        self._resolve = resolve
        self.styles = Palette(resolve)
        ground = Palette(lambda name: Style(bgcolor=resolve(name).bgcolor))
        self.lit = Palette(lambda name: resolve(name) + ground["selected" if self.active else "unfocused"])
        self.forget()

    def finish_with(self, filters: Sequence[LineFilter], background: Color) -> None:
        """The program's line filters, which every row passes once."""
        wanted = (tuple(filters), background)
        if wanted != self._finish:
            self._finish = wanted
            self.forget()

    def forget(self) -> None:
        """Draw every row anew: what they all have in common has changed."""
        self._rows.clear()

    def wake(self, active: bool) -> None:
        """Light the cursor up or down, as the keys come and go."""
        self.active = active
        self.lit.clear()
        for key in [key for key in self._rows if key[1] & _SELECTED]:
            del self._rows[key]

    def line(self, y: int) -> Strip:
        """A line of the table, over its whole width."""
        if y == 0:
            return self._line(head_runs(self.spans, self.look, self.sort))
        if y == 1:
            return self._line([Run(self.look.glyphs.line * self.width, "rule")], gutter="")
        if y == self.height - 1:
            return self._foot()
        place = self.model.top + y - BODY
        if self.model.pages.count:
            return self._row(place)
        return self._bare(y - BODY)

    def _row(self, place: int) -> Strip:
        row = self.model.pages.row(place)
        if row is None:
            waiting = place < self.model.pages.count
            return self._line([Run(self.look.glyphs.cut if waiting else "", "muted")])
        state = _SELECTED if place == self.model.cursor else 0
        state |= _MARKED if self.model.is_marked(row.id) else 0
        kept = self._rows.get((row.id, state))
        if kept is None or kept[0] is not row:
            if len(self._rows) >= _MOST_KEPT:
                self._rows.clear()
            kept = self._rows[row.id, state] = row, self._draw(row, state)
        return kept[1]

    def _draw(self, row: DealRow, state: int) -> Strip:
        glyphs = self.look.glyphs
        gutter = glyphs.cursor if state & _SELECTED else " "
        styles: Mapping[str, Style] = self.lit if state & _SELECTED else self.styles
        runs = row_runs(row, self.spans, self.look, self.stages)
        return self._line(runs, gutter=glyphs.mark if state & _MARKED else gutter, styles=styles)

    def _bare(self, line: int) -> Strip:
        """A line of a table without rows: not read yet, empty, or why it could not be read."""
        glyphs, model = self.look.glyphs, self.model
        if model.problem is not None:
            words = wrap(f"{glyphs.overdue} {clean(model.problem)}", max(4, self.width - 2))
            return self._line([Run(clip(words[line], self.width - 2, glyphs), "error")] if line < len(words) else [])
        if line:
            return self._line([])
        if not model.loaded:
            return self._line([Run(glyphs.cut, "muted")])
        return self._line([Run(clip(self.empty_sentence, self.width - 2, glyphs), "muted")], gutter=glyphs.cursor)

    def _foot(self) -> Strip:
        """The cursor's place among all; on the left why the last question failed, or that the end is being read."""
        model, glyphs = self.model, self.look.glyphs
        if not model.pages.count:
            return self._line([])
        count, more = model.length
        place = _("{place} of {count}").format(place=model.cursor + 1, count=f"{count}{'+' if more else ''}")
        below = model.top + model.slots < model.pages.count or not model.complete
        right = [Run(f"{place} {glyphs.below}" if below else place, "muted"), Run(" ", "text")]
        room = self.width - 2 - sum(run.cells for run in right)
        left: list[Run] = []
        if model.problem is not None:
            left = [Run(clip(f"{glyphs.overdue} {model.problem}", room, glyphs), "error")]
        elif model.seeking:
            left = [Run(clip(_("Reading on to the last row; any key of the cursor stops"), room, glyphs), "muted")]
        return self._line(left, right)

    def _line(
        self,
        left: list[Run],
        right: list[Run] | None = None,
        *,
        gutter: str = " ",
        styles: Mapping[str, Style] | None = None,
    ) -> Strip:
        filters, background = self._finish
        segments: list[Segment] = fill(
            Run(gutter, "cursor"), left, right or [], self.width, self.styles if styles is None else styles
        )
        for one in filters:
            segments = one.apply(segments, background)
        return Strip(segments, self.width)
