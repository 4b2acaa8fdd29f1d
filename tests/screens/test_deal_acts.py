"""What keys do to the deal on its own screen: moved on, tagged, given away, lost, its tasks, undo."""

from datetime import timedelta

from textual.widgets import Input, Static

from crm_tui.domain.ids import DealId, TaskId
from crm_tui.operations.deals import BulkAct, ChangeDeals, DealChanges, EditDeal, MoveDeal
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.tasks import CompleteTask, PlanTask
from crm_tui.operations.values import TaskInfo, TaskKind
from crm_tui.screens.dialogs.stage_form import StageFormDialog
from tests.screens.deal_shown import showing
from tests.screens.fakes import BUYERS, IN_WORK, LOST, NOW, OFFER, OLEG, PRICE, REPEAT, UNSORTED, WON, FakeStore, deal


async def test_the_next_stage_asks_for_what_it_needs_and_moves() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("L")
        assert isinstance(deal_screen.front, StageFormDialog)
        await deal_screen.press(*"500", "enter")
        assert deal_screen.store.cards["d-1"].stage_id == OFFER.id
        assert deal_screen.head.startswith(" Buyers › Offer ")
        assert deal_screen.host.said == ["Moved to Offer · u undo"]


async def test_leaving_the_form_leaves_the_deal_where_it_is() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("4", "escape")
        assert deal_screen.store.cards["d-1"].stage_id == IN_WORK.id
        assert deal_screen.store.done == []
        assert WON.id == BUYERS.stages[3].id


async def test_a_form_that_the_store_refuses_comes_back_with_what_was_typed() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("L", *"500")
        deal_screen.store.refusal = InvalidValue("amount", "too much")
        await deal_screen.press("enter")
        assert isinstance(deal_screen.front, StageFormDialog)
        assert deal_screen.front.query_one(Input).value == "500"
        assert "too much" in str(deal_screen.front.query_one(".form-fault", Static).content)
        await deal_screen.press("enter")
        assert deal_screen.store.cards["d-1"].stage_id == OFFER.id


async def test_stages_by_number_and_back() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("1")
        assert deal_screen.store.cards["d-1"].stage_id == UNSORTED.id
        await deal_screen.press("H")
        assert len(deal_screen.store.done) == 1
        await deal_screen.press("9")
        assert deal_screen.host.said[-1] == "There is no stage 9 here."


async def test_any_stage_of_any_pipeline() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("m", *"repeat", "enter")
        assert deal_screen.store.done == [MoveDeal(DealId("d-1"), REPEAT.id, seen=1)]


async def test_losing_asks_why() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("x", "enter")
        lost = MoveDeal(DealId("d-1"), LOST.id, None, DealChanges(lost_reason=PRICE.id), seen=1)
        assert deal_screen.store.done == [lost]
        assert deal_screen.screen.actions.last == BulkAct(move_to=LOST.id, fill=DealChanges(lost_reason=PRICE.id))


async def test_tags_responsible_and_task() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("t", "down", "space", "enter")
        await deal_screen.press("a", *"ole", "enter")
        await deal_screen.press("T", *"call", "enter", *"+1d", "ctrl+s")
        tagged, assigned, planned = deal_screen.store.done
        assert tagged == ChangeDeals((DealId("d-1"),), BulkAct(add_tags=("офис",)))
        assert assigned == EditDeal(DealId("d-1"), DealChanges(responsible=OLEG.id), seen=1)
        assert isinstance(planned, PlanTask)
        assert planned.text == "call"
        assert "call" in deal_screen.happened


async def test_the_task_that_is_due_first_is_completed() -> None:
    later = TaskInfo(TaskId("k1"), TaskKind.CALL, "later", NOW + timedelta(days=1), None)
    sooner = TaskInfo(TaskId("k2"), TaskKind.CALL, "sooner", NOW + timedelta(hours=1), None)
    async with showing(FakeStore({"d-1": deal(tasks=(later, sooner))})) as deal_screen:
        await deal_screen.press("d")
        assert deal_screen.store.done == [CompleteTask(TaskId("k2"))]
        assert deal_screen.host.said == ["Task done: sooner · u undo"]
        assert "sooner" not in deal_screen.happened


async def test_no_task_to_complete_is_said() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("d")
        assert deal_screen.store.done == []
        assert deal_screen.host.said == ["No task is open here; T plans one."]


async def test_enter_on_the_responsible_opens_the_list() -> None:
    async with showing() as deal_screen:
        deal_screen.field("responsible").focus()
        await deal_screen.press("enter", *"ole", "enter")
        assert deal_screen.store.cards["d-1"].responsible == OLEG.id


async def test_undo_and_redo_say_what_they_did() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("u")
        assert len(deal_screen.host.failures) == 1
        await deal_screen.press("1", "u", "U")
        assert "Undone: the move “Ремонт офиса 1”" in deal_screen.host.said[1]
        assert deal_screen.store.done[1:] == [Undo(), Redo()]
