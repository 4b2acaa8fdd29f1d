"""Files in and out as the screens ask for them: whoever starts the program says how they are read and written."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from crm_tui.operations.base import Store
from crm_tui.operations.deals import ListDeals
from crm_tui.operations.imports import ImportReport

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many are done and of how many (0 where nobody knows), from any thread."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """How a file is understood, and what its import would do.

    A column is its heading, what it is read as, and an example.
    """

    columns: tuple[tuple[str, str, str], ...]
    report: ImportReport


@dataclass(frozen=True, slots=True)
class Files:
    """What can be done with files. Each raises CrmError: a file that cannot be used, a store that does not serve."""

    preview: Callable[[Store, Path, Progress], Awaitable[ImportPreview]]
    take_in: Callable[[Store, Path, Progress], Awaitable[ImportReport]]
    export_deals: Callable[[Store, Path, ListDeals], Awaitable[int]]
