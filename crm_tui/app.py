"""The program on the screen, and the order in which it starts.

The first frame is drawn before the store is opened, the cards before anything heavy is loaded, and all but
the board is imported by the action that shows it: that is what makes the start quick.
"""

import asyncio
import gc
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import App
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from crm_tui.config import Config
from crm_tui.domain.clock import Clock
from crm_tui.i18n import _
from crm_tui.operations.base import Store
from crm_tui.operations.errors import CrmError
from crm_tui.screens.navigation import NavigatingApp
from crm_tui.widgets.line_filter import HostileFilter
from crm_tui.widgets.themes import DARK, OWN

if TYPE_CHECKING:
    from textual.command import Provider

    from crm_tui.screens.files import Files
    from crm_tui.screens.welcome import FillSample


def _actions() -> "type[Provider]":
    from crm_tui.screens.palette import ActionProvider

    return ActionProvider


_BREATH = 0.15
"""Seconds between the first cards and the heavy imports: room for the terminal to draw and for a first key."""
_TURN = 0.0005
"""Seconds after which a busy thread lets another one run."""


class CrmApp(NavigatingApp):
    """The board and all that is opened from it."""

    TITLE = "crm-tui"
    CSS_PATH = Path(__file__).parent / "styles" / "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[Any]] = {_actions}
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - the type is Textual's
        (0, "-narrow"),
        (80, "-normal"),
        (140, "-wide"),
    ]

    def __init__(
        self,
        open_store: Callable[[], Awaitable[Store]],
        *,
        config: Config,
        clock: Clock,
        first_run: bool = False,
        later: Callable[[], None] | None = None,
        fill_sample: "FillSample | None" = None,
        files: "Files | None" = None,
    ) -> None:
        super().__init__()
        self.config = config
        self.clock = clock
        self._open_store = open_store
        self._first_run = first_run
        self._later = later
        self._fill_sample = fill_sample
        self.files = files
        self._hostile = HostileFilter()
        if "TEXTUAL_ANIMATIONS" not in os.environ:
            self.animation_level = "none"
        self._dress()
        if config.keymap:
            self.set_keymap(config.keymap)

    def get_default_screen(self) -> Screen[Any]:
        """The board is the first screen: there is no blank one under it to draw."""
        from crm_tui.screens.pipeline import PipelineScreen

        screen: Screen[Any] = PipelineScreen()
        return screen

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and the last guard against customers' text."""
        return [*super().get_line_filters(), self._hostile]

    # The start

    def on_ready(self) -> None:
        """Open the store once the first frame is drawn; waiting for a refresh would wait for the second."""
        self._open()

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _open(self) -> None:
        self.hold_keys()
        await self._close_store()
        self._store = await self._open_store()
        if self._first_run:
            await self._welcome(self._store)
        await self.board.attach(self._store)
        self._attached = True
        self.let_keys_go()
        self.refresh_bindings()
        self.call_after_refresh(self._settle)

    async def _welcome(self, store: Store) -> None:
        from crm_tui.screens.welcome import WelcomeScreen

        await self.push_screen_wait(WelcomeScreen(store, self._fill_sample, self.files))
        self._first_run = False

    @work(exclusive=True, group="settle", exit_on_error=False)
    async def _settle(self) -> None:
        """With the cards on the screen: load what was put off, and keep all that away from the collector."""
        self._freeze()
        if self._later is not None:
            await asyncio.sleep(_BREATH)
            gc.disable()
            sys.setswitchinterval(_TURN)  # a key must not wait five milliseconds for an import to let go
            try:
                await asyncio.to_thread(self._later)
            finally:
                gc.enable()
            self._freeze()
        self.board.settled()
        if self.config.keymap:
            self._check_keymap()

    def _freeze(self) -> None:
        if not self.is_headless:  # a test runs many programs in one process and needs its memory back
            gc.collect()
            gc.freeze()

    def _dress(self) -> None:
        """The colours before the first frame; our dark ones cost it no second look at the style sheets."""
        for theme in OWN:
            self.register_theme(theme)
        if self.config.theme == DARK.name:
            self.set_reactive(App.theme, DARK.name)
            self.stylesheet.set_variables(self.get_css_variables())
        else:
            self.action_set_theme(self.config.theme)

    def _check_keymap(self) -> None:
        from crm_tui.screens.contexts import contexts
        from crm_tui.widgets.keymap import judge

        verdict = judge(self.config.keymap, contexts(self))
        self.set_keymap(verdict.usable)
        for problem in verdict.problems:
            self.complain(problem)

    async def on_unmount(self) -> None:
        """Let go of the store."""
        await self._close_store()

    async def _close_store(self) -> None:
        store, self._store, self._attached = self._store, None, False
        if store is not None:
            await store.close()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The app's own work: a store that does not open gets a screen, the rest a sentence."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or error is None:
            return
        if event.worker.group == "open":
            self._show_problem(error)
        else:
            self.report(error)

    def _show_problem(self, error: BaseException) -> None:
        from crm_tui.screens.problem import ProblemScreen

        sentence = str(error) if isinstance(error, CrmError) else self.written_down(error)
        code = error.exit_code if isinstance(error, CrmError) else 1

        def answer(again: bool | None) -> None:
            if again:
                self._open()
            else:
                self.exit(return_code=code)

        self.push_screen(ProblemScreen(sentence), answer)

    def action_set_theme(self, name: str) -> None:
        """Change the colours for this run; the config keeps them."""
        if name in self.available_themes:
            self.theme = name
        else:
            self.complain(_("There are no colours “%(name)s”; the palette names those there are.") % {"name": name})
