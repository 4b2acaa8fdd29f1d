"""Tables out: CSV (UTF-8 with its mark, commas, cells guarded against formulas) and XLSX."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from crm_tui.interchange.guard import guarded

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_ROWS_OF_A_SHEET = 1_048_576
_LONGEST_CELL = 32_767


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a table as CSV that Excel opens by a double click; answers how many rows."""
    count = 0
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        for count, row in enumerate(rows, 1):  # noqa: B007 - the last number is the count
            writer.writerow([guarded(_clean(cell)) for cell in row])
    return count


def write_xlsx(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a table as a workbook, text as text; a sheet that is full goes on in another."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True})
        sheet, line = _sheet(book, headings, bold), 1
        for row in rows:
            if line == _ROWS_OF_A_SHEET:
                sheet, line = _sheet(book, headings, bold), 1
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(line, place, _clean(cell)[:_LONGEST_CELL])
            line += 1
            count += 1
    return count


def _sheet(book: "Workbook", headings: Sequence[str], bold: "Format") -> "Worksheet":
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, headings, bold)
    return sheet


def _clean(cell: str) -> str:
    """A cell without NUL and without half characters, which no file can hold."""
    return cell.replace("\0", "").encode("utf-8", "replace").decode()
