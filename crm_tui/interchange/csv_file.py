"""CSV as real programs write it: any encoding, delimiter and line end, quotes left open, rows too long or too short."""

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TextIO, TypeAlias

from crm_tui.i18n import N_
from crm_tui.interchange.delimiter import delimiter_of, told_delimiter
from crm_tui.interchange.encoding import encoding_of
from crm_tui.interchange.errors import FileUnreadable
from crm_tui.interchange.fields import Field
from crm_tui.interchange.guard import unguarded
from crm_tui.interchange.rows import RowReader
from crm_tui.interchange.source import ColumnGuess
from crm_tui.interchange.table import Table, find_table
from crm_tui.operations.imports import Draft, RecordKind

LONGEST_CELL = 1_000_000
OPEN_QUOTE = N_("a quotation mark is never closed; the row is cut off or damaged")
TOO_LONG = N_("a cell is longer than a million characters")
OUT_OF_STEP = N_("the row lies behind a damaged one and has too few or too many cells")
DAMAGED = N_("a letter is cut off or damaged; correct it in the file and import the row again")
_SAMPLE = 64 * 1024
_HEAD_ROWS = 40
# What stands for bytes that are no letter: a code that no decoder gives out, unlike U+FFFD, which a file may hold.
_NO_LETTER = "\udcff"
codecs.register_error("crm-no-letter", lambda error: (_NO_LETTER, getattr(error, "end", 0)))


# A row of a CSV: its number, its cells, and why it could not be read where it could not.
Row: TypeAlias = tuple[int, list[str], str]


class CsvFile:
    """A CSV file that was looked at: its encoding, delimiter, headings and what they stand for."""

    format = "csv"

    def __init__(self, path: Path, kind: RecordKind | None, asked: Mapping[str, Field], region: str) -> None:
        self._path, self._region = path, region
        self.encoding = encoding_of(path)
        sample = self._sample()
        self._told = told_delimiter(sample)
        self.delimiter = self._told or delimiter_of(sample)
        head = [row[1] for row in islice(self.rows(), _HEAD_ROWS)]
        self._table: Table = find_table(head, kind, asked, path)
        self.total_hint = self._estimate(sample, head)

    @property
    def kind(self) -> RecordKind:
        """What its rows are."""
        return self._table.kind

    @property
    def columns(self) -> tuple[ColumnGuess, ...]:
        """Its columns in order."""
        return self._table.guesses

    def drafts(self) -> Iterator[Draft]:
        """The rows under the headings, from the start. Raises FileUnreadable where the disk fails half way."""
        reader = RowReader(self._table.columns, self.kind, self._region)
        width, first = len(self._table.columns), self._table.heading_row + 1
        out_of_step = False
        for number, cells, problem in islice(self.rows(), first, None):
            if problem:
                out_of_step = out_of_step or problem != DAMAGED
                yield Draft(number, problem=problem)
            elif out_of_step and len(cells) != width and any(cells):
                yield Draft(number, problem=OUT_OF_STEP)
            elif (draft := reader.draft(number, cells)) is not None:
                yield draft

    def rows(self) -> Iterator[Row]:
        """All rows of the file, numbered from 1, a ``sep=`` line left out."""
        try:
            with self._path.open("rb") as file:
                text = io.TextIOWrapper(file, self.encoding, errors="crm-no-letter", newline="")
                lines = _lines(text)
                if self._told:
                    next(lines, "")
                yield from self._parsed(lines)
        except OSError as error:
            raise FileUnreadable(self._path, error) from None

    def _parsed(self, lines: Iterator[str]) -> Iterator[Row]:
        """Rows of lines. A row that cannot be read costs its first line; the lines behind it are read anew."""
        csv.field_size_limit(LONGEST_CELL)
        again: deque[str] = deque()
        number = 0
        while True:
            pending: list[str] = []
            problem = ""
            reader = csv.reader(_recorded(again, lines, pending), delimiter=self.delimiter)
            try:
                for cells in reader:
                    if pending and not pending[-1]:
                        problem = OPEN_QUOTE
                        break
                    damaged = DAMAGED if _NO_LETTER in "".join(pending) else ""
                    pending.clear()
                    number += 1
                    yield number, _unmarked(_shown(cells) if damaged else cells), damaged
            except csv.Error:
                problem = TOO_LONG
            if not problem:
                return
            number += 1
            yield number, [], problem
            again.extendleft(reversed([line for line in pending[1:] if line]))

    def _sample(self) -> str:
        with self._path.open("rb") as file:
            text = io.TextIOWrapper(file, self.encoding, errors="replace", newline="")
            return text.read(_SAMPLE).replace("\0", "")

    def _estimate(self, sample: str, head: list[list[str]]) -> int:
        """About how many rows there are, from the length of the first ones."""
        rows = max(1, min(len(head), sample.count("\n")))
        line = sum(len(line) for line in sample.split("\n")[:rows]) + rows
        wide = 2 if self.encoding.startswith("utf-16") else 1 if self.encoding.startswith("cp") else 1.3
        return max(1, int(self._path.stat().st_size / (line * wide) * rows))


def _lines(text: TextIO) -> Iterator[str]:
    """Lines with their ends; one that no row can have is passed over to its end and becomes one cell too long."""
    longest = 4 * LONGEST_CELL
    while line := text.readline(longest):
        if len(line) < longest or line.endswith(("\n", "\r")):
            yield line
            continue
        while line and not line.endswith(("\n", "\r")):
            line = text.readline(longest)
        yield "x" * (LONGEST_CELL + 1) + "\n"


def _recorded(again: deque[str], lines: Iterable[str], pending: list[str]) -> Iterator[str]:
    """Lines on their way to the parser, noted until it has made a row of them; "" notes that it asked past the end."""
    source = iter(lines)
    while True:
        line = again.popleft() if again else next(source, "")
        if not line:
            if pending:
                pending.append("")
            return
        pending.append(line)
        yield line.replace("\0", "") if "\0" in line else line


def _shown(cells: list[str]) -> list[str]:
    return [cell.replace(_NO_LETTER, "\ufffd") for cell in cells]


def _unmarked(cells: list[str]) -> list[str]:
    return [unguarded(cell) if cell.startswith("'") else cell for cell in cells]
