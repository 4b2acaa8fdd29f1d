"""Pictures on a screen of text: two pixels a cell, one above the other."""

import io
import struct
from typing import TYPE_CHECKING, Final, TypeAlias

from textual.color import Color
from textual.content import Content, Span
from textual.style import Style

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS: Final = 40_000_000
"""A picture that unpacks into more than this is not opened, however small its file is."""
_FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
_UPPER_HALF: Final = "▀"
Pixel: TypeAlias = tuple[int, int, int]


class NotAPicture(ValueError):
    """Not to be drawn: damaged, of another kind, or far too large."""


def half_blocks(data: bytes, cells: int, lines: int) -> Content:
    """The picture in at most so many cells a line, and so many lines. Raises NotAPicture."""
    picture = _small(data, cells, lines * 2)
    wide, high = picture.size
    flat = picture.tobytes()
    pixels = [(flat[at], flat[at + 1], flat[at + 2]) for at in range(0, len(flat), 3)]
    rows = [pixels[y * wide : (y + 1) * wide] for y in range(high)]
    return Content("\n").join(_line(upper, lower) for upper, lower in zip(rows[::2], rows[1::2], strict=True))


def _line(upper: list[Pixel], lower: list[Pixel]) -> Content:
    spans = [
        Span(at, at + 1, Style(foreground=Color(*above), background=Color(*below)))
        for at, (above, below) in enumerate(zip(upper, lower, strict=True))
    ]
    return Content(_UPPER_HALF * len(upper), spans)


def _small(data: bytes, wide: int, high: int) -> "Image":
    """The picture shrunk to the screen, its height even."""
    from PIL import Image, ImageOps

    broken = (OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError)
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture
            picture.draft("RGB", (wide * 2, high * 2))
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except broken as error:
        raise NotAPicture from error
    upright.thumbnail((wide, high))
    ground = Image.new("RGBA", (upright.width, upright.height + upright.height % 2), "black")
    ground.alpha_composite(upright)
    return ground.convert("RGB")
