"""Marks: many deals at once, shown before it is done and taken back by one key."""

from crm_tui.operations.base import Store
from tests.conftest import COLLEAGUE
from tests.journeys.conftest import Desk

UNSORTED = ["Call from the site", "Office repair", "Warehouse"]


async def test_marking_one_a_range_and_all(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("space")
        assert "1 marked" in manager.foot
        await manager.press("down", "down", "v")
        assert "3 marked" in manager.foot
        await manager.press("space")
        assert "2 marked" in manager.foot
        await manager.press("escape")
        assert "marked" not in manager.foot
        await manager.press("asterisk")
        assert "3 marked" in manager.foot


async def test_moving_all_that_are_marked_and_taking_it_back(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("asterisk", "2")
        await manager.sees("Move to In work?", "3 deals will change.")
        assert await manager.column("Unsorted") == UNSORTED
        await manager.press("enter")
        await manager.sees("In work 4", "Unsorted 0")
        assert await manager.column("Unsorted") == []
        assert "marked" not in manager.foot
        await manager.press("u")
        await manager.sees("Unsorted 3", "In work 1")
        assert await manager.column("Unsorted") == UNSORTED
        await manager.press("U")
        await manager.sees("Unsorted 0", "In work 4")
        assert set(await manager.column("In work")) == {*UNSORTED, "Кровля цеха"}


async def test_thinking_better_of_it_keeps_the_marks(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("asterisk", "2", "escape")
        await manager.sees_no("will change")
        assert "3 marked" in manager.foot
        assert await manager.column("Unsorted") == UNSORTED


async def test_what_does_not_fit_is_left_alone_and_named(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("asterisk", "5")
        await manager.sees("2 deals will change. 1 stays as it is:", "! Call from the site")
        await manager.press("enter")
        await manager.sees("Won 2")
        assert await manager.column("Unsorted") == ["Call from the site"]


async def test_handing_deals_to_a_colleague(morning: Store, colleague: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("space", "down", "space", "a")
        await manager.type("ivan")
        await manager.press("enter")
        await manager.sees("2 deals will change.")
        await manager.press("enter")
        await manager.sees("IP")
        for title in ("Call from the site", "Office repair"):
            assert (await manager.deal(title)).responsible_name == COLLEAGUE
        await manager.press("u")
        assert (await manager.deal("Office repair")).responsible_name != COLLEAGUE
        assert (await manager.deal("Call from the site")).responsible_name != COLLEAGUE


async def test_tagging_many(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("asterisk", "t")
        await manager.sees("[-] vip", "[ ] опт")
        await manager.type("терміново")
        await manager.press("enter", "enter")
        await manager.sees("3 deals will change.")
        await manager.press("enter")
        for title in UNSORTED:
            assert "терміново" in {tag.name for tag in (await manager.deal(title)).tags}
        await manager.press("u")
        for title in UNSORTED:
            assert "терміново" not in {tag.name for tag in (await manager.deal(title)).tags}


async def test_losing_many_with_one_reason(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("asterisk", "x", "n", "ctrl+s")
        await manager.sees("3 deals will change.")
        await manager.press("enter")
        await manager.sees("Lost 3")
        assert {(await manager.deal(title)).lost_reason for title in UNSORTED} == {"No longer needed"}
        await manager.press("u")
        await manager.sees("Lost 0", "Unsorted 3")


async def test_deleting_many_and_bringing_them_back(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("asterisk", "X")
        await manager.sees("Delete these deals?", "3 deals will change.")
        await manager.press("enter")
        await manager.sees("2 deals", "Unsorted 0")
        assert await manager.deals() == ["Garden fence", "Кровля цеха"]
        await manager.press("u")
        await manager.sees("5 deals")
        assert await manager.column("Unsorted") == UNSORTED


async def test_deleting_one_asks_first(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("X")
        await manager.sees("Delete “Call from the site”?")
        await manager.press("escape")
        assert await manager.column("Unsorted") == UNSORTED
        await manager.press("X", "y")
        await manager.sees_no("Call from the site")
        assert await manager.column("Unsorted") == UNSORTED[1:]
