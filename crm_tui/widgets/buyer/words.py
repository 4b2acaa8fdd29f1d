"""How sure a match is, as a person reads it: a band in a word, a score as a bar and a number, reasons in words."""

from collections.abc import Iterable, Sequence
from typing import Final

from rich.cells import cell_len

from crm_tui.domain.matching.reasons import Band, Reason
from crm_tui.domain.matching.wording import said
from crm_tui.i18n import N_, _
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.plain import one_line

BANDS: Final = {Band.SAME: N_("same"), Band.LIKELY: N_("likely"), Band.MAYBE: N_("maybe")}
BAR: Final = 8
"""Cells of the bar of a score that leaves no doubt."""
_BITS_A_CELL: Final = 4
_LONGEST_REASON: Final = 60


def band_words(band: Band) -> str:
    """The band in a word."""
    return _(BANDS[band])


def bar(score: float, glyphs: Glyphs) -> str:
    """The score as a bar, one cell for every four bits."""
    cells = -int(-score // _BITS_A_CELL)
    return glyphs.bar * max(0, min(cells, BAR))


def reasons_words(reasons: Sequence[Reason]) -> list[str]:
    """Each reason in words: what speaks for one person first, what speaks against it last."""
    ordered = sorted(reasons, key=lambda reason: -reason.bits)
    return [one_line(said(reason), _LONGEST_REASON) for reason in ordered]


def wrapped(pieces: Iterable[str], between: str, cells: int, lines: int) -> list[str]:
    """The pieces in at most so many lines of that width, none of them torn; the last one ends where it is cut."""
    made = [""]
    for piece in pieces:
        longer = f"{made[-1]}{between}{piece}" if made[-1] else piece
        if made[-1] and cell_len(longer) > cells and len(made) < lines:
            made.append(piece)
        else:
            made[-1] = longer
    return [one_line(line, cells) for line in made if line]
