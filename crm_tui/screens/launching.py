"""Handing a document to the program that the system opens such files with."""

import atexit
import shutil
import tempfile
from pathlib import Path
from typing import Final

from crm_tui.domain.file_names import cleaned
from crm_tui.i18n import N_
from crm_tui.interchange.errors import FileNotWritten
from crm_tui.operations.errors import CrmError
from crm_tui.screens.opener import open_outside
from crm_tui.screens.own_files import write_new

_RUNS: Final = frozenset(
    (
        *("app", "bat", "cmd", "com", "command", "cpl", "desktop", "exe", "hta", "jar", "js", "jse", "lnk", "msc"),
        *("msi", "ps1", "py", "reg", "scr", "sh", "url", "vbe", "vbs", "wsf", "wsh"),
    )
)


class NotLaunched(CrmError):
    """The system has no program for a file, or none that opens files."""

    code = "not_launched"
    sentence = N_("No program on this computer opens “%(name)s”; save it to a file with E.")

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class IsProgram(CrmError):
    """A file that the system would run instead of showing it."""

    code = "is_program"
    sentence = N_("“%(name)s” is a program and is not started from here; save it with E and have it looked at first.")

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


def launch(name: str, data: bytes) -> None:
    """Open a document in its own program, from a private copy that goes with this program.

    Raises NotLaunched, IsProgram, FileNotWritten. To be called in a thread: the opener is waited for.
    """
    safe = cleaned(name) or "document"
    if safe.rpartition(".")[2].lower() in _RUNS:
        raise IsProgram(safe)
    copy = _private_copy(safe, data)
    if not open_outside(str(copy)):
        raise NotLaunched(safe)


def _private_copy(name: str, data: bytes) -> Path:
    try:
        folder = Path(tempfile.mkdtemp(prefix="crm-tui-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        write_new(folder / name, data)
    except OSError as error:
        raise FileNotWritten(tempfile.gettempdir(), error) from error
    return folder / name
