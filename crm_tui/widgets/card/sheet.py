"""Where everything on a card stands: lines of pieces, and the place of each field among them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from textual.content import Content
from textual.strip import Strip

from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.plain import MUTED, content

Draw = Callable[[Content, int, bool], list[Strip]]
"""A text in so many cells, on the cursor's ground or not, as lines."""

GUTTER: Final = 1
LABEL: Final = 16
LABEL_NARROW: Final = 12
NARROW: Final = 44
LONG_LINES: Final = 6
EDITED_CELLS: Final = 26
_GAP: Final = 2


class Piece(NamedTuple):
    """A strip of a line, from a cell on."""

    x: int
    strip: Strip


class Place(NamedTuple):
    """A field on the sheet: its lines, and where its value stands and is typed into."""

    field: CardField
    x: int
    y: int
    width: int
    height: int
    value_x: int
    value_width: int


class Sheet(NamedTuple):
    """A card drawn on paper: each line's pieces, and the fields' places in their order."""

    lines: list[list[Piece]]
    places: list[Place]


class Asked(NamedTuple):
    """What a sheet is drawn of: the blocks, the faults by field, and which field is lit or open."""

    blocks: Sequence[CardBlock]
    faults: Mapping[str, str]
    lit: str = ""
    opened: str = ""


def body(asked: Asked, width: int, draw: Draw) -> Sheet:
    """Fields below each other, their names beside them."""
    sheet = Sheet([], [])
    label = (LABEL if width >= NARROW else LABEL_NARROW) if any(_labels(asked.blocks)) else 0
    for block in asked.blocks:
        if sheet.lines:
            sheet.lines.append([])
        if block.title:
            sheet.lines.append(_text(content(block.title, "bold"), GUTTER, width, draw))
        if not block.fields and block.empty:
            sheet.lines.append(_text(content(block.empty, MUTED), GUTTER, width, draw))
        for field in block.fields:
            _row(sheet, asked, field, label if field.label else 0, width, draw)
    return sheet


def head(asked: Asked, width: int, draw: Draw) -> Sheet:
    """The title with what stands on its right, and one line below for the rest; a fault has a line of its own."""
    sheet = Sheet([[], []], [])
    fields = [field for block in asked.blocks for field in block.fields]
    right = width
    for field in reversed([field for field in fields if field.place == "right"]):
        cells = min(field.shown.cell_length, width // 4)
        right -= cells + GUTTER
        _cell(sheet, asked, field, (right, 0, cells), draw)
        right -= _GAP - GUTTER
    sheet.places.reverse()
    for field in fields:
        if field.place == "title":
            _cell(sheet, asked, field, (0, 0, right - 2 * GUTTER), draw, first=True)
        elif field.place == "below":
            _cell(sheet, asked, field, (0, 1, width - GUTTER), draw)
    for field in fields:
        if fault := asked.faults.get(field.name):
            sheet.lines.append(_text(content(fault, "$text-error"), GUTTER, width, draw))
    return sheet


def _labels(blocks: Sequence[CardBlock]) -> list[str]:
    return [field.label for block in blocks for field in block.fields]


def _text(words: Content, x: int, width: int, draw: Draw) -> list[Piece]:
    cut = words.truncate(max(1, width - x), ellipsis=True)
    return [Piece(x, strip) for strip in draw(cut, max(1, width - x), False)[:1]]


def _cell(
    sheet: Sheet, asked: Asked, field: CardField, at: tuple[int, int, int], draw: Draw, *, first: bool = False
) -> None:
    x, y, cells = at
    lit = field.name == asked.lit
    words = field.shown.truncate(max(1, cells), ellipsis=True)
    sheet.lines[y] += [Piece(x + GUTTER, strip) for strip in draw(words, max(1, cells), lit)[:1]]
    place = Place(field, x, y, cells + GUTTER, 1, x + GUTTER, cells)
    if first:
        sheet.places.insert(0, place)
    else:
        sheet.places.append(place)


def _row(sheet: Sheet, asked: Asked, field: CardField, label: int, width: int, draw: Draw) -> None:
    lit = field.name == asked.lit
    top = len(sheet.lines)
    x = GUTTER + label
    room = max(1, width - x - (field.remark.cell_length + _GAP if field.remark else 0))
    for strip in _value(asked, field, room, lit, draw):
        sheet.lines.append([Piece(x, strip)])
    if label:
        name = content(field.label, MUTED).truncate(label - 1, ellipsis=True)
        sheet.lines[top].insert(0, Piece(GUTTER, draw(name, label - 1, lit)[0]))
    if field.remark:
        sheet.lines[top].append(Piece(width - field.remark.cell_length, draw(field.remark, width, lit)[0]))
    height = len(sheet.lines) - top
    sheet.places.append(Place(field, 0, top, width, height, x, max(1, width - x)))
    if fault := asked.faults.get(field.name):
        told = draw(content(fault, "$text-error"), max(1, width - x), False)
        sheet.lines.extend([Piece(x, strip)] for strip in told)


def _value(asked: Asked, field: CardField, room: int, lit: bool, draw: Draw) -> list[Strip]:
    words = field.shown if field.shown.plain else content("—", MUTED)
    if field.name == asked.opened:
        return [Strip.blank(room)] * (LONG_LINES if field.way is Way.LONG else 1)
    if field.cut:
        words = words.truncate(room, ellipsis=True)
        return draw(words, room, lit)[:1]
    return draw(words, room, lit) or [Strip.blank(room)]
