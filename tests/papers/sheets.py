"""Papers for tests: a .docx of a few lines, and what is written in a paper that was made."""

import io
from collections.abc import Iterable

import docx
import pypdf


def word(*lines: str, table: Iterable[Iterable[str]] = ()) -> bytes:
    """A .docx with these paragraphs and a table."""
    document, target = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    rows = [list(row) for row in table]
    if rows:
        grid = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    document.save(target)
    return target.getvalue()


def read_word(paper: bytes) -> list[str]:
    """The texts of a .docx: its paragraphs, then the rows of its tables."""
    document = docx.Document(io.BytesIO(paper))
    rows = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return [*(paragraph.text for paragraph in document.paragraphs), *rows]


def read_pdf(paper: bytes) -> list[str]:
    """The lines of a PDF's pages."""
    pages = pypdf.PdfReader(io.BytesIO(paper)).pages
    return [line.strip() for page in pages for line in page.extract_text().split("\n") if line.strip()]
