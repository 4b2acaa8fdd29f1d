"""What the board shows at the moment: a saved view or everything, and what is typed on top of it. Pure."""

from dataclasses import dataclass, field, replace
from typing import Final

from crm_tui.domain.ids import PipelineId
from crm_tui.operations.board import SavedView
from crm_tui.operations.filters import DealFilter, Sort

_FALLING: Final = frozenset({Sort.NEWEST, Sort.AMOUNT, Sort.TOUCHED})


@dataclass(frozen=True, slots=True)
class ShownView:
    """A pipeline, a filter and an order. ``typed`` is the search line; ``saved`` the view it started from."""

    pipeline_id: PipelineId | None = None
    saved: SavedView | None = None
    typed: str = ""
    sort: Sort = Sort.RANK
    as_table: bool = False
    conditions: DealFilter = field(default_factory=DealFilter)

    @property
    def filter(self) -> DealFilter:
        """What is asked of the store: the view's conditions and every word, saved or typed."""
        return replace(self.conditions, text=f"{self.conditions.text} {self.typed}".strip())

    @property
    def by_hand(self) -> bool:
        """Whether deals stand in the order made by hand and all of them do: then a move can be drawn without asking."""
        return self.sort is Sort.RANK and self.filter.empty

    @property
    def falling(self) -> bool:
        """Whether the largest or the newest stands on top."""
        return self.sort in _FALLING

    @property
    def name(self) -> str:
        """The view's name; "" for everything."""
        return self.saved.name if self.saved else ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The table's columns, by name; empty for all that there are."""
        return self.saved.columns if self.saved else ()

    def search(self, typed: str) -> "ShownView":
        """The same with another search line."""
        return replace(self, typed=typed.strip())

    def ordered(self, sort: Sort) -> "ShownView":
        """The same in another order."""
        return replace(self, sort=sort)

    def of(self, saved: SavedView | None) -> "ShownView":
        """A saved view, or everything in the same shape, of the same pipeline."""
        if saved is None:
            return ShownView(self.pipeline_id, as_table=self.as_table)
        return ShownView(self.pipeline_id, saved, "", saved.sort, saved.as_table, saved.filter)
