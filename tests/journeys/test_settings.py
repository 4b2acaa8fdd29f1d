"""An admin lays out the cards and keeps the tags in order; managers work with what they find."""

from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.operations.base import Store
from crm_tui.operations.directory import CreateUser
from crm_tui.operations.fields import AddField, GetLayout, SetPreference
from crm_tui.operations.tags import ListTagUses
from tests.conftest import COLLEAGUE
from tests.journeys.conftest import Desk


async def test_an_admin_adds_a_tab_a_group_and_fields_and_takes_one_back(morning: Store, desk: Desk) -> None:
    async with desk() as admin:
        await admin.press("g", "s")
        await admin.sees("Settings", "Fields of deals", "Tags", "Templates")
        await admin.press("enter")
        await admin.sees("Settings › Fields of deals", "Budget", "built in")
        await admin.press("+")
        await admin.type("Measures")
        await admin.press("enter", "N")
        await admin.type("Roof")
        await admin.press("enter", "n")
        await admin.type("Area, m²")
        await admin.press("enter", "n", "ctrl+s")
        await admin.sees("Area, m²", "number")
        layout = await admin.ask(GetLayout(Entity.DEAL))
        (tab,), (group,), (field,) = layout.tabs, layout.groups, layout.fields
        assert (tab.name, group.tab, field.tab, field.group_id) == ("Measures", tab.id, tab.id, group.id)
        assert field.kind is FieldKind.NUMBER
        await admin.press("K")
        assert (await admin.ask(GetLayout(Entity.DEAL))).fields[0].group_id is None
        await admin.press("u", "X")
        await admin.sees("Nobody has filled it in")
        await admin.press("y")
        await admin.sees_no("Area, m²")
        await admin.press("u")
        await admin.sees("Area, m²")
        assert (await admin.ask(GetLayout(Entity.DEAL))).fields == (field,)


async def test_a_manager_sees_what_an_admin_adds_at_once_and_is_told_whom_to_ask(morning: Store, desk: Desk) -> None:
    await morning.do(CreateUser(COLLEAGUE))
    async with desk(user=COLLEAGUE) as manager:
        await manager.press("g", "s", "down", "enter")
        await manager.sees("Fields of contacts", "ask Олена Коваль")
        await morning.do(AddField(Entity.CONTACT, "Loyalty card", FieldKind.TEXT))
        await manager.sees("Loyalty card")
        await manager.press("n")
        await manager.sees("Your role does not allow this")
        assert len((await manager.ask(GetLayout(Entity.CONTACT))).fields) == 1


async def test_each_sees_the_fields_that_they_chose(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("enter")
        await manager.sees("Buyers › Unsorted", "Description", "Memo")
        await manager.press("v")
        await manager.sees("Fields that you see")
        await manager.press("end", "space", "enter")
        await manager.sees_no("Memo")
        await manager.sees("Description")
        await manager.press("escape", "down", "enter")
        await manager.sees("Description")
        assert "Memo" not in manager.screen
    async with desk() as again:
        await again.press("enter")
        await again.sees("Description")
        assert "Memo" not in again.screen


async def test_two_tags_become_one_on_the_board(morning: Store, desk: Desk) -> None:
    async with desk() as admin:
        await admin.sees("#vip")
        await admin.press("g", "s", "end", "up", "up", "enter")
        await admin.sees("Settings › Tags", "#vip", "#опт")
        await admin.press("m", "enter", "y")
        await admin.sees_no("#vip")
        assert [(tag.name, tag.uses) for tag in await admin.ask(ListTagUses())] == [("опт", 2)]
        await admin.press("escape", "escape")
        await admin.sees("● live", "#опт")
        assert "#vip" not in admin.screen


async def test_a_choice_that_holds_fields_of_no_card_hides_nothing(morning: Store, desk: Desk) -> None:
    await morning.do(SetPreference("fields.deal.hidden", '["custom.gone"]'))
    async with desk() as manager:
        await manager.press("enter")
        await manager.sees("Description", "Comment")
