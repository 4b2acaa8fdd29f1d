"""Completing a path while one types it."""

import asyncio
import os
from itertools import islice
from pathlib import Path
from typing import Final

from textual.suggester import Suggester

from crm_tui.domain.text import clean

_MOST: Final = 5_000
"""Names of a folder that are looked at."""


class PathSuggester(Suggester):
    """The first name of the folder that goes on as typed; of several paths on a line the last is completed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The line with the name completed, a folder with its slash; None where nothing goes on so."""
        typed = value.rpartition(";")[2].lstrip()
        folder, slash, begun = typed.rpartition("/")
        if not slash:
            return None
        found = await asyncio.to_thread(_first, folder + slash, begun)
        return value + found[len(begun) :] if found else None


def _first(folder: str, begun: str) -> str:
    """Hidden names, and those that would steer a terminal, are left out."""
    try:
        with os.scandir(Path(folder).expanduser()) as entries:
            names = sorted(
                f"{entry.name}/" if entry.is_dir() else entry.name
                for entry in islice(entries, _MOST)
                if entry.name.startswith(begun) and clean(entry.name) == entry.name
            )
    except (OSError, ValueError, RuntimeError):
        return ""
    return next((name for name in names if begun or not name.startswith(".")), "")
