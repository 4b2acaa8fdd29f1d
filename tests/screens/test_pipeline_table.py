"""The table in the board's place: the same deals, the same keys, on a real store."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from crm_tui.domain.clock import FixedClock
from crm_tui.operations.board import GetBoard
from crm_tui.operations.deals import CreateDeal, ListDeals, NewPerson
from crm_tui.operations.directory import CreateUser
from crm_tui.operations.filters import Sort
from crm_tui.operations.views import SaveView
from crm_tui.storage.local import LocalStore
from tests.conftest import COLLEAGUE, Opener
from tests.journeys.driving import Manager, at_work, program

Desk = Callable[..., AbstractAsyncContextManager[Manager]]


@pytest_asyncio.fixture(autouse=True)
async def morning(open_again: Opener, clock: FixedClock) -> LocalStore:
    """Four deals, the newest first: Call, Office, Warehouse, Fence."""
    store = await open_again()
    stages = {stage.name: stage.id for stage in (await store.ask(GetBoard())).pipeline.stages}
    made = [
        CreateDeal("Fence", amount="12000", stage_id=stages["Offer"]),
        CreateDeal("Warehouse", NewPerson("Олена Ткач"), "320000", stages["In work"], tags=("опт", "vip")),
        CreateDeal("Office", NewPerson("Taras Melnyk"), "50000", tags=("vip",)),
        CreateDeal("Call"),
    ]
    for command in made:
        await store.do(command)
        clock.set(clock.now() + timedelta(minutes=1))
    return store


@pytest.fixture
def desk(store_path: Path, clock: FixedClock) -> Desk:
    """Opens the program on the test's store."""
    return lambda size=(120, 40): at_work(program(store_path, clock), size)


def rows(manager: Manager) -> list[list[str]]:
    """The rows on the screen, word by word."""
    lines = manager.screen.splitlines()
    end = next(place for place, line in enumerate(lines) if " of " in line and place > 2)
    return [line[1:].split() for line in lines[3:end] if line.strip()]


def titles(manager: Manager) -> list[str]:
    return [row[0] for row in rows(manager)]


async def test_the_same_deals_as_a_table_and_back(desk: Desk) -> None:
    async with desk() as manager:
        assert "Touched" not in manager.screen
        await manager.press("right", "equals_sign")
        assert titles(manager) == ["Call", "Office", "Warehouse", "Fence"]
        warehouse = rows(manager)[2]
        assert warehouse[1:6] == ["320,000", "₴", "In", "work", "○"]
        assert "#vip" in warehouse
        assert manager.cursor.startswith("Warehouse")
        await manager.press("down", "equals_sign")
        assert "Touched" not in manager.screen
        assert manager.cursor.startswith("Fence")


async def test_a_row_moves_by_its_own_stage(desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("equals_sign", "down", "down", "L")
        assert (await manager.deal("Warehouse")).stage == "Offer"
        assert "Offer" in rows(manager)[2]
        assert manager.cursor.startswith("Warehouse")
        await manager.press("H", "H", "H")
        assert (await manager.deal("Warehouse")).stage == "Unsorted"
        assert "This is the first stage." in manager.foot
        await manager.press("4")
        assert (await manager.deal("Warehouse")).stage == "Contract"
        await manager.press("u")
        assert "Unsorted" in rows(manager)[2]
        assert manager.cursor.startswith("Warehouse")


async def test_up_and_down_in_a_stage_belong_to_the_board(desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("equals_sign", "J")
        assert "= shows it" in manager.foot


async def test_two_marked_rows_get_a_colleague(desk: Desk, morning: LocalStore) -> None:
    await morning.do(CreateUser(COLLEAGUE))
    async with desk() as manager:
        await manager.press("equals_sign", "space", "down", "down", "space")
        assert "2 marked" in manager.foot
        await manager.press("a")
        await manager.type(COLLEAGUE[:4])
        await manager.press("enter", "enter")
        responsible = {row.title: row.responsible for row in (await manager.ask(ListDeals())).rows}
        assert [responsible[title] == COLLEAGUE for title in ("Call", "Office", "Warehouse")] == [True, False, True]
        assert "Ivan" in rows(manager)[0]
        assert "marked" not in manager.foot


async def test_marks_go_along_and_all_can_be_marked(desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("space", "equals_sign", "asterisk")
        assert "4 marked" in manager.foot
        await manager.press("equals_sign")
        assert "4 marked" in manager.foot
        await manager.press("escape", "equals_sign")
        assert "✓" not in manager.screen


async def test_the_filter_and_the_order_hold_in_the_table(desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("equals_sign", "slash")
        await manager.type("#vip")
        await manager.press("enter")
        assert titles(manager) == ["Office", "Warehouse"]
        await manager.press("down", "equals_sign")
        assert "Fence" not in manager.screen
        await manager.press("equals_sign", "escape")
        assert len(titles(manager)) == 4
        await manager.press("slash")
        await manager.type("zebra")
        await manager.press("enter")
        await manager.sees("Nothing fits. Press esc to see all.")


async def test_a_view_saved_as_a_table_opens_as_one_with_its_columns(desk: Desk, morning: LocalStore) -> None:
    await morning.do(SaveView("Money", sort=Sort.AMOUNT, columns=("amount", "title"), as_table=True))
    async with desk() as manager:
        await manager.press("f", "down", "enter")
        assert titles(manager) == ["320,000", "50,000", "12,000", "Call"]
        assert "Stage" not in manager.screen.splitlines()[1]
        await manager.press("escape")
        assert "Stage" in manager.screen.splitlines()[1]
        assert titles(manager)[0] == "Call"


async def test_opening_a_row_leafing_and_coming_back_to_it(desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("equals_sign", "down", "enter")
        await manager.sees("Buyers › Unsorted", "Office")
        await manager.press("right_square_bracket", "escape")
        await manager.sees("Touched")
        assert manager.cursor.startswith("Warehouse")


async def test_a_new_deal_is_on_top_and_a_deleted_one_is_gone(desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("equals_sign", "n")
        await manager.type("Gate 900")
        await manager.press("enter")
        assert titles(manager)[0] == "Gate"
        assert manager.cursor.startswith("Gate")
        await manager.press("X", "enter")
        assert titles(manager) == ["Call", "Office", "Warehouse", "Fence"]


async def test_what_a_colleague_changes_is_seen(desk: Desk, morning: LocalStore) -> None:
    async with desk() as manager:
        await manager.press("equals_sign")
        await morning.do(CreateDeal("Hangar"))
        await manager.sees("Hangar")


@pytest.mark.parametrize(("size", "gone"), [((80, 24), "Tags"), ((40, 20), "Contact")])
async def test_on_small_screens_the_least_important_columns_go(desk: Desk, size: tuple[int, int], gone: str) -> None:
    async with desk(size) as manager:
        await manager.press("equals_sign")
        head = manager.screen.splitlines()[1]
        assert gone not in head
        assert "Amount" in head
        assert titles(manager)[:2] == ["Call", "Office"]
        await manager.press("down", "space")
        assert "1 marked" in manager.foot
