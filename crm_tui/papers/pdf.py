"""A text template, filled with a deal's data and set as a PDF, in a font that has Cyrillic."""

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from crm_tui.domain.text import clean
from crm_tui.i18n import N_
from crm_tui.operations.errors import BadTemplate
from crm_tui.papers import marks
from crm_tui.papers.fields import Values

if TYPE_CHECKING:
    from fpdf import FPDF

FONT: Final = "DejaVu Sans"
_SIZE: Final = 10
_LINE: Final = 5.5
_HEADINGS: Final = {1: 16, 2: 13, 3: 11}
_INDENT: Final = 5
_NARROWEST: Final = 5
_WIDEST: Final = 60
NO_TEXT: Final = N_("it is neither a .docx nor a text in UTF-8; save it as one of these")


def fill(name: str, template: bytes, values: Values) -> bytes:
    """The PDF that a text makes of values. Raises BadTemplate; nothing in it is run, see ``language``."""
    from jinja2 import TemplateError

    from crm_tui.papers.language import Language

    language = Language(name, autoescape=False, finalize=marks.apart)
    try:
        text = language.from_string(template.decode("utf-8-sig")).render(dict(values))
    except UnicodeDecodeError:
        raise BadTemplate(name, NO_TEXT) from None
    except TemplateError as error:
        raise language.explained(error) from error
    return _set(text)


def _set(text: str) -> bytes:
    pdf = _page()
    for block in marks.blocks(text):
        match block:
            case marks.Heading():
                _heading(pdf, block)
            case marks.Paragraph():
                _paragraph(pdf, block)
            case marks.Table():
                _table(pdf, block)
            case marks.Rule():
                _rule(pdf)
    return bytes(pdf.output())


def _page() -> "FPDF":
    """An A4 page with both cuts of the font, of which the file keeps the characters that it needs."""
    from fpdf import FPDF

    pdf, fonts = FPDF(), files("crm_tui.papers") / "fonts"
    pdf.set_margins(20, 20)
    pdf.set_auto_page_break(True, 20)
    pdf.add_font(FONT, "", str(fonts / "DejaVuSans.ttf"))
    pdf.add_font(FONT, "B", str(fonts / "DejaVuSans-Bold.ttf"))
    pdf.add_page()
    pdf.set_font(FONT, size=_SIZE)
    return pdf


def _heading(pdf: "FPDF", block: marks.Heading) -> None:
    size = _HEADINGS[block.level]
    pdf.set_font(FONT, "B", size)
    pdf.multi_cell(0, size * 0.55, clean(block.text), new_x="LMARGIN", new_y="NEXT", align="L")
    pdf.set_font(FONT, size=_SIZE)
    pdf.ln(1)


def _paragraph(pdf: "FPDF", block: marks.Paragraph) -> None:
    if block.bullet:
        pdf.write(_LINE, "•")
        pdf.set_x(pdf.l_margin + _INDENT)
    for text, strong in block.runs:
        pdf.set_font(FONT, "B" if strong else "", _SIZE)
        pdf.write(_LINE, "\n".join(map(clean, text.split("\n"))))
    pdf.set_font(FONT, size=_SIZE)
    pdf.ln(_LINE)


def _table(pdf: "FPDF", block: marks.Table) -> None:
    if not block.rows or not block.rows[0]:
        return
    with pdf.table(col_widths=_widths(block), line_height=_LINE, text_align="LEFT", padding=1) as table:
        for cells in block.rows:
            row = table.row()
            for cell in cells:
                row.cell(clean(cell))
    pdf.ln(2)


def _widths(block: marks.Table) -> tuple[int, ...]:
    """The shares of columns: as long as what stands in them, within bounds."""
    return tuple(max(_NARROWEST, min(max(map(len, column)), _WIDEST)) for column in zip(*block.rows, strict=True))


def _rule(pdf: "FPDF") -> None:
    pdf.ln(1)
    pdf.line(pdf.l_margin, pdf.get_y(), pdf.w - pdf.r_margin, pdf.get_y())
    pdf.ln(2)
