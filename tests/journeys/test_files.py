"""A file taken in from the board after a look at it, and the deals of a view written into one."""

from pathlib import Path

from crm_tui.operations.base import Store
from tests.journeys.conftest import Desk

CSV = """Title;Contact;Budget;Stage;ID
Roof of the barn;Ганна Щур;1500,50 €;In work;a
Fence;Taras Melnyk;700;Offer;b
Door;Ян;many;Offer;c
"""


async def test_a_file_is_looked_at_taken_in_and_taken_back(morning: Store, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(exist_ok=True)
    (tmp_path / "home" / "deals.csv").write_text(CSV, encoding="utf-8")
    async with desk() as manager:
        await manager.sees("● live")
        await manager.press("I")
        await manager.type("~/deals.csv")
        await manager.press("enter")
        await manager.sees("New: 2, updated: 0, unchanged: 0, refused: 1.", "Budget → amount", "Row 4 refused: budget")
        await manager.press("escape")
        assert await manager.column("In work") == ["Кровля цеха"]
        await manager.press("I")
        await manager.type("~/deals.csv")
        await manager.press("enter")
        await manager.sees("New: 2,")
        await manager.press("enter")
        await manager.sees("New: 2, updated: 0, unchanged: 0, refused: 1. · u undo")
        assert await manager.column("In work") == ["Кровля цеха", "Roof of the barn"]
        await manager.press("u")
        assert await manager.column("In work") == ["Кровля цеха"]
        assert await manager.column("Offer") == ["Garden fence"]


async def test_a_file_that_cannot_be_read_is_told(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.sees("● live")
        await manager.press("I")
        await manager.type("/nowhere/deals.csv")
        await manager.press("enter")
        await manager.sees("There is no file")


async def test_the_deals_of_a_view_are_written(morning: Store, desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "shown.csv"
    async with desk() as manager:
        await manager.sees("● live")
        await manager.press("slash")
        await manager.type("ткач")
        await manager.press("enter")
        await manager.press("E")
        await manager.type(str(target))
        await manager.press("enter")
        await manager.sees("Wrote 1 record")
        text = target.read_text(encoding="utf-8")
        assert "Кровля цеха" in text
        assert "Warehouse" not in text
        await manager.press("E")
        await manager.type(str(target))
        await manager.press("enter")
        await manager.sees("already there")
