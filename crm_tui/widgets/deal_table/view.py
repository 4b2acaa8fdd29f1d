"""The table on the screen: one focusable widget, one cursor, painted by regions."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from crm_tui.domain.ids import DealId, StageId
from crm_tui.i18n import _, language
from crm_tui.operations.board import Board, Totals
from crm_tui.operations.deals import DealPage, DealRow
from crm_tui.operations.filters import Sort
from crm_tui.widgets.board.card import Look
from crm_tui.widgets.board.messages import CursorMoved, MarksChanged, Opened
from crm_tui.widgets.deal_table.keys import KEYS
from crm_tui.widgets.deal_table.messages import EveryWanted, RowsWanted
from crm_tui.widgets.deal_table.model import Request, Spot, TableModel
from crm_tui.widgets.deal_table.painter import BODY, TablePainter
from crm_tui.widgets.deal_table.styles import COMPONENTS, CSS, SAME_AS
from crm_tui.widgets.glyphs import UNICODE, Glyphs

_MEASURED = 200


class DealTable(Widget, can_focus=True):
    """Deals as rows: it is told data (``show``, ``set_rows``, …) and says by messages what it needs.

    ``marked`` is marked from the start; the cursor starts on ``seek`` if that is among the first rows.
    """

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
        marked: Iterable[DealId] = (),
        seek: DealId | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.model = TableModel()
        moment = datetime.fromtimestamp(0, UTC)
        self._painter = TablePainter(self.model, Look(glyphs, language(), "", moment, {}, {}))
        self._painter.empty_sentence = _("No deals yet. Press n to add one.")
        self.model.mark(marked)
        self._sought = seek
        self._told: tuple[DealId | None, StageId | None] | None = None

    # What the screen asks

    @property
    def cursor_card(self) -> DealRow | None:
        """The row under the cursor."""
        return self.model.row

    @property
    def cursor_stage(self) -> StageId | None:
        """The stage of the deal under the cursor."""
        row = self.model.row
        return None if row is None else row.stage_id

    @property
    def marked(self) -> tuple[DealId, ...]:
        """The marked deals, in the order of marking."""
        return self.model.marked

    # What the screen tells

    def show(self, board: Board, *, now: datetime) -> None:
        """Take over the names, stages and counters of a pipeline; rows are asked for by ``restart``."""
        painter = self._painter
        painter.look = painter.look._replace(language=language(), currency=board.pipeline.currency, now=now)
        painter.stages = {stage.id: stage for stage in board.pipeline.stages}
        self._repaint()

    def show_as(self, columns: Sequence[str], sort: Sort) -> None:
        """Which columns there are, by name (none is all), and by which order the rows come."""
        self._painter.names, self._painter.sort = tuple(columns), sort
        self._regrid()

    def tick(self, now: datetime) -> None:
        """Time has passed: ages and what is overdue are worked out anew."""
        self._painter.look = self._painter.look._replace(now=now)
        self._repaint()

    def set_totals(self, totals: Iterable[Totals]) -> None:
        """Take over how many deals there are."""
        self.model.count(totals)
        self._repaint_foot()

    def set_rows(self, number: int, page: DealPage) -> None:
        """The answer to a RowsWanted; one that is out of date is dropped."""
        if self.model.feed(number, page):
            self._painter.measure(page.rows[:_MEASURED])
            if self._sought is not None:
                self.model.find(self._sought)
                self._sought = None
            self.refresh()
            self._follow_up()

    def fail(self, number: int, sentence: str) -> None:
        """Say why rows could not be read; what is loaded stays, and the next move asks again."""
        if self.model.fail(number, sentence):
            self.refresh()

    def ask_again(self) -> RowsWanted:
        """What to ask for to see the rows in view as they are now; the old ones stay drawn until the answer comes."""
        return _message(self.model.reload())

    def restart(self) -> None:
        """The order or the filter is another: ask for the rows from the first one, as ``ask_again`` does."""
        self._painter.needs = {}
        if self.size:
            self.post_message(_message(self.model.reload(anew=True)))

    def say_empty(self, sentence: str) -> None:
        """What an empty table says: another sentence where a filter hides everything."""
        self._painter.empty_sentence = sentence
        self.refresh()

    def focus_deal(self, deal_id: DealId) -> bool:
        """Put the cursor on a deal; False where its row is not loaded."""
        before = self.model.spot()
        found = self.model.find(deal_id)
        self._changed(before)
        return found

    def neighbour(self, step: int) -> DealRow | None:
        """Move the cursor up or down from outside, as the deal screen does; None at the end."""
        before = self.model.row
        self.action_move(step)
        after = self.model.row
        return None if after is before else after

    def mark(self, ids: Iterable[DealId]) -> None:
        """Mark these deals, loaded or not."""
        self.model.mark(ids)
        self._marks_changed()

    def clear_marks(self) -> None:
        """Take every mark away."""
        self.model.unmark(self.marked)
        self._marks_changed()

    # Painting

    def notify_style_update(self) -> None:
        """The theme has changed: every style is looked up again."""
        super().notify_style_update()
        self._painter.dress(self._style)

    def render_line(self, y: int) -> Strip:
        """One line, drawn already or drawn now."""
        return self._painter.line(y)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region, past Textual's style cache: a table has no border, and keeps its lines."""
        self._painter.finish_with(self.get_line_filters(), self.background_colors[1])
        lines = [self.render_line(y) for y in crop.line_range]
        if crop.column_span == (0, self._painter.width):
            return lines
        return [line.crop(*crop.column_span) for line in lines]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"deal-table--{SAME_AS.get(name, name)}")

    def _repaint(self) -> None:
        self._painter.forget()
        self.refresh()

    def _regrid(self) -> None:
        width, height = self.size
        self._painter.fit(width, height)
        self.model.fit(self._painter.slots)
        self.refresh()
        self._follow_up()

    def _repaint_row(self, place: int) -> None:
        line = place - self.model.top
        if 0 <= line < self.model.slots:
            self.refresh(Region(0, BODY + line, self._painter.width, 1))

    def _repaint_foot(self) -> None:
        self.refresh(Region(0, max(0, self._painter.height - 1), self._painter.width, 1))

    # Following up

    def _changed(self, before: Spot) -> None:
        """Paint what differs from an earlier spot, and no more; then see what will be wanted."""
        now = self.model.spot()
        if now.top != before.top:
            self.refresh()
        elif now.cursor != before.cursor:
            self._repaint_row(before.cursor)
            self._repaint_row(now.cursor)
            self._repaint_foot()
        self._follow_up()

    def _follow_up(self) -> None:
        """Ask for the rows that will be wanted soon, and tell where the cursor is now."""
        if not self.size:
            return
        for request in self.model.wants():
            self.post_message(_message(request))
        row = self.model.row
        if row is None and not self.model.empty:
            return
        place = (None, None) if row is None else (row.id, row.stage_id)
        if place != self._told:
            self._told = place
            self.post_message(CursorMoved(place[0], place[1] or StageId("")))

    def _marks_changed(self) -> None:
        self.post_message(MarksChanged(len(self.marked)))
        self.refresh()

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
        place = self.model.top + event.y - BODY
        if not 0 <= event.y - BODY < self.model.slots or self.model.pages.row(place) is None:
            return
        before = self.model.spot()
        self.model.go(place)
        self._changed(before)
        if event.chain == 2:
            self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls the rows."""
        self._wheel(event, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls the rows."""
        self._wheel(event, -3)

    def _wheel(self, event: events.MouseEvent, step: int) -> None:
        event.stop()
        before = self.model.spot()
        self.model.scroll(step)
        self._changed(before)

    def _wake(self, active: bool) -> None:
        self._painter.wake(active)
        self._repaint_row(self.model.cursor)

    # Actions

    def action_move(self, step: int) -> None:
        """So many rows up or down."""
        before = self.model.spot()
        self.model.move(step)
        self._changed(before)

    def action_page(self, pages: int) -> None:
        """As many rows further as are seen at once."""
        self.action_move(pages * self.model.slots)

    def action_first(self) -> None:
        """The first row."""
        before = self.model.spot()
        self.model.go(0)
        self._changed(before)

    def action_last(self) -> None:
        """The last row; where it is not read yet, the rows between are read on the way."""
        before = self.model.spot()
        self.model.seek_end()
        self._repaint_foot()
        self._changed(before)

    def action_open(self) -> None:
        """Open the deal under the cursor."""
        row = self.model.row
        if row is not None:
            self.post_message(Opened(row.id))

    def action_mark(self) -> None:
        """Mark the deal under the cursor, or take its mark away."""
        self.model.toggle_mark()
        self._marks_changed()

    def action_mark_range(self) -> None:
        """Mark from the last mark to the cursor."""
        self.model.mark_range()
        self._marks_changed()

    def action_mark_all(self) -> None:
        """Mark every deal of the table; the screen is asked for those that are not loaded."""
        if self.model.toggle_all():
            self._marks_changed()
        else:
            self.post_message(EveryWanted())


def _message(request: Request) -> RowsWanted:
    return RowsWanted(request.number, request.after, request.limit)
