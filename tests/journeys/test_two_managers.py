"""Two programs on one file: each sees what the other does, and nobody's work is undone over their head."""

from crm_tui.domain.ids import DealId
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.deals import BulkAct, ChangeDeals, CreateDeal, DealChanges, EditDeal, MoveDeal
from tests.conftest import COLLEAGUE
from tests.journeys.conftest import Desk

SOON = 1.0


async def move(store: Store, deal_id: DealId, stage: str) -> None:
    """The other manager moves a deal."""
    stages = (await store.ask(GetBoard())).pipeline.stages
    await store.do(MoveDeal(deal_id, next(one.id for one in stages if one.name == stage)))


async def test_what_a_colleague_moves_is_seen_within_a_second(morning: Store, colleague: Store, desk: Desk) -> None:
    async with desk() as manager:
        card = await manager.deal("Call from the site")
        await move(colleague, card.id, "Contract")
        await manager.sees("Contract 1", "Unsorted 2", within=SOON)
        await manager.sees(f"{COLLEAGUE} changed “Call from", within=SOON)
        assert manager.cursor == "Call from the site"


async def test_what_a_colleague_does_elsewhere_is_seen_without_a_word(
    morning: Store, colleague: Store, desk: Desk
) -> None:
    async with desk() as manager:
        await colleague.do(CreateDeal("Bathroom"))
        await manager.sees("Bathroom", "Unsorted 4", within=SOON)
        assert f"{COLLEAGUE} changed" not in manager.screen
        assert manager.cursor == "Call from the site"


async def test_the_preview_follows_a_colleague_too(morning: Store, colleague: Store, desk: Desk) -> None:
    async with desk() as manager:
        card = await manager.deal("Call from the site")
        await manager.press("p")
        await colleague.do(EditDeal(card.id, DealChanges(description="They want three floors")))
        await manager.sees("description changed", within=SOON)


async def test_what_is_being_typed_is_not_lost(morning: Store, colleague: Store, desk: Desk) -> None:
    async with desk() as manager:
        card = await manager.deal("Office repair")
        await manager.press("slash")
        await manager.type("repa")
        await manager.sees("1 deal ")
        await move(colleague, card.id, "Contract")
        await manager.sees("Contract 1", within=SOON)
        await manager.type("ir")
        await manager.sees("\n repair", "Office rep")


async def test_an_open_deal_shows_a_colleagues_edit_and_keeps_mine(
    morning: Store, colleague: Store, desk: Desk
) -> None:
    async with desk() as manager:
        card = await manager.deal("Call from the site")
        await manager.press("enter")
        await manager.sees("Buyers › Unsorted")
        await manager.press("e", "end")
        await manager.type(" again")
        await colleague.do(EditDeal(card.id, DealChanges(description="They want three floors")))
        await manager.sees("They want three floors", within=SOON)
        await manager.sees("Call from the site again")
        await manager.press("enter")
        assert (await manager.deal("Call from the site again")).description == "They want three floors"


async def test_undo_over_a_colleagues_work_is_refused_with_who_and_when(
    morning: Store, colleague: Store, desk: Desk
) -> None:
    async with desk() as manager:
        await manager.press("L")
        card = await manager.deal("Call from the site")
        await move(colleague, card.id, "Contract")
        await manager.sees("Contract 1", within=SOON)
        await manager.press("u")
        await manager.sees(f"{COLLEAGUE} changed the same field at")
        assert (await manager.deal("Call from the site")).stage == "Contract"


async def test_a_deal_that_is_gone_is_said(morning: Store, colleague: Store, desk: Desk) -> None:
    async with desk() as manager:
        card = await manager.deal("Call from the site")
        await colleague.do(ChangeDeals((card.id,), BulkAct(delete=True)))
        await manager.sees("Unsorted 2", f"{COLLEAGUE} changed “Call from", within=SOON)
        assert manager.cursor.startswith("Office rep")
