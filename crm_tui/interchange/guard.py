"""Cells of a CSV that a spreadsheet would run as a formula: marked on the way out, unmarked on the way in.

Excel, LibreOffice and Google Sheets run a cell that begins with = + - or @, also behind blanks. An apostrophe in front
makes it text. Phones and plain numbers keep their sign: no formula can be made of them.
"""

import re

_BLANKS = " \t\r\n\v\f\0\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f\u2060-\u206f\u3000\ufeff"
_RUNS = re.compile(rf"[{_BLANKS}]*[=+\-@＝＋－＠]")
_MARKED = re.compile(rf"'+[{_BLANKS}]*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]\d[\d \u00a0\u202f]*(?:[.,]\d+)?")
_PHONE = re.compile(r"\+\d[\d \u00a0().\-]*")
_LONGEST = 40


def guarded(cell: str) -> str:
    """The cell as it is written: with an apostrophe in front where a spreadsheet would run it."""
    return f"'{cell}" if _needs_mark(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before ``guarded``."""
    return cell[1:] if cell[:1] == "'" and _needs_mark(cell[1:]) else cell


def _needs_mark(cell: str) -> bool:
    if _MARKED.match(cell):
        return _needs_mark(cell.lstrip("'"))
    if not _RUNS.match(cell):
        return False
    return len(cell) > _LONGEST or not (_NUMBER.fullmatch(cell) or _PHONE.fullmatch(cell))
