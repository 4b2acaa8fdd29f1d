"""The cursor goes where the work is: with a deal that moves, out of a column that a filter empties, to a preview."""

from typing import Any

import pytest

from crm_tui.operations.base import Store
from crm_tui.operations.board import GetColumn
from crm_tui.operations.deals import CreateDeal
from crm_tui.operations.errors import DiskFull
from tests.journeys.conftest import Desk


async def test_a_filter_that_empties_the_column_takes_the_cursor_along(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("slash")
        await manager.type("fence")
        await manager.sees("Offer 1", "Unsorted 0")
        assert manager.cursor.startswith("Garden")
        assert "enter keep" in manager.foot
        assert "esc clear" in manager.foot
        assert "/fence" not in manager.head
        await manager.press("enter", "left")
        assert manager.cursor == "No deals"
        assert "/fence" in manager.head
        assert "enter open" in manager.foot


@pytest.mark.parametrize("typed", ["", "e"])
async def test_a_held_key_takes_one_deal_all_the_way(morning: Store, desk: Desk, typed: str) -> None:
    async with desk() as manager:
        if typed:
            await manager.press("slash")
            await manager.type(typed)
            await manager.press("enter")
        title = manager.cursor[:8]
        await manager.type("LLL")
        await manager.sees("Contract 1")
        assert manager.cursor.startswith(title)
        assert len(await manager.deals()) == 5
        assert [one[:8] for one in await manager.column("Contract")] == [title]
        await manager.type("HHH")
        await manager.sees("Contract 0")
        assert manager.cursor.startswith(title)
        assert len(await manager.column("Unsorted")) == 3


async def test_a_sorted_board_lets_the_cursor_follow(morning: Store, desk: Desk) -> None:
    await morning.do(CreateDeal("Huge", amount="9000000"))
    async with desk() as manager:
        await manager.press("o", "down", "down", "down", "enter")
        assert manager.cursor.startswith("Huge")
        await manager.press("L", "L")
        assert manager.cursor.startswith("Huge")
        assert "Huge" in await manager.column("Offer")


async def test_the_ends_of_a_column_say_so(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("K")
        assert "This is the first deal here." in manager.foot
        await manager.press("end", "J")
        assert "This is the last deal here." in manager.foot


async def test_a_narrow_screen_shows_the_preview_instead_of_the_board(morning: Store, desk: Desk) -> None:
    async with desk(size=(40, 20)) as manager:
        await manager.press("p")
        assert "▌" not in manager.screen
        await manager.press("escape", "down")
        assert manager.cursor.startswith("Office")
        await manager.press("p", "p", "up")
        assert manager.cursor.startswith("Call")


async def test_columns_that_cannot_be_read_are_told_and_tried_again(
    morning: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk() as manager:
        ask, broken = manager.app.store.ask, True

        async def failing(query: Any) -> Any:
            if broken and isinstance(query, GetColumn):
                raise DiskFull("/crm.db")
            return await ask(query)

        monkeypatch.setattr(manager.app.store, "ask", failing)
        await manager.press("r")
        assert "not up to date" in manager.head
        assert manager.foot.startswith(" r try again")
        broken = False
        await manager.press("r")
        assert "live" in manager.head
        assert manager.foot.startswith(" L move")
