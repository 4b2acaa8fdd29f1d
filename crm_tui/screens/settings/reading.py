"""Reading a file that a person named, no more of it than could be of use."""

from pathlib import Path
from typing import Final

from crm_tui.i18n import _
from crm_tui.interchange.errors import FileMissing, FileUnreadable

MOST_READ: Final = 32 * 1024 * 1024
"""Bytes. The store says what is too large; beyond this it need not see the rest to know."""


def read_file(path: Path) -> bytes:
    """What is in a file. Raises FileMissing, FileUnreadable, also for a folder or a device."""
    try:
        if path.exists() and not path.is_file():
            raise FileUnreadable(path, OSError(0, _("it is no file")))
        with path.open("rb") as file:
            return file.read(MOST_READ)
    except FileNotFoundError as error:
        raise FileMissing(path) from error
    except OSError as error:
        raise FileUnreadable(path, error) from error
