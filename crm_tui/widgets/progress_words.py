"""How far something is, in words and as a bar."""

from typing import Final

from crm_tui.i18n import ngettext
from crm_tui.widgets.shown import NBSP

_BAR: Final = 32


def grouped(number: int) -> str:
    """A count with its thousands apart."""
    return f"{number:,}".replace(",", NBSP)


def progress_line(done: int, total: int) -> str:
    """How far it is: a bar where the end is known, else the count alone."""
    if total <= 0:
        return ngettext("%(n)s row", "%(n)s rows", done) % {"n": grouped(done)}
    filled = min(_BAR, _BAR * done // total)
    return f"{'#' * filled}{'-' * (_BAR - filled)} {min(100, 100 * done // total)} %"
