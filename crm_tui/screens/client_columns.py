"""Lines of a list of clients in columns: as wide as what stands in them, and whole or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from crm_tui.widgets.card.data import CardField, Way
from crm_tui.widgets.card.sheet import GUTTER
from crm_tui.widgets.fitting import fitting
from crm_tui.widgets.plain import MUTED, one_line

_GAP: Final = 2
_WIDE: Final = 60
_NAME: Final = (20, 32)
"""The most cells of a name, on a narrow screen and on others."""
_DETAIL: Final = 24


@dataclass(frozen=True, slots=True)
class ClientLine:
    """A client in a list; a list has the same details in the same order on each of its lines."""

    id: str
    name: str
    details: tuple[str, ...]
    tags: tuple[str, ...]


def arranged(lines: Sequence[ClientLine], width: int) -> tuple[CardField, ...]:
    """A field for each line: the name, those details for which there is room, tags.

    Tags come before all details but the first. A detail that no line has takes no room.
    """
    rows = [_row(line, _NAME[width >= _WIDE]) for line in lines]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    seen = _seen(widths, width - 2 * GUTTER)
    return tuple(_field(line, row, widths, seen) for line, row in zip(lines, rows, strict=True))


def _row(line: ClientLine, longest_name: int) -> tuple[str, ...]:
    details = (one_line(detail, _DETAIL) for detail in line.details)
    return one_line(line.name, longest_name), *details, one_line(" ".join(f"#{tag}" for tag in line.tags), _DETAIL)


def _seen(widths: Sequence[int], room: int) -> Sequence[int]:
    """The columns that are seen, in the order of the list."""
    tags = len(widths) - 1
    order = (0, 1, tags, *range(2, tags)) if widths else ()
    return sorted(fitting(((at, widths[at]) for at in order if widths[at]), room, _GAP))


def _field(line: ClientLine, row: Sequence[str], widths: Sequence[int], seen: Iterable[int]) -> CardField:
    styles = ("", *[MUTED] * len(line.details), "$text-accent")
    columns = (Content.styled(row[at] + " " * (widths[at] - cell_len(row[at])), styles[at]) for at in seen)
    return CardField(line.id, "", Content(" " * _GAP).join(columns), line.name, way=Way.OPEN, cut=True)
