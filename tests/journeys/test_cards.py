"""Working days on cards: a call that came, a new company from a paper card, a tab that an admin makes for managers."""

import pytest

from crm_tui.domain.ids import RecordId
from crm_tui.operations.base import Store
from crm_tui.operations.companies import GetCompany, ListCompanies
from crm_tui.operations.directory import CreateUser
from crm_tui.operations.feed import FeedKind, GetFeed
from tests.conftest import COLLEAGUE
from tests.journeys.conftest import Desk
from tests.journeys.fields import go_to

SIZES = [(120, 40), (80, 24)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_call_came_note_it_plan_the_next_move_the_deal(
    morning: Store, desk: Desk, size: tuple[int, int]
) -> None:
    async with desk(size=size) as manager:
        await manager.press("down", "enter")
        await manager.sees("Buyers › Unsorted", "Office repair")
        await manager.press("C", "down", "tab")
        await manager.type("4:12")
        await manager.press("tab")
        await manager.type("Wants an estimate")
        await manager.press("ctrl+s")
        await manager.sees("Call written down")
        await manager.press("i")
        await manager.type("Two rooms, the keys are with the guard")
        await manager.press("ctrl+s")
        await manager.sees("Note written")
        await manager.press("T")
        await manager.type("Send the estimate")
        await manager.press("tab")
        await manager.type("tomorrow 10:00")
        await manager.press("ctrl+s")
        await manager.sees("Task planned")
        await manager.press("L")
        await manager.sees("Buyers › In work")

        deal = await manager.deal("Office repair")
        page = await manager.ask(GetFeed(RecordId(deal.id)))
        assert [task.text for task in page.upcoming] == ["Send the estimate"]
        told = {item.kind: item.text for item in page.items}
        assert told[FeedKind.NOTE] == "Two rooms, the keys are with the guard"
        assert "Wants an estimate" in told.values()
        assert deal.stage == "In work"


async def test_fill_a_new_company_from_a_paper_card(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("g", "o")
        await manager.sees("No companies yet")
        await manager.press("n")
        await manager.type("Вектор")
        await manager.press("enter")
        await manager.type("044 555 00 11")
        await manager.press("ctrl+s")
        await manager.sees("Requisites")
        for label, text in (("Website", "vector.ua"), ("City", "Київ"), ("EDRPOU", "32855968")):
            await go_to(manager, label)
            await manager.press("e")
            await manager.type(text)
            await manager.press("enter")
        await manager.sees("check digit")
        await manager.press("backspace")
        await manager.type("1")
        await manager.press("enter")
        await manager.sees("32855961", "✓")
        (row,) = (await manager.ask(ListCompanies())).rows
        card = await manager.ask(GetCompany(row.id))
        assert (card.name, card.website, card.city) == ("Вектор", "vector.ua", "Київ")
        assert card.custom == {"requisite_edrpou": "32855961"}
        assert [phone.e164 for phone in card.phones] == ["+380445550011"]


async def test_an_admin_adds_a_field_and_a_tab_and_a_manager_fills_them(morning: Store, desk: Desk) -> None:
    await morning.do(CreateUser(COLLEAGUE))
    async with desk() as admin:
        await admin.press("g", "s", "enter", "+")
        await admin.type("Measures")
        await admin.press("enter", "n")
        await admin.type("Area")
        await admin.press("enter", "ctrl+s")
        await admin.sees("Area", "text")
    async with desk(user=COLLEAGUE) as manager:
        await manager.press("enter")
        await manager.sees("Main", "Measures")
        await manager.press("<")
        await manager.sees("Area")
        await manager.press("e")
        await manager.type("120")
        await manager.press("enter")
        await manager.until(lambda: "enter edit" in manager.foot, "the field is closed")
        (value,) = (await manager.deal("Call from the site")).custom.values()
        assert value == "120"
