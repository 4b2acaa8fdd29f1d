"""Text of customers on its way to a terminal: made harmless, cut to measure, shortened to initials."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

ELLIPSIS = "…"
REPLACEMENT = "\ufffd"

_EMOJI = r"\u2190-\u2bff\U0001f000-\U0001faff"
_BREAKS = r"\t\n\v\f\r\x85\u2028\u2029"
_HIDDEN = (
    r"\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e007f"
)
# A zero-width joiner makes one picture of two emoji; anywhere else it only hides.
_STRAY_JOINER = rf"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])"
_UNSAFE = re.compile(rf"(?P<gap>\r\n|[{_BREAKS}])|[{_HIDDEN}]|{_STRAY_JOINER}")

# One cell each: Latin, Greek and Cyrillic letters, common punctuation, currency signs.
_NARROW = re.compile(
    r"[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u20a0-\u20bf\u2116]*"
)
_WIDENER = "\ufe0f"
_JOINER = "\u200d"
_MARKS_PER_CELL = 4
_LONGEST_NAME = 200


def clean(text: str) -> str:
    """The text with control, direction and zero-width characters made visible, and breaks turned into blanks.

    Text that holds none, as nearly all does, comes back as the same object.
    """
    if text.isprintable() or _UNSAFE.search(text) is None:
        return text
    return _UNSAFE.sub(_shown, text)


def _shown(unsafe: re.Match[str]) -> str:
    return " " if unsafe["gap"] else REPLACEMENT


def width(text: str) -> int:
    """How many terminal cells a text takes; joined emoji count one by one, so it may take fewer."""
    if _NARROW.fullmatch(text):
        return len(text)
    narrow_pictures = sum(_cells(before) == 1 for before, after in pairwise(text) if after == _WIDENER)
    return sum(map(_cells, text)) + narrow_pictures


def one_line(text: str, cells: int) -> str:
    """The cleaned text in at most ``cells`` terminal cells, with an ellipsis where something is cut off."""
    if cells <= 0:
        return ""
    limit = cells * _MARKS_PER_CELL + 1
    line = clean(text if len(text) <= limit else text[:limit])
    if len(text) <= limit and width(line) <= cells:
        return line
    return _fitting(line, cells - 1) + ELLIPSIS


def initials(name: str) -> str:
    """The first letters of a name's first two words, in capitals; empty when it has no letters."""
    words = unicodedata.normalize("NFC", name[:_LONGEST_NAME]).split()
    letters = (next((character for character in word if character.isalnum()), "") for word in words)
    return "".join([letter.upper()[0] for letter in letters if letter][:2])


def _fitting(line: str, cells: int) -> str:
    """The longest start of a line that fits."""
    if _NARROW.fullmatch(line):
        return line[:cells]
    taken = 0
    before = ""
    for place, character in enumerate(line):
        taken += _cells(character) + (character == _WIDENER and _cells(before) == 1)
        if taken > cells:
            return line[:place]
        before = character
    return line


@lru_cache(maxsize=8192)
def _cells(character: str) -> int:
    if character == _JOINER or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
