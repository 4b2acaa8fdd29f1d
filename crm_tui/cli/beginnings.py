"""How an empty board can begin: what the welcome screen offers, carried out with this user's settings."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crm_tui.config import Config
from crm_tui.operations.base import Store

if TYPE_CHECKING:
    from crm_tui.operations.imports import ImportReport

SAMPLE_DEALS = 500
SAMPLE_SEED = 1

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Sample data or an import into a fresh store. Progress is told (done, total); total 0 is unknown."""

    config: Config

    async def fill_sample(self, store: Store, progress: Progress) -> None:
        """Fill the store with people and deals to try things on."""
        from crm_tui.demo import fill

        def advance(done: int) -> None:
            progress(done, SAMPLE_DEALS)

        await fill(store, deals=SAMPLE_DEALS, seed=SAMPLE_SEED, progress=advance)

    async def import_file(self, store: Store, path: Path, progress: Progress) -> "ImportReport":
        """Take a file in, its kind and its columns guessed."""
        from crm_tui.interchange import open_file
        from crm_tui.operations.board import GetBoard
        from crm_tui.operations.imports import ImportRecords

        board = await store.ask(GetBoard())
        region, currency = board.region or self.config.region, board.pipeline.currency
        reading = partial(open_file, path, kind=None, mapping={}, region=region, currency=currency)
        source = await asyncio.to_thread(reading)
        total = source.total_hint or 0

        def advance(done: int) -> None:
            progress(done, total)

        return await store.do(ImportRecords(source.kind, source.drafts(), progress=advance))
