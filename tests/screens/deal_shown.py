"""A deal on its own screen, in a host that remembers what failed, what was said and what was closed."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App
from textual.color import Color
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain.ids import DealId
from crm_tui.screens.deal import DealScreen
from crm_tui.widgets.card.view import CardView
from crm_tui.widgets.card_line import CardLine
from crm_tui.widgets.failures import Failure
from crm_tui.widgets.keys import KeyHints
from tests.screens.fakes import CLOCK, FakeStore

WIDE = (120, 40)
NARROW = (80, 24)
SMALL = (40, 20)


class Host(App[None]):
    """An app that remembers what failed and what was said."""

    def __init__(self) -> None:
        super().__init__()
        self.failures: list[BaseException] = []
        self.said: list[str] = []
        self.closed: list[Any] = []

    def on_failure(self, event: Failure) -> None:
        self.failures.append(event.error)

    def notify(self, message: str, **options: Any) -> None:
        assert options["markup"] is False
        self.said.append(message)


class Spot:
    """A field of the card, wherever it stands."""

    def __init__(self, screen: DealScreen, name: str) -> None:
        self.screen, self.name = screen, name

    @property
    def view(self) -> CardView:
        views = (self.screen.head, self.screen.body)
        return next(view for view in views if any(field.name == self.name for field in view.fields))

    @property
    def shown(self) -> str:
        return next(field.shown.plain for field in self.view.fields if field.name == self.name)

    @property
    def has_focus(self) -> bool:
        return self.view.has_focus and self.view.cursor is not None and self.view.cursor.name == self.name

    @property
    def editing(self) -> bool:
        return self.view.editing and self.view.cursor is not None and self.view.cursor.name == self.name

    @property
    def text(self) -> str:
        return self.view.text

    @property
    def fault(self) -> str:
        return self.view.faults.get(self.name, "")

    def focus(self) -> None:
        self.view.focus_field(self.name)
        self.view.focus()


def lines_of(view: Widget) -> list[Strip]:
    return [view.render_line(y) for y in range(view.size.height)]


class Shown:
    """A deal on the screen of an app."""

    def __init__(self, host: Host, screen: DealScreen, store: FakeStore, pilot: Pilot[None]) -> None:
        self.host, self.screen, self.store, self.pilot = host, screen, store, pilot

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait for what the keys set off, unless it waits for a dialog's answer."""
        await self.pilot.pause()
        await self.pilot.pause()

    def field(self, name: str) -> "Spot":
        return Spot(self.screen, name)

    def text(self, selector: str) -> str:
        return str(self.screen.query_one(selector, Static).content)

    @property
    def head(self) -> str:
        """The line at the top."""
        return str(self.screen.query_one(CardLine).render_line(0).text)

    def shown(self, name: str) -> str:
        return self.field(name).shown

    @property
    def page(self) -> str:
        """All that the card's page shows."""
        return "\n".join(line.text for line in lines_of(self.screen.body))

    @property
    def happened(self) -> str:
        """All that the feed shows."""
        return "\n".join(line.text for line in lines_of(self.screen.feed))

    def contrast(self, selector: str, of: str = "") -> float:
        """How far the first letter of a line, or of words in it, stands out from what is behind it."""
        line = self.screen.query_one(selector)
        style = next(part.style for part in line.render_line(0) if part.text.strip() and of in part.text)
        assert style is not None
        assert style.color is not None
        return abs(line.background_colors[1].brightness - Color.from_rich_color(style.color).brightness)

    @property
    def hints(self) -> str:
        return str(self.screen.query_one(KeyHints).render())

    @property
    def stands(self) -> list[str | None]:
        """Which halves are in sight."""
        return [half.id for half in self.screen.query_one("#card-body").children if half.display]

    @property
    def front(self) -> Screen[Any]:
        return self.host.screen


@asynccontextmanager
async def showing(
    store: FakeStore | None = None,
    size: tuple[int, int] = WIDE,
    neighbours: Callable[[int], Awaitable[DealId | None]] | None = None,
) -> AsyncIterator[Shown]:
    host, kept = Host(), store or FakeStore()
    screen = DealScreen(DealId("d-1"), kept, neighbours=neighbours, clock=CLOCK, region="RU")
    async with host.run_test(size=size) as pilot:
        host.push_screen(screen, host.closed.append)
        shown = Shown(host, screen, kept, pilot)
        await shown.settle()
        yield shown
