"""Believable sample data: people, companies, deals, tasks and their past, in Cyrillic and Latin."""

from collections.abc import Callable

from crm_tui.demo.deals import COLLEAGUES, sample_deals
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.samples import LoadSample

LIMIT = 1_000_000


async def fill(store: Store, *, deals: int, seed: int, progress: Callable[[int], None] | None = None) -> None:
    """Put sample deals into a store. The same seed into an empty store makes the same data, relative to today."""
    board = await store.ask(GetBoard())
    made = sample_deals(min(deals, LIMIT), seed, len(board.pipeline.stages), board.pipeline.currency)
    await store.do(LoadSample(seed=seed, colleagues=COLLEAGUES, deals=made, progress=progress))


__all__ = ["LIMIT", "fill"]
