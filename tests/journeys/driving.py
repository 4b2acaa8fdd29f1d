"""Driving the program as a person does: keys go in, the screen comes out, and the store can be asked what it holds."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from textual import events
from textual._context import visible_screen_stack
from textual.keys import _character_to_key
from textual.pilot import Pilot

from crm_tui.app import CrmApp
from crm_tui.cli.beginnings import Beginnings
from crm_tui.config import Config
from crm_tui.domain.clock import Clock
from crm_tui.domain.ids import DealId
from crm_tui.domain.places import is_database
from crm_tui.operations.base import Query, Store
from crm_tui.operations.board import GetBoard, GetColumn, StageInfo, Totals
from crm_tui.operations.deals import DealCard, GetDeal
from crm_tui.operations.directory import Find
from crm_tui.operations.views import ListViews
from crm_tui.screens.funnel import FunnelApp
from crm_tui.storage.opening import open_store
from tests.conftest import OWNER

Answer = TypeVar("Answer")

SMALL, USUAL, LARGE = (80, 24), (120, 40), (200, 50)
SETTINGS = Config(lang="en", region="UA", currency="UAH", user=OWNER)
PATIENCE = 10.0
_ENDLESS = frozenset({"follow"})
_QUIET_ROUNDS = 3


class WatchedApp(CrmApp):
    """The program, counting who waits for the answer of a dialog: that work is not pending, it is the person's turn."""

    waiting = 0
    place: Path | None = None
    """The file that it works on, where a test wants to open it a second time."""

    async def push_screen_wait(self, *args: Any, **more: Any) -> Any:
        """Count those who wait while they do."""
        self.waiting += 1
        try:
            return await super().push_screen_wait(*args, **more)
        finally:
            self.waiting -= 1

    @property
    def busy(self) -> bool:
        """Whether anything is under way that nobody has to press a key for."""
        pending = [one for one in self.workers if not one.is_finished and one.group not in _ENDLESS]
        return len(pending) > self.waiting or self.has_keys_waiting


def program(
    path: Path | str,
    clock: Clock,
    settings: Config = SETTINGS,
    over: Callable[[Store], Store] = lambda store: store,
) -> WatchedApp:
    """The program on a store that it opens itself, ``over`` between them; without the file it welcomes a newcomer."""
    beginnings = Beginnings(settings)

    async def opening() -> Store:
        opened = await open_store(
            str(path), clock=clock, user=settings.user, region=settings.region, currency=settings.currency
        )
        return over(opened)

    return WatchedApp(
        opening,
        config=settings,
        clock=clock,
        first_run=not (is_database(str(path)) or Path(path).exists()),
        fill_sample=beginnings.fill_sample,
        files=beginnings.files,
    )


async def settle(pilot: Pilot[None]) -> None:
    """Wait until the program has done all that it was asked for."""
    app, end, quiet = pilot.app, time.monotonic() + PATIENCE, 0
    assert isinstance(app, WatchedApp)
    while quiet < _QUIET_ROUNDS:
        await pilot.pause(0)
        await asyncio.sleep(0)
        quiet = 0 if app.busy else quiet + 1
        assert time.monotonic() < end, f"still at work: {[one for one in app.workers if not one.is_finished]}"


def screen_text(app: FunnelApp) -> str:
    """What stands on the screen, line by line; blanks that do not break read as blanks."""
    visible_screen_stack.set(app._background_screens)
    return "\n".join(strip.text.replace("\u00a0", " ").rstrip() for strip in app.screen._compositor.render_strips())


class Manager:
    """Somebody at work: presses keys, reads the screen, and can look into the store."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot

    @property
    def app(self) -> WatchedApp:
        """The program."""
        app = self.pilot.app
        assert isinstance(app, WatchedApp)
        return app

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        return screen_text(self.app)

    @property
    def head(self) -> str:
        """The line above the board."""
        return self.screen.splitlines()[0]

    @property
    def foot(self) -> str:
        """The line below it."""
        return self.screen.splitlines()[-1]

    @property
    def cursor(self) -> str:
        """The title of the card under the cursor."""
        line = next(line for line in self.screen.splitlines() if "▌" in line)
        return line.split("▌")[1].split("│")[0].strip()

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; each has its effect before the next."""
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    async def type(self, text: str) -> None:
        """Type as fast as a keyboard sends it."""
        for character in text:
            key = _character_to_key(character)
            self.app.post_message(events.Key(key, character).set_sender(self.app))
        await settle(self.pilot)

    async def sees(self, *texts: str, within: float = PATIENCE) -> None:
        """Wait until all of this stands on the screen."""
        await self.until(lambda: all(text in self.screen for text in texts), texts, within)

    async def sees_no(self, *texts: str, within: float = PATIENCE) -> None:
        """Wait until nothing of this stands on the screen."""
        await self.until(lambda: not any(text in self.screen for text in texts), texts, within)

    async def until(self, true: Callable[[], bool], what: object, within: float = PATIENCE) -> None:
        """Wait for something; where it does not come, show the screen."""
        end = time.monotonic() + within
        while not true():
            assert time.monotonic() < end, f"{what!r} not within {within} s on\n{self.screen}"
            await self.pilot.pause(0.02)

    async def ask(self, query: Query[Answer]) -> Answer:
        """Ask the store."""
        return await self.app.store.ask(query)

    async def stage(self, name: str) -> StageInfo:
        """A stage of the default pipeline."""
        return next(one for one in (await self.ask(GetBoard())).pipeline.stages if one.name == name)

    async def column(self, name: str) -> list[str]:
        """The titles of a stage of the default pipeline, from the top."""
        stage = await self.stage(name)
        return [card.title for card in (await self.ask(GetColumn(stage.id))).cards]

    async def totals(self, name: str) -> Totals:
        """The counters of a stage of the default pipeline."""
        stage = await self.stage(name)
        return next(one for one in (await self.ask(GetBoard())).totals if one.stage_id == stage.id)

    async def deal(self, title: str) -> DealCard:
        """The deal of that title, wherever it is."""
        found = await self.ask(Find(title))
        deal_id = next(one.id for one in found if (one.kind, one.title) == ("deal", title))
        return await self.ask(GetDeal(DealId(deal_id)))

    async def deals(self) -> list[str]:
        """The titles on the whole board, in alphabetical order."""
        stages = (await self.ask(GetBoard())).pipeline.stages
        windows = [await self.ask(GetColumn(stage.id, limit=1_000)) for stage in stages]
        return sorted(card.title for window in windows for card in window.cards)

    async def views(self) -> list[str]:
        """The names of the saved views."""
        return [view.name for view in await self.ask(ListViews())]


@asynccontextmanager
async def at_work(app: WatchedApp, size: tuple[int, int] = USUAL) -> AsyncIterator[Manager]:
    """A manager in front of the program, the board being there."""
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        yield Manager(pilot)
