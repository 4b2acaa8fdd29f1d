"""Getting rid of spam by a key, seeing its number come back, and taking it off the list again."""

from crm_tui.operations.base import Store
from crm_tui.operations.spam import AddSpam, ListSpam
from tests.journeys.conftest import Desk

NUMBER = "+380671234567"


async def test_spam_is_one_key_and_one_key_takes_it_back(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("down", "exclamation_mark")
        await manager.sees(f"On the spam list: {NUMBER} · u undo")
        assert "Office repair" not in await manager.deals()
        await manager.press("u")
        await manager.sees("Undone: the spam mark")
        assert "Office repair" in await manager.deals()
        assert await manager.ask(ListSpam()) == ()


async def test_a_deal_without_a_number_stays(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("exclamation_mark")
        await manager.sees("has no phone and no e-mail that")
        assert "Call from the site" in await manager.deals()


async def test_from_its_card_a_deal_goes_and_the_board_is_there(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("down", "enter", "exclamation_mark")
        await manager.sees("● live", "Warehouse")
        await manager.sees_no("Office rep")


async def test_several_marked_deals_are_not_spam_at_once(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("space", "down", "space", "exclamation_mark")
        await manager.sees("Spam is marked deal by deal")
        assert await manager.ask(ListSpam()) == ()


async def test_the_number_of_a_later_deal_is_known_and_comes_off_in_the_settings(morning: Store, desk: Desk) -> None:
    await morning.do(AddSpam(NUMBER))
    async with desk() as manager:
        await manager.sees("○ Taras Melnyk   ⊘")
        await manager.press("n")
        await manager.type("Ivan 067 123 45 67")
        await manager.press("enter")
        await manager.sees("one of its addresses is on the spam list")
        await manager.press("enter")
        await manager.sees("⊘ on the spam list")
        await manager.press("escape", "g", "s", "end", "enter")
        await manager.sees("Settings › Spam", NUMBER)
        await manager.press("X")
        await manager.sees("No spam yet.")
        await manager.press("n")
        await manager.type("12")
        await manager.press("enter")
        await manager.sees("too short")
        await manager.press("ctrl+u")
        await manager.type("spam@example.com")
        await manager.press("enter")
        await manager.sees("spam@example.com")
        await manager.press("escape", "escape")
        await manager.sees_no("⊘")
