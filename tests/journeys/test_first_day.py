"""The first start: a welcome that offers sample data, an import, or an empty board."""

from pathlib import Path

import pytest

from tests.journeys.conftest import Desk

CSV = """Title;Contact;Phone;Budget;Stage
Roof of the barn;Ганна Щур;067 111 22 33;1500,50;In work
Fence;Taras Melnyk;050 765 43 21;700;Offer
"""


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Where there is no store yet."""
    return tmp_path / "first.db"


async def test_beginning_with_an_empty_board(fresh: Path, desk: Desk) -> None:
    async with desk(path=fresh) as manager:
        await manager.sees("Sample data", "Import a file", "empty board")
        await manager.press("e")
        await manager.sees("No deals yet. Press n to add one.")
        await manager.press("n")
        await manager.type("Ivan Petrov 500")
        await manager.press("enter")
        await manager.sees("Unsorted 1")
        assert await manager.deals() == ["Ivan Petrov"]


async def test_beginning_with_sample_data(fresh: Path, desk: Desk) -> None:
    async with desk(path=fresh) as manager:
        await manager.press("s")
        await manager.sees("● live", "500 deals", within=30)
        assert len(await manager.deals()) == 500


async def test_beginning_with_a_file(fresh: Path, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "deals.csv"
    file.write_text(CSV, encoding="utf-8")
    async with desk(path=fresh) as manager:
        await manager.press("i")
        await manager.type(str(file))
        await manager.press("enter")
        await manager.sees("enter: 2 new", "Budget → amount")
        await manager.press("enter")
        await manager.sees("● live", "2 rows taken in.")
        assert await manager.column("In work") == ["Roof of the barn"]
        assert await manager.column("Offer") == ["Fence"]


async def test_a_file_that_is_not_there_is_said_and_can_be_corrected(fresh: Path, desk: Desk, tmp_path: Path) -> None:
    async with desk(path=fresh) as manager:
        await manager.press("i")
        await manager.type("/nowhere/deals.csv")
        await manager.press("enter")
        await manager.sees("There is no file")
        assert "/nowhere/deals.csv" in manager.screen
        await manager.press("escape", "escape", "e")
        await manager.sees("No deals yet.")


async def test_the_welcome_comes_once(fresh: Path, desk: Desk) -> None:
    async with desk(path=fresh) as manager:
        await manager.press("e")
    async with desk(path=fresh) as manager:
        await manager.sees("No deals yet.")


async def test_q_leaves_the_program(fresh: Path, desk: Desk) -> None:
    async with desk(path=fresh) as manager:
        await manager.press("e")
        await manager.pilot.press("q")
    assert manager.app.return_code == 0
