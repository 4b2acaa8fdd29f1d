"""Where one can go from anywhere: the keys of the whole program, and what they open."""

from typing import TYPE_CHECKING, ClassVar, Protocol, cast, runtime_checkable

from textual.binding import Binding, BindingType

from crm_tui.i18n import N_, _
from crm_tui.operations.base import Store
from crm_tui.screens.funnel import FunnelApp
from crm_tui.widgets.keys import key_lines

if TYPE_CHECKING:
    from crm_tui.operations.directory import Found
    from crm_tui.screens.go import Destination

HELP = Binding.Group(N_("Everywhere"))


class Board(Protocol):
    """What the app asks of its first screen."""

    async def attach(self, store: Store) -> None:
        """Show what is in the store; the answer comes when its first cards can be drawn."""
        ...

    def settled(self) -> None:
        """Everything is loaded: there is time for what nobody waits for."""
        ...

    async def show_found(self, found: "Found") -> None:
        """Open or show what the user jumped to."""
        ...

    def show_place(self, where: "Destination") -> None:
        """Show a place of the program over the board."""
        ...


@runtime_checkable
class HoldsTyped(Protocol):
    """A screen that people type into."""

    @property
    def unsent(self) -> bool:
        """Whether something typed would be lost with the screen."""
        ...


@runtime_checkable
class TakesLeave(Protocol):
    """A screen that has something to say when it goes, whoever takes it away."""

    def take_leave(self) -> None:
        """Say it."""
        ...


class NavigatingApp(FunnelApp, inherit_bindings=False):
    """An app with a board at the bottom, screens on top of it, and ways between them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", N_("Keys"), id="app.help", show=False, group=HELP),
        Binding("ctrl+p,colon", "command_palette", N_("Find an action"), id="app.palette", show=False, group=HELP),
        Binding("ctrl+k", "jump", N_("Jump to anything"), id="app.jump", show=False, group=HELP),
        Binding("g", "go", N_("Go to…"), id="app.go", show=False, group=HELP),
        Binding("escape", "back", N_("Back"), id="app.back", show=False, group=HELP),
        Binding("q", "leave", N_("Leave the screen or the program"), id="app.leave", show=False, group=HELP),
        Binding("ctrl+q", "quit", N_("Leave the program"), id="app.quit", show=False, priority=True, group=HELP),
        Binding("ctrl+c", "tell_quit", N_("How to leave"), id="app.tell-quit", show=False, system=True),
    ]

    _store: Store | None = None
    _attached = False
    _asking_to_quit = False

    @property
    def store(self) -> Store:
        """The door to the data. Raises LookupError until it is open."""
        if self._store is None:
            raise LookupError("the store is not open yet")
        return self._store

    @property
    def is_open(self) -> bool:
        """Whether the store is there and the board shows it."""
        return self._store is not None and self._attached

    @property
    def board(self) -> Board:
        """The first screen, which lies under all others."""
        return cast(Board, self.screen_stack[0])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One jumps only in an open store, and goes back only where there is something to go back to."""
        if action == "jump":
            return True if self._store is not None else None
        if action == "back":
            return len(self.screen_stack) > 1
        return True

    def why_disabled(self, action: str) -> str | None:
        """Why an action of the app is off."""
        return _("The store is still being opened.") if action == "jump" and self._store is None else None

    def action_help(self) -> None:
        """Show the keys of what has the focus."""
        from crm_tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(key_lines(self.screen)))

    def action_command_palette(self) -> None:
        """Show every action by its name."""
        from crm_tui.screens.palette import palette

        self.push_screen(palette())

    def action_jump(self) -> None:
        """Ask where to, and go there."""
        from crm_tui.screens.jump import JumpScreen

        self.push_screen(JumpScreen(self.store), self._jumped)

    async def _jumped(self, found: "Found | None") -> None:
        if found is not None:
            await cast(Board, self.screen_stack[0]).show_found(found)

    def action_go(self) -> None:
        """Wait for the key of a destination."""
        from crm_tui.screens.go import GoScreen

        self.push_screen(GoScreen(), self._gone)

    def _gone(self, where: "Destination | None") -> None:
        if where is None:
            return
        while len(self.screen_stack) > 1:
            if isinstance(self.screen, TakesLeave):
                self.screen.take_leave()
            self.pop_screen()
        self.board.show_place(where)

    async def action_back(self) -> None:
        """Back one level."""
        self.screen.dismiss(None)

    async def action_leave(self) -> None:
        """Leave the screen; from the board, the program."""
        if len(self.screen_stack) > 1:
            await self.action_back()
        else:
            await self.action_quit()

    async def action_quit(self) -> None:
        """Leave the program; where something typed would be lost, only after asking."""
        if self._asking_to_quit:
            return
        if not any(isinstance(screen, HoldsTyped) and screen.unsent for screen in self.screen_stack):
            self.exit()
            return
        from crm_tui.screens.dialogs.confirm import ConfirmDialog

        self._asking_to_quit = True
        question = _("Leave the program and lose what you typed?")
        self.push_screen(ConfirmDialog(question, _("Lose it"), _("Stay")), self._quit_answered)

    def _quit_answered(self, sure: bool | None) -> None:
        self._asking_to_quit = False
        if sure:
            self.exit()

    def action_tell_quit(self) -> None:
        """Say how to leave to those whose fingers know another way."""
        self.notify(_("Press ctrl+q to leave."), markup=False)
