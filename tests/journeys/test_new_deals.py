"""A customer calls: the deal is made in one line, or in the full form, and nothing typed is ever lost."""

import pytest

from crm_tui.operations.base import Store
from tests.journeys.conftest import Desk

LINES = [
    pytest.param("Ivan Petrov +7 916 123-45-67 50000 #vip", "Ivan Petrov", "+79161234567", "vip", id="en"),
    pytest.param("Иван Петров +7 916 123-45-67 50000 #опт", "Иван Петров", "+79161234567", "опт", id="ru"),
    pytest.param("Ганна Щур 067 123 45 68 50000 #терміново", "Ганна Щур", "+380671234568", "терміново", id="uk"),
]


@pytest.mark.parametrize(("line", "name", "phone", "tag"), LINES)
async def test_a_deal_in_one_line(morning: Store, desk: Desk, line: str, name: str, phone: str, tag: str) -> None:
    async with desk() as manager:
        await manager.press("n")
        await manager.type(line)
        await manager.sees(f"Contact     {name}", phone, "50,000 ₴", f"#{tag}")
        await manager.press("enter")
        await manager.sees("Unsorted 4", "New deal · u undo")
        assert manager.cursor.startswith(name[:8])
        card = await manager.deal(name)
        assert card.amount is not None
        assert (card.stage, card.amount.minor, [one.name for one in card.tags]) == ("Unsorted", 5_000_000, [tag])
        assert [(one.name, one.phones[0].e164) for one in card.people] == [(name, phone)]


async def test_a_new_deal_comes_where_the_cursor_is(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("right", "n")
        await manager.sees("New deal in “In work”")
        await manager.type("Roof")
        await manager.press("enter")
        assert await manager.column("In work") == ["Roof", "Кровля цеха"]
        await manager.press("u")
        await manager.sees("In work 1")
        assert "Roof" not in await manager.deals()


async def test_a_line_without_a_name_is_refused_and_stays(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("n")
        await manager.type("+7 916 123-45-67")
        await manager.press("enter")
        await manager.sees("+7 916 123-45-67")
        if "New deal in" in manager.screen:
            await manager.sees("a contact in a deal always has one")
            assert len(await manager.deals()) == 5
            await manager.type(" Ivan")
            await manager.press("enter")
        await manager.sees("Unsorted 4")


async def test_tab_takes_what_was_typed_into_the_full_form(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("n")
        await manager.type("Ivan Petrov 0671112233 700 #vip")
        await manager.press("tab")
        await manager.sees("Title", "Ivan Petrov", "0671112233", "700", "vip")
        await manager.press("ctrl+s")
        card = await manager.deal("Ivan Petrov")
        assert card.people[0].phones[0].e164 == "+380671112233"


async def test_the_full_form(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("N")
        for text in ("Barn", "Ганна Щур", "0671112233; 0671112244", "hanna@example.com", "1 500,50", "vip; опт"):
            await manager.type(text)
            await manager.press("enter")
        await manager.type("Two floors")
        await manager.press("ctrl+s")
        await manager.sees("Unsorted 4")
        card = await manager.deal("Barn")
        person = card.people[0]
        assert person.name == "Ганна Щур"
        assert [one.e164 for one in person.phones] == ["+380671112233", "+380671112244"]
        assert [one.typed for one in person.emails] == ["hanna@example.com"]
        assert card.amount is not None
        assert card.amount.minor == 150_050
        assert {tag.name for tag in card.tags} == {"vip", "опт"}
        assert card.description == "Two floors"


async def test_a_contact_without_a_name_is_refused_beside_the_field(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("N")
        await manager.type("Barn")
        await manager.press("enter", "enter")
        await manager.type("0671112233")
        await manager.press("ctrl+s")
        await manager.sees("A contact in a deal always has a name.", "Barn", "0671112233")
        assert len(await manager.deals()) == 5
        await manager.type("Ганна")
        await manager.press("ctrl+s")
        assert (await manager.deal("Barn")).people[0].name == "Ганна"


async def test_letters_in_a_budget_are_refused_beside_the_field(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("N")
        await manager.type("Barn")
        await manager.press("tab", "tab", "tab", "tab")
        await manager.type("many")
        await manager.press("ctrl+s")
        await manager.sees("Barn", "many", "New deal")
        assert len(await manager.deals()) == 5


async def test_leaving_a_filled_form_asks_first(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("N")
        await manager.type("Barn")
        await manager.press("enter")
        await manager.type("Ганна")
        await manager.press("escape")
        await manager.sees("Leave and lose what you typed?")
        await manager.press("escape")
        await manager.sees("Barn", "Ганна")
        await manager.press("escape", "enter")
        await manager.sees_no("Ганна")
        assert len(await manager.deals()) == 5


async def test_one_typed_field_is_not_lost_without_asking(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("N")
        await manager.type("Barn")
        await manager.press("escape")
        await manager.sees("Leave and lose what you typed?")
        await manager.press("escape")
        await manager.sees("Barn", "New deal")
        await manager.press("escape", "enter")
        await manager.sees_no("Barn", "New deal")


async def test_leaving_the_program_asks_where_something_is_typed(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("n")
        await manager.type("Ivan Petrov")
        await manager.press("ctrl+q", "ctrl+q")
        await manager.sees("Leave the program and lose what you typed?")
        await manager.press("escape")
        await manager.sees("Ivan Petrov")
        await manager.press("escape", "q")
        await manager.sees("Leave the program and lose what you typed?")
        await manager.press("escape", "n")
        await manager.sees("Ivan Petrov")
        await manager.press("ctrl+q", "enter")
        assert manager.app._exit


async def test_leaving_the_program_with_nothing_typed_asks_nothing(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("enter", "e", "ctrl+q")
        assert manager.app._exit
