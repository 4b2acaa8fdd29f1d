"""QR codes (ISO/IEC 18004) on a screen of text, dark on light whatever the theme: a phone's camera reads the link."""

import re
from collections.abc import Sequence
from typing import Final

from textual.color import Color
from textual.content import Content
from textual.style import Style

_QUIET_ZONES: Final = (4, 2)
"""Modules of light around the code: what the standard asks for, and what cameras are content with."""
_WHITE, _BLACK = Color(255, 255, 255), Color(0, 0, 0)
_STYLE: Final = Style(foreground=_WHITE, background=_BLACK)
_SOLID: Final = Style(foreground=_WHITE, background=_WHITE)
_HALVES: Final = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
_PLAIN: Final = ("##", "  ")
_RUNS: Final = re.compile("#+| +")
Module = int
"""1 is dark, 0 is light. What is light is drawn: a dark terminal without colours shows the code right too."""


def qr_code(text: str, cells: int, lines: int, *, plain: bool = False) -> Content | None:
    """The code in at most so many cells and lines, in ASCII where ``plain``; None where it does not fit."""
    import segno

    try:
        code = segno.make(text, error="l", micro=False)
    except segno.DataOverflowError:
        return None
    for quiet in _QUIET_ZONES:
        drawn = _drawn([list(row) for row in code.matrix_iter(border=quiet)], plain=plain)
        if len(drawn) <= lines and len(drawn[0]) <= cells:
            return Content("\n").join(_solid(line) if plain else Content.styled(line, _STYLE) for line in drawn)
    return None


def _drawn(rows: Sequence[Sequence[Module]], *, plain: bool) -> list[str]:
    if plain:
        return ["".join(_PLAIN[module] for module in row) for row in rows]
    even = rows if len(rows) % 2 == 0 else [*rows, [0] * len(rows[0])]
    pairs = zip(even[::2], even[1::2], strict=True)
    return ["".join(_HALVES[halves] for halves in zip(upper, lower, strict=True)) for upper, lower in pairs]


def _solid(line: str) -> Content:
    """What is light without gaps between its signs, where the terminal has colours."""
    runs = (run[0] for run in _RUNS.finditer(line))
    return Content.assemble(*((run, _SOLID if run[0] == _PLAIN[0][0] else _STYLE) for run in runs))
