"""Undo, redo, and doing the same again: on the spot, and on the next day."""

from crm_tui.operations.base import Store
from tests.journeys.conftest import Desk


async def test_each_step_is_taken_back_in_turn(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("L", "L", "u")
        assert "Undone: the move “Call from the site”" in manager.foot
        assert (await manager.deal("Call from the site")).stage == "In work"
        await manager.press("u")
        assert (await manager.deal("Call from the site")).stage == "Unsorted"
        assert manager.cursor == "Call from the site"
        await manager.press("U", "U")
        assert (await manager.deal("Call from the site")).stage == "Offer"
        assert manager.cursor == "Call from the site"


async def test_with_nothing_to_redo_it_is_said(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("U")
        await manager.sees("There is nothing to redo.")


async def test_yesterdays_move_is_taken_back_today(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("3")
    async with desk() as manager:
        assert await manager.column("Unsorted") == ["Office repair", "Warehouse"]
        await manager.press("u")
        await manager.sees("Unsorted 3")
        assert (await manager.deal("Call from the site")).stage == "Unsorted"
    async with desk() as manager:
        await manager.press("U")
        assert (await manager.deal("Call from the site")).stage == "Offer"


async def test_the_dot_does_the_same_to_another_deal(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("full_stop")
        assert "There is nothing to repeat yet." in manager.foot
        await manager.press("3", "left", "left", "home", "full_stop")
        assert (await manager.deal("Office repair")).stage == "Offer"


async def test_the_dot_loses_with_the_same_reason(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("x", "n", "ctrl+s")
        await manager.press("left", "left", "left", "left", "left", "full_stop")
        card = await manager.deal("Office repair")
        assert (card.stage, card.lost_reason) == ("Lost", "No longer needed")


async def test_the_dot_repeats_a_tag(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("t")
        await manager.type("опт")
        await manager.press("enter", "enter", "down", "full_stop")
        assert {tag.name for tag in (await manager.deal("Office repair")).tags} == {"vip", "опт"}
