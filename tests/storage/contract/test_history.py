"""Undo and redo, as the door offers them."""

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.operations.base import Store
from crm_tui.operations.deals import DealChanges, EditDeal, GetDeal, MarkRead
from crm_tui.operations.errors import NotFound, NothingToRedo, NothingToUndo, UndoRefused
from crm_tui.operations.history import GetUndoState, ListChanges, Redo, Undo
from tests.storage.acts import deal


async def test_nothing_to_take_back_in_a_fresh_store(store: Store) -> None:
    state = await store.ask(GetUndoState())

    assert (state.undo, state.redo) == (None, None)
    with pytest.raises(NothingToUndo):
        await store.do(Undo())
    with pytest.raises(NothingToRedo):
        await store.do(Redo())


async def test_back_and_forward(store: Store) -> None:
    made = await deal(store, "Roof")
    await store.do(EditDeal(made.id, DealChanges(title="Door")))

    state = await store.ask(GetUndoState())
    assert state.undo is not None
    assert (state.undo.operation, state.undo.subjects, state.undo.title) == ("EditDeal", (made.id,), "Door")

    assert await store.do(Undo()) == state.undo
    assert (await store.ask(GetDeal(made.id))).title == "Roof"
    assert (await store.ask(GetUndoState())).redo == state.undo
    await store.do(Undo())
    with pytest.raises(NotFound):
        await store.ask(GetDeal(made.id))
    await store.do(Redo())
    await store.do(Redo())
    assert (await store.ask(GetDeal(made.id))).title == "Door"


async def test_a_read_mark_is_no_step(store: Store) -> None:
    made = await deal(store)
    await store.do(MarkRead(made.id, unread=True))

    assert (await store.do(Undo())).operation == "CreateDeal"


async def test_each_takes_back_what_is_theirs(store: Store, manager: Store) -> None:
    mine, theirs = await deal(store, "mine"), await deal(manager, "theirs")

    assert (await store.do(Undo())).subjects == (mine.id,)
    assert (await store.ask(GetDeal(theirs.id))).title == "theirs"


async def test_undo_over_anothers_change_is_refused_with_who_and_when(
    store: Store, manager: Store, clock: FixedClock
) -> None:
    made = await deal(store, "Roof")
    await store.do(EditDeal(made.id, DealChanges(title="Door")))
    await manager.do(EditDeal(made.id, DealChanges(title="Window")))

    with pytest.raises(UndoRefused, match=r"Ivan Petrenko.*22\.11\.2026 09:00"):
        await store.do(Undo())

    assert (await store.ask(GetDeal(made.id))).title == "Window"


async def test_what_was_written_is_listed_after_a_sequence(store: Store, manager: Store) -> None:
    before = (await store.ask(ListChanges(limit=0))).head
    mine = await deal(store, "mine")
    theirs = await deal(manager, "theirs")

    found = await store.ask(ListChanges(before))

    assert [(change.operation, change.mine) for change in found.changes] == [
        ("CreateDeal", True),
        ("CreateDeal", False),
    ]
    assert [change.subjects for change in found.changes] == [frozenset([str(made.id)]) for made in (mine, theirs)]
    assert [change.seq for change in found.changes] == [mine.seq, theirs.seq]
    assert found.head == theirs.seq
    assert [change.seq for change in (await store.ask(ListChanges(before, limit=1))).changes] == [mine.seq]
    assert (await store.ask(ListChanges(found.head, limit=1_000))).changes == ()
