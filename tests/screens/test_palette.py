"""The palette lists every action of here and now by name, runs it, and changes the colours."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.command import CommandList
from textual.pilot import Pilot

from crm_tui import i18n
from crm_tui.app import CrmApp

Make = Callable[..., CrmApp]


async def listed(pilot: Pilot[None]) -> list[str]:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    choices = pilot.app.screen.query_one(CommandList)
    return [str(choices.get_option_at_index(place).prompt).splitlines()[0] for place in range(choices.option_count)]


@pytest.mark.parametrize("key", ["ctrl+p", "colon"])
async def test_it_lists_every_named_action(make_app: Make, key: str) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press(key)
        names = await listed(pilot)
        assert {"Edit in place", "Lost", "Jump to anything", "Leave the program", "Colours: light"} <= set(names)


async def test_a_name_typed_and_entered_does_the_action(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", *"edit in")
        assert (await listed(pilot))[0] == "Edit in place"
        await pilot.press("enter")
        await pilot.pause()
        card: Any = app.screen.query_one("FakeCard")
        assert card.edits == 1


async def test_an_action_that_is_off_says_why_when_chosen(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("ctrl+p", *"lost")
        await listed(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert [notice.message for notice in app._notifications] == ["Mark a deal first."]


async def test_that_nothing_fits_is_told_in_the_readers_language(make_app: Make) -> None:
    i18n.use("ru")
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", *"zzzz")
        while not (names := await listed(pilot)):
            await pilot.pause()
        assert names == ["Такого действия нет."]


async def test_it_changes_the_colours(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", *"colours: light")
        await listed(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert app.theme == "crm-light"
