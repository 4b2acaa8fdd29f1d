"""Files of the person's own, by the paths that they named: read no further than of use, written without surprises."""

import os
import secrets
from pathlib import Path
from typing import Final

from crm_tui.i18n import _
from crm_tui.interchange.errors import FileExists, FileMissing, FileNotWritten, FileUnreadable

MOST_READ: Final = 32 * 1024 * 1024
"""Bytes. The store says what is too large; beyond this it need not see the rest to know."""
# A link that lies in wait is not followed; not every system can promise that.
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def read_file(path: Path) -> bytes:
    """What is in a file. Raises FileMissing, FileUnreadable, also for a folder or a device."""
    try:
        if path.exists() and not path.is_file():
            raise FileUnreadable(path, OSError(0, _("it is no file")))
        with path.open("rb") as file:
            return file.read(MOST_READ)
    except FileNotFoundError as error:
        raise FileMissing(path) from error
    except (OSError, ValueError) as error:
        raise FileUnreadable(path, _as_told(error)) from error


def write_file(path: Path, data: bytes, *, over: bool = False) -> None:
    """A file for the person alone, whole or not at all; ``over`` takes the place of what is there.

    Raises FileExists, FileNotWritten.
    """
    target = path.with_name(f".{secrets.token_hex(8)}.part") if over else path
    try:
        write_new(target, data)
        if over:
            _put_in_place(target, path)
    except FileExistsError:
        raise FileExists(path) from None
    except (OSError, ValueError) as error:
        raise FileNotWritten(path, _as_told(error)) from error


def write_new(path: Path, data: bytes) -> None:
    """A file that was not there before. Raises OSError; what was begun is gone then."""
    with os.fdopen(os.open(path, _NEW, 0o600), "wb") as file:
        try:
            file.write(data)
            file.flush()
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _put_in_place(written: Path, path: Path) -> None:
    try:
        written.replace(path)
    except OSError:
        written.unlink(missing_ok=True)
        raise


def _as_told(error: OSError | ValueError) -> OSError:
    """A path that no system can have, such as one with a zero byte, is the system's refusal as well."""
    return error if isinstance(error, OSError) else OSError(0, str(error))
