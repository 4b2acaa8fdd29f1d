"""The board without a screen: columns, one cursor, marks, and how keys move among them. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from crm_tui.domain.ids import DealId, PipelineId, StageId
from crm_tui.operations.board import Board, BoardCard, Totals
from crm_tui.widgets.board.column import ColumnModel


class Spot(NamedTuple):
    """What is under the cursor and what is in view: two of them tell what must be painted again."""

    column: int
    offset: int
    cursor: int
    top: int
    deal_id: DealId | None


class BoardModel:
    """Columns side by side; ``shown`` of them fit, from ``offset`` on, each with ``slots`` cards in view."""

    def __init__(self) -> None:
        self.pipeline_id: PipelineId | None = None
        self.columns: list[ColumnModel] = []
        self.focus = 0
        self.offset = 0
        self.shown = 1
        self.slots = 1
        self._marks: dict[DealId, None] = {}
        self._last_mark: DealId | None = None

    @property
    def column(self) -> ColumnModel | None:
        """The column with the cursor."""
        return self.columns[self.focus] if self.columns else None

    @property
    def card(self) -> BoardCard | None:
        """The card under the cursor."""
        column = self.column
        return None if column is None else column.card

    @property
    def visible(self) -> list[ColumnModel]:
        """The columns that fit on the screen."""
        return self.columns[self.offset : self.offset + self.shown]

    @property
    def marked(self) -> tuple[DealId, ...]:
        """The marked deals, in the order of marking."""
        return tuple(self._marks)

    @property
    def empty(self) -> bool:
        """Whether it is known that no column holds a deal."""
        return bool(self.columns) and all(
            not column.deals and not column.cards and column.problem is None and (column.empty or column.deals == 0)
            for column in self.columns
        )

    def spot(self) -> Spot:
        """Where everything stands now."""
        column = self.column
        if column is None:
            return Spot(0, 0, 0, 0, None)
        card = column.card
        return Spot(self.focus, self.offset, column.cursor, column.top, None if card is None else card.id)

    def show(self, board: Board) -> None:
        """Take over a pipeline; what is loaded of its stages stays, and so does the cursor."""
        same = board.pipeline.id == self.pipeline_id
        known = {column.stage.id: column for column in self.columns} if same else {}
        held = self.column.stage.id if same and self.column is not None else None
        self.columns = []
        for stage in board.pipeline.stages:
            column = known.get(stage.id) or ColumnModel(stage)
            column.stage = stage
            self.columns.append(column)
        self.pipeline_id = board.pipeline.id
        if not same:
            self.focus, self.offset, self._marks, self._last_mark = 0, 0, {}, None
        elif held is not None:
            stages = [column.stage.id for column in self.columns]
            self.focus = stages.index(held) if held in stages else min(self.focus, len(stages) - 1)
        self.count(board.totals)
        self.fit(self.shown, self.slots)

    def count(self, totals: Iterable[Totals]) -> list[ColumnModel]:
        """Take over the counters of the stages named; the columns where that changed anything."""
        changed = []
        for one in totals:
            column = self.stage(one.stage_id)
            if column is not None and column.count(one):
                changed.append(column)
        return changed

    def fit(self, shown: int, slots: int) -> None:
        """Fit the screen: so many columns, so many cards in each."""
        self.shown, self.slots = max(1, shown), max(1, slots)
        for column in self.columns:
            column.fit(self.slots)
        self._follow()

    def stage(self, stage_id: StageId) -> ColumnModel | None:
        """The column of a stage."""
        return next((column for column in self.columns if column.stage.id == stage_id), None)

    def holder(self, deal_id: DealId) -> ColumnModel | None:
        """The column in whose run a deal is."""
        return next((column for column in self.columns if column.find(deal_id) is not None), None)

    # Moving

    def sideways(self, step: int) -> None:
        """To the column beside; at the edge the cursor stays."""
        self.focus = max(0, min(self.focus + step, len(self.columns) - 1))
        self._follow()

    def enter(self, column: ColumnModel) -> None:
        """Put the cursor into a column."""
        self.focus = self.columns.index(column)
        self._follow()

    def find(self, deal_id: DealId) -> bool:
        """Put the cursor on a deal; False where it is not loaded."""
        column = self.holder(deal_id)
        if column is None:
            return False
        column.go(column.find(deal_id) or 0)
        self.enter(column)
        return True

    # Marks

    def is_marked(self, deal_id: DealId) -> bool:
        """Whether a deal is marked."""
        return deal_id in self._marks

    def mark(self, ids: Iterable[DealId]) -> None:
        """Mark these deals, loaded or not."""
        for deal_id in ids:
            self._marks[deal_id] = None
            self._last_mark = deal_id

    def toggle_mark(self) -> None:
        """Mark the card under the cursor, or take its mark away."""
        card = self.card
        if card is None:
            return
        if card.id in self._marks:
            del self._marks[card.id]
            self._last_mark = None
        else:
            self.mark([card.id])

    def mark_range(self) -> None:
        """Mark from the last mark to the cursor; only the cursor's card where the last mark is elsewhere."""
        column = self.column
        if column is None or not column.cards:
            return
        anchor = column.find(self._last_mark) if self._last_mark is not None else None
        if anchor is None:
            anchor = column.cursor
        low, high = sorted((anchor, column.cursor))
        between = [card.id for card in column.cards[low : high + 1]]
        self.mark(between if anchor <= column.cursor else reversed(between))

    def toggle_loaded(self) -> None:
        """Mark everything loaded in the column; where it all is marked, take the marks away."""
        column = self.column
        ids = [card.id for card in column.cards] if column is not None else []
        if any(deal_id not in self._marks for deal_id in ids):
            self.mark(ids)
        else:
            self.unmark(ids)

    def unmark(self, ids: Iterable[DealId]) -> None:
        """Take marks away."""
        for deal_id in ids:
            self._marks.pop(deal_id, None)
            if deal_id == self._last_mark:
                self._last_mark = None

    # Changing

    def place(self, card: BoardCard, stage_id: StageId, after: DealId | None) -> None:
        """Put a card where it belongs, whatever column it came from; a cursor that is on it follows."""
        followed = self.card is not None and self.card.id == card.id
        self._take_out(card.id)
        target = self.stage(stage_id)
        if target is None:
            return
        place = target.insert(card, after)
        if not followed:
            return
        if place is None:
            target.hold_only(card, first=after is None)
            target.fit(self.slots)
        else:
            target.go(place)
        self.enter(target)

    def carry(self, card: BoardCard, stage_id: StageId, *, falling: bool) -> None:
        """Put the cursor's card into another stage by its key, the order being another than by hand or filtered."""
        target = self.stage(stage_id)
        if target is None or target is self.column:
            return
        self._take_out(card.id)
        place = target.seat(card, falling=falling)
        if place is None:
            target.hold_only(card, first=False)
            target.fit(self.slots)
        else:
            target.go(place)
        self.enter(target)

    def first_filled(self, *, counted: bool) -> ColumnModel | None:
        """The first column in view with a card; where there is none, and counters are right, any with deals."""
        seen = next((column for column in self.visible if column.cards), None)
        if seen is not None or not counted:
            return seen
        return next((column for column in self.columns if column.deals and column not in self.visible), None)

    def reveal(self, card: BoardCard, stage_id: StageId) -> None:
        """Put the cursor on a deal that need not be loaded; its neighbours are asked for."""
        target = self.stage(stage_id)
        if target is None:
            return
        if not self.find(card.id):
            target.hold_only(card, first=False)
            target.fit(self.slots)
            self.enter(target)

    def remove(self, deal_id: DealId) -> None:
        """Take a deal off the board, its mark too."""
        self._take_out(deal_id)
        self.unmark([deal_id])

    def _take_out(self, deal_id: DealId) -> None:
        for column in self.columns:
            column.remove(deal_id)

    def _follow(self) -> None:
        """Bring the cursor's column into view, and fill the screen with columns."""
        most = max(0, len(self.columns) - self.shown)
        self.offset = max(self.focus - self.shown + 1, min(self.offset, self.focus))
        self.offset = max(0, min(self.offset, most))
