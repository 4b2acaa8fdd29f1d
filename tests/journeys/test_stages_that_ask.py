"""Stages with a contract: losing wants a reason, winning a budget, a full stage keeps deals out."""

from crm_tui.domain.stages import DealField, WipRule
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.pipelines import EditStage, StageChanges
from tests.journeys.conftest import Desk


async def change_stage(store: Store, name: str, changes: StageChanges) -> None:
    """An admin changes a stage."""
    stages = (await store.ask(GetBoard())).pipeline.stages
    await store.do(EditStage(next(stage.id for stage in stages if stage.name == name), changes))


async def test_losing_wants_a_reason(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("x")
        await manager.sees("“Lost” asks for", "Too expensive", "No answer")
        await manager.press("n", "ctrl+s")
        card = await manager.deal("Call from the site")
        assert (card.stage, card.lost_reason, card.lost_note) == ("Lost", "No longer needed", "")
        await manager.sees("Unsorted 2", "Lost 1")


async def test_other_wants_words_of_ones_own(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("x")
        assert "In your own words" not in manager.screen
        await manager.press("o")
        await manager.sees("In your own words")
        await manager.press("ctrl+s")
        await manager.sees("This reason wants a few words.")
        assert (await manager.deal("Call from the site")).stage == "Unsorted"
        await manager.type("moved abroad")
        await manager.press("ctrl+s")
        card = await manager.deal("Call from the site")
        assert (card.stage, card.lost_reason, card.lost_note) == ("Lost", "Other", "moved abroad")


async def test_winning_wants_the_budget(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("5")
        await manager.sees("“Won” asks for", "Budget")
        await manager.type("a lot")
        await manager.press("ctrl+s")
        await manager.sees("“Won” asks for", "a lot")
        assert (await manager.deal("Call from the site")).stage == "Unsorted"
        await manager.press("ctrl+u")
        await manager.type("50 000,50")
        await manager.press("enter")
        card = await manager.deal("Call from the site")
        assert card.stage == "Won"
        assert card.amount is not None
        assert card.amount.minor == 5_000_050


async def test_a_deal_with_a_budget_is_won_at_once(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("down", "5")
        await manager.sees("Won 1", "Moved to Won")
        assert (await manager.deal("Office repair")).closed_at is not None


async def test_going_back_leaves_the_deal_where_it_is(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("5")
        await manager.type("77")
        await manager.press("escape")
        await manager.sees_no("asks for")
        assert manager.cursor == "Call from the site"
        card = await manager.deal("Call from the site")
        assert (card.stage, card.amount) == ("Unsorted", None)
        assert await manager.column("Won") == []


async def test_all_that_a_stage_asks_for_comes_in_one_form(morning: Store, desk: Desk) -> None:
    wanted = (DealField.AMOUNT, DealField.CONTACT, DealField.PHONE)
    await change_stage(morning, "Offer", StageChanges(required=wanted))
    async with desk() as manager:
        await manager.press("3")
        await manager.sees("“Offer” asks for", "Budget", "Contact", "Phone")
        await manager.type("1500")
        await manager.press("enter")
        await manager.type("Ганна")
        await manager.press("enter")
        await manager.type("050 765 43 21")
        await manager.press("enter")
        card = await manager.deal("Call from the site")
        assert card.stage == "Offer"
        assert [(one.name, one.phones[0].e164) for one in card.people] == [("Ганна", "+380507654321")]
        assert card.amount is not None
        assert card.amount.minor == 150_000


async def test_only_what_is_missing_is_asked_for(morning: Store, desk: Desk) -> None:
    await change_stage(morning, "Offer", StageChanges(required=(DealField.AMOUNT, DealField.PHONE)))
    async with desk() as manager:
        await manager.press("down", "down", "3")
        await manager.sees("“Offer” asks for", "Phone")
        assert "Budget" not in manager.screen


async def test_a_full_stage_says_why_it_takes_no_more(morning: Store, desk: Desk) -> None:
    await change_stage(morning, "In work", StageChanges(wip_limit=1, wip_rule=WipRule.STRICT))
    async with desk() as manager:
        await manager.press("L")
        await manager.sees("holds its limit of 1 deal;")
        assert manager.cursor == "Call from the site"
        assert (await manager.deal("Call from the site")).stage == "Unsorted"
        await manager.press("right", "L", "left", "left", "L")
        await manager.sees("Moved to In work")
