"""A paper out of a template, whichever kind that is."""

from crm_tui.operations.errors import BadTemplate
from crm_tui.papers import docx, pdf
from crm_tui.papers.fields import Values, specimen
from crm_tui.papers.media_types import DOCX, ZIP


def make(name: str, media_type: str, template: bytes, values: Values) -> tuple[bytes, str]:
    """What a template makes of values, and the ending of its name. Raises BadTemplate."""
    if media_type in (DOCX, ZIP):  # one cut short is still meant to be one
        return docx.fill(name, template, values), ".docx"
    if not media_type.startswith("text/"):
        raise BadTemplate(name, pdf.NO_TEXT)
    return pdf.fill(name, template, values), ".pdf"


def try_out(name: str, media_type: str, template: bytes) -> None:
    """Make a specimen, so that a template that will not do is told when it comes in. Raises BadTemplate."""
    make(name, media_type, template, specimen())
