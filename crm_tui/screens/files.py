"""Files in and out as the screens ask for them: whoever starts the program says how they are read and written."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeAlias

from crm_tui.domain.matching.reasons import Band
from crm_tui.operations.base import Store
from crm_tui.operations.deals import ListDeals
from crm_tui.operations.import_rows import Choice, Decision
from crm_tui.operations.imports import ImportReport, RecordKind

if TYPE_CHECKING:
    from crm_tui.interchange.row_spool import RowSpool

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many are done and of how many (0 where nobody knows), from any thread."""


@dataclass(frozen=True, slots=True)
class ImportTerms:
    """What a person decided about the rows of a file: see ``ImportRecords``."""

    matching: bool | None = None
    duplicates: Choice = Choice.UPDATE
    least: Band = Band.SAME
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReview:
    """How a file is understood, and what its import would do, row by row; whoever asked closes the ``rows``.

    A column is its heading, what it is read as, and an example. ``stamp`` tells this state of the file from another.
    """

    kind: RecordKind
    columns: tuple[tuple[str, str, str], ...]
    report: ImportReport
    rows: "RowSpool"
    stamp: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Watch:
    """Who waits for something long: is told how far it is, and sets ``stop`` where it is no longer wanted.

    What is stopped raises CrmError and has changed nothing; what was done before it could be stopped is done.
    """

    progress: Progress
    stop: Event


@dataclass(frozen=True, slots=True)
class Files:
    """What can be done with files. Each raises CrmError: a file that cannot be used, a store that does not serve."""

    review: Callable[[Store, Path, ImportTerms, Watch], Awaitable[ImportReview]]
    take_in: Callable[[Store, Path, ImportTerms, ImportReview, Watch], Awaitable[ImportReport]]
    export_deals: Callable[[Store, Path, ListDeals], Awaitable[int]]
