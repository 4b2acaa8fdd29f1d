"""A .docx with fields in it, filled with a deal's data."""

import io
from typing import Any, Final

from crm_tui.i18n import N_
from crm_tui.operations.errors import BadTemplate
from crm_tui.papers import archives
from crm_tui.papers.fields import Values

UNPACKED: Final = 50_000_000
"""Bytes that a template may unpack to."""
_BROKEN: Final = N_("it is no sound .docx; save it anew in a word processor")
_TOO_TIGHT: Final = N_("it unpacks into far more than a paper needs; save it anew in a word processor")


def fill(name: str, template: bytes, values: Values) -> bytes:
    """The document that a template makes of values. Raises BadTemplate; nothing in it is run, see ``language``."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    from crm_tui.papers.language import Language

    _look(name, template)
    language, target = Language(name, autoescape=True), io.BytesIO()
    try:
        document: Any = DocxTemplate(io.BytesIO(template))
        document.render(dict(values), language)
        document.save(target)
    except TemplateError as error:
        raise language.explained(error) from error
    except (KeyError, ValueError, AttributeError, SyntaxError, OSError) as error:
        raise BadTemplate(name, _BROKEN) from error
    return target.getvalue()


def _look(name: str, template: bytes) -> None:
    try:
        archives.check(io.BytesIO(template), UNPACKED)
    except archives.PackedTooTightly:
        raise BadTemplate(name, _TOO_TIGHT) from None
    except archives.BadArchive:
        raise BadTemplate(name, _BROKEN) from None
