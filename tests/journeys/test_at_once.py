"""Two work on one deal at the same moment: nothing is overwritten unseen, and nothing typed is lost."""

import pytest

from crm_tui.domain.ids import DealId
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.deals import CreateDeal, DealChanges, EditDeal, MoveDeal
from crm_tui.operations.presence import LookAt, WhoLooks
from tests.conftest import COLLEAGUE
from tests.journeys.conftest import Desk
from tests.journeys.driving import SMALL, Manager
from tests.journeys.wires import Wires

SOON = 1.0


async def move(store: Store, deal_id: DealId, stage: str) -> None:
    """The other manager moves a deal."""
    stages = (await store.ask(GetBoard())).pipeline.stages
    await store.do(MoveDeal(deal_id, next(one.id for one in stages if one.name == stage)))


def said(manager: Manager) -> bool:
    """Whether the board still remembers a toast."""
    return bool(getattr(manager.app.screen_stack[0], "_said"))  # noqa: B009 - the board keeps it to itself


async def collide(manager: Manager, colleague: Store) -> DealId:
    """Both change the title of the deal under the cursor; the manager's own saving comes second."""
    card = await manager.deal("Call from the site")
    await manager.press("enter")
    await manager.sees("Buyers › Unsorted")
    await manager.press("e", "end")
    await manager.type(" again")
    await colleague.do(EditDeal(card.id, DealChanges(title="Roof of the depot")))
    await manager.sees(f"{COLLEAGUE} changed “Call from", within=SOON)
    await manager.press("enter")
    await manager.sees(f"{COLLEAGUE} changed this meanwhile", "Mine", "Theirs", "Before", "Title")
    await manager.sees("Call from the site again", "Roof of the depot", f"{COLLEAGUE}, 09:00")
    assert (await manager.deal("Roof of the depot")).id == card.id
    return card.id


async def test_mine_is_kept_knowingly(morning: Store, colleague: Store, desk: Desk) -> None:
    async with desk() as manager:
        card = await collide(manager, colleague)
        await manager.press("ctrl+s")
        await manager.sees_no("Theirs")
        assert (await manager.deal("Call from the site again")).id == card
        await manager.press("escape")
        assert manager.cursor.startswith("Call from the si")


async def test_theirs_is_taken(morning: Store, colleague: Store, desk: Desk) -> None:
    async with desk(size=SMALL) as manager:
        card = await collide(manager, colleague)
        await manager.press("ctrl+t")
        await manager.sees("Roof of the depot")
        await manager.sees_no("Call from the site again", "Theirs")
        assert (await manager.deal("Roof of the depot")).id == card


async def test_one_goes_back_to_what_was_typed_and_saves_it_knowing(
    morning: Store, colleague: Store, desk: Desk
) -> None:
    async with desk() as manager:
        card = await collide(manager, colleague)
        await manager.press("enter")
        await manager.sees("Theirs")
        await manager.press("escape")
        await manager.sees_no("Theirs")
        await manager.sees("Call from the site again")
        await manager.type("!")
        await manager.press("enter")
        await manager.sees_no("Theirs")
        assert (await manager.deal("Call from the site again!")).id == card


async def test_a_third_change_is_asked_about_too(morning: Store, colleague: Store, desk: Desk) -> None:
    async with desk() as manager:
        card = await collide(manager, colleague)
        await colleague.do(EditDeal(card, DealChanges(title="Roof and walls")))
        await manager.press("ctrl+s")
        await manager.sees("Roof and walls", "Theirs")
        await manager.press("ctrl+s")
        assert (await manager.deal("Call from the site again")).id == card


async def test_a_move_over_a_colleagues_is_told_and_the_card_drawn_where_it_is(
    morning: Store, colleague: Store, desk: Desk
) -> None:
    wires: list[Wires] = []

    def over(store: Store) -> Store:
        wires.append(Wires(store))
        return wires[0]

    async with desk(over=over) as manager:
        card = await manager.deal("Call from the site")
        wires[0].hold()
        await move(colleague, card.id, "Contract")
        await manager.press("L")
        await manager.sees(f"{COLLEAGUE} moved this deal to “Contract” meanwhile", "Contract 1", "Unsorted 2")
        assert (await manager.deal("Call from the site")).stage == "Contract"
        wires[0].let_go()
        await manager.sees(f"{COLLEAGUE} changed “Call from", within=SOON)
        await manager.press("H")
        assert (await manager.deal("Call from the site")).stage == "Offer"


async def test_a_move_from_the_deals_own_screen_is_held_to_what_it_shows(
    morning: Store, colleague: Store, desk: Desk
) -> None:
    wires: list[Wires] = []

    def over(store: Store) -> Store:
        wires.append(Wires(store))
        return wires[0]

    async with desk(over=over) as manager:
        card = await manager.deal("Call from the site")
        await manager.press("enter")
        await manager.sees("Buyers › Unsorted")
        wires[0].hold()
        await move(colleague, card.id, "Contract")
        await manager.press("L")
        await manager.sees(f"{COLLEAGUE} moved this deal to “Contract” meanwhile", "Buyers › Contract")
        await manager.press("H")
        assert (await manager.deal("Call from the site")).stage == "Offer"


async def test_a_burst_of_changes_is_one_word_and_a_dialog_stays_as_it_is(
    morning: Store, colleague: Store, desk: Desk
) -> None:
    async with desk() as manager:
        card = await manager.deal("Call from the site")
        await manager.press("n")
        await manager.type("Barn of Ivan")
        for number in range(20):
            await colleague.do(EditDeal(card.id, DealChanges(title=f"Call {number}")))
            await colleague.do(CreateDeal(f"Other {number}"))
        await manager.sees("Call 19", "Unsorted 23", within=SOON)
        await manager.sees("Barn of Ivan")
        told = [notice.message for notice in manager.app._notifications]
        assert told == [f"{COLLEAGUE} changed “Call from the site”"]


async def test_on_the_deals_screen_only_its_own_deal_gets_a_word(morning: Store, colleague: Store, desk: Desk) -> None:
    async with desk() as manager:
        under_the_cursor, opened = await manager.deal("Call from the site"), await manager.deal("Warehouse")
        await manager.press("ctrl+k")
        await manager.type("Warehouse")
        await manager.press("enter")
        await manager.sees("Buyers › Unsorted")
        await colleague.do(EditDeal(under_the_cursor.id, DealChanges(comment="later")))
        await colleague.do(EditDeal(opened.id, DealChanges(comment="Rent or buy?")))
        await manager.sees("Rent or buy?", f"{COLLEAGUE} changed “Warehouse”", within=SOON)
        assert len(manager.app._notifications) == 1


async def test_who_else_looks_at_a_deal_is_shown(morning: Store, colleague: Store, desk: Desk) -> None:
    async with desk() as manager:
        card = await manager.deal("Call from the site")
        await colleague.do(LookAt(card.id))
        await manager.press("enter")
        await manager.sees(f"also here: {COLLEAGUE}")
        assert len(await colleague.ask(WhoLooks(card.id))) == 1
        await manager.press("right_square_bracket")
        await manager.sees_no("also here")
        assert await colleague.ask(WhoLooks(card.id)) == ()
        await manager.press("left_square_bracket")
        await manager.sees("also here")
        await manager.press("escape")
        await manager.sees("Unsorted 3")
        assert await colleague.ask(WhoLooks(card.id)) == ()
        await manager.press("enter")
        await manager.sees("also here")
        await manager.press("g", "b")
        await manager.sees("Unsorted 3")
        assert await colleague.ask(WhoLooks(card.id)) == ()


async def test_a_toast_that_has_gone_comes_again_with_the_next_change(
    morning: Store, colleague: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm_tui.screens.pipeline_follow._SAID_FOR", 0.01)
    async with desk() as manager:
        card = await manager.deal("Call from the site")
        for title in ("Call again", "Call once more"):
            await colleague.do(EditDeal(card.id, DealChanges(title=title)))
            await manager.sees(title[:12], within=5.0)
            await manager.until(lambda: not said(manager), "the toast forgotten")
        assert len([one for one in manager.app._notifications if COLLEAGUE in one.message]) == 2
