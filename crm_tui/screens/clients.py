"""All contacts, or all companies: found by typing, opened with enter, made with n."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Protocol

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from crm_tui.i18n import N_, _
from crm_tui.operations.base import Change, Store
from crm_tui.operations.errors import CrmError
from crm_tui.screens.client_columns import ClientLine, arranged
from crm_tui.screens.closing import ClosesOnce
from crm_tui.screens.deal_actions import DealActions
from crm_tui.screens.keys_wait import KeysWait
from crm_tui.screens.pipeline_reads import Freshness
from crm_tui.widgets.card import messages
from crm_tui.widgets.card.data import CardBlock
from crm_tui.widgets.card.view import CardView
from crm_tui.widgets.card_line import CardLine
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.keys import KeyHints
from crm_tui.widgets.one_line_input import OneLineInput
from crm_tui.widgets.plain import content

_PAGE = 100


@dataclass(frozen=True, slots=True)
class Lines:
    """A stretch of a list: its lines, and whether more follow."""

    lines: tuple[ClientLine, ...]
    complete: bool


class Clients(Protocol):
    """What a list is of: contacts or companies."""

    title: str
    empty: str

    async def read(self, store: Store, text: str, after: str | None, limit: int) -> Lines:
        """Lines whose name, phone or e-mail holds the text, newest first, behind a record where one is named."""
        ...

    async def make(self, app: Any, store: Store) -> str | None:
        """Ask for a new one and make it; its id."""
        ...


@dataclass
class _Shown:
    """What the list holds so far."""

    text: str = ""
    lines: list[ClientLine] = field(default_factory=list)
    complete: bool = True


class ClientsScreen(KeysWait, ClosesOnce[None]):
    """A list with one cursor; ``open_card`` shows a record and gives back the one that was on the screen last."""

    CSS_PATH = Path(__file__).parents[1] / "styles" / "clients.tcss"
    AUTO_FOCUS = "CardView"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", N_("Search"), id="clients.search"),
        Binding("n", "new", N_("New one"), id="clients.new"),
        Binding("u", "undo", N_("Undo"), show=False, id="clients.undo"),
        Binding("U", "redo", N_("Redo"), show=False, id="clients.redo"),
        Binding("r", "reload", N_("Read again"), show=False, id="clients.reload"),
        Binding("escape,q", "back", N_("Back"), id="clients.back"),
        Binding("down", "to_list", N_("To the list"), show=False, id="clients.to_list"),
    ]

    def __init__(
        self,
        clients: Clients,
        store: Store,
        open_card: Callable[[str, Callable[[int], Awaitable[str | None]]], Awaitable[str | None]],
        actions: DealActions,
        *,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self._clients = clients
        self._store = store
        self._open_card = open_card
        self._actions = actions
        self._line = CardLine(glyphs=glyphs, id="clients-line")
        self._list = CardView(glyphs=glyphs, id="clients-list")
        self._shown = _Shown()

    def compose(self) -> ComposeResult:
        """Where one is, the line to type in, the list, what went wrong, the keys."""
        yield self._line
        yield OneLineInput(placeholder=_("Name, phone, e-mail or #tag"), compact=True, id="clients-text")
        yield self._list
        yield Static("", id="clients-fault", markup=False)
        yield KeyHints()

    def on_mount(self) -> None:
        """Read the newest."""
        self._line.set_path(self._clients.title)
        self._read("")

    def on_resize(self) -> None:
        """Other columns may fit."""
        if self._list.fields:
            self._draw(self.in_focus)

    @property
    def in_focus(self) -> str:
        """The record under the cursor."""
        return self._list.cursor.name if self._list.cursor else ""

    @property
    def title_in_focus(self) -> str:
        """What it is called."""
        return self._list.cursor.text if self._list.cursor else ""

    def refresh_from(self, changes: Sequence[Change]) -> None:
        """Somebody else has written: read again what is shown."""
        self._read(self._shown.text)

    def read_again(self) -> None:
        """The connection is back."""
        self._read(self._shown.text)

    def show_connection(self, freshness: Freshness) -> None:
        """Say how fresh the data is."""
        self._line.set_connection(*freshness)

    # Keys

    def action_search(self) -> None:
        """Type what to look for."""
        self.query_one(OneLineInput).focus()

    def action_to_list(self) -> None:
        """From the line that is typed into to what was found."""
        self._list.focus()

    def action_reload(self) -> None:
        """Read the list again."""
        self._read(self._shown.text)

    def action_back(self) -> None:
        """From the search to the list, from the list back; a search goes first."""
        search = self.query_one(OneLineInput)
        if search.value:
            search.value = ""
            self._list.focus()
        elif search.has_focus:
            self._list.focus()
        else:
            self.dismiss(None)

    @work(group="act", exit_on_error=False)
    async def action_undo(self) -> None:
        """Take back the last change, a deletion on a card among them."""
        await self._actions.undo()
        await self._reading(self._shown.text, self.in_focus)

    @work(group="act", exit_on_error=False)
    async def action_redo(self) -> None:
        """Do the last undone change again."""
        await self._actions.redo()
        await self._reading(self._shown.text, self.in_focus)

    @work(group="act", exit_on_error=False)
    async def action_new(self) -> None:
        """Make a new one and open its card."""
        made = await self._clients.make(self.app, self._store)
        if made is not None:
            await self._show_card(made)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._read(event.value)

    @on(Input.Submitted)
    def _searched(self, event: Input.Submitted) -> None:
        event.stop()
        self._list.focus()

    @on(messages.Opened)
    @work(group="open", exit_on_error=False)
    async def _opened(self, event: messages.Opened) -> None:
        await self._show_card(event.field.name)

    async def _show_card(self, record_id: str) -> None:
        last = await self._open_card(record_id, self._neighbour)
        await self._reading(self._shown.text, last or record_id)

    async def _neighbour(self, step: int) -> str | None:
        """The record above or below the cursor, to which the cursor goes."""
        fields = self._list.fields
        at = next((at for at, one in enumerate(fields) if one is self._list.cursor), 0) + step
        if not 0 <= at < len(fields):
            return None
        self._list.focus_field(fields[at].name)
        return fields[at].name

    @on(messages.CursorLeft)
    @work(exclusive=True, group="more", exit_on_error=False)
    async def _go_on(self, event: messages.CursorLeft) -> None:
        """Beyond the last line there may be more; above the first one there is the search."""
        if event.step < 0:
            self.action_search()
        elif not self._shown.complete and self._shown.lines:
            last = self._shown.lines[-1].id
            lines = await self._clients.read(self._store, self._shown.text, last, _PAGE)
            self._shown.lines += lines.lines
            self._shown.complete = lines.complete
            self._draw(last)
            self._list.action_field(1)

    # Reading

    @work(exclusive=True, group="read", exit_on_error=False)
    async def _read(self, text: str) -> None:
        await self._reading(text, self.in_focus)

    async def _reading(self, text: str, cursor: str) -> None:
        wanted = max(_PAGE, len(self._shown.lines)) if text == self._shown.text else _PAGE
        try:
            lines = await self._clients.read(self._store, text.strip(), None, wanted)
        except CrmError as error:
            self._say_fault(str(error))
            return
        self._say_fault("")
        self._shown = _Shown(text, list(lines.lines), lines.complete)
        self._draw(cursor)

    def _draw(self, cursor: str) -> None:
        empty = _("Nothing like that is here.") if self._shown.text else self._clients.empty
        self._list.show((CardBlock("", arranged(self._shown.lines, self.size.width), empty),))
        self._list.focus_field(cursor)

    def _say_fault(self, sentence: str) -> None:
        told = Content.assemble(content(sentence, "$text-error"), "  ", _("Press r to try again.")) if sentence else ""
        self.query_one("#clients-fault", Static).update(told)
        self.set_class(bool(sentence), "-failed")
