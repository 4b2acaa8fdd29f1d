"""What nobody expected, written down where the user can find it and send it, and nobody else can read it."""

import os
import traceback
from datetime import datetime
from pathlib import Path

ROOM = 1_000_000


def write(error: BaseException, at: datetime, log: Path) -> bool:
    """Add a fault with its time to the log; the answer says whether there was a place to write it.

    The traceback holds no local variables: they are customers' data. A log beyond ``ROOM`` bytes starts
    afresh; the one before it is kept beside it.
    """
    try:
        log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > ROOM:
            log.replace(log.with_suffix(".old.log"))
        with open(log, "a", encoding="utf-8", errors="backslashreplace", opener=_private) as file:
            file.write(f"{at.isoformat()}\n{''.join(traceback.format_exception(error))}\n")
    except OSError:
        return False
    return True


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
