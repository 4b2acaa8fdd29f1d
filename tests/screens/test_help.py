"""The help shows the keys of what has the focus, by group, and why one is off."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual.widgets import Static

from crm_tui.app import CrmApp
from crm_tui.screens.help import key_table
from crm_tui.widgets.keys import key_lines, key_name


def table(app: CrmApp) -> list[str]:
    return str(app.screen.query_one("#help-table Static", Static).content).splitlines()


async def test_it_lists_the_keys_of_the_focused_widget_and_of_the_program(make_app: Callable[..., CrmApp]) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("question_mark")
        lines = table(app)
        assert lines.index("Here") < lines.index("Everywhere")
        assert " e          Edit in place  (any field)" in lines
        assert " n  N       New deal" in lines
        assert " ?  f1      Keys" in lines


async def test_a_key_that_is_off_has_its_reason(make_app: Callable[..., CrmApp]) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("f1")
        assert " x          Lost  (Mark a deal first.)" in table(app)


async def test_it_closes_and_gives_the_focus_back(make_app: Callable[..., CrmApp]) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        for key in ("escape", "q", "question_mark", "f1"):
            await pilot.press("f1", key)
            assert len(app.screen_stack) == 1
            assert type(app.focused).__name__ == "FakeCard"


async def test_on_a_small_terminal_it_scrolls(make_app: Callable[..., CrmApp]) -> None:
    app = make_app()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("f1", "j", "j", "j")
        scroll: Any = app.screen.query_one("#help-table")
        assert scroll.scroll_offset.y == 3
        await pilot.press("k")
        assert scroll.scroll_offset.y == 2


async def test_keys_from_the_config_are_the_ones_shown(make_app: Callable[..., CrmApp]) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        app.set_keymap({"fake.edit": "f8"})
        await pilot.pause()
        (edit,) = [line for line in key_lines(app.screen) if line.id == "fake.edit"]
        assert edit.keys == ("f8",)


async def test_keys_that_do_the_same_share_a_line(make_app: Callable[..., CrmApp]) -> None:
    app = make_app()
    async with app.run_test():
        (line, *_) = key_lines(app.screen)
        nine = [
            replace(line, keys=(str(n),), id=f"fake.{n}", what="To the stage of that number", tip="")
            for n in range(1, 10)
        ]
        other = replace(line, keys=("9", "x"), id="fake.other", what="Other", tip="")
        assert str(key_table([*nine, other])).splitlines()[1:3] == [
            " 1-9   To the stage of that number",
            " 9  x  Other",
        ]


def test_keys_have_names_that_people_read() -> None:
    names = ["question_mark", "ctrl+k", "left_square_bracket", "escape", "full_stop", "L", "asterisk", "enter"]
    assert [key_name(name) for name in names] == ["?", "ctrl+k", "[", "esc", ".", "L", "*", "enter"]
