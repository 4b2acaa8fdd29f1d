"""Jumping: type a part of a name, choose, arrive; late answers to earlier letters are dropped."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import Input, OptionList

from crm_tui.app import CrmApp
from crm_tui.operations.directory import Find, Found
from crm_tui.operations.errors import StoreLocked

Make = Callable[..., CrmApp]
ROOF = Found("deal", "d1", "Roof [/b] repair\x1b[2J", "Иванов · 50 000 ₽")
ROOM = Found("contact", "c1", "Roomy", "+7 916 123-45-67")


def rows(app: CrmApp) -> list[str]:
    choices = app.screen.query_one(OptionList)
    return [str(choices.get_option_at_index(place).prompt) for place in range(choices.option_count)]


async def settled(app: CrmApp, pilot: Any) -> None:
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def test_typing_finds_and_enter_goes_there(make_app: Make, store: Any) -> None:
    store.answers[Find] = lambda query: (ROOF, ROOM)
    app = make_app()
    async with app.run_test() as pilot:
        await settled(app, pilot)
        await pilot.press("ctrl+k", "r", "o")
        await settled(app, pilot)
        assert rows(app) == ["Roof [/b] repair\ufffd[2J  Иванов · 50 000 ₽  deal", "Roomy  +7 916 123-45-67  contact"]
        assert store.asked[-1] == Find("ro", 30)
        await pilot.press("down", "enter")
        await pilot.pause()
        board: Any = app.screen
        assert board.shown == [ROOM]


async def test_a_late_answer_to_an_earlier_text_is_dropped(make_app: Make, store: Any) -> None:
    gates = {"r": asyncio.Event(), "ro": asyncio.Event()}

    async def answer(query: Find) -> tuple[Found, ...]:
        try:
            await gates[query.text].wait()
        except asyncio.CancelledError:
            await gates[query.text].wait()  # a store that cannot be interrupted answers all the same
        return (ROOF,) if query.text == "r" else (ROOM,)

    store.answers[Find] = answer
    app = make_app()
    async with app.run_test() as pilot:
        await settled(app, pilot)
        await pilot.press("ctrl+k", "r")
        await pilot.pause()
        await pilot.press("o")
        await pilot.pause()
        gates["ro"].set()
        await pilot.pause()
        gates["r"].set()
        await settled(app, pilot)
        assert rows(app) == ["Roomy  +7 916 123-45-67  contact"]


async def test_nothing_found_says_so_and_enter_stays(make_app: Make, store: Any) -> None:
    store.answers[Find] = lambda query: ()
    app = make_app()
    async with app.run_test() as pilot:
        await settled(app, pilot)
        await pilot.press("ctrl+k", "z")
        await settled(app, pilot)
        assert "Type a part" in str(app.screen.query_one("#jump-note").render())
        await pilot.press("z", "z")
        await settled(app, pilot)
        assert "Nothing holds “zzz”." in str(app.screen.query_one("#jump-note").render())
        await pilot.press("enter")
        assert type(app.screen).__name__ == "JumpScreen"
        await pilot.press("escape")
        assert len(app.screen_stack) == 1


async def test_at_most_thirty_rows_and_an_emptied_line_shows_none(make_app: Make, store: Any) -> None:
    store.answers[Find] = lambda query: (ROOM,) * 50
    app = make_app()
    async with app.run_test() as pilot:
        await settled(app, pilot)
        await pilot.press("ctrl+k", "r")
        await settled(app, pilot)
        assert len(rows(app)) == 30
        app.screen.query_one(Input).value = ""
        await settled(app, pilot)
        assert rows(app) == []


async def test_a_failure_is_told_and_never_looks_like_nothing_found(make_app: Make, store: Any) -> None:
    def fail(query: Find) -> Any:
        raise StoreLocked("x.db")

    store.answers[Find] = fail
    app = make_app()
    async with app.run_test(notifications=True) as pilot:
        await settled(app, pilot)
        await pilot.press("ctrl+k", "r")
        await pilot.pause()
        await pilot.pause()
        assert [notice.message for notice in app._notifications] == [str(StoreLocked("x.db"))]
        assert "Nothing holds" not in str(app.screen.query_one("#jump-note").render())


async def test_it_says_why_it_is_off_while_the_store_is_being_opened(
    make_app: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm_tui.screens.keys_in_turn._HELD_AT_MOST", 0.01)
    never = asyncio.Event()
    app = make_app(opens=never.wait)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("ctrl+k")
        while not app._notifications:
            await pilot.pause(0.01)
        assert [notice.message for notice in app._notifications] == ["The store is still being opened."]
