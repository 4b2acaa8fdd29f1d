"""Tasks of a deal."""

from datetime import timedelta

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import DealId, TaskId, UserId
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard, GetColumn
from crm_tui.operations.deals import GetDeal
from crm_tui.operations.errors import InvalidValue, NotAllowed, NotFound
from crm_tui.operations.tasks import CompleteTask, PlanTask
from crm_tui.operations.values import TaskKind
from tests.storage.acts import deal, stage_named, still


async def test_a_task_is_the_callers_and_shows_on_the_card(store: Store, clock: FixedClock) -> None:
    made, due = await deal(store), clock.now() + timedelta(days=1)

    planned = await store.do(PlanTask(made.id, " call back ", due_at=due, kind=TaskKind.CALL))

    (task,) = planned.tasks
    assert (task.text, task.due_at, task.kind) == ("call back", due, TaskKind.CALL)
    assert task.assignee_id == (await store.ask(GetBoard())).me.id
    (card,) = (await store.ask(GetColumn((await stage_named(store, "Unsorted")).id))).cards
    assert card.next_task_at == due


async def test_the_card_shows_the_first_open_task(store: Store, clock: FixedClock) -> None:
    made, stage = await deal(store), await stage_named(store, "Unsorted")
    soon, later = clock.now() + timedelta(hours=1), clock.now() + timedelta(days=1)
    await store.do(PlanTask(made.id, "later", due_at=later))
    await store.do(PlanTask(made.id, "some day", assignee=None))
    first = next(task for task in (await store.do(PlanTask(made.id, "soon", due_at=soon))).tasks if task.text == "soon")

    done = await store.do(CompleteTask(first.id, "agreed"))

    assert [task.text for task in done.tasks if task.done_at is None] == ["later", "some day"]
    assert next(task for task in done.tasks if task.id == first.id).done_at == clock.now()
    assert (await store.ask(GetColumn(stage.id))).cards[0].next_task_at == later
    assert still(await store.do(CompleteTask(first.id, "again"))) == still(done)


async def test_tasks_that_are_refused(store: Store, reader: Store) -> None:
    made = await deal(store)

    with pytest.raises(InvalidValue):
        await store.do(PlanTask(made.id, "  "))
    with pytest.raises(NotFound):
        await store.do(PlanTask(DealId("f" * 32), "call"))
    with pytest.raises(NotFound):
        await store.do(PlanTask(made.id, "call", assignee=UserId("f" * 32)))
    with pytest.raises(NotFound):
        await store.do(CompleteTask(TaskId("f" * 32)))
    with pytest.raises(NotAllowed):
        await reader.do(PlanTask(made.id, "call"))

    assert still(await store.ask(GetDeal(made.id))) == still(made)
