"""What the screens of the settings have in common: one list, its keys, what went wrong, who may change it."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from crm_tui.domain.rights import Right, Role, allowed
from crm_tui.i18n import N_, _
from crm_tui.operations.base import Change, Store
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.errors import CrmError
from crm_tui.operations.team import WhoAmI
from crm_tui.screens.closing import ClosesOnce
from crm_tui.screens.deal_actions import DealActions
from crm_tui.screens.keys_wait import KeysWait
from crm_tui.screens.pipeline_reads import Freshness
from crm_tui.widgets.card import messages
from crm_tui.widgets.card.data import CardBlock, CardField
from crm_tui.widgets.card.view import CardView
from crm_tui.widgets.card_line import CardLine
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.keys import KeyHints
from crm_tui.widgets.plain import MUTED, content

_NAMED_AT_MOST = 3
_OF_NO_USE_TO_READERS = frozenset({"new", "remove", "shift", "change", "undo", "redo"})


class SettingsList(KeysWait, ClosesOnce[None]):
    """A list of settings that follows the store. Who lacks ``right`` may read it, and is told whom to ask.

    The board below hears what others write and tells the screen: see ``pipeline_follow.FollowsStore``.
    """

    CSS_PATH = Path(__file__).parents[2] / "styles" / "settings.tcss"
    AUTO_FOCUS = "CardView"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", N_("Undo"), show=False, id="settings.undo"),
        Binding("U", "redo", N_("Redo"), show=False, id="settings.redo"),
        Binding("r", "reload", N_("Read again"), show=False, id="settings.reload"),
        Binding("escape,q", "back", N_("Back"), id="settings.back"),
    ]
    right: ClassVar[Right] = Right.EDIT_FIELDS
    freshness: Freshness | None = None
    """How fresh the data is, once that was told."""

    def __init__(self, store: Store, actions: DealActions, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._store = store
        self._actions = actions
        self._glyphs = glyphs
        self._line = CardLine(glyphs=glyphs, id="settings-line")
        self._list = CardView(glyphs=glyphs, id="settings-list")
        self._may = True
        self._whom = ""

    # What subclasses say

    @property
    def path(self) -> tuple[str, ...]:
        """Where one is."""
        raise NotImplementedError

    async def read(self) -> Sequence[CardBlock]:
        """What the list shows. Raises what the store refuses."""
        raise NotImplementedError

    async def opened(self, line: CardField) -> str | None:
        """Enter on a line; the name of the line that the cursor goes to, None where nothing came of it."""
        raise NotImplementedError

    # The screen

    def compose(self) -> ComposeResult:
        """Where one is, who may change it, the list, what went wrong, the keys."""
        yield self._line
        yield Static("", id="settings-note", markup=False)
        yield self._list
        yield Static("", id="settings-fault", markup=False)
        yield KeyHints()

    def on_mount(self) -> None:
        """Read the list."""
        self._line.set_path(*self.path)
        self._read()

    @property
    def in_focus(self) -> str:
        """No record: what others change here is drawn and not told."""
        return ""

    @property
    def title_in_focus(self) -> str:
        """No record has no name."""
        return ""

    @property
    def cursor(self) -> CardField | None:
        """The line under the cursor."""
        return self._list.cursor

    def refresh_from(self, changes: Sequence[Change]) -> None:
        """Somebody else has written: read again what is shown."""
        self._read()

    def read_again(self) -> None:
        """The connection is back."""
        self._read()

    def show_connection(self, freshness: Freshness) -> None:
        """Say how fresh the data is."""
        self.freshness = freshness
        self._line.set_connection(*freshness)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Who may not change anything here is not offered it."""
        return None if action in _OF_NO_USE_TO_READERS and not self._may else True

    def why_disabled(self, action: str) -> str | None:
        """Why a key is off."""
        return self.refusal if action in _OF_NO_USE_TO_READERS and not self._may else None

    @property
    def refusal(self) -> str:
        """Whom to ask, in the words of the store."""
        return _("Your role does not allow this; ask %(whom)s.") % {"whom": self._whom}

    def say(self, sentence: str) -> None:
        """Tell in passing."""
        self.app.notify(sentence, markup=False)

    # Keys

    def action_back(self) -> None:
        """Leave."""
        self.dismiss(None)

    def action_reload(self) -> None:
        """Read the list again."""
        self._read()

    def action_undo(self) -> None:
        """Take back the last change."""
        self.act(lambda: self._turn(back=True))

    def action_redo(self) -> None:
        """Do the last undone change again."""
        self.act(lambda: self._turn(back=False))

    async def _turn(self, *, back: bool) -> str | None:
        step = await (self._actions.undo() if back else self._actions.redo())
        return None if step is None else self._name_under_cursor

    @on(messages.Opened)
    def _opened(self, event: messages.Opened) -> None:
        self.act(lambda: self.opened(event.field))

    # One act after the other

    def act(self, do: Callable[[], Awaitable[str | None]]) -> None:
        """Do something, then show the list as it is now, the cursor on the line whose name it gives."""
        self._act(do)

    @work(group="act", exit_on_error=False)
    async def _act(self, do: Callable[[], Awaitable[str | None]]) -> None:
        name = await do()
        if name is not None:
            await self._reading(name)

    # Reading

    @property
    def _name_under_cursor(self) -> str:
        return self._list.cursor.name if self._list.cursor else ""

    @work(exclusive=True, group="read", exit_on_error=False)
    async def _read(self) -> None:
        await self._reading(self._name_under_cursor)

    async def _reading(self, cursor: str) -> None:
        try:
            await self._ask_who_may()
            blocks = await self.read()
        except CrmError as error:
            self._say_fault(str(error))
            return
        self._say_fault("")
        self._list.show(blocks)
        self._list.focus_field(cursor)
        self.refresh_bindings()

    async def _ask_who_may(self) -> None:
        me = await self._store.ask(WhoAmI())
        self._may = allowed(me.role, self.right)
        if not self._may:
            users = await self._store.ask(ListUsers())
            names = [user.name for user in users if user.role in (Role.OWNER, Role.ADMIN)]
            self._whom = ", ".join(names[:_NAMED_AT_MOST])
        note = self.query_one("#settings-note", Static)
        told = _("To be read only: ask %(whom)s to change anything here.") % {"whom": self._whom}
        note.update(Content("") if self._may else content(told, MUTED))
        note.display = not self._may

    def _say_fault(self, sentence: str) -> None:
        told = Content.assemble(content(sentence, "$text-error"), "  ", _("Press r to try again.")) if sentence else ""
        self.query_one("#settings-fault", Static).update(told)
        self.set_class(bool(sentence), "-failed")
