"""Lines of the board made of pieces that are kept: scrolling a column draws one card and joins the rest.

Textual paints whole lines, and a Strip forgets everything it knew when it is joined with another. Here a
line is a list of pieces, each of which remembers what it looks like to the terminal.
"""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip


class Piece:
    """A stretch of a line: its segments, its width in cells, and what it renders to."""

    __slots__ = ("_rendered", "cells", "segments")

    def __init__(self, segments: list[Segment], cells: int) -> None:
        self.segments = segments
        self.cells = cells
        self._rendered: str | None = None

    def render(self, console: Console) -> str:
        """The sequences for a terminal, worked out once."""
        if self._rendered is None:
            self._rendered = Strip(self.segments, self.cells).render(console)
        return self._rendered


class JoinedLine(Strip):
    """A Strip of pieces; it becomes an ordinary one only when something unusual is asked of it."""

    __slots__ = ["pieces"]

    def __init__(self, pieces: Sequence[Piece], cells: int) -> None:
        # Strip's own fields stay unset until __getattr__ is asked for one: they cost more than the line.
        self.pieces = pieces
        self._cell_length = cells
        self._render_cache = None
        self._link_ids = None
        self._cell_count = None

    def __getattr__(self, name: str) -> object:
        if name not in Strip.__slots__:
            raise AttributeError(name)
        segments = [segment for piece in self.pieces for segment in piece.segments]
        super().__init__(segments, self._cell_length)
        return object.__getattribute__(self, name)

    def render(self, console: Console) -> str:
        """The sequences for a terminal."""
        if self._render_cache is None:
            self._render_cache = "".join([piece.render(console) for piece in self.pieces])
        return self._render_cache

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The line cut at these cells; itself where the only cut is its end."""
        places = list(cuts)
        return [self] if places == [self.cell_length] else super().divide(places)

    def crop(self, start: int, end: int | None = None) -> Strip:
        """The cells from ``start`` to ``end``; quick where pieces begin and end there."""
        stop = self.cell_length if end is None else min(end, self.cell_length)
        if start <= 0 and stop == self.cell_length:
            return self
        pieces, at = [], 0
        for piece in self.pieces:
            after = at + piece.cells
            if start <= at and after <= stop:
                pieces.append(piece)
            elif at < stop and after > start:
                return super().crop(start, end)
            at = after
        return JoinedLine(pieces, max(0, stop - max(start, 0)))
