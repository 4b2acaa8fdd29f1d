"""The last counters of each pipeline, for whoever asks again while nothing was written, as the board does."""

from time import monotonic
from typing import Final

from crm_tui.domain.ids import PipelineId
from crm_tui.operations.board import Totals

FRESH_SECONDS: Final = 0.25
"""How old the last look at the journal's sequence may be: the pause between two, and a moment for looking."""


class KeptCounters:
    """Counters as they were read, good for as long as nothing has been written since.

    They are forgotten before anybody hears that something was written: a change of the feed, a command's answer. And
    they are believed only while the feed looks, so that none is older than what the feed has not told yet. Used on the
    event loop's thread alone.

    ``believed`` is off where callers can hear of a change elsewhere before the feed here tells of it: those of a
    server, which may be one of several.
    """

    def __init__(self, *, believed: bool) -> None:
        self._believed = believed
        self._kept: dict[PipelineId, tuple[Totals, ...]] = {}
        self._looked_at = float("-inf")
        self._held = 0
        self.age = 0
        """Goes up with each forgetting: what began to be read before it is not kept after it."""

    def looked(self, at: float) -> None:
        """The feed found nothing new when it looked, at that moment of ``time.monotonic``."""
        self._looked_at = at

    def forget(self) -> None:
        """Something may have been written."""
        self._kept.clear()
        self.age += 1

    def hold(self) -> None:
        """Somebody begins to follow, it is not known yet from where: what they count then must be no older."""
        self._held += 1

    def release(self) -> None:
        """It is known now."""
        self._held -= 1
        self.forget()

    def keep(self, pipeline_id: PipelineId, counters: tuple[Totals, ...], age: int) -> None:
        """Keep what was asked of the database at that ``age``; of a pipeline that is not there, nothing."""
        if counters and age == self.age:
            self._kept[pipeline_id] = counters

    def known(self, pipeline_id: PipelineId) -> tuple[Totals, ...] | None:
        """What is kept, if it still holds."""
        holds = self._believed and not self._held and monotonic() - self._looked_at <= FRESH_SECONDS
        return self._kept.get(pipeline_id) if holds else None
