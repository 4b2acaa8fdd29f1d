"""Workbooks: every visible sheet that has a row of headings, in order; numbers and dates as a person reads them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from crm_tui.domain import currencies
from crm_tui.domain.phones import from_float
from crm_tui.interchange import cells, zip_guard
from crm_tui.interchange.errors import DamagedFile, EmptyFile, FileUnreadable, NoHeadings, UnknownColumn
from crm_tui.interchange.fields import Field
from crm_tui.interchange.mapping import Column
from crm_tui.interchange.rows import RowReader
from crm_tui.interchange.source import ColumnGuess
from crm_tui.interchange.table import Table, find_table
from crm_tui.operations.imports import Draft, RecordKind

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_HEAD_ROWS = 40
Value = int | float | str | bool | time | date | datetime | timedelta | None


@dataclass(frozen=True, slots=True)
class _Sheet:
    cells: "CalamineSheet"
    table: Table


class XlsxFile:
    """A workbook that was looked at: its sheets with tables, and what their headings stand for."""

    format = "xlsx"

    def __init__(
        self, path: Path, kind: RecordKind | None, asked: Mapping[str, Field], region: str, currency: str
    ) -> None:
        self._path, self._region, self._currency = path, region, currency
        self._book = _opened(path)
        self._sheets = self._found(kind, asked)
        self.kind: RecordKind = self._sheets[0].table.kind
        self.total_hint: int | None = sum(sheet.cells.total_height - sheet.table.heading_row for sheet in self._sheets)

    @property
    def columns(self) -> tuple[ColumnGuess, ...]:
        """The columns of the first sheet, then those that only further sheets have."""
        seen: dict[str, ColumnGuess] = {}
        for sheet in self._sheets:
            for column in sheet.table.guesses:
                seen.setdefault(column.heading, column)
        return tuple(seen.values())

    def drafts(self) -> Iterator[Draft]:
        """The rows under the headings of each sheet, numbered as the sheet numbers them."""
        for sheet in self._sheets:
            columns = sheet.table.columns
            reader = RowReader(columns, self.kind, self._region)
            first = sheet.table.heading_row + 1
            rows = islice(_rows(sheet.cells), first, None)
            for number, row in enumerate(rows, first + 1):
                draft = reader.draft(number, self._texts(row, columns))
                if draft is not None:
                    yield draft

    def _found(self, kind: RecordKind | None, asked: Mapping[str, Field]) -> list[_Sheet]:
        """The visible sheets with a table of the first one's kind. Raises what they lack."""
        found: list[_Sheet] = []
        trouble: list[EmptyFile | NoHeadings | UnknownColumn] = []
        for name in self._visible():
            sheet = self._sheet(name)
            head = [self._texts(row, ()) for row in islice(_rows(sheet), _HEAD_ROWS)]
            try:
                table = find_table(head, kind, asked, self._path)
            except (EmptyFile, NoHeadings, UnknownColumn) as error:
                trouble.append(error)
                continue
            if not found or table.kind is found[0].table.kind:
                found.append(_Sheet(sheet, table))
        if not found:
            raise min(trouble, key=lambda error: isinstance(error, EmptyFile), default=EmptyFile(self._path))
        return found

    def _visible(self) -> list[str]:
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        return [
            sheet.name
            for sheet in self._book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]

    def _sheet(self, name: str) -> "CalamineSheet":
        from python_calamine import CalamineError

        try:
            return self._book.get_sheet_by_name(name)
        except CalamineError:
            raise DamagedFile(self._path) from None

    def _texts(self, row: Sequence[Value], columns: Sequence[Column]) -> list[str]:
        """The cells of a row as text; an amount is rounded to what its currency has."""
        texts = [value if isinstance(value, str) else _text(value) for value in row]
        written = (texts[each.place] for each in columns if each.field is Field.CURRENCY and each.place < len(row))
        own = currencies.named(next(written, ""))
        for column in columns:
            if column.field is Field.AMOUNT and column.place < len(row):
                value = row[column.place]
                if isinstance(value, float):
                    texts[column.place] = cells.amount_of_number(value, own or column.label or self._currency)
        return texts


def _opened(path: Path) -> "CalamineWorkbook":
    """The workbook. Raises PackedTooTightly before it is unpacked, DamagedFile where it cannot be."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with path.open("rb") as file:
            packed = file.read(4) == b"PK\x03\x04"
        if packed:
            zip_guard.check(path)
        return CalamineWorkbook.from_path(path)
    except OSError as error:
        raise FileUnreadable(path, error) from None
    except (CalamineError, ValueError):
        raise DamagedFile(path) from None


def _rows(sheet: "CalamineSheet") -> Iterator[Sequence[Value]]:
    """The rows from the sheet's first one and its first column, so that they count as the spreadsheet shows them."""
    if sheet.start is None:
        return
    left: list[Value] = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield [*left, *row]


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return from_float(value) if float(value).is_integer() and abs(value) < 1e21 else cells.plain_number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
