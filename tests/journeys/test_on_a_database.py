"""The same morning on a database that a team shares: worked through by keys, and others' work seen within a second."""

import pytest

from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.deals import CreateDeal, MoveDeal
from tests.conftest import COLLEAGUE
from tests.journeys.conftest import Desk

SOON = 1.0
pytestmark = pytest.mark.parametrize("where", ["postgres"], indirect=True)


async def test_a_deal_is_made_found_moved_and_moved_back(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("n")
        await manager.type("Ivan Petrov +380 67 123-45-67 50000 #vip")
        await manager.press("enter")
        await manager.sees("Unsorted 4", "Ivan Petrov")
        await manager.press("L")
        await manager.sees("In work 2", "Unsorted 3")
        assert (await manager.deal("Ivan Petrov")).stage == "In work"
        await manager.press("u")
        await manager.sees("In work 1", "Unsorted 4")
        await manager.press("slash")
        await manager.type("petrov")
        await manager.sees("1 deal ")


async def test_what_a_colleague_does_is_seen_within_a_second(morning: Store, colleague: Store, desk: Desk) -> None:
    stages = {stage.name: stage.id for stage in (await colleague.ask(GetBoard())).pipeline.stages}
    async with desk() as manager:
        card = await manager.deal("Call from the site")
        await colleague.do(MoveDeal(card.id, stages["Contract"]))
        await manager.sees("Contract 1", "Unsorted 2", f"{COLLEAGUE} changed “Call from", within=SOON)
        assert manager.cursor == "Call from the site"
        await colleague.do(CreateDeal("Bathroom"))
        await manager.sees("Bathroom", "Unsorted 3", within=SOON)
