"""Hands that are quicker than the program: keys wait for what they are meant for and never become other commands."""

import asyncio
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from crm_tui.domain.clock import FixedClock
from crm_tui.operations.base import Store
from crm_tui.operations.deals import CreateDeal
from crm_tui.operations.history import GetUndoState
from tests.journeys.conftest import Desk
from tests.journeys.driving import USUAL, Manager, WatchedApp, program, settle


async def burst(pilot: Pilot[None], *keys: str) -> None:
    """Press keys at once, as a paste of a macro does; a text in quotes letter by letter."""
    for key in keys:
        names = list(key[1:-1]) if key.startswith("'") else [key]
        for name in names:
            character = name if len(name) == 1 else None
            pilot.app.post_message(events.Key("space" if name == " " else name, character).set_sender(pilot.app))
    await settle(pilot)


class LateApp:
    """The program on a store that opens when the test says so."""

    def __init__(self, path: Path, clock: FixedClock) -> None:
        self.app: WatchedApp = program(path, clock)
        self.gate = asyncio.Event()
        opening = self.app._open_store

        async def late() -> Store:
            await self.gate.wait()
            return await opening()

        self.app._open_store = late


async def test_what_is_typed_before_the_store_is_open_is_done_once_it_is(
    morning: Store, store_path: Path, clock: FixedClock
) -> None:
    late = LateApp(store_path, clock)
    async with late.app.run_test(size=USUAL, notifications=True) as pilot:
        await pilot.pause()
        for key in ("n", *"Early", "enter"):
            late.app.post_message(events.Key(key, key if len(key) == 1 else None).set_sender(late.app))
        late.gate.set()
        await settle(pilot)
        assert "Early" in await Manager(pilot).deals()


async def test_a_key_that_cannot_wait_longer_says_why_it_is_off(
    morning: Store, store_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm_tui.screens.keys_in_turn._HELD_AT_MOST", 0.01)
    late = LateApp(store_path, clock)
    async with late.app.run_test(size=USUAL, notifications=True) as pilot:
        manager = Manager(pilot)
        late.app.post_message(events.Key("m", "m").set_sender(late.app))
        await manager.sees("The store is still being opened.")
        late.gate.set()
        await manager.sees("Call from the site", "Unsorted 3")


async def test_what_follows_e_goes_to_the_editor_and_undoes_nothing(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("down")
        await burst(manager.pilot, "e", "ctrl+u", "'Budget burst'", "enter")
        await manager.sees("title Office repair → Budget burst")
        assert "Budget burst" in await manager.deals()
        assert len(await manager.deals()) == 5
        step = (await manager.ask(GetUndoState())).undo
        assert step is not None
        assert (step.operation, step.title) == ("EditDeal", "Budget burst")


async def test_what_follows_enter_and_e_goes_to_the_editor_too(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("down")
        await burst(manager.pilot, "enter", "e", "ctrl+u", "'utxX Budget'", "enter")
        await manager.sees("title Office repair → utxX Budget")
        assert sorted(await manager.deals())[-1] == "Кровля цеха"
        assert "utxX Budget" in await manager.deals()


async def test_a_key_that_nobody_knows_says_so(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("z")
        await manager.sees("“z” does nothing here; ? lists the keys.")


async def test_a_move_to_where_the_deal_is_changes_nothing(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("down", "3")
        await manager.sees("Moved to Offer")
        before = (await manager.ask(GetUndoState())).undo
        for key in ("full_stop", "3"):
            await manager.press(key)
            await manager.sees("It is in “Offer” already.")
        assert (await manager.ask(GetUndoState())).undo == before
        await manager.press("enter", "3")
        await manager.sees("It is in “Offer” already.")


async def test_undo_says_what_it_took_back(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("asterisk", "2", "enter")
        await manager.sees("In work 4")
        await manager.press("u")
        await manager.sees("Undone: the move of 3 deals")
        await manager.press("X", "enter")
        await manager.press("u")
        await manager.sees("Undone: the deletion of 1 deal")


async def test_the_name_in_the_settings_is_who_acts_on_an_old_store_too(morning: Store, desk: Desk) -> None:
    async with desk(user="Bob") as manager:
        await manager.press("n")
        await manager.type("Bob's own")
        await manager.press("enter")
        assert (await manager.deal("Bob's own")).responsible_name == "Bob"
        await morning.do(CreateDeal("The owner's"))
        await manager.press("u")
        await manager.sees("Undone: the new deal “Bob's own”")
