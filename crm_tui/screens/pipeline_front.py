"""What the screen asks of whatever shows the deals: the board and the table answer alike."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from crm_tui.domain.ids import DealId, StageId
from crm_tui.operations.board import Board, Totals
from crm_tui.operations.values import BuyerState


class Shown(Protocol):
    """A deal that is shown, as a card or as a row."""

    @property
    def id(self) -> DealId:
        """Which deal it is."""
        ...

    @property
    def title(self) -> str:
        """What it is called."""
        ...

    @property
    def contact(self) -> str:
        """The name of its main contact."""
        ...

    @property
    def buyer(self) -> BuyerState:
        """Whether that is a saved buyer, or can be one."""
        ...


class Front(Protocol):
    """Deals with one cursor and marks, told what to show."""

    @property
    def cursor_card(self) -> Shown | None:
        """The deal under the cursor."""
        ...

    @property
    def cursor_stage(self) -> StageId | None:
        """The stage that the cursor is in."""
        ...

    @property
    def marked(self) -> tuple[DealId, ...]:
        """The marked deals, in the order of marking."""
        ...

    def mark(self, ids: Iterable[DealId]) -> None:
        """Mark these deals, loaded or not."""
        ...

    def clear_marks(self) -> None:
        """Take every mark away."""
        ...

    def focus_deal(self, deal_id: DealId) -> bool:
        """Put the cursor on a deal; False where it is not loaded."""
        ...

    def neighbour(self, step: int) -> Shown | None:
        """Move the cursor up or down from outside; None at the end."""
        ...

    def show(self, board: Board, *, now: datetime) -> None:
        """Take over a pipeline with its names and counters."""
        ...

    def set_totals(self, totals: Sequence[Totals]) -> None:
        """Take over counters."""
        ...

    def restart(self) -> None:
        """Another filter or order: ask for everything from the top."""
        ...

    def say_empty(self, sentence: str) -> None:
        """What to say where there is nothing to show."""
        ...

    def tick(self, now: datetime) -> None:
        """Time has passed."""
        ...

    def focus(self) -> object:
        """Take the keys."""
        ...
