"""The last guard before the terminal: nothing that customers typed may steer it.

Widgets show text through ``crm_tui.domain.text``; what slips past one of them ends here, on its way
out of the compositor. Widths stay as they were measured, so a row with hostile text in it keeps its place.
"""

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from crm_tui.domain.text import clean

_AMOUNT_GAP = "\N{NO-BREAK SPACE}"  # harmless, frequent, and slow to tell from what is not


class HostileFilter(LineFilter):
    """Replaces control bytes, direction overrides and invisible characters in every line that is drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same list when there is nothing to replace, which one search over the whole line tells."""
        line = "".join([segment.text for segment in segments]).replace(_AMOUNT_GAP, " ")
        return segments if clean(line) is line else [_harmless(segment) for segment in segments]


def _harmless(segment: Segment) -> Segment:
    shown = clean(segment.text)
    if shown is segment.text:
        return segment
    return Segment(set_cell_size(shown, cell_len(segment.text)), segment.style, segment.control)
