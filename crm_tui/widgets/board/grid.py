"""Where on the board everything stands, for a size and a number of columns. Pure."""

from typing import Final

from textual.geometry import Region

NARROW: Final = 100
LOW: Final = 30
_LEAST: Final = 20
_LEAST_NARROW: Final = 24


class Grid:
    """Lines from the top: the tab line (where not every column fits), names, a rule, cards, the counts below.

    The best use of a size: columns of 20 cells or more, three-line cards on a high screen. ``spans`` holds x and width
    of each column that is shown, without the rule to its right; ``slots`` is how many whole cards are seen at once.
    """

    def __init__(self, width: int, height: int, columns: int) -> None:
        self.width = width
        self.height = height
        self.shown = max(1, min(columns, width // (_LEAST if width >= NARROW else _LEAST_NARROW)))
        self.spans = _spans(max(width, self.shown), self.shown)
        self.tabs = self.shown < columns
        self.head = 1 if self.tabs else 0
        self.rule = self.head + 1
        self.body = self.rule + 1
        self.foot = max(self.body, height - 1)
        self.card_lines = 3 if height >= LOW else 2
        self.pitch = self.card_lines + 1
        self.slots = max(1, (self.foot - self.body + 1) // self.pitch)

    def places(self, region: Region) -> list[int]:
        """Which of the columns shown a region touches."""
        return [
            place for place, (left, width) in enumerate(self.spans) if left < region.right and region.x < left + width
        ]

    def column_at(self, x: int) -> int | None:
        """Which of the columns shown a cell belongs to; None for a rule."""
        for place, (left, width) in enumerate(self.spans):
            if left <= x < left + width:
                return place
        return None

    def slot_at(self, y: int) -> int | None:
        """Which card from the top a line belongs to."""
        slot, line = divmod(y - self.body, self.pitch)
        return slot if 0 <= slot < self.slots and line < self.card_lines else None

    def card_region(self, place: int, slot: int) -> Region:
        """The cells of a card."""
        x, width = self.spans[place]
        return Region(x, self.body + slot * self.pitch, width, self.card_lines)

    def column_region(self, place: int) -> Region:
        """The cells of a column with its counts, without its name."""
        x, width = self.spans[place]
        return Region(x, self.rule, width, self.height - self.rule)

    def head_region(self, place: int) -> Region:
        """The cells of a column's name."""
        x, width = self.spans[place]
        return Region(x, self.head, width, 1)


def _spans(width: int, shown: int) -> tuple[tuple[int, int], ...]:
    """Columns of nearly equal width, each but the last followed by a rule."""
    pitch, spare = divmod(width, shown)
    spans, x = [], 0
    for place in range(shown):
        step = pitch + (place < spare)
        spans.append((x, max(1, step - (place < shown - 1))))
        x += step
    return tuple(spans)
