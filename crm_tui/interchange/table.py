"""A table inside a sheet or a CSV: where its headings are, what they stand for, which kind of record it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crm_tui.interchange import guess, mapping
from crm_tui.interchange.errors import EmptyFile, NoHeadings
from crm_tui.interchange.fields import Field
from crm_tui.interchange.headings import plain
from crm_tui.interchange.source import ColumnGuess
from crm_tui.operations.imports import RecordKind

HEADING_WITHIN = 20
_SAMPLE_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Table:
    """Where the headings stand (from 0), the columns under them, and what the rows are."""

    heading_row: int
    columns: tuple[mapping.Column, ...]
    kind: RecordKind
    guesses: tuple[ColumnGuess, ...]


def find_table(
    head: Sequence[Sequence[str]], kind: RecordKind | None, asked: Mapping[str, Field], where: object
) -> Table:
    """The table in the first rows of a file. Raises EmptyFile, NoHeadings and UnknownColumn."""
    if not any(any(cell.strip() for cell in row) for row in head):
        raise EmptyFile(where)
    place = heading_row(head, asked)
    if place is None:
        raise NoHeadings(where)
    headings = _trimmed(head[place])
    kind = kind or guess.kind_of(headings, asked)
    columns = mapping.columns_of(headings, asked, kind, where)
    body = head[place + 1 :]
    guesses = tuple(
        ColumnGuess(column.heading, column.field, _sample(body, column.place), column.label) for column in columns
    )
    return Table(place, columns, kind, guesses)


def heading_row(head: Sequence[Sequence[str]], asked: Mapping[str, Field]) -> int | None:
    """The first row with two filled cells or more, one of them a heading that we know; None: there is none.

    In a file of one column the one cell is enough.
    """
    least = 2 if any(_filled(row) > 1 for row in head) else 1
    wanted = {plain(column) for column in asked}
    for place, row in enumerate(head[:HEADING_WITHIN]):
        if _filled(row) >= least and any(known_heading(cell) or _wanted(cell, wanted) for cell in row):
            return place
    return None


def known_heading(cell: str) -> bool:
    """Whether a cell reads like the heading of a field."""
    return 0 < len(cell) <= 60 and any(mapping.guess(cell, kind)[0] is not None for kind in RecordKind)


def _wanted(cell: str, wanted: set[str]) -> bool:
    return bool(cell.strip()) and plain(cell) in wanted


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _trimmed(row: Sequence[str]) -> list[str]:
    """The headings without empty cells at the end."""
    cells = list(row)
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _sample(rows: Sequence[Sequence[str]], place: int) -> str:
    found = (row[place].strip() for row in rows if place < len(row) and row[place].strip())
    return " ".join(next(found, "").split())[:_SAMPLE_WIDTH]
