"""Pictures of the feed and of what is written at its foot, on a desk of their own."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from crm_tui import i18n
from crm_tui.domain.ids import RecordId, UserId
from crm_tui.domain.rights import Role
from crm_tui.operations.values import User
from crm_tui.widgets.activity_feed.messages import FeedWanted
from crm_tui.widgets.activity_feed.view import ActivityFeed
from crm_tui.widgets.composer.view import Composer
from crm_tui.widgets.glyphs import ASCII, UNICODE, Glyphs
from crm_tui.widgets.themes import OWN
from tests.widgets.feeds import NOW, Events, a_day
from tests.widgets.test_activity_feed import SOON

OLGA = User(UserId("u2"), "Ольга Романова", "ОР", Role.MANAGER)
SIZES = [(120, 40), (80, 24), (40, 20)]
FILLED, EMPTY = Events(a_day(), SOON), Events([])
STATES: dict[str, tuple[Events | None, tuple[str, ...]]] = {
    "feed": (FILLED, ("j", "j", "j")),
    "feed-empty": (EMPTY, ()),
    "feed-loading": (None, ()),
    "feed-fault": (None, ("fault",)),
    "task": (FILLED, ("T", *"call back", "enter", *"25.12 15:30")),
    "note": (FILLED, ("i", "@", *"ро")),
    "call": (FILLED, ("C",)),
}
WORDY = [((80, 24), "crm-dark", lang, state) for lang in ("ru", "uk") for state in ("feed", "task")]
PICTURES = [
    *((size, "crm-dark", "en", state) for size in SIZES for state in STATES),
    ((80, 24), "crm-light", "en", "feed"),
    ((80, 24), "crm-light", "en", "task"),
    *WORDY,
]


class Desk(App[None]):
    """The feed with the composer at its foot."""

    def __init__(self, events: Events | None, theme: str, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self.events = events
        self.wanted_theme = theme
        self.feed = ActivityFeed(lambda: NOW, glyphs=glyphs)
        self.composer = Composer(RecordId("d1"), lambda: NOW, memo="")
        self.composer.colleagues = (OLGA,)
        self.asked = 0

    def compose(self) -> ComposeResult:
        yield self.feed
        yield self.composer

    def on_mount(self) -> None:
        for theme in OWN:
            self.register_theme(theme)
        self.theme = self.wanted_theme
        self.feed.focus()
        self.post_message(self.feed.begin())

    def on_feed_wanted(self, wanted: FeedWanted) -> None:
        self.asked = wanted.request.number
        if self.events is not None:
            self.feed.take(wanted.request.number, self.events.page(wanted.request))


def reach(keys: tuple[str, ...]) -> Callable[[Pilot[None]], Any]:
    """Press the keys of a state where they belong, and wait until all is drawn."""

    async def act(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, Desk)
        await pilot.pause()
        if keys == ("fault",):
            app.feed.fail(app.asked, "The store is locked by another program; press r to try again.")
        elif keys:
            (app.feed if keys[0] == "j" else app.composer).focus()
            await pilot.press(*keys)
        await app.workers.wait_for_complete()
        await pilot.pause()

    return act


def named(size: tuple[int, int], theme: str, lang: str, state: str) -> Any:
    """A picture's parameters under a name that says what it shows."""
    shade = theme.removeprefix("crm-")
    return pytest.param(size, theme, lang, state, id=f"{state}-{size[0]}x{size[1]}-{shade}-{lang}")


@pytest.mark.parametrize(("size", "theme", "lang", "state"), [named(*picture) for picture in PICTURES])
def test_feed(snap_compare: Callable[..., bool], size: tuple[int, int], theme: str, lang: str, state: str) -> None:
    i18n.use(lang)
    events, keys = STATES[state]
    assert snap_compare(Desk(events, theme), terminal_size=size, run_before=reach(keys))


def test_feed_on_a_plain_terminal(snap_compare: Callable[..., bool]) -> None:
    i18n.use("en")
    app = Desk(FILLED, "crm-dark", ASCII)
    assert snap_compare(app, terminal_size=(80, 24), run_before=reach(("j",)))
