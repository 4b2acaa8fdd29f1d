"""The little of Markdown that a text template is written in, read into blocks: headings, paragraphs, tables, rules.

What was filled in is text and stays text: its characters are set apart before the marks are read (``apart``), and put
back once nobody looks for marks any more (``together``).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

_MARKS: Final = "*#|-\\\n\r"
_SHIFT: Final = 0xF0000
_APART: Final = {ord(mark): chr(_SHIFT + ord(mark)) for mark in _MARKS}
_TOGETHER: Final = {_SHIFT + ord(mark): mark for mark in _MARKS}
_HEADING: Final = re.compile(r"(#{1,3}) +(.*)")
_RULE: Final = re.compile(r"-{3,} *")
_DIVIDER: Final = re.compile(r"[|:\- ]+")
_BULLET: Final = re.compile(r"[-*] +(.*)")
_STRONG: Final = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a level from 1 to 3."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs of text, each strong or not; behind a ``bullet`` where it is an entry of a list."""

    runs: tuple[tuple[str, bool], ...]
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row is the heading."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


Block = Heading | Paragraph | Table | Rule


def apart(value: Any) -> Any:
    """A value whose characters are no marks."""
    return value.translate(_APART) if isinstance(value, str) else value


def together(text: str) -> str:
    """The text as it was before its characters were set apart."""
    return text.translate(_TOGETHER)


def blocks(text: str) -> Iterator[Block]:
    """A text's blocks; a blank line parts paragraphs, a single break inside one is a break."""
    for is_table, lines in groupby(text.split("\n"), key=lambda line: line.lstrip().startswith("|")):
        if is_table:
            yield _table(lines)
        else:
            yield from _plain(lines)


def _table(lines: Iterable[str]) -> Table:
    rows = [line.strip().strip("|").split("|") for line in lines if not _DIVIDER.fullmatch(line.strip())]
    wide = max(map(len, rows), default=0)
    return Table(tuple(tuple(together(cell.strip()) for cell in (row + [""] * wide)[:wide]) for row in rows))


def _plain(lines: Iterable[str]) -> Iterator[Block]:
    for line in map(str.strip, lines):
        if heading := _HEADING.fullmatch(line):
            yield Heading(together(heading[2]), len(heading[1]))
        elif _RULE.fullmatch(line):
            yield Rule()
        elif bullet := _BULLET.fullmatch(line):
            yield Paragraph(_runs(bullet[1]), bullet=True)
        else:
            yield Paragraph(_runs(line))


def _runs(line: str) -> tuple[tuple[str, bool], ...]:
    """Every second part of what the stars split is strong."""
    parts = enumerate(_STRONG.split(line))
    return tuple((together(part), place % 2 == 1) for place, part in parts if part)
