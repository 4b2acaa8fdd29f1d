"""The same view as a board or as a table (P8): which of the two stands in front, and what the table reads."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work

from crm_tui.domain.ids import DealId, StageId
from crm_tui.i18n import _
from crm_tui.operations.board import Board, GetCards
from crm_tui.operations.errors import CrmError
from crm_tui.screens.pipeline_follow import PipelineFollow
from crm_tui.screens.shown_view import ShownView

if TYPE_CHECKING:
    from crm_tui.operations.deals import ListDeals
    from crm_tui.screens.pipeline_front import Front
    from crm_tui.widgets.deal_table.messages import EveryWanted, RowsWanted
    from crm_tui.widgets.deal_table.view import DealTable

MARKED_AT_MOST = 10_000


class PipelineTable(PipelineFollow):
    """Puts the table in the board's place and back; the table is loaded when it is first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._table: DealTable | None = None

    @property
    def front(self) -> "Front":
        """What shows the deals: the table, or else the board."""
        return super().front if self._table is None else self._table

    def action_table(self) -> None:
        """Show the same deals as a table, or as a board again."""
        self.view = replace(self.view, as_table=not self.view.as_table)
        self._fit_shape()

    def take_board(self, board: Board) -> None:
        """Show a board that was read, in the shape that the view has."""
        other = self.shown is not None and self.shown.pipeline.id != board.pipeline.id
        super().take_board(board)
        self._fit_shape()
        if self._table is not None:
            self._dress(self._table)
            if other:
                self._table.clear_marks()
                self._table.restart()

    def change_view(self, view: ShownView) -> None:
        """Show another filter, order or shape."""
        self.view = view
        self._fit_shape()
        if self._table is not None:
            self._dress(self._table)
        super().change_view(view)

    async def redraw(self, deal_ids: Sequence[str]) -> None:
        """Draw deals as they are now; the table reads again what is in view, so that order and filter stay true."""
        if self._table is None:
            await super().redraw(deal_ids)
        else:
            self.count()
            await self._read_rows(self._table, self._table.ask_again())

    def reload_columns(self, stages: Iterable[StageId] | None = None) -> None:
        """Read again what is seen."""
        if self._table is None:
            super().reload_columns(stages)
        else:
            self.run_worker(self.redraw(()), group="rows", exit_on_error=False)

    # From the one to the other

    def _fit_shape(self) -> None:
        if self.shown is None or self.view.as_table == (self._table is not None):
            return
        if self._table is None:
            self._open_table(self.shown)
        else:
            self._close_table(self._table, self.shown)

    def _open_table(self, shown: Board) -> None:
        """The table takes over the cursor's deal and the marks."""
        from crm_tui.widgets.deal_table.view import DealTable

        board, card = self.board, self.board.cursor_card
        table = self._table = DealTable(glyphs=self.glyphs, marked=board.marked, seek=card.id if card else None)
        had_keys = self.focused in (None, board)
        self._dress(table)
        table.show(shown, now=self.house.clock.now())
        self.query_one("#pipeline-body").mount(table, after=board)
        if had_keys:
            table.focus()
        board.display = False
        self.count()

    def _close_table(self, table: "DealTable", shown: Board) -> None:
        """The board takes them back."""
        board, row = self.board, table.cursor_card
        had_keys = self.focused in (None, table)
        self._table = None
        board.display = True
        if had_keys:
            board.focus()
        board.clear_marks()
        board.mark(table.marked)
        board.show(shown, now=self.house.clock.now())
        table.remove()
        self._come_back(None if row is None else row.id)

    @work(exclusive=True, group="come-back", exit_on_error=False)
    async def _come_back(self, deal_id: DealId | None) -> None:
        """Read the board again, the cursor on the deal that it was on in the table."""
        stages = None if self.shown is None else [stage.id for stage in self.shown.pipeline.stages]
        async with self.telling():
            placed = await self.door.ask(GetCards((deal_id,))) if deal_id else ()
            if self.view.by_hand:
                self._place(placed)  # it may have been moved in the table: the board's own place for it is then stale
            for one in placed:
                if not self.board.focus_deal(one.card.id) and self.view.by_hand:
                    self.board.reveal(one.card, one.stage_id)
                    stages = [stage for stage in stages or () if stage != one.stage_id]
        self.reload_columns(stages)

    def _dress(self, table: "DealTable") -> None:
        table.show_as(self.view.columns, self.view.sort)

    # What the table asks for

    def on_rows_wanted(self, event: "RowsWanted") -> None:
        """The table will soon show rows that it does not have."""
        event.stop()
        if self._table is not None:
            self.run_worker(self._read_rows(self._table, event), group="rows", exit_on_error=False)

    async def _read_rows(self, table: "DealTable", wanted: "RowsWanted") -> None:
        from crm_tui.operations.deals import ListDeals

        if self.shown is None:
            return
        query = ListDeals(
            pipeline_id=self.shown.pipeline.id,
            filter=self.view.filter,
            sort=self.view.sort,
            after=wanted.after,
            limit=wanted.limit,
        )
        try:
            page = await self.door.ask(query)
        except CrmError as error:
            table.fail(wanted.number, str(error))
            self.tell_fresh(False)
        else:
            table.set_rows(wanted.number, page)
            if self._stale:
                self.tell_fresh(True)

    def on_every_wanted(self, event: "EveryWanted") -> None:
        """Every deal of the table is to be marked."""
        from crm_tui.operations.deals import ListDeals

        event.stop()
        if self.shown is not None:
            pipeline, view = self.shown.pipeline.id, self.view
            self.mark_listed(ListDeals(pipeline_id=pipeline, filter=view.filter, sort=view.sort, limit=MARKED_AT_MOST))

    @work(exclusive=True, group="mark", exit_on_error=False)
    async def mark_listed(self, query: "ListDeals") -> None:
        """Mark the deals of a list; say so where that are not all."""
        async with self.telling():
            page = await self.door.ask(query)
            self.front.mark(row.id for row in page.rows)
            if not page.complete:
                self.tell(_("Only the first %(n)d are marked.") % {"n": len(page.rows)}, warning=True)
