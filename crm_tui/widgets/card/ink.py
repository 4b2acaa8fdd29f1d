"""A line of a card out of its pieces: blanks between them, the cursor's ground and mark where it stands."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from crm_tui.widgets.card.sheet import Piece, Place


class Inks(NamedTuple):
    """The ground, the ground under the cursor, the style of its mark, and the mark."""

    ground: Style
    lit: Style
    mark: Style
    sign: str


def line(pieces: Iterable[Piece], width: int, lit: Place | None, inks: Inks) -> Strip:
    """The whole line, ``width`` cells wide; ``lit`` is the place of the cursor where it is on this line."""
    segments: list[Segment] = []
    x = 0
    for piece in sorted(pieces, key=lambda piece: piece.x):
        segments += _blanks(x, piece.x, lit, inks)
        segments += list(piece.strip)
        x = max(x, piece.x) + piece.strip.cell_length
    segments += _blanks(x, width, lit, inks)
    return Strip(segments).adjust_cell_length(width, inks.ground)


def _blanks(start: int, end: int, lit: Place | None, inks: Inks) -> Iterator[Segment]:
    """What stands between two pieces."""
    if lit is None:
        if end > start:
            yield Segment(" " * (end - start), inks.ground)
        return
    edges = (start, lit.x, lit.x + 1, lit.x + lit.width, end)
    cuts = sorted({min(max(edge, start), end) for edge in edges})
    for left, right in pairwise(cuts):
        if left == lit.x:
            yield Segment(inks.sign, inks.lit + inks.mark)
        else:
            yield Segment(" " * (right - left), inks.lit if lit.x < left < lit.x + lit.width else inks.ground)
