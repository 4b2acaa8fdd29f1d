"""What is in a document, drawn with letters: texts line by line, tables in columns, pictures in half blocks."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from textual.content import Content

from crm_tui.domain.text import clean, width
from crm_tui.i18n import _
from crm_tui.operations.documents import MEGABYTE, DocumentContent
from crm_tui.papers.kinds import Look, look
from crm_tui.widgets.glyphs import ASCII, Glyphs
from crm_tui.widgets.plain import MUTED, content, one_line

MOST_LINES: Final = 2_000
_WIDEST: Final = 28
_HEADING: Final = re.compile(r"#{1,6}\s+(.*)")
_POINT: Final = re.compile(r"(\s*)[-*+]\s+(.*)")


def drawn(document: DocumentContent, size: tuple[int, int], glyphs: Glyphs) -> Content:
    """The document, or why it cannot be shown. To be called in a thread.

    ``size`` is in cells and, for pictures, lines.
    """
    info = document.info
    match look(info.media_type, info.name):
        case Look.PICTURE if glyphs is not ASCII:
            return _picture(document, *size)
        case Look.TEXT:
            return _listed([content(line) for line in _lines(document.data)], document)
        case Look.MARKDOWN:
            return _listed([_marked(line, glyphs) for line in _lines(document.data)], document)
        case Look.TABLE:
            return _listed(_columns(_text(document.data), glyphs), document)
        case _:
            words = _("This kind of file (%(kind)s) cannot be shown here; o opens it in its own program.")
            return content(words % {"kind": info.media_type})


def _text(data: bytes) -> str:
    from crm_tui.interchange.encoding import encoding_in

    seen = data[:MEGABYTE]
    return seen.decode(encoding_in(io.BytesIO(seen)), "replace").removeprefix("\ufeff")


def _lines(data: bytes) -> list[str]:
    return [line.expandtabs(4) for line in _text(data).splitlines()[: MOST_LINES + 1]]


def _listed(lines: Sequence[Content], document: DocumentContent) -> Content:
    """The lines, and a word about those that are left out."""
    shown = list(lines[:MOST_LINES])
    if len(lines) > MOST_LINES or len(document.data) > MEGABYTE:
        shown.append(content(_("Only the beginning is shown; o opens all of it in its own program."), MUTED))
    return Content("\n").join(shown)


def _marked(line: str, glyphs: Glyphs) -> Content:
    """A line of Markdown: headings stand out, points have their dot; the rest stands as it was written."""
    if heading := _HEADING.match(line):
        return content(heading[1], "bold")
    if point := _POINT.match(line):
        return content(f"{point[1]}{glyphs.dot} {point[2]}")
    return content(line)


def _columns(text: str, glyphs: Glyphs) -> list[Content]:
    """A table with every column as wide as it needs, up to a bearable width; the first row stands out."""
    rows = [[clean(cell) for cell in row] for row in _rows(text)]
    widths = [min(_WIDEST, max(map(width, column))) for column in _turned(rows)]
    between = f" {glyphs.rule} "
    return [
        content(between.join(_padded(cell, cells) for cell, cells in zip(row, widths, strict=False)).rstrip(), style)
        for row, style in zip(rows, ["bold", *[""] * len(rows)], strict=False)
    ]


def _rows(text: str) -> list[list[str]]:
    """The rows of a CSV; where it stops being one, its lines stand as they are."""
    from crm_tui.interchange.delimiter import delimiter_of, told_delimiter

    told = told_delimiter(text)
    body = text.split("\n", 1)[-1] if told else text
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=told or delimiter_of(body))
    try:
        return list(islice(reader, MOST_LINES + 1))
    except csv.Error:
        return [[line] for line in body.splitlines()[: MOST_LINES + 1]]


def _turned(rows: Sequence[Sequence[str]]) -> Iterable[list[str]]:
    longest = max(map(len, rows), default=0)
    return ([row[at] for row in rows if at < len(row)] for at in range(longest))


def _padded(cell: str, cells: int) -> str:
    short = one_line(cell, cells)
    return short + " " * (cells - width(short))


def _picture(document: DocumentContent, cells: int, lines: int) -> Content:
    from crm_tui.widgets.half_blocks import NotAPicture, half_blocks

    try:
        return half_blocks(document.data, cells, lines)
    except NotAPicture:
        return content(_("The picture cannot be shown here, since it is damaged or too large; o opens it."))
