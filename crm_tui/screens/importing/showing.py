"""What the review of a file shows: how far the look is, the groups of rows, the row in full, what enter will do."""

from asyncio import CancelledError
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from threading import Event

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from crm_tui.i18n import _
from crm_tui.interchange.row_spool import RowGroup
from crm_tui.operations.base import Change, Store
from crm_tui.operations.errors import CrmError
from crm_tui.operations.import_rows import RowReport
from crm_tui.operations.imports import ImportReport, RecordKind
from crm_tui.screens.closing import ClosesOnce
from crm_tui.screens.files import Files, ImportReview, Watch
from crm_tui.screens.importing import saying
from crm_tui.screens.importing.choices import ImportChoices
from crm_tui.screens.importing.drawing import RowDrawing
from crm_tui.screens.pipeline_reads import Freshness
from crm_tui.widgets.card_line import CardLine
from crm_tui.widgets.failures import ReportsFailures
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.group_line import GroupLine
from crm_tui.widgets.keys import KeyHints
from crm_tui.widgets.oneline import Part
from crm_tui.widgets.plain import one_line
from crm_tui.widgets.row_list import RowList

_ROWS_KEPT = 256


class ImportShown(ReportsFailures, ClosesOnce[ImportReport | None], Screen[ImportReport | None]):
    """Looks at a file and shows what would become of it. ``turn`` is held while the file is taken in."""

    CSS_PATH = Path(__file__).parents[2] / "styles" / "import.tcss"
    AUTO_FOCUS = "RowList"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual types it

    class Advanced(Message):
        """So many of so many rows are looked at, or in."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done, self.total = done, total

        def can_replace(self, message: Message) -> bool:
            """Only the newest count matters."""
            return isinstance(message, ImportShown.Advanced)

    def __init__(
        self,
        store: Store,
        files: Files,
        path: Path,
        *,
        turn: AbstractAsyncContextManager[object] | None = None,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self._store, self._files, self._path = store, files, path
        self._turn = turn or nullcontext()
        self._glyphs = glyphs
        self._review: ImportReview | None = None
        self._drawing = RowDrawing(RecordKind.CONTACTS, glyphs)
        self._choices = ImportChoices()
        self._matching: bool | None = None
        self._group = RowGroup.ALL
        self._stop: Event | None = None
        self._taking = False
        self._columns_shown = False
        self._read: dict[int, RowReport] = {}
        self._line = CardLine(glyphs=glyphs, id="import-line")
        self._list = RowList(self._draw, glyphs=glyphs, id="import-list")

    def compose(self) -> ComposeResult:
        """Which file, how it is read, the groups of rows, the list with the row in full, what enter does, the keys."""
        yield self._line
        yield Static("", id="import-columns", markup=False)
        yield GroupLine(glyphs=self._glyphs, id="import-groups")
        yield Static("", id="import-state", markup=False)
        with Horizontal(id="import-body"):
            yield self._list
            yield VerticalScroll(Static("", id="import-row", markup=False), id="import-detail", can_focus=False)
        yield Static("", id="import-sum", markup=False)
        yield Static("", id="import-fault", markup=False)
        yield KeyHints()

    def on_mount(self) -> None:
        """Look at the file."""
        self._line.set_path(_("Import"), self._path.name)
        self._look()

    def on_unmount(self) -> None:
        """The rows on the disk are of no more use."""
        self._forget()

    # Following the store

    @property
    def in_focus(self) -> str:
        """No record."""
        return ""

    @property
    def title_in_focus(self) -> str:
        """No record has no name."""
        return ""

    def refresh_from(self, changes: Sequence[Change]) -> None:
        """What others write is met when the file is taken in: each row is judged once more then."""

    def read_again(self) -> None:
        """The same holds for what was missed."""

    def show_connection(self, freshness: Freshness) -> None:
        """Say how fresh the data is."""
        self._line.set_connection(*freshness)

    # Looking

    @work(exclusive=True, group="look", exit_on_error=False)
    async def _look(self) -> None:
        self._begin(saying.looking(0, 0))
        self._stop = stop = Event()
        try:
            terms = self._choices.terms(self._matching)
            review = await self._files.review(self._store, self._path, terms, Watch(self._advance, stop))
        except CancelledError:
            stop.set()
            raise
        except CrmError as error:
            self._end(str(error))
            return
        self._forget()
        self._review = review
        self._end()
        self._show_review(review)

    def _show_review(self, review: ImportReview) -> None:
        self._drawing = RowDrawing(review.kind, self._glyphs)
        self.query_one("#import-columns", Static).update(saying.columns_in_short(review))
        self._show_group(RowGroup.KNOWN if review.rows.count(RowGroup.KNOWN) else RowGroup.ALL)

    def _begin(self, sentence: str) -> None:
        self.remove_class("-failed", "-none")
        self.add_class("-busy")
        self._say_state(sentence)
        self.query_one("#import-sum", Static).update("")
        self.refresh_bindings()

    def _end(self, fault: str = "") -> None:
        self._stop, self._taking = None, False
        self.remove_class("-busy")
        self.set_class(bool(fault), "-failed")
        told = one_line(fault)
        self.query_one("#import-fault", Static).update(Content(told))
        if self._review is None:
            self.add_class("-none")
            self._say_state(f"{told}\n\n{_('r looks again, esc goes back.')}")
        self._say_sum()
        self.refresh_bindings()

    def _advance(self, done: int, total: int) -> None:
        self.post_message(self.Advanced(done, total))

    @on(Advanced)
    def _advanced(self, event: Advanced) -> None:
        """Say how far it is."""
        if self._stop is not None:
            told = saying.taking if self._taking else saying.looking
            self._say_state(told(event.done, event.total))

    def _say_state(self, sentence: str) -> None:
        self.query_one("#import-state", Static).update(Content(sentence))

    def _forget(self) -> None:
        if self._review is not None:
            self._review.rows.close()
            self._review = None

    # What is shown

    @property
    def row(self) -> RowReport | None:
        """The row under the cursor."""
        return self._row(self._list.cursor) if self._list.count else None

    def _row(self, place: int) -> RowReport | None:
        """A row of the present group; a screen of them is kept."""
        if self._review is None:
            return None
        if place not in self._read:
            if len(self._read) >= _ROWS_KEPT:
                self._read.clear()
            (self._read[place],) = self._review.rows.page(self._group, place, 1)
        return self._read[place]

    def _draw(self, place: int, width: int) -> Sequence[Part]:
        row = self._row(place)
        return () if row is None else self._drawing.line(row, self._choices.of(row), width)

    def _show_group(self, group: RowGroup) -> None:
        if self._review is None:
            return
        self._group = group
        self._read.clear()
        self._columns_shown = False
        self.query_one(GroupLine).show(saying.groups(self._review), group)
        self._list.show(self._review.rows.count(group))
        self._show_row()
        self._say_sum()

    @on(RowList.Moved)
    def _show_row(self) -> None:
        self._columns_shown = False
        row = self.row
        told = Content(_("No rows in this group.")) if row is None else self._drawing.detail(row, self._choices.of(row))
        self._say_beside(told)
        self.refresh_bindings()

    def _say_beside(self, told: Content) -> None:
        self.query_one("#import-row", Static).update(told)
        self.query_one("#import-detail", VerticalScroll).scroll_home(animate=False)

    def _say_sum(self) -> None:
        told = "" if self._review is None else saying.outcome(self._review, self._choices)
        self.query_one("#import-sum", Static).update(Content(told))
