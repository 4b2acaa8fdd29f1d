"""A deal on its own screen: every field is edited where it stands."""

from crm_tui.operations.base import Store
from tests.journeys.conftest import Desk
from tests.journeys.driving import SMALL, Manager
from tests.journeys.fields import go_to


async def open_office_repair(manager: Manager) -> None:
    """To the second card, and in."""
    await manager.press("down", "enter")
    await manager.sees("Buyers › Unsorted", "Office repair")


async def test_a_budget_with_letters_is_refused_and_stays(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await open_office_repair(manager)
        await manager.press("j", "e", "ctrl+u")
        await manager.type("60k and more")
        await manager.press("enter")
        await manager.sees("60k and more")
        before = (await manager.deal("Office repair")).amount
        assert before is not None
        assert before.minor == 5_000_000
        await manager.press("ctrl+u")
        await manager.type("60 000")
        await manager.press("enter")
        await manager.sees("60,000 ₴")
        after = (await manager.deal("Office repair")).amount
        assert after is not None
        assert after.minor == 6_000_000


async def test_escape_restores_what_is_stored(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await open_office_repair(manager)
        await manager.press("e", "end")
        await manager.type(" of the second floor")
        await manager.sees("Office repair of the second floor")
        await manager.press("escape")
        await manager.sees_no("second floor")
        assert "Office repair" in await manager.deals()
        await manager.press("escape")
        await manager.sees("● live")


async def test_phones_of_a_deal(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await open_office_repair(manager)
        await go_to(manager, "work")
        await manager.press("plus")
        await manager.type("050 765 43 21 (home)")
        await manager.press("enter")
        await manager.sees("067 123 45 67", "home", "050 765 4321")
        phones = (await manager.deal("Office repair")).people[0].phones
        assert [(one.label, one.e164) for one in phones] == [("work", "+380671234567"), ("home", "+380507654321")]


async def test_a_phone_of_a_deal_without_a_contact_wants_a_name_first(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("enter")
        await manager.sees("Buyers › Unsorted")
        await go_to(manager, "Phone")
        await manager.press("e")
        await manager.type("0507654321")
        await manager.press("enter")
        await manager.sees("A contact in a deal always has a name; fill it", "050 765 4321")
        assert (await manager.deal("Call from the site")).people == ()


async def test_a_description_of_several_lines(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await open_office_repair(manager)
        await go_to(manager, "Description")
        await manager.press("e")
        await manager.type("Two rooms")
        await manager.press("enter")
        await manager.type("no furniture")
        await manager.press("ctrl+s")
        await manager.sees("Two rooms", "no furniture")
        assert (await manager.deal("Office repair")).description == "Two rooms\nno furniture"


async def test_tab_saves_and_goes_on(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await open_office_repair(manager)
        await manager.press("e", "end")
        await manager.type("!")
        await manager.press("tab", "e", "ctrl+u")
        await manager.type("1")
        await manager.press("enter")
        card = await manager.deal("Office repair!")
        assert card.amount is not None
        assert card.amount.minor == 100


async def test_the_history_tells_what_was_done(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await open_office_repair(manager)
        await manager.press("L")
        await manager.sees("Buyers › In work", "moved Unsorted → In work")


async def test_the_next_deal_and_back_on_the_board_at_it(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("enter")
        await manager.sees("Buyers › Unsorted", "Call from the site")
        await manager.press("right_square_bracket")
        await manager.sees("Office repair")
        await manager.press("right_square_bracket")
        await manager.sees("Warehouse")
        await manager.press("right_square_bracket")
        await manager.sees("This is the last one of the list.")
        await manager.press("left_square_bracket")
        await manager.sees("Office repair")
        await manager.press("escape")
        assert manager.cursor.startswith("Office rep")


async def test_a_deal_moved_from_its_screen_is_there_on_the_board(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await open_office_repair(manager)
        await manager.press("3")
        await manager.sees("Buyers › Offer")
        await manager.press("q")
        assert manager.cursor.startswith("Office rep")
        await manager.sees("Offer 2", "Unsorted 2")


async def test_undo_works_on_the_screen_of_a_deal(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await open_office_repair(manager)
        await manager.press("L")
        await manager.sees("Buyers › In work")
        await manager.press("u")
        await manager.sees("Buyers › Unsorted")


async def test_deleting_from_its_screen_leads_back_to_the_board(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await open_office_repair(manager)
        await manager.press("X", "enter")
        await manager.sees("● live", "Unsorted 2")
        await manager.press("u")
        await manager.sees("Unsorted 3", "Office rep")


async def test_a_small_terminal_has_the_history_behind_tab(morning: Store, desk: Desk) -> None:
    async with desk(size=SMALL) as manager:
        await open_office_repair(manager)
        assert "created" not in manager.screen
        await manager.press("tab")
        await manager.sees_no("Description")
        await manager.press("tab")
        await manager.sees("Description")
