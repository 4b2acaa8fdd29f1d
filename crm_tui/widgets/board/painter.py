"""Turns the model into lines, and keeps every piece of a line until something about it changes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region

from crm_tui.domain.ids import DealId
from crm_tui.operations.board import BoardCard
from crm_tui.widgets.board import frame
from crm_tui.widgets.board.card import Look, Run, card_lines, clip, fill
from crm_tui.widgets.board.column import ColumnModel
from crm_tui.widgets.board.grid import Grid
from crm_tui.widgets.board.lines import JoinedLine, Piece
from crm_tui.widgets.board.model import BoardModel

_MOST_CARDS: Final = 1_500
_SELECTED, _MARKED = 1, 2


class Palette(dict[str, Style]):
    """Styles by name, each resolved when it is first needed: asking Textual for one is slow."""

    def __init__(self, resolve: Callable[[str], Style]) -> None:
        super().__init__()
        self._resolve = resolve

    def __missing__(self, name: str) -> Style:
        style = self[name] = self._resolve(name)
        return style


class Painter:
    """Draws the lines of a board. ``styles`` colour what is plain, ``lit`` the card under the cursor."""

    def __init__(self, model: BoardModel, look: Look) -> None:
        self.model = model
        self.look = look
        self.grid = Grid(0, 0, 1)
        self.empty_sentence = ""
        self.problem: str | None = None
        self.active = True
        self._resolve: Callable[[str], Style] = lambda name: Style()
        self._finish: tuple[Sequence[LineFilter], Color] = ((), Color(0, 0, 0))
        self._lines: dict[int, JoinedLine] = {}
        self._stale: dict[int, set[int]] = {}
        self._cards: dict[tuple[DealId, int, int], tuple[BoardCard, list[Piece]]] = {}
        self._blanks: dict[int, Piece] = {}
        self._restyle()

    def dress(self, resolve: Callable[[str], Style]) -> None:
        """Take the styles anew: the theme or the size has changed."""
        self._resolve = resolve
        self._restyle()

    def finish_with(self, filters: Sequence[LineFilter], background: Color) -> None:
        """The program's line filters, which every piece passes once."""
        wanted = (tuple(filters), background)
        if wanted != self._finish:
            self._finish = wanted
            self._restyle()

    def stale(self, region: Region | None = None) -> None:
        """Forget a region, or everything; the pieces of other columns stay in their lines."""
        if region is None:
            self._lines.clear()
            self._stale.clear()
            return
        places = self.grid.places(region)
        for y in range(region.y, region.bottom):
            self._stale.setdefault(y, set()).update(places)

    def forget_cards(self) -> None:
        """Draw every card anew: what they all have in common has changed."""
        self._cards.clear()
        self.stale()

    def wake(self, active: bool) -> None:
        """Light the cursor up or down, as the keys come and go."""
        self.active = active
        self.lit.clear()
        for key in [key for key in self._cards if key[1] & _SELECTED]:
            del self._cards[key]

    def line(self, y: int) -> JoinedLine:
        """A line of the board, over its whole width."""
        line, places = self._lines.get(y), self._stale.pop(y, None)
        if line is not None and places is None:
            return line
        pieces = self._pieces(y) if line is None or places is None else self._mended(y, line.pieces, places)
        line = self._lines[y] = JoinedLine(pieces, self.grid.width)
        return line

    def _mended(self, y: int, pieces: Sequence[Piece], places: set[int]) -> list[Piece]:
        """A line's pieces with those of some columns drawn anew."""
        spans = self.grid.spans
        if len(spans) == 1 or len(pieces) != 2 * len(spans) - 1:
            return self._pieces(y)
        mended = list(pieces)
        for place in places:
            mended[2 * place] = self._cell(y, place, spans[place][1])
        return mended

    def _restyle(self) -> None:
        resolve = self._resolve
        self.styles = Palette(resolve)
        ground = Palette(lambda name: Style(bgcolor=resolve(name).bgcolor))
        self.lit = Palette(lambda name: resolve(name) + ground["selected" if self.active else "unfocused"])
        self._blanks.clear()
        self.forget_cards()

    def _pieces(self, y: int) -> list[Piece]:
        grid = self.grid
        if grid.tabs and y == 0:
            return [self._tabs()]
        across = self._across(y)
        if across is not None:
            return [across]
        between = self._between(y)
        last = grid.shown - 1
        pieces = []
        for place, (_x, width) in enumerate(grid.spans):
            pieces.append(self._cell(y, place, width))
            if place < last:
                pieces.append(between)
        return pieces

    def _cell(self, y: int, place: int, width: int) -> Piece:
        """The stretch of a line that belongs to a column."""
        grid, model = self.grid, self.model
        index = model.offset + place
        column = model.columns[index] if index < len(model.columns) else None
        focused = column is not None and index == model.focus
        if grid.body <= y < grid.foot and column is not None and column.cards:
            return self._card(y, column, focused, width)
        if y == grid.rule:
            return self._piece(frame.rule(column, self.look, width), width)
        if y == grid.head:
            return self._head(column, focused, width)
        if y == grid.foot:
            return self._blank(width) if column is None else self._row(*frame.foot(column, self.look, width), width)
        return self._bare(y, column, focused, width)

    def _card(self, y: int, column: ColumnModel, focused: bool, width: int) -> Piece:
        slot, line = divmod(y - self.grid.body, self.grid.pitch)
        place = column.top + slot
        if line >= self.grid.card_lines or place >= len(column.cards) or slot >= self.grid.slots:
            return self._blank(width)
        card = column.cards[place]
        state = _SELECTED if focused and place == column.cursor else 0
        if self.model.is_marked(card.id):
            state |= _MARKED
        key = card.id, state, width
        kept = self._cards.get(key)
        if kept is None or kept[0] is not card:
            kept = card, self._draw(card, column, state, width)
            if len(self._cards) >= _MOST_CARDS:
                self._cards.clear()
            self._cards[key] = kept
        return kept[1][line]

    def _draw(self, card: BoardCard, column: ColumnModel, state: int, width: int) -> list[Piece]:
        selected = bool(state & _SELECTED)
        styles: Mapping[str, Style] = self.lit if selected else self.styles
        lines = card_lines(
            card,
            column.stage,
            self.look,
            styles,
            width,
            self.grid.card_lines,
            selected=selected,
            marked=bool(state & _MARKED),
        )
        return [self._finished(segments, width) for segments in lines]

    def _head(self, column: ColumnModel | None, focused: bool, width: int) -> Piece:
        if column is None:
            return self._row([Run(self.look.glyphs.cut, "muted")], [], width)
        return self._row(frame.head(column, self.look, width, focused=focused), [], width)

    def _bare(self, y: int, column: ColumnModel | None, focused: bool, width: int) -> Piece:
        """A line of a column that has no cards to show."""
        line = y - self.grid.body
        if not 0 <= line < self.grid.foot - self.grid.body:
            return self._blank(width)
        rows = frame.bare(column, self.look, width, self.grid.foot - self.grid.body)
        if line >= len(rows):
            return self._blank(width)
        gutter = self.look.glyphs.cursor if focused and line == 0 else " "
        return self._row(rows[line], [], width, gutter)

    def _tabs(self) -> Piece:
        model = self.model
        if not model.columns:
            return self._blank(self.grid.width)
        left, right = frame.tabs(
            model.columns, model.offset, self.grid.shown, model.focus, self.look, self.grid.width - 2
        )
        return self._row(left, [*right, Run(" ", "text")], self.grid.width)

    def _across(self, y: int) -> Piece | None:
        """A sentence that goes over all columns: the board is empty, or could not be read."""
        grid, width = self.grid, self.grid.width
        if self.problem is not None:
            loaded = any(column.cards for column in self.model.columns)
            if y == (grid.foot if loaded else grid.body):
                words = clip(f"{self.look.glyphs.overdue} {self.problem}", width - 2, self.look.glyphs)
                return self._row([Run(words, "error")], [], width)
            return None
        if self.model.empty and y == grid.body:
            words = clip(self.empty_sentence, width - 2, self.look.glyphs)
            return self._row([Run(words, "muted")], [], width, self.look.glyphs.cursor)
        return None

    def _between(self, y: int) -> Piece:
        """The rule between two columns."""
        glyphs = self.look.glyphs
        sign = glyphs.cross if y == self.grid.rule else glyphs.rule
        return self._piece([Run(sign, "rule")], 1)

    def _blank(self, width: int) -> Piece:
        piece = self._blanks.get(width)
        if piece is None:
            piece = self._blanks[width] = self._piece([Run(" " * width, "text")], width)
        return piece

    def _row(self, left: list[Run], right: list[Run], width: int, gutter: str = " ") -> Piece:
        return self._finished(fill(Run(gutter, "cursor"), left, right, width, self.styles), width)

    def _piece(self, runs: list[Run], width: int) -> Piece:
        segments = [Segment(run.text, self.styles[run.style]) for run in runs if run.text]
        return self._finished(segments, width)

    def _finished(self, segments: list[Segment], width: int) -> Piece:
        filters, background = self._finish
        for one in filters:
            segments = one.apply(segments, background)
        return Piece(segments, width)
