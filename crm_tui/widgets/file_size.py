"""How large a file is, as a person reads it."""

from typing import Final

from crm_tui.i18n import _

_KILOBYTE: Final = 1024
_MEGABYTE: Final = 1024 * 1024


def size_words(count: int) -> str:
    """A number of bytes as a person reads it."""
    if count >= _MEGABYTE:
        return _("%(n)s MB") % {"n": f"{count / _MEGABYTE:.1f}"}
    return _("%(n)d KB") % {"n": -(-count // _KILOBYTE)}
