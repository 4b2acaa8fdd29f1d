"""Sample data, and files in and out, as the screens ask for them: carried out with this user's settings."""

import asyncio
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crm_tui.config import Config
from crm_tui.operations.base import Store

if TYPE_CHECKING:
    from crm_tui.interchange import Source
    from crm_tui.operations.deals import ListDeals
    from crm_tui.operations.imports import ImportReport
    from crm_tui.screens.files import Files, ImportPreview, Progress

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

        return Files(self.preview_file, self.import_file, self.export_deals)

    async def preview_file(self, store: Store, path: Path, progress: "Progress") -> "ImportPreview":
        """Look at a file, its kind and its columns guessed, and try it without storing anything."""
        from crm_tui.cli import own_fields
        from crm_tui.screens.files import ImportPreview

        source = await self._source(store, path)
        report = await _taken(store, source, progress, dry_run=True)
        own = await own_fields.names(store, source.kind)
        return ImportPreview(tuple((each.heading, each.read_as(own), each.sample) for each in source.columns), report)

    async def import_file(self, store: Store, path: Path, progress: "Progress") -> "ImportReport":
        """Take a file in, its kind and its columns guessed."""
        return await _taken(store, await self._source(store, path), progress, dry_run=False)

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


async def _taken(store: Store, source: "Source", progress: "Progress", *, dry_run: bool) -> "ImportReport":
    from crm_tui.operations.imports import ImportRecords

    total = source.total_hint or 0

    def advance(done: int) -> None:
        progress(done, total)

    return await store.do(ImportRecords(source.kind, source.drafts(), dry_run=dry_run, progress=advance))
