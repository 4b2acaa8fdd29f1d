"""The review of a file: every row with what becomes of it, decided by keys; nothing is written until enter (B12)."""

from threading import Event
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import VerticalScroll

from crm_tui.i18n import _
from crm_tui.interchange.row_spool import RowGroup
from crm_tui.operations.errors import CrmError
from crm_tui.operations.import_rows import Choice
from crm_tui.screens.files import ImportReview, Watch
from crm_tui.screens.importing import saying
from crm_tui.screens.importing.choices import decidable
from crm_tui.screens.importing.keys import KEYS
from crm_tui.screens.importing.showing import ImportShown
from crm_tui.widgets.group_line import GroupLine


class ImportReviewScreen(ImportShown):
    """Shows what would become of a file, and takes it in; what came of it, None where nothing did."""

    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is under way there is only the way back; a row that nobody is like has no choice."""
        if action not in _OURS:
            return True
        return None if self.why_disabled(action) else True

    def why_disabled(self, action: str) -> str | None:
        """Why a key is off."""
        if action == "back" or action not in _OURS:
            return None
        if self._stop is not None:
            return _("Please wait; esc stops.")
        if self._review is None:
            return None if action == "look_again" else _("The file could not be looked at; r looks again.")
        if action in ("turn", "decide"):
            return self._why_not_decided
        anything = action != "take_in" or saying.anything(self._review, self._choices)
        return None if anything else _("Nothing here would be taken in.")

    @property
    def _why_not_decided(self) -> str | None:
        """Why nothing can be decided about the row."""
        if not decidable(self.row):
            return _("Nobody like this is known: there is nothing to choose.")
        full = self._choices.full
        return _("Too many rows have a choice of their own; A, N or X choose for all.") if full else None

    def action_turn(self) -> None:
        """Give the row its next choice."""
        row = self.row
        if row is not None:
            self._choices.turn(row)
            self._decided()

    def action_decide(self, choice: str) -> None:
        """Give the row a choice."""
        row = self.row
        if row is not None:
            self._choices.decide(row, Choice(choice))
            self._decided()

    def action_decide_all(self, choice: str) -> None:
        """Give all known people one choice."""
        self._choices.decide_all(Choice(choice))
        self._decided(whole=True)

    def action_likely(self) -> None:
        """Treat those likely known as known, or no more."""
        self._choices.likely = not self._choices.likely
        self._decided(whole=True)

    def _decided(self, *, whole: bool = False) -> None:
        self._list.renew(whole=whole)
        self._show_row()
        self._say_sum()

    def action_scroll(self, lines: int) -> None:
        """Scroll what is said of the row."""
        self.query_one("#import-detail", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_group(self, step: int) -> None:
        """Show the next group."""
        groups = list(RowGroup)
        self._show_group(groups[(groups.index(self._group) + step) % len(groups)])

    def action_show(self, number: int) -> None:
        """Show the group of that number."""
        self._show_group(list(RowGroup)[number - 1])

    @on(GroupLine.Wanted)
    def _group_wanted(self, event: GroupLine.Wanted) -> None:
        if self._stop is None:
            self._show_group(RowGroup(event.name))

    def action_columns(self) -> None:
        """Show how the columns are read in the place of the row, or the row again."""
        if self._review is None or self._columns_shown:
            self._show_row()
            return
        self._columns_shown = True
        self._say_beside(saying.columns(self._review))

    def action_matching(self) -> None:
        """Compare rows with known people, or not, and look again."""
        self._matching = not (self._review is not None and self._review.report.matched)
        self._look()

    def action_look_again(self) -> None:
        """Look at the file once more."""
        self._look()

    def action_back(self) -> None:
        """Leave; while the file is being taken in, stop that and see what came of it."""
        if self._stop is not None:
            self._stop.set()
        if self._taking:
            self._say_state(_("Stopping…"))
        else:
            self.dismiss(None)

    def action_take_in(self) -> None:
        """Take the file in as it is shown."""
        if self._review is not None:
            self._take_in(self._review)

    @work(exclusive=True, group="take", exit_on_error=False)
    async def _take_in(self, review: ImportReview) -> None:
        self._taking = True
        self._begin(saying.taking(0, 0))
        self._stop = Event()
        terms = self._choices.terms(review.report.matched)
        try:
            async with self._turn:
                watch = Watch(self._advance, self._stop)
                report = await self._files.take_in(self._store, self._path, terms, review, watch)
        except CrmError as error:
            self._end(str(error))
            return
        self.dismiss(report)


_OURS = frozenset(key.action.partition("(")[0] for key in KEYS)
