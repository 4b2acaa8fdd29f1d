"""Filter, order and saved views of the board (P8)."""

from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.widgets import Input

from crm_tui.i18n import N_, _
from crm_tui.screens.pipeline_acts import PipelineActs
from crm_tui.screens.shown_view import ShownView
from crm_tui.widgets.one_line_input import OneLineInput

if TYPE_CHECKING:
    from crm_tui.screens.dialogs.views import NewView

_FILTER = "pipeline-filter"


class FilterLine(OneLineInput):
    """The search line: it filters as one types; enter keeps the filter, esc takes it away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", N_("Take the filter away"), id="filter.give-up"),
    ]

    def action_give_up(self) -> None:
        """Empty the line and leave it."""
        self.value = ""
        self.post_message(self.Submitted(self, ""))


class PipelineViews(PipelineActs):
    """Changes which deals are shown and in which order."""

    def action_filter(self) -> None:
        """Filter as you type."""
        self.show_filter(self.view.typed)

    def show_filter(self, typed: str) -> None:
        """Open the search line with something in it."""
        for line in self.query(FilterLine):
            line.value = typed
            line.focus()
            return
        words = _("Title, name, phone, e-mail or #tag")
        self.mount(FilterLine(typed, placeholder=words, id=_FILTER, compact=True), before="#pipeline-body")
        self.query_one(FilterLine).focus()
        self.tell_place()

    @property
    def filtering(self) -> bool:
        """Whether the search line is open."""
        return bool(self.query(FilterLine))

    @property
    def typing(self) -> bool:
        """Whether the search line has the keys."""
        return isinstance(self.focused, FilterLine)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Other keys matter in the search line than on the board."""
        self.tell_keys()

    def action_end_filter(self, keep: bool) -> None:
        """Leave the search line, with what it says or without."""
        for line in self.query(FilterLine):
            if not keep:
                line.value = ""
            line.post_message(line.Submitted(line, line.value))

    @on(Input.Changed, f"#{_FILTER}")
    def _filter_typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value.strip() != self.view.typed:
            self.change_view(self.view.search(event.value))

    @on(Input.Submitted, f"#{_FILTER}")
    async def _filter_entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip() != self.view.typed:
            self.change_view(self.view.search(event.value))
        await self.query(FilterLine).remove()
        self.front.focus()
        self.tell_place()

    async def action_clear(self) -> None:
        """Back one level: marks first, then what is typed, then the view."""
        if self.front.marked:
            self.front.clear_marks()
        elif self.view.typed:
            self.change_view(self.view.search(""))
        elif self.view.saved is not None:
            self.change_view(self.view.of(None))

    def action_reload(self) -> None:
        """Read everything again."""
        self.board.error(None, None)
        self._reload()

    @work(exclusive=True, group="reload", exit_on_error=False)
    async def _reload(self) -> None:
        if self.door.lost_at is not None:
            self.follow()
            return
        await self.show_pipeline()
        self.reload_columns()

    @work(group="views", exit_on_error=False)
    async def action_sort(self) -> None:
        """Choose the order inside the columns."""
        from crm_tui.screens.dialogs.choose import SortDialog

        chosen = await self.app.push_screen_wait(SortDialog(self.view.sort))
        if chosen is not None:
            self.change_view(self.view.ordered(chosen))

    @work(group="views", exit_on_error=False)
    async def action_views(self) -> None:
        """Choose a saved view, or drop one."""
        from crm_tui.operations.views import DeleteView, ListViews
        from crm_tui.screens.dialogs.views import DeleteViewRequest, ViewsDialog

        async with self.telling():
            views = await self.door.ask(ListViews())
            current = self.view.saved.id if self.view.saved else None
            answer = await self.app.push_screen_wait(ViewsDialog(views, current))
            if answer is None:
                return
            if isinstance(answer, DeleteViewRequest):
                await self.door.do(DeleteView(answer.view))
                self.say(_("View dropped · u undo"))
                return
            self.change_view(self.view.of(next((view for view in views if view.id == answer.view), None)))

    @work(group="views", exit_on_error=False)
    async def action_save_view(self) -> None:
        """Keep the filter and the order under a name."""
        from crm_tui.screens.dialogs.views import SaveViewDialog

        typed: dict[str, str] = {}
        while True:
            dialog = SaveViewDialog(self.view.name or self.view.typed, as_table=self.view.as_table, typed=typed)
            asked = await self.app.push_screen_wait(dialog)
            if asked is None or await self._save_view(asked):
                return
            typed = dialog.typed

    async def _save_view(self, asked: "NewView") -> bool:
        """Save it; False where the store did not."""
        from crm_tui.operations.views import SaveView

        command = SaveView(
            name=asked.name,
            filter=self.view.filter,
            sort=self.view.sort,
            columns=self.view.columns,
            as_table=asked.as_table,
            shared=asked.shared,
        )
        kept = False
        async with self.telling():
            saved = await self.door.do(command)
            kept = True
            self.view = ShownView(self.view.pipeline_id).of(saved)
            await self.show_pipeline()
            self.say(_("View “%(name)s” saved") % {"name": saved.name})
        return kept
