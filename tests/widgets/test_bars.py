"""The lines above and below: what they say at each width, and what a click on them does."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App, ComposeResult

from crm_tui.domain.money import Money
from crm_tui.widgets.head_line import Connection
from crm_tui.widgets.hints import Hint, Hints
from crm_tui.widgets.topbar import Figures, TopBar, figures


class Bars(App[None]):
    """Both lines, and what was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.top, self.hints = TopBar(), Hints()
        self.pressed: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.top
        yield self.hints

    def on_top_bar_pressed(self, message: TopBar.Pressed) -> None:
        self.pressed.append(message.part)

    def on_hint_pressed(self, message: Hint.Pressed) -> None:
        self.pressed.append(message.action)


def line(bar: Any) -> str:
    return str(bar.render_line(0).text)


def filled() -> Bars:
    app = Bars()
    app.top.set_place("Buyers", "My open", "/[/]vip")
    app.top.set_figures(Figures(Money(482_000_000, "RUB"), Money(193_000_000, "RUB"), 112))
    app.top.set_connection(Connection.LIVE)
    app.hints.show([("L", "move"), Hint("enter", "open", "board.open"), Hint("?", "keys", "help")])
    return app


async def test_a_wide_line_says_everything() -> None:
    app = filled()
    async with app.run_test(size=(120, 10)):
        assert line(app.top).startswith(" Buyers ▾   My open ▾   //[/]vip ")
        assert line(app.top).endswith("4,820,000\xa0₽ · weighted 1,930,000\xa0₽ · 112 deals   ● live ")
        assert line(app.hints).startswith(" L move   enter open   ? keys")


@pytest.mark.parametrize("width", [1, 12, 20, 40, 60, 80, 100, 200])
async def test_a_narrow_line_says_less_and_never_breaks(width: int) -> None:
    app = filled()
    async with app.run_test(size=(width, 6)):
        for bar in (app.top, app.hints):
            strip = bar.render_line(0)
            assert strip.cell_length == width
        if width >= 40:
            assert "● live" in line(app.top)
            assert "Buyers" in line(app.top)


async def test_clicks_ask_for_what_they_name() -> None:
    app = filled()
    async with app.run_test(size=(120, 10)) as pilot:
        await pilot.click(app.top, offset=(3, 0))
        await pilot.click(app.top, offset=(14, 0))
        await pilot.click(app.top, offset=(60, 0))
        await pilot.click(app.hints, offset=(12, 0))
        assert app.pressed == ["pipeline", "view", "board.open"]


async def test_new_words_replace_the_old() -> None:
    app = filled()
    async with app.run_test(size=(120, 10)) as pilot:
        app.hints.show([("u", "undo")])
        app.hints.say("3 marked")
        app.top.set_connection(Connection.STALE)
        app.top.set_figures(None)
        await pilot.pause()
        assert line(app.hints).startswith(" u undo")
        assert line(app.hints).endswith("3 marked ")
        assert line(app.top).endswith("! not up to date ")
        assert "deals" not in line(app.top)


def test_figures_leave_closed_money_out(make_source: Callable[..., Any]) -> None:
    source = make_source(2, 3, 0, 0, 4, 0)
    board = source.board()
    found = figures(board.pipeline, board.totals)
    open_money = sum(card.amount.minor for stage in ("s0", "s1") for card in source.columns[stage])
    assert found.total == Money(open_money, "RUB")
    assert found.weighted == Money(sum(card.amount.minor for card in source.columns["s1"]) * 20 // 10_000 * 100, "RUB")
    assert found.deals == 9
    assert not found.more
    assert not found.capped
