"""Saved views."""

from datetime import date

import pytest

from crm_tui.domain.ids import TagId, ViewId
from crm_tui.operations.base import Store
from crm_tui.operations.errors import InvalidValue, NotFound
from crm_tui.operations.filters import DealFilter, Sort
from crm_tui.operations.views import DeleteView, ListViews, SaveView

HOT = DealFilter(text="дах", tags_any=(TagId("a" * 32),), amount_from=5, created_from=date(2026, 1, 2), nobody=True)


async def test_a_view_comes_back_as_it_was_saved(store: Store) -> None:
    saved = await store.do(SaveView(" Hot  ones ", HOT, Sort.AMOUNT, columns=("amount", "tags"), as_table=True))

    assert (saved.name, saved.filter, saved.sort) == ("Hot ones", HOT, Sort.AMOUNT)
    assert (saved.columns, saved.as_table, saved.shared) == (("amount", "tags"), True, False)
    assert await store.ask(ListViews()) == (saved,)


async def test_a_view_of_the_same_name_is_replaced(store: Store) -> None:
    first = await store.do(SaveView("Hot", HOT))
    second = await store.do(SaveView("Hot", sort=Sort.TITLE))

    assert (second.id, second.filter) == (first.id, DealFilter())
    assert await store.ask(ListViews()) == (second,)


async def test_my_views_are_mine_and_shared_ones_are_everybodys(store: Store, manager: Store, reader: Store) -> None:
    await store.do(SaveView("mine"))
    shared = await store.do(SaveView("ours", shared=True))
    own = await reader.do(SaveView("readers own"))

    assert await manager.ask(ListViews()) == (shared,)
    assert [view.name for view in await reader.ask(ListViews())] == ["ours", own.name]


async def test_a_deleted_view_is_gone(store: Store) -> None:
    saved = await store.do(SaveView("Hot"))

    await store.do(DeleteView(saved.id))

    assert await store.ask(ListViews()) == ()
    with pytest.raises(NotFound):
        await store.do(DeleteView(saved.id))


async def test_views_that_are_refused(store: Store, manager: Store) -> None:
    shared = await store.do(SaveView("ours", shared=True))

    with pytest.raises(InvalidValue):
        await store.do(SaveView(" "))
    with pytest.raises(NotFound):
        await store.do(DeleteView(ViewId("f" * 32)))
    with pytest.raises(NotFound):
        await manager.do(DeleteView(shared.id))

    assert await store.ask(ListViews()) == (shared,)
