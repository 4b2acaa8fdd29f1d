"""What a person calls a file, and how it can be shown, by its content and, among texts, by its ending."""

from enum import Enum, auto
from typing import Final

from crm_tui.papers.media_types import UNKNOWN

_TABLES: Final = frozenset({"csv", "tsv"})
_MARKED: Final = frozenset({"md", "markdown"})
_SHOWN_PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"})
_LONGEST: Final = 4


class Look(Enum):
    """How a file is shown on a screen of text."""

    TEXT = auto()
    MARKDOWN = auto()
    TABLE = auto()
    PICTURE = auto()
    NOT = auto()


def look(media_type: str, name: str) -> Look:
    """How to show a file of that type and name."""
    if media_type in _SHOWN_PICTURES:
        return Look.PICTURE
    if not media_type.startswith("text/"):
        return Look.NOT
    ending = _ending(name)
    if ending in _TABLES or media_type == "text/csv":
        return Look.TABLE
    return Look.MARKDOWN if ending in _MARKED or media_type == "text/markdown" else Look.TEXT


def sign(media_type: str, name: str) -> str:
    """Up to four letters that tell kinds of files apart in a list: PDF, DOCX, PNG, TXT."""
    ending = _ending(name)
    if ending.isascii() and ending.isalnum() and len(ending) <= _LONGEST:
        return ending.upper()
    if media_type == UNKNOWN:
        return "?"
    family, _slash, kind = media_type.partition("/")
    return (kind if kind.isalnum() and len(kind) <= _LONGEST else family)[:_LONGEST].upper()


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""
