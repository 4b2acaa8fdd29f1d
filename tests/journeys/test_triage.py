"""Nine o'clock: what came in over night is read, moved on and put into order, by keys alone."""

from crm_tui.operations.base import Store
from crm_tui.operations.board import Board, GetBoard
from crm_tui.operations.deals import ListDeals
from crm_tui.operations.pipelines import CreatePipeline, ListPipelines, NewStage
from tests.journeys.conftest import Desk
from tests.journeys.driving import SMALL


async def test_the_board_greets_with_what_came_in(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        assert manager.cursor == "Call from the site"
        assert "Unsorted 3" in manager.screen
        assert "1,282,000 ₴" in manager.head
        assert "5 deals" in manager.head
        assert "L move" in manager.foot


async def test_a_call_is_read_and_moved_on(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("down", "enter")
        await manager.sees("Buyers › Unsorted", "Taras Melnyk", "067 123 45 67")
        await manager.press("escape", "L")
        assert manager.cursor.startswith("Office rep")
        assert "Moved to In work" in manager.foot
        assert await manager.column("In work") == ["Office repair", "Кровля цеха"]
        assert await manager.column("Unsorted") == ["Call from the site", "Warehouse"]


async def test_opening_a_deal_takes_its_unread_mark_away(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("enter")
        await manager.sees("Buyers › Unsorted")
        await manager.press("escape")
        assert not (await manager.deal("Call from the site")).unread


async def test_counters_and_sums_follow_each_move(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        assert "weighted 186,000 ₴" in manager.head
        await manager.press("down", "down", "3")
        await manager.sees("Unsorted 2", "Offer 2", "weighted 346,000 ₴")
        assert (await manager.totals("Offer")).deals == 2
        await manager.press("L")
        await manager.sees("Offer 1", "Contract 1", "weighted 442,000 ₴")
        await manager.press("H", "1")
        await manager.sees("Unsorted 3", "Offer 1", "weighted 186,000 ₴")


async def test_the_cursor_goes_with_the_deal(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        for stage in ("In work", "Offer", "Contract"):
            await manager.press("L")
            assert manager.cursor == "Call from the site"
            assert (await manager.column(stage))[0] == "Call from the site"
        await manager.press("2")
        assert manager.cursor == "Call from the site"
        assert (await manager.deal("Call from the site")).stage == "In work"


async def test_a_stage_that_is_not_there_is_said(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("H")
        assert "This is the first stage." in manager.foot
        await manager.press("9")
        assert "There is no stage 9 here." in manager.foot
        assert await manager.column("Unsorted") == ["Call from the site", "Office repair", "Warehouse"]


async def test_the_order_inside_a_stage_is_the_managers_own(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("J")
        assert await manager.column("Unsorted") == ["Office repair", "Call from the site", "Warehouse"]
        await manager.press("J")
        assert await manager.column("Unsorted") == ["Office repair", "Warehouse", "Call from the site"]
        assert manager.cursor == "Call from the site"
        await manager.press("K")
        assert await manager.column("Unsorted") == ["Office repair", "Call from the site", "Warehouse"]


async def test_the_order_survives_the_night(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("J")
    async with desk() as manager:
        assert manager.cursor.startswith("Office rep")


async def test_any_stage_of_any_pipeline(morning: Store, desk: Desk) -> None:
    await morning.do(CreatePipeline("Service", (NewStage("Repair"),)))
    async with desk() as manager:
        await manager.press("m")
        await manager.sees("Move to", "Service")
        await manager.type("repair")
        await manager.press("enter")
        await manager.sees_no("Call from the site")
        service = next(one for one in await manager.ask(ListPipelines()) if one.name == "Service")
        rows = (await manager.ask(ListDeals(pipeline_id=service.id))).rows
        assert [(row.title, row.stage) for row in rows] == [("Call from the site", "Repair")]


async def test_the_other_pipeline_is_two_keys_away(morning: Store, desk: Desk) -> None:
    await morning.do(CreatePipeline("Service", (NewStage("Repair"),)))
    async with desk() as manager:
        await manager.press("P")
        await manager.type("serv")
        await manager.press("enter")
        await manager.sees("Service ▾", "Repair 0", "No deals yet. Press n to add one.")


async def test_a_task_is_planned_in_plain_words(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("T")
        await manager.type("call back")
        await manager.press("enter")
        await manager.type("tomorrow 10:00")
        await manager.sees("Mon 23 Nov 2026, 10:00")
        await manager.press("ctrl+s")
        (task,) = (await manager.deal("Call from the site")).tasks
        assert task.text == "call back"
        assert task.due_at is not None
        assert task.due_at.isoformat() == "2026-11-23T10:00:00+00:00"


async def test_the_preview_follows_the_cursor(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("p")
        await manager.sees("No contact yet.")
        await manager.press("down")
        await manager.sees("067 123 45 67", "Last events")
        await manager.press("p")
        await manager.sees_no("Last events")


async def test_the_arrows_do_what_the_letters_do(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("shift+right", "shift+right")
        assert (await manager.deal("Call from the site")).stage == "Offer"
        await manager.press("shift+left", "shift+down")
        assert await manager.column("In work") == ["Кровля цеха", "Call from the site"]


async def test_a_small_terminal_names_what_is_off_the_screen(morning: Store, desk: Desk) -> None:
    async with desk(size=SMALL) as manager:
        await manager.sees("Contract · Won · Lost ›")
        await manager.press("right", "right", "right")
        await manager.sees("‹ Unsorted", "No deals")
        board: Board = await manager.ask(GetBoard())
        assert [one.deals for one in board.totals] == [3, 1, 1, 0, 0, 0]
