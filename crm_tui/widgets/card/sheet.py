"""Where everything on a card stands: lines of pieces, and the place of each field among them."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from rich.cells import cell_len
from textual.content import Content
from textual.strip import Strip

from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.plain import MUTED, content


class Draw(Protocol):
    """Draws a text in so many cells, on the cursor's ground or not; ``cut`` to one line or wrapped to several."""

    def __call__(self, words: Content, width: int, lit: bool, *, cut: bool = True) -> list[Strip]:
        """The lines."""
        ...


class Words:
    """Texts that do not change, as contents: drawn once, they are known again."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Content] = {}

    def __call__(self, text: str, style: str) -> Content:
        """The text in a style."""
        found = self._known.get((text, style))
        if found is None:
            found = self._known[text, style] = content(text, style)
        return found


GUTTER: Final = 1
LABEL: Final = (12, 22)
"""The cells that names have: no less and no more where there is room."""
NARROW: Final = 44
LEAST_VALUE: Final = 20
"""The cells that a value keeps beside a remark for which there is a briefer one."""
LONG_LINES: Final = 6
EDITED_CELLS: Final = 26
_GAP: Final = 2


class Piece(NamedTuple):
    """A strip of a line, from a cell on."""

    x: int
    strip: Strip


class Place(NamedTuple):
    """A field on the sheet: its lines, where its value stands and is typed into, and the lines of its fault below."""

    field: CardField
    x: int
    y: int
    width: int
    height: int
    value_x: int
    value_width: int
    told: int = 0


class Sheet(NamedTuple):
    """A card drawn on paper: each line's pieces, and the fields' places in their order."""

    lines: list[list[Piece]]
    places: list[Place]


class Asked(NamedTuple):
    """What a sheet is drawn of: the blocks, the faults by field, and which field is lit or open."""

    blocks: Sequence[CardBlock]
    faults: Mapping[str, str]
    words: Words
    lit: str = ""
    opened: str = ""


def body(asked: Asked, width: int, draw: Draw) -> Sheet:
    """Fields below each other, their names beside them."""
    sheet = Sheet([], [])
    label = _label_width(asked.blocks, width)
    for block in asked.blocks:
        if sheet.lines:
            sheet.lines.append([])
        if block.title:
            sheet.lines.extend(_text(asked.words(block.title, "bold"), GUTTER, width, draw))
        if not block.fields and block.empty:
            sheet.lines.extend(_text(asked.words(block.empty, MUTED), GUTTER, width, draw))
        brief = any(_crowded(field, label, width) for field in block.fields)
        for field in block.fields:
            remark = field.brief if brief and field.brief else field.remark
            _row(sheet, asked, field, remark, label if field.label else 0, width, draw)
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
            sheet.lines.extend(_text(asked.words(fault, "$text-error"), GUTTER, width, draw))
    return sheet


def _label_width(blocks: Sequence[CardBlock], width: int) -> int:
    """As much as the longest name needs; nothing where no field has a name."""
    longest = max((cell_len(field.label) for block in blocks for field in block.fields), default=0)
    least, most = LABEL
    wanted = max(least, min(longest + _GAP, most))
    return 0 if not longest else wanted if width >= NARROW else max(least, min(longest + 1, least + 1))


def _text(words: Content, x: int, width: int, draw: Draw) -> list[list[Piece]]:
    """A sentence on as many lines as it takes."""
    return [[Piece(x, strip)] for strip in draw(words, max(1, width - x), False, cut=False)]


def _cell(
    sheet: Sheet, asked: Asked, field: CardField, at: tuple[int, int, int], draw: Draw, *, first: bool = False
) -> None:
    x, y, cells = at
    lit = field.name == asked.lit
    sheet.lines[y] += [Piece(x + GUTTER, strip) for strip in draw(field.shown, max(1, cells), lit)]
    place = Place(field, x, y, cells + GUTTER, 1, x + GUTTER, cells)
    if first:
        sheet.places.insert(0, place)
    else:
        sheet.places.append(place)


def _row(sheet: Sheet, asked: Asked, field: CardField, remark: Content, label: int, width: int, draw: Draw) -> None:
    lit = field.name == asked.lit
    top = len(sheet.lines)
    x = GUTTER + label
    room = max(1, width - x - (remark.cell_length + _GAP if remark else 0))
    for strip in _value(asked, field, room, lit, draw):
        sheet.lines.append([Piece(x, strip)])
    if label:
        sheet.lines[top].insert(0, Piece(GUTTER, draw(asked.words(field.label, MUTED), label - 1, lit)[0]))
    if remark:
        sheet.lines[top].append(Piece(width - remark.cell_length, draw(remark, width, lit)[0]))
    height = len(sheet.lines) - top
    fault = asked.faults.get(field.name, "")
    told = _text(asked.words(fault, "$text-error"), x, width, draw) if fault else []
    sheet.lines.extend(told)
    sheet.places.append(Place(field, 0, top, width, height, x, max(1, width - x), len(told)))


def _crowded(field: CardField, label: int, width: int) -> bool:
    """Whether the remark would leave hardly any room to the value."""
    left = width - GUTTER - (label if field.label else 0) - field.remark.cell_length - _GAP
    return bool(field.brief) and left < min(LEAST_VALUE, field.shown.cell_length)


def _value(asked: Asked, field: CardField, room: int, lit: bool, draw: Draw) -> list[Strip]:
    if field.name == asked.opened:
        return [Strip.blank(room)] * (LONG_LINES if field.way is Way.LONG else 1)
    words = field.shown if field.shown.plain else asked.words("—", MUTED)
    return draw(words, room, lit, cut=field.cut) or [Strip.blank(room)]
