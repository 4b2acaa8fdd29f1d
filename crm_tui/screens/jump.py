"""Jump to anything by typing a part of it: deals, contacts, companies and tags in one list (A3)."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from crm_tui.domain.text import one_line
from crm_tui.i18n import N_, _
from crm_tui.operations.base import Store
from crm_tui.operations.directory import Find, Found
from crm_tui.screens.closing import ClosesOnce
from crm_tui.widgets.failures import ReportsFailures

ROWS = 30
SHORTEST = 3
"""Letters from which a search finds parts of words: below that, nothing found means nothing."""
_KINDS = {"deal": N_("deal"), "contact": N_("contact"), "company": N_("company"), "tag": N_("tag")}


class JumpScreen(ReportsFailures, ModalScreen[Found | None], ClosesOnce[Found | None]):
    """Asks the store while the user types; the answer is what was chosen."""

    CSS_PATH = "../styles/jump.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move(1)", N_("Next"), id="jump.next", show=False),
        Binding("up", "move(-1)", N_("Previous"), id="jump.previous", show=False),
        Binding("escape", "cancel", N_("Back"), id="jump.cancel", priority=True),
    ]

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._asked = 0
        self._found: tuple[Found, ...] = ()

    def compose(self) -> ComposeResult:
        """The line to type in, what was found, and a word where nothing was."""
        yield Input(placeholder=_("Jump to a deal, contact, company or tag…"), id="jump-text")
        yield OptionList(id="jump-list", markup=False)
        yield Static(Content(_("Type a part of a name, a phone or a title.")), id="jump-note")

    def on_mount(self) -> None:
        """The list takes no focus: one types above it and chooses with the arrows."""
        self.query_one(OptionList).can_focus = False
        self._show((), "")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._asked += 1
        text = event.value.strip()
        if text:
            self._find(text, self._asked)
        else:
            self._show((), "")

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _find(self, text: str, number: int) -> None:
        found = await self._store.ask(Find(text, ROWS))
        if number == self._asked:
            self._show(found, text)

    def _show(self, found: Sequence[Found], text: str) -> None:
        self._found = tuple(found[:ROWS])
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options([Option(_prompt(entry)) for entry in self._found])
        choices.display = bool(self._found)
        choices.highlighted = 0 if self._found else None
        note = self.query_one("#jump-note", Static)
        note.display = not self._found
        nothing = _("Nothing holds “%(text)s”.") % {"text": one_line(text, 60)}
        note.update(Content(nothing if len(text) >= SHORTEST else _("Type a part of a name, a phone or a title.")))

    @on(Input.Submitted)
    def _chosen(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None:
            self.dismiss(self._found[place])

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._found[event.option_index])

    def action_move(self, by: int) -> None:
        """Move the highlight, round the ends."""
        choices = self.query_one(OptionList)
        if by > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()

    def action_cancel(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


def _prompt(found: Found) -> Content:
    kind = _(_KINDS.get(found.kind, found.kind))
    return Content.assemble(
        one_line(found.title, 200), "  ", (one_line(found.detail, 200), "dim"), "  ", (kind, "dim italic")
    )
