"""Handing a file or a link to the program that the system opens such things with: by arguments, never by a shell."""

import os
import shutil
import subprocess
import sys
from typing import Final

SECONDS: Final = 3.0
"""How long the system's opener may take to say that it found no program."""
_REMOTE: Final = ("SSH_CONNECTION", "SSH_TTY")


def opens_here() -> bool:
    """Whether the person sits where programs open: there is an opener, and the terminal is not at the end of SSH."""
    return not any(os.environ.get(name) for name in _REMOTE) and (sys.platform == "win32" or _opener() is not None)


def open_outside(target: str) -> bool:
    """Whether the system took it; an opener that is still busy after a while has. To be called in a thread."""
    try:
        return _open(target)
    except OSError:
        return False


def _opener() -> str | None:
    return shutil.which("open" if sys.platform == "darwin" else "xdg-open")


def _open(target: str) -> bool:
    if sys.platform == "win32":
        os.startfile(target)  # noqa: S606 - no shell: the system's own table of programs
        return True
    opener = _opener()
    if opener is None:
        return False
    silent = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 - a list of arguments; the target is an absolute path or an allowed link
        [opener, target], stdin=silent, stdout=silent, stderr=silent, start_new_session=True
    )
    try:
        return process.wait(SECONDS) == 0
    except subprocess.TimeoutExpired:
        return True
