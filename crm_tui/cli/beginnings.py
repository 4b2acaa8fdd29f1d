"""Sample data, and files in and out, as the screens ask for them: carried out with this user's settings."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crm_tui.config import Config
from crm_tui.operations.base import Store

if TYPE_CHECKING:
    from crm_tui.interchange import Source
    from crm_tui.operations.deals import ListDeals
    from crm_tui.operations.import_rows import RowReport
    from crm_tui.operations.imports import ImportReport
    from crm_tui.screens.files import Files, ImportReview, ImportTerms, Progress, Watch

SAMPLE_DEALS = 500
SAMPLE_SEED = 1


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Sample data, imports and exports. Progress is told (done, total); total 0 is unknown."""

    config: Config

    async def fill_sample(self, store: Store, progress: "Progress") -> None:
        """Fill the store with people and deals to try things on."""
        from crm_tui.demo import fill

        def advance(done: int) -> None:
            progress(done, SAMPLE_DEALS)

        await fill(store, deals=SAMPLE_DEALS, seed=SAMPLE_SEED, progress=advance)

    @property
    def files(self) -> "Files":
        """What the screens can do with files."""
        from crm_tui.screens.files import Files

        return Files(self.review_file, self.import_file, self.export_deals)

    async def review_file(self, store: Store, path: Path, terms: "ImportTerms", watch: "Watch") -> "ImportReview":
        """Look at a file, its kind and its columns guessed, and try it without storing anything."""
        from crm_tui.cli import own_fields
        from crm_tui.interchange.row_spool import RowSpool
        from crm_tui.screens.files import ImportReview

        source, stamp = await self._source(store, path), _stamp(path)
        with ExitStack() as closing:
            rows = closing.enter_context(RowSpool())
            report = await _taken(store, source, terms, watch, dry_run=True, row_told=rows.add)
            own = await own_fields.names(store, source.kind)
            columns = tuple((each.heading, each.read_as(own), each.sample) for each in source.columns)
            closing.pop_all()
            return ImportReview(source.kind, columns, report, rows, stamp)

    async def import_file(
        self, store: Store, path: Path, terms: "ImportTerms", review: "ImportReview", watch: "Watch"
    ) -> "ImportReport":
        """Take a file in, its kind and its columns guessed. Raises FileChanged where it is not the one reviewed."""
        from crm_tui.interchange.errors import FileChanged

        source = await self._source(store, path)
        if _stamp(path) != review.stamp:
            raise FileChanged(path)
        return await _taken(store, source, terms, watch, dry_run=False)

    async def _source(self, store: Store, path: Path) -> "Source":
        from crm_tui.interchange import open_file
        from crm_tui.operations.board import GetBoard

        board = await store.ask(GetBoard())
        region, currency = board.region or self.config.region, board.pipeline.currency
        reading = partial(open_file, path, kind=None, mapping={}, region=region, currency=currency)
        return await asyncio.to_thread(reading)

    async def export_deals(self, store: Store, path: Path, wanted: "ListDeals") -> int:
        """Write deals into a new file; how many."""
        from crm_tui.cli import own_fields
        from crm_tui.cli.paging import PAGE, deal_cards, drawn
        from crm_tui.interchange import write_deals
        from crm_tui.operations.imports import RecordKind

        deals = drawn(deal_cards(store, replace(wanted, limit=PAGE)), asyncio.get_running_loop())
        fields = await own_fields.exported(store, RecordKind.DEALS)
        return await asyncio.to_thread(write_deals, path, deals, fields=fields)


async def _taken(
    store: Store,
    source: "Source",
    terms: "ImportTerms",
    watch: "Watch",
    *,
    dry_run: bool,
    row_told: "Callable[[RowReport], None] | None" = None,
) -> "ImportReport":
    from crm_tui.cli.stopping import until
    from crm_tui.operations.imports import ImportRecords

    total = source.total_hint or 0

    def advance(done: int) -> None:
        watch.progress(done, total)

    return await store.do(
        ImportRecords(
            source.kind,
            until(watch.stop, source.drafts()),
            dry_run=dry_run,
            progress=advance,
            matching=terms.matching,
            duplicates=terms.duplicates,
            least=terms.least,
            decisions=terms.decisions,
            row_told=row_told,
        )
    )


def _stamp(path: Path) -> tuple[int, int]:
    """What tells one state of a file from another. Raises FileUnreadable."""
    from crm_tui.interchange.errors import FileUnreadable

    try:
        found = path.stat()
    except OSError as error:
        raise FileUnreadable(path, error) from None
    return found.st_size, found.st_mtime_ns
