"""What a picture is taken of: the program in a state, at a size, in a theme and a language."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, TypeVar

import pytest
from textual import events

from crm_tui.config import Config
from crm_tui.domain.clock import FixedClock
from crm_tui.operations.base import Change, Command, Query, Store
from crm_tui.operations.errors import StoreLocked
from crm_tui.screens.files import Files
from crm_tui.screens.welcome import FillSample
from crm_tui.storage.opening import open_store
from tests.conftest import NOW, OWNER
from tests.journeys.driving import LARGE, SMALL, USUAL, Manager, WatchedApp, settle
from tests.journeys.wires import Wires

Answer = TypeVar("Answer")
Acts = Callable[[Manager], Awaitable[None]]
Take = tuple[tuple[int, int], str, str]
S, M, L, NARROW = SMALL, USUAL, LARGE, (40, 20)
ENGLISH, ALL_LANGUAGES = ("en",), ("en", "ru", "uk")


async def nothing(_manager: Manager) -> None:
    """The state that is there by itself."""


def keys(*pressed: str) -> Acts:
    """The state after these keys; a word in quotes is typed."""

    async def act(manager: Manager) -> None:
        for key in pressed:
            if key.startswith("'"):
                await manager.type(key[1:-1])
            else:
                await manager.press(key)

    return act


def pasted(first: str, text: str, *then: str) -> Acts:
    """The state after a text came in one piece into what a key opens: there is no half of it to act on before."""

    async def act(manager: Manager) -> None:
        await manager.press(first)
        manager.app.post_message(events.Paste(text).set_sender(manager.app))
        await settle(manager.pilot)
        await manager.press(*then)

    return act


def hasty(*pressed: str) -> Acts:
    """The state after keys whose effect never ends: nothing is waited for but the drawing."""

    async def act(manager: Manager) -> None:
        for _round in range(5):
            await manager.pilot.pause()
        await manager.pilot.press(*pressed)
        await manager.pilot.pause()

    return act


@dataclass(frozen=True)
class Scene:
    """A state of the program and how one gets there."""

    name: str
    acts: Acts = nothing
    empty: bool = False
    clients: bool = False
    opening: str = ""
    failing: tuple[type[Query[Any]], ...] = ()
    silent: tuple[type[Query[Any]], ...] = ()
    config: dict[str, Any] = field(default_factory=dict)
    fill: FillSample | None = None
    files: Files | None = None

    @property
    def office(self) -> str:
        """Whose store it stands on: the office's, one with all that a client's card can hold, or an empty one."""
        return "empty" if self.empty else "clients" if self.clients else "full"

    @property
    def patient(self) -> bool:
        """Whether the program comes to rest by itself before the keys."""
        return not (self.opening or self.fill or self.silent)


def takes(*sizes: tuple[int, int], themes: Iterable[str] = ("dark",), langs: Iterable[str] = ENGLISH) -> list[Take]:
    """Every size in every theme and language."""
    return list(product(sizes, themes, langs))


EVERYWHERE = takes(S, M, L, themes=("dark", "light"))
MAIN = [*takes(S, M, L), *takes(M, themes=("light",))]
PLAIN = [*takes(S), *takes(M, themes=("light",))]
WORDY = [*PLAIN, *takes(S, langs=("ru", "uk"))]


def shots(scene: Scene, chosen: Iterable[Take]) -> list[Any]:
    """The parameters of a scene's pictures, each with a name that says what it shows."""
    return [
        pytest.param(scene, size, theme, lang, id=f"{scene.name}-{size[0]}x{size[1]}-{theme}-{lang}")
        for size, theme, lang in chosen
    ]


class StagedStore:
    """A store that refuses some questions and never answers others."""

    def __init__(self, store: Store, scene: Scene) -> None:
        self._store = store
        self._scene = scene

    async def ask(self, query: Query[Answer]) -> Answer:
        """Answer, or not."""
        if isinstance(query, self._scene.silent):
            await asyncio.Event().wait()
        if isinstance(query, self._scene.failing):
            raise StoreLocked("deals.db")
        return await self._store.ask(query)

    async def do(self, command: Command[Answer]) -> Answer:
        """Carry a command out."""
        return await self._store.do(command)

    def changes(self) -> AsyncIterator[Change]:
        """What is written."""
        return self._store.changes()

    async def close(self) -> None:
        """Let go of the file."""
        await self._store.close()


def staged(scene: Scene, path: Path, theme: str, lang: str) -> WatchedApp:
    """The program as a scene has it."""
    clock = FixedClock(NOW)
    settings = {"lang": lang, "theme": f"crm-{theme}", "region": "UA", "currency": "UAH", "user": OWNER}

    async def opening() -> Store:
        if scene.opening == "never":
            await asyncio.Event().wait()
        if scene.opening == "locked":
            raise StoreLocked("deals.db")
        store = await open_store(str(path), clock=clock, create=False, user=OWNER)
        return Wires(StagedStore(store, scene))

    app = WatchedApp(
        opening,
        config=Config(**{**settings, **scene.config}),
        clock=clock,
        first_run=scene.fill is not None,
        fill_sample=scene.fill,
        files=scene.files,
    )
    app.place = path
    return app


def before(scene: Scene) -> Callable[[Any], Awaitable[None]]:
    """What is done before the picture is taken."""

    async def act(pilot: Any) -> None:
        if scene.patient:
            await settle(pilot)
        await scene.acts(Manager(pilot))

    return act
