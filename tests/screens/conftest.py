"""A board that shows one card and a store that answers what a test tells it: the app without its neighbours."""

import inspect
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, cast

import pytest
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.app import CrmApp
from crm_tui.config import Config
from crm_tui.domain.clock import FixedClock
from crm_tui.operations.base import Change, Store
from crm_tui.operations.directory import Found
from crm_tui.operations.errors import NotFound
from crm_tui.screens.go import Destination

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class FakeStore:
    """Answers each kind of operation with what a test has put there, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[type[Any], Callable[[Any], Any]] = {}
        self.asked: list[Any] = []
        self.closed = False

    async def ask(self, query: Any) -> Any:
        self.asked.append(query)
        answer = self.answers[type(query)](query)
        return await answer if inspect.isawaitable(answer) else answer

    do = ask

    async def changes(self) -> AsyncIterator[Change]:
        return
        yield

    async def close(self) -> None:
        self.closed = True


class FakeCard(Widget, can_focus=True):
    """A card that can be edited, cannot be lost just now, and is gone when it is moved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit in place", id="fake.edit", tooltip="any field"),
        Binding("x", "lose", "Lost", id="fake.lose"),
        Binding("m", "move", "Move to…", id="fake.move"),
        Binding("z", "fail", "Fail", id="fake.fail"),
        Binding("n,N", "new", "New deal", id="fake.new"),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.edits = 0

    def render(self) -> Content:
        return Content(self.text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return None if action == "lose" else True

    def why_disabled(self, action: str) -> str | None:
        return "Mark a deal first." if action == "lose" else None

    def action_edit(self) -> None:
        self.edits += 1

    def action_fail(self) -> None:
        raise ZeroDivisionError("odd")

    def action_move(self) -> None:
        raise NotFound("deal", "[/] gone")


class FakeBoard(Screen[None]):
    """What the app needs of its first screen."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.attached: list[Store] = []
        self.shown: list[Found] = []

    def compose(self) -> ComposeResult:
        yield FakeCard(self.text)
        yield Static(Content(self.text), id="echo")

    async def attach(self, store: Store) -> None:
        self.attached.append(store)

    def settled(self) -> None:
        return None

    def show_place(self, where: Destination) -> None:
        return None

    async def show_found(self, found: Found) -> None:
        self.shown.append(found)


class StagedApp(CrmApp):
    """The program with the stand-in for its board."""

    card_text = "Roof repair"

    def get_default_screen(self) -> Screen[Any]:
        return FakeBoard(self.card_text)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's own settings is read, and nothing is written to them."""
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("NO_COLOR", "CRM_TUI_STORE", "CRM_TUI_CONFIG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def make_app(store: FakeStore) -> Callable[..., CrmApp]:
    """Builds the app on the fake store; ``opens`` replaces the opening, ``card`` is what the card says."""

    def make(*, opens: Any = None, card: str = "Roof repair", config: Config | None = None, **rest: Any) -> CrmApp:
        async def open_store() -> Store:
            return cast(Store, store)

        app = StagedApp(opens or open_store, config=config or Config(), clock=FixedClock(NOW), **rest)
        app.card_text = card
        return app

    return make
