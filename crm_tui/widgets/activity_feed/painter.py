"""A feed's items as lines: time, author, words wrapped to a few lines; rules between days."""

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo
from textwrap import wrap
from typing import Final, NamedTuple, TypeAlias

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.strip import Strip

from crm_tui.i18n import _
from crm_tui.operations.feed import FeedItem, FeedKind
from crm_tui.widgets.activity_feed import words
from crm_tui.widgets.activity_feed.model import key_of
from crm_tui.widgets.activity_feed.words import Said
from crm_tui.widgets.board.card import clip
from crm_tui.widgets.board.painter import Palette
from crm_tui.widgets.glyphs import Glyphs

MOST_LINES: Final = 6
_MENTION: Final = re.compile(r"(?<!\w)(@\w+)")
_MOST_KEPT: Final = 2_000
_LEAD: Final = 5
_COMING_LEAD: Final = 16
_WHO: Final = 2
Line: TypeAlias = tuple[tuple[str, str], ...]
Lines: TypeAlias = tuple[Line, ...]
_GAP: Final = 2


class Block(NamedTuple):
    """An item's lines, and the place of its cursor; a rule has none."""

    place: int | None
    lines: Lines


class FeedPainter:
    """Works out blocks once for an item and a width, and draws their lines in the styles at hand."""

    def __init__(self, glyphs: Glyphs) -> None:
        self.glyphs = glyphs
        self._kept: dict[tuple[FeedKind, str], tuple[FeedItem, Lines]] = {}
        self._kept_for: tuple[int, tzinfo | None] = 0, None

    def blocks(
        self, upcoming: Iterable[FeedItem], items: Iterable[FeedItem], width: int, now: datetime
    ) -> tuple[list[Block], list[Block]]:
        """The blocks of the tasks to come, with their rule, and those of all that was."""
        if self._kept_for != (width, now.tzinfo):
            self._kept_for = width, now.tzinfo
            self._kept.clear()
        pinned = [
            Block(place, self._item(words.coming(item, now, self.glyphs), width, _COMING_LEAD, 1))
            for place, item in enumerate(upcoming)
        ]
        if pinned:
            pinned.insert(0, self._rule(_("next"), width))
        past: list[Block] = []
        last = ""
        for place, item in enumerate(items, max(0, len(pinned) - 1)):
            today = words.day(item.at, now)
            if today != last:
                past.append(self._rule(today, width))
                last = today
            past.append(Block(place, self._lines(item, width, now)))
        return pinned, past

    def forget(self) -> None:
        """Word every item anew."""
        self._kept.clear()

    def _lines(self, item: FeedItem, width: int, now: datetime) -> Lines:
        """What an item says, worked out once: a page more costs that page alone."""
        kept = self._kept.get(key_of(item))
        if kept is None or kept[0] is not item:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            kept = item, self._item(words.said(item, now, self.glyphs), width, _LEAD, MOST_LINES)
            self._kept[key_of(item)] = kept
        return kept[1]

    def _rule(self, title: str, width: int) -> Block:
        dash = words.dash(self.glyphs)
        return Block(None, (((clip(f" {dash} {title} {dash}", width, self.glyphs), "rule"),),))

    def _item(self, said: Said, width: int, lead: int, most: int) -> Lines:
        """Lead, author and words; what does not fit goes on below, behind the same margin."""
        margin = 1 + lead + _GAP + (_WHO + _GAP if said.who else 0)
        note = f"  {clip(said.note, max(4, width // 3), self.glyphs)}" if said.note else ""
        room = max(8, width - margin - cell_len(note) - 1)
        lines = _wrapped(words.plain_signs(said.text, self.glyphs), room, most, self.glyphs.cut)
        first = [(" ", "text"), (set_cell_size(said.lead, lead), said.lead_style), (" " * _GAP, "text")]
        if said.who:
            first += [(set_cell_size(said.who, _WHO), "who"), (" " * _GAP, "text")]
        head = (*first, *_styled(set_cell_size(lines[0], room), said.style), (note, said.note_style))
        return (head, *(((" " * margin, "text"), *_styled(line, said.style)) for line in lines[1:]))


def _styled(line: str, style: str) -> Line:
    """A line in its style; in a note those who are called by ``@`` stand out."""
    if style != "note" or "@" not in line:
        return ((line, style),)
    parts = _MENTION.split(line)
    return tuple((part, "mention" if at % 2 else style) for at, part in enumerate(parts) if part)


def _wrapped(text: str, room: int, most: int, cut: str) -> list[str]:
    """The text in so many cells, at most ``most`` lines, with a sign where more follows."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        if len(lines) > most:
            break
        lines += _fitted(paragraph, room)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while cell_len(last) >= room:
        last = last[:-1]
    return [*lines[: most - 1], last + cut]


def _fitted(paragraph: str, room: int) -> list[str]:
    """Words of any script in lines of so many cells."""
    if cell_len(paragraph) <= room:
        return [paragraph]
    if cell_len(paragraph) == len(paragraph):
        return wrap(paragraph, room) or [""]
    lines, line = [], ""
    for letter in paragraph:
        if cell_len(line + letter) > room:
            lines.append(line)
            line = ""
        line += letter
    return [*lines, line]


def drawn(line: Iterable[tuple[str, str]], width: int, styles: Palette, mark: str) -> Strip:
    """A line of a block; ``mark`` stands in its first cell where the cursor is on it."""
    segments = [Segment(text, styles[style]) for text, style in line if text]
    if mark and segments:
        segments[0] = Segment(mark + segments[0].text[1:], styles["cursor"])
    return Strip(Segment.adjust_line_length(segments, width, styles["text"]), width)
