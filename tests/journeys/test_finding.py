"""Finding deals: filter, order, saved views, jumping, and the keys themselves."""

import pytest

from crm_tui.operations.base import Store
from crm_tui.operations.contacts import CreateContact
from tests.journeys.conftest import Desk


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ткач", ["Кровля цеха"]),
        ("КРОВ", ["Кровля цеха"]),
        ("1234567", ["Office repair"]),
        ("067 123", ["Office repair"]),
        ("#vip", ["Office repair"]),
        ("repa", ["Office repair"]),
    ],
)
async def test_the_board_narrows_as_one_types(morning: Store, desk: Desk, typed: str, found: list[str]) -> None:
    async with desk() as manager:
        await manager.press("slash")
        await manager.type(typed)
        await manager.sees_no("Warehouse", "Garden fence")
        await manager.sees(*(title[:9] for title in found), f"\n {typed}")
        assert f"{len(found)} deal " in manager.head


async def test_enter_keeps_the_filter_and_escape_clears_it(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("slash")
        await manager.type("vip")
        await manager.press("enter")
        await manager.sees("/vip", "1 deal ")
        assert manager.cursor.startswith("Office rep")
        await manager.press("L")
        await manager.sees("Moved to In work")
        assert (await manager.deal("Office repair")).stage == "In work"
        await manager.press("escape")
        await manager.sees("5 deals", "Warehouse")
        assert "/vip" not in manager.head


async def test_escape_in_the_line_takes_the_filter_away(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("slash")
        await manager.type("vip")
        await manager.sees("1 deal ")
        await manager.press("escape")
        await manager.sees("5 deals", "Warehouse")


async def test_a_filter_without_hits_says_how_to_go_on(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("slash")
        await manager.type("nobody of that name")
        await manager.sees("Nothing fits. Press esc to see all.", "0 deals")


async def test_a_view_is_saved_chosen_and_dropped(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("slash")
        await manager.type("vip")
        await manager.press("enter", "F", "ctrl+u")
        await manager.type("Important")
        await manager.press("ctrl+s")
        await manager.sees("View “Important” saved", "Important ▾")
        assert await manager.views() == ["Important"]
        await manager.press("escape")
        await manager.sees("All deals ▾", "5 deals")
        await manager.press("f")
        await manager.type("imp")
        await manager.press("enter")
        await manager.sees("Important ▾", "1 deal ")
        await manager.press("f", "ctrl+d")
        assert await manager.views() == []


async def test_a_view_waits_for_the_next_day(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("slash")
        await manager.type("опт")
        await manager.press("enter", "F")
        await manager.press("ctrl+s")
    async with desk() as manager:
        await manager.press("f", "down", "enter")
        await manager.sees("Кровля", "1 deal ")


async def test_the_order_by_amount(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("o")
        await manager.sees("Sort by", "Largest amount first")
        await manager.type("largest")
        await manager.press("enter", "home")
        assert manager.cursor.startswith("Warehouse")
        await manager.press("J")
        assert "by hand" in manager.foot
        assert await manager.column("Unsorted") == ["Call from the site", "Office repair", "Warehouse"]


async def test_jumping_to_a_deal(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("ctrl+k")
        await manager.type("fence")
        await manager.sees("Garden fence")
        await manager.press("enter")
        await manager.sees("Buyers › Offer")
        await manager.press("escape")
        assert manager.cursor.startswith("Garden fen")


async def test_jumping_to_a_contact_opens_their_card(morning: Store, desk: Desk) -> None:
    await morning.do(CreateContact("Taras Melnyk"))
    async with desk() as manager:
        await manager.press("ctrl+k")
        await manager.type("melnyk")
        await manager.sees("contact")
        await manager.press("down", "enter")
        await manager.sees_no("Jump to", "Warehouse")
        await manager.sees("Taras Melnyk", "Messengers")


async def test_jumping_to_nothing_says_so(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("ctrl+k")
        await manager.type("zzzz")
        await manager.sees("Nothing holds “zzzz”.")
        await manager.press("escape")
        await manager.sees_no("Nothing holds")


async def test_the_keys_explain_themselves(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("question_mark")
        await manager.sees("Cursor", "Mark a range", "Next stage")
        await manager.press("pagedown", "pagedown", "end")
        await manager.sees("Find an action", "Leave the program")
        await manager.press("escape")
        await manager.sees_no("Find an action")


async def test_an_action_by_its_name(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("ctrl+p")
        await manager.type("next stage")
        await manager.sees("Next stage")
        await manager.press("enter")
        await manager.until(lambda: "Moved to In work" in manager.foot, "moved")
        assert (await manager.deal("Call from the site")).stage == "In work"


async def test_g_shows_where_one_can_go(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("enter")
        await manager.sees("Buyers › Unsorted")
        await manager.press("g")
        await manager.sees("b board", "esc stay here")
        await manager.press("b")
        await manager.sees("● live")


async def test_the_same_deals_as_a_table_and_back(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("down", "equals_sign")
        await manager.sees("Office repair", "Taras Melnyk", "Garden fence", "Кровля цеха")
        assert "│ In work" not in manager.screen
        await manager.press("L")
        await manager.sees("Moved to In work")
        assert (await manager.deal("Office repair")).stage == "In work"
        await manager.press("equals_sign")
        await manager.sees("In work 2", "Unsorted 2")
        assert manager.cursor.startswith("Office rep")


async def test_marks_and_filter_go_along_into_the_table(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("space", "equals_sign")
        assert "1 marked" in manager.foot
        await manager.press("escape", "slash")
        await manager.type("repair")
        await manager.press("enter")
        await manager.sees_no("Warehouse")
        await manager.press("equals_sign")
        await manager.sees("/repair", "Office rep", "1 deal ")
