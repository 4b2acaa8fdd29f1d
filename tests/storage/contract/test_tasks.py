"""Tasks on cards."""

from datetime import timedelta

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import RecordId, TaskId, UserId
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard, GetColumn
from crm_tui.operations.contacts import CreateContact
from crm_tui.operations.deals import GetDeal
from crm_tui.operations.errors import InvalidValue, NotAllowed, NotFound
from crm_tui.operations.history import Undo
from crm_tui.operations.tasks import CompleteTask, DeleteTask, EditTask, ListTasks, PlanTask, ReopenTask
from crm_tui.operations.values import TaskKind
from tests.storage.acts import deal, stage_named


async def test_a_task_is_the_callers_and_shows_on_the_card(store: Store, clock: FixedClock) -> None:
    made, due = await deal(store), clock.now() + timedelta(days=1)

    task = await store.do(PlanTask(RecordId(made.id), " call back ", due_at=due, kind=TaskKind.CALL))

    assert (task.text, task.due_at, task.kind) == ("call back", due, TaskKind.CALL)
    assert task.assignee_id == (await store.ask(GetBoard())).me.id
    assert (await store.ask(GetDeal(made.id))).tasks == (task,)
    (card,) = (await store.ask(GetColumn((await stage_named(store, "Unsorted")).id))).cards
    assert card.next_task_at == due


async def test_the_card_shows_the_first_open_task(store: Store, clock: FixedClock) -> None:
    made, stage = await deal(store), await stage_named(store, "Unsorted")
    soon, later = clock.now() + timedelta(hours=1), clock.now() + timedelta(days=1)
    await store.do(PlanTask(RecordId(made.id), "later", due_at=later))
    await store.do(PlanTask(RecordId(made.id), "some day", assignee=None))
    first = await store.do(PlanTask(RecordId(made.id), "soon", due_at=soon))

    done = await store.do(CompleteTask(first.id, "agreed"))

    assert done.done_at == clock.now()
    open_ones = [task.text for task in (await store.ask(GetDeal(made.id))).tasks if task.done_at is None]
    assert open_ones == ["later", "some day"]
    assert (await store.ask(GetColumn(stage.id))).cards[0].next_task_at == later
    assert await store.do(CompleteTask(first.id, "again")) == done


async def test_a_task_is_changed_opened_again_and_taken_away(store: Store, clock: FixedClock) -> None:
    made = await deal(store)
    task = await store.do(PlanTask(RecordId(made.id), "call", due_at=clock.now()))
    due = clock.now() + timedelta(days=3)

    edited = await store.do(EditTask(task.id, text="write", due_at=due, kind=TaskKind.LETTER, assignee=None))
    assert (edited.text, edited.due_at, edited.kind, edited.assignee_id) == ("write", due, TaskKind.LETTER, None)
    assert await store.do(EditTask(task.id)) == edited

    await store.do(CompleteTask(task.id))
    assert (await store.do(ReopenTask(task.id))).done_at is None
    await store.do(DeleteTask(task.id))
    assert (await store.ask(GetDeal(made.id))).tasks == ()
    await store.do(Undo())
    assert (await store.ask(GetDeal(made.id))).tasks == (edited,)


async def test_a_contact_has_tasks_too(store: Store, clock: FixedClock) -> None:
    contact = await store.do(CreateContact("Ivan"))
    made = await deal(store, "Roof")
    later = await store.do(PlanTask(RecordId(contact.id), "congratulate", due_at=clock.now() + timedelta(days=2)))
    sooner = await store.do(PlanTask(RecordId(made.id), "call", due_at=clock.now()))
    me = (await store.ask(GetBoard())).me

    rows = await store.ask(ListTasks(assignee=me.id))

    assert [(row.task, row.entity, row.title, row.assignee) for row in rows] == [
        (sooner, "deal", "Roof", me.name),
        (later, "contact", "Ivan", me.name),
    ]
    assert [row.task for row in await store.ask(ListTasks(subject_id=RecordId(contact.id)))] == [later]
    assert [row.task for row in await store.ask(ListTasks(due_before=clock.now() + timedelta(days=1)))] == [sooner]


async def test_tasks_that_are_refused(store: Store, reader: Store) -> None:
    made, nobody = RecordId((await deal(store)).id), TaskId("f" * 32)

    with pytest.raises(InvalidValue):
        await store.do(PlanTask(made, "  "))
    with pytest.raises(NotFound):
        await store.do(PlanTask(RecordId("f" * 32), "call"))
    with pytest.raises(NotFound):
        await store.do(PlanTask(made, "call", assignee=UserId("f" * 32)))
    for command in (CompleteTask(nobody), EditTask(nobody), ReopenTask(nobody)):
        with pytest.raises(NotFound):
            await store.do(command)
    with pytest.raises(NotFound):
        await store.do(DeleteTask(nobody))
    with pytest.raises(NotAllowed):
        await reader.do(PlanTask(made, "call"))
