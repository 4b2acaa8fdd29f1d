"""The kanban board on the screen: one focusable widget, one cursor, painted by regions."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import ClassVar, Self

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from crm_tui.domain.ids import DealId, StageId
from crm_tui.i18n import _, language
from crm_tui.operations.board import Board, BoardCard, ColumnWindow, Edge, Totals
from crm_tui.widgets.board.card import Look
from crm_tui.widgets.board.column import ColumnModel, Request
from crm_tui.widgets.board.grid import Grid
from crm_tui.widgets.board.keys import KEYS
from crm_tui.widgets.board.messages import AllWanted, CursorMoved, MarksChanged, Opened, WindowWanted
from crm_tui.widgets.board.model import BoardModel, Spot
from crm_tui.widgets.board.painter import Painter
from crm_tui.widgets.board.styles import COMPONENTS, CSS, SAME_AS
from crm_tui.widgets.glyphs import UNICODE, Glyphs

_PLACEHOLDERS = 6


class BoardView(Widget, can_focus=True):
    """The board: it is told data (``show``, ``set_cards``, …) and says by messages what it needs."""

    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    DEFAULT_CSS: ClassVar[str] = CSS
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(
        self,
        *,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.model = BoardModel()
        moment = datetime.fromtimestamp(0, UTC)
        self._painter = Painter(self.model, Look(glyphs, language(), "", moment, {}, {}))
        self._painter.empty_sentence = _("No deals yet. Press n to add one.")
        self._told: tuple[DealId | None, StageId] | None = None
        self._seeking = self._counted = False

    # What the screen asks

    @property
    def cursor_card(self) -> BoardCard | None:
        """The card under the cursor."""
        return self.model.card

    @property
    def cursor_stage(self) -> StageId | None:
        """The stage the cursor is in; None before a board is shown."""
        column = self.model.column
        return None if column is None else column.stage.id

    @property
    def marked(self) -> tuple[DealId, ...]:
        """The marked deals, in the order of marking."""
        return self.model.marked

    @property
    def position(self) -> tuple[int, int] | None:
        """The cursor's place in its column and the column's length ("3 of 18"), where both are known."""
        column = self.model.column
        return None if column is None else column.position

    def at_end(self, step: int) -> bool:
        """Whether it is known that no card stands further up (negative) or down in the cursor's column."""
        column = self.model.column
        if column is None or not column.cards:
            return False
        return column.at_top if step < 0 else column.at_bottom

    # What the screen tells

    def show(self, board: Board, *, now: datetime) -> None:
        """Show a pipeline. The same one again keeps its cards and the cursor."""
        self.model.show(board)
        self._painter.look = self._painter.look.on(board, now)
        self._painter.problem = None
        self._painter.forget_cards()
        self._regrid()

    def tick(self, now: datetime) -> None:
        """Time has passed: ages and what is overdue are worked out anew."""
        self._painter.look = self._painter.look._replace(now=now)
        self._painter.forget_cards()
        self.refresh()

    def set_totals(self, totals: Iterable[Totals]) -> None:
        """Take over counters; those of stages not named stay."""
        told = list(totals)
        changed = self.model.count(told)
        if self.model.empty or self._painter.problem is not None:
            self.refresh()
        else:
            for column in changed:
                self._repaint_column(column, head=True)
        self._counted = True
        self._land()

    def set_cards(self, stage_id: StageId, window: ColumnWindow, *, edge: Edge | None, backwards: bool) -> None:
        """The answer to a WindowWanted; one that is out of date is dropped."""
        column = self.model.stage(stage_id)
        if column is None:
            return
        was_empty = self.model.empty
        if column.feed(window, edge, backwards):
            if was_empty or self.model.empty:
                self.refresh()
            self._repaint_column(column)
        self._land()
        self._follow_up()

    def seek_card(self, wanted: bool) -> None:
        """Take the cursor out of its column once, should the answers leave nothing in it."""
        self._seeking, self._counted = wanted, False

    def carry(self, card: BoardCard, stage_id: StageId, *, falling: bool) -> None:
        """Let the cursor go along with its card into another stage, before that is read again."""
        before, source = self.model.spot(), self.model.column
        self.model.carry(card, stage_id, falling=falling)
        self._changed(before, source, self.model.stage(stage_id))

    def reload(self, stage_ids: Iterable[StageId]) -> None:
        """Ask again for what is seen of these columns; the old cards stay drawn until the answers come."""
        self._reload((self.model.stage(stage_id) for stage_id in stage_ids), from_top=False)

    def restart(self) -> None:
        """The order or the filter is another: ask for every column from its top, as ``reload`` does."""
        self._reload(self.model.columns, from_top=True)

    def error(self, stage_id: StageId | None, sentence: str | None) -> None:
        """Say that a column, or with None the whole board, could not be read; no sentence takes it back."""
        column = None if stage_id is None else self.model.stage(stage_id)
        if column is None:
            self._painter.problem = sentence
        elif sentence is None:
            column.problem = None
        else:
            column.fail(sentence)
        self.refresh()

    def say_empty(self, sentence: str) -> None:
        """What an empty board says: another sentence where a filter hides everything."""
        self._painter.empty_sentence = sentence
        self.refresh()

    def place_card(self, card: BoardCard, stage_id: StageId, after: DealId | None) -> None:
        """Put a new, changed or moved card where it belongs; a cursor that is on it goes along."""
        before, source = self.model.spot(), self.model.holder(card.id)
        self.model.place(card, stage_id, after)
        self._changed(before, source, self.model.stage(stage_id))

    def reveal(self, card: BoardCard, stage_id: StageId) -> None:
        """Put the cursor on a deal that need not be loaded."""
        before, target = self.model.spot(), self.model.stage(stage_id)
        self.model.reveal(card, stage_id)
        self._changed(before, target)

    def remove_card(self, deal_id: DealId) -> None:
        """Take a deal off the board."""
        before, source, marks = self.model.spot(), self.model.holder(deal_id), len(self.marked)
        self.model.remove(deal_id)
        self._changed(before, source)
        self._tell_marks(marks)

    def update_card(self, card: BoardCard) -> None:
        """Draw a newer state of a card in its place."""
        column = self.model.holder(card.id)
        if column is not None and column.update(card):
            self._repaint_card(self.model.columns.index(column), column.find(card.id) or 0)

    def focus_deal(self, deal_id: DealId) -> bool:
        """Put the cursor on a deal; False where it is not loaded (``reveal`` then helps)."""
        before = self.model.spot()
        source = self.model.column
        found = self.model.find(deal_id)
        self._changed(before, source, self.model.column)
        return found

    def neighbour(self, step: int) -> BoardCard | None:
        """Move the cursor up or down from outside, as the deal screen does; None at the end."""
        before = self.model.card
        self._vertical(step)
        after = self.model.card
        return None if after is before else after

    def mark(self, ids: Iterable[DealId]) -> None:
        """Mark these deals, loaded or not."""
        marks = len(self.marked)
        self.model.mark(ids)
        self._tell_marks(marks)
        self.refresh()

    def clear_marks(self) -> None:
        """Take every mark away."""
        marks = len(self.marked)
        self.model.unmark(self.marked)
        self._tell_marks(marks)
        self.refresh()

    # Painting

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint these regions again, or everything."""
        if regions:
            for region in regions:
                self._painter.stale(region)
        else:
            self._painter.stale()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """The theme has changed: every style is looked up again."""
        super().notify_style_update()
        self._painter.dress(self._style)
        self._painter.stale()

    def render_line(self, y: int) -> Strip:
        """One line, drawn already or drawn now."""
        return self._painter.line(y)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region, past Textual's style cache: a board has no border, and keeps its lines.

        The first frame is drawn before the widget is told its size; it holds the board's frame all the same.
        """
        if self.size != (self._painter.grid.width, self._painter.grid.height):
            self._fit()
        self._painter.finish_with(self.get_line_filters(), self.background_colors[1])
        lines: list[Strip] = [self.render_line(y) for y in crop.line_range]
        if crop.column_span == (0, self._painter.grid.width):
            return lines
        return [line.crop(*crop.column_span) for line in lines]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"board--{SAME_AS.get(name, name)}")

    def _regrid(self) -> None:
        """Fit the size and the number of columns, draw, and ask for the cards that are seen now."""
        self._fit()
        self.refresh()
        self._follow_up()

    def _fit(self) -> None:
        width, height = self.size
        self._painter.grid = grid = Grid(width, height, len(self.model.columns) or _PLACEHOLDERS)
        self._painter.stale()
        self.model.fit(grid.shown, grid.slots)

    def _repaint_column(self, column: ColumnModel | None, *, head: bool = False) -> None:
        if column is None:
            return
        place = self.model.columns.index(column) - self.model.offset
        if 0 <= place < self._painter.grid.shown:
            self.refresh(self._painter.grid.column_region(place))
            if head:
                self.refresh(self._painter.grid.head_region(place))

    def _repaint_card(self, column: int, place: int) -> None:
        grid, model = self._painter.grid, self.model
        shown, slot = column - model.offset, place - model.columns[column].top
        if 0 <= shown < grid.shown and 0 <= slot < grid.slots:
            self.refresh(grid.card_region(shown, slot))

    def _repaint_since(self, before: Spot) -> None:
        """Paint what differs from an earlier spot, and no more."""
        now = self.model.spot()
        if now.offset != before.offset or (now.column != before.column and self._painter.grid.tabs):
            self.refresh()
            return
        if now.column != before.column:
            grid, offset = self._painter.grid, now.offset
            self.refresh(grid.head_region(before.column - offset), grid.head_region(now.column - offset))
            self._repaint_cursor(before.column, before.cursor)
            self._repaint_cursor(now.column, now.cursor)
        elif now.top != before.top:
            self._repaint_column(self.model.column)
        elif now.cursor != before.cursor:
            self._repaint_card(now.column, before.cursor)
            self._repaint_card(now.column, now.cursor)

    def _repaint_cursor(self, column: int, place: int) -> None:
        if self.model.columns[column].cards:
            self._repaint_card(column, place)
        else:
            self._repaint_column(self.model.columns[column])

    # Following up

    def _changed(self, before: Spot, *columns: ColumnModel | None) -> None:
        """Paint the columns that changed, and the rest if the cursor has gone elsewhere."""
        for column in columns:
            self._repaint_column(column)
        self._repaint_since(before)
        self._follow_up()

    def _reload(self, columns: Iterable[ColumnModel | None], *, from_top: bool) -> None:
        visible = self.model.visible
        for column in columns:
            if column is None:
                continue
            if column in visible:
                self._ask(column, column.reload(from_top=from_top))
            else:
                column.forget()

    def _follow_up(self) -> None:
        """Ask for the cards that will be wanted soon, and tell where the cursor is now."""
        if not self.size:
            return
        for column in self.model.visible:
            for request in column.wants():
                self._ask(column, request)
        column_now = self.model.column
        if column_now is None:
            return
        card = column_now.card
        place = (None if card is None else card.id), column_now.stage.id
        if place != self._told:
            self._told = place
            self.post_message(CursorMoved(*place))

    def _land(self) -> None:
        """Put the cursor into a column with cards, once all are in and where its own has none."""
        own = self.model.column
        if not self._seeking or own is None or any(column.awaited for column in self.model.visible):
            return
        target = own if own.cards else self.model.first_filled(counted=self._counted)
        if target is None:
            return
        self._seeking = False
        if target is not own:
            before = self.model.spot()
            self.model.enter(target)
            self._changed(before)

    def _ask(self, column: ColumnModel, request: Request) -> None:
        self.post_message(WindowWanted(column.stage.id, request.edge, request.backwards, request.limit))

    def _tell_marks(self, before: int) -> None:
        if len(self.marked) != before:
            self.post_message(MarksChanged(len(self.marked)))

    # Events

    def on_resize(self) -> None:
        """Fit the new size."""
        self._regrid()

    def on_focus(self) -> None:
        """The cursor comes to life."""
        self._wake(True)

    def on_blur(self) -> None:
        """The cursor fades while something else has the keys."""
        self._wake(False)

    def on_click(self, event: events.Click) -> None:
        """A click takes the cursor along; the second one opens the deal."""
        place = self._painter.grid.column_at(event.x)
        if place is None or place >= len(self.model.visible):
            return
        before = self.model.spot()
        column = self.model.visible[place]
        self.model.enter(column)
        slot = self._painter.grid.slot_at(event.y)
        on_card = slot is not None and column.top + slot < len(column.cards)
        if on_card and slot is not None:
            column.go(column.top + slot)
        self._changed(before)
        if on_card and event.chain == 2:
            self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls the column under the mouse."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls the column under the mouse."""
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, step: int) -> None:
        event.stop()
        place = self._painter.grid.column_at(event.x)
        if place is not None and place < len(self.model.visible):
            column = self.model.visible[place]
            before = column.top, column.cursor
            column.scroll(step)
            if (column.top, column.cursor) != before:
                self._repaint_column(column)
                self._follow_up()

    def _wake(self, active: bool) -> None:
        self._painter.wake(active)
        column = self.model.column
        if column is not None:
            self._repaint_card(self.model.focus, column.cursor)

    # Actions

    def action_up(self) -> None:
        """The card above."""
        self._vertical(-1)

    def action_down(self) -> None:
        """The card below."""
        self._vertical(1)

    def action_left(self) -> None:
        """The stage before."""
        self._sideways(-1)

    def action_right(self) -> None:
        """The next stage."""
        self._sideways(1)

    def action_page(self, pages: int) -> None:
        """As many cards further as are seen at once."""
        self._vertical(pages * self.model.slots)

    def action_first(self) -> None:
        """The column's first card, wherever it is."""
        self._jump(last=False)

    def action_last(self) -> None:
        """The column's last card, wherever it is."""
        self._jump(last=True)

    def action_open(self) -> None:
        """Open the deal under the cursor."""
        card = self.cursor_card
        if card is not None:
            self.post_message(Opened(card.id))

    def action_mark(self) -> None:
        """Mark the deal under the cursor, or take its mark away."""
        marks = len(self.marked)
        self.model.toggle_mark()
        self._tell_marks(marks)
        column = self.model.column
        if column is not None:
            self._repaint_card(self.model.focus, column.cursor)

    def action_mark_range(self) -> None:
        """Mark from the last mark to the cursor."""
        marks = len(self.marked)
        self.model.mark_range()
        self._tell_marks(marks)
        self._repaint_column(self.model.column)

    def action_mark_all(self) -> None:
        """Mark every deal of the column; the screen is asked for those that are not loaded."""
        column = self.model.column
        if column is None:
            return
        if not column.whole:
            self.post_message(AllWanted(column.stage.id))
            return
        marks = len(self.marked)
        self.model.toggle_loaded()
        self._tell_marks(marks)
        self._repaint_column(column)

    def _vertical(self, step: int) -> None:
        column = self.model.column
        if column is not None:
            before = self.model.spot()
            column.move(step)
            self._repaint_since(before)
            self._follow_up()

    def _sideways(self, step: int) -> None:
        self._seeking = False
        before = self.model.spot()
        self.model.sideways(step)
        self._repaint_since(before)
        self._follow_up()

    def _jump(self, *, last: bool) -> None:
        column = self.model.column
        if column is None:
            return
        before = self.model.spot()
        request = column.last() if last else column.first()
        if request is not None:
            self._ask(column, request)
        self._repaint_since(before)
        self._follow_up()
