"""Every order, window by window, forwards and backwards, equals the whole list sorted."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.operations.base import Store
from crm_tui.operations.board import BoardCard, Edge, GetColumn, PlaceInColumn
from crm_tui.operations.deals import DealChanges, EditDeal, ListDeals
from crm_tui.operations.filters import DealFilter, Sort
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from tests.storage.acts import stage_named
from tests.storage.kinds import on_both

pytestmark = on_both

COUNT = 300
DESCENDING = {Sort.NEWEST, Sort.AMOUNT, Sort.TOUCHED}


async def fill(store: Store, clock: FixedClock) -> None:
    """Deals with many equal titles, amounts, and times of making and of touching."""
    chance = random.Random(7)
    drafts = [
        Draft(
            number,
            title=f"{chance.choice('абвABC')} {chance.randrange(40)}",
            amount=chance.choice(["", "0", "5", "-3", "1000"]),
            created_at=(clock.now() - timedelta(days=chance.randrange(30))).isoformat(),
        )
        for number in range(COUNT)
    ]
    await store.do(ImportRecords(RecordKind.DEALS, drafts))
    rows = (await store.ask(ListDeals(limit=COUNT))).rows
    for day in range(1, 11):
        clock.set(clock.now() + timedelta(hours=1))
        await store.do(EditDeal(chance.choice(rows).id, DealChanges(comment=str(day))))


def key_of(sort: Sort) -> Callable[[BoardCard], Any]:
    """What a card is ordered by; where cards are equal, their ids decide."""
    match sort:
        case Sort.AMOUNT:
            return lambda card: (-1 if card.amount is None else card.amount.minor, card.id)
        case Sort.TITLE:
            return lambda card: (card.title.encode(), card.id)
        case Sort.TOUCHED | Sort.ROTTING:
            return lambda card: (card.touched_at, card.id)
        case _:
            return lambda card: (card.sort_key, card.id)


async def test_windows_of_every_order_equal_the_whole(store: Store, clock: FixedClock) -> None:
    await fill(store, clock)
    stage = (await stage_named(store, "Unsorted")).id
    for sort in Sort:
        whole = list((await store.ask(GetColumn(stage, limit=500, sort=sort))).cards)
        assert len(whole) == COUNT
        assert whole == sorted(whole, key=key_of(sort), reverse=sort in DESCENDING), sort
        assert await walked(store, GetColumn(stage, limit=37, sort=sort)) == whole, sort
        assert await walked(store, GetColumn(stage, limit=64, sort=sort, backwards=True)) == whole, sort


async def walked(store: Store, query: GetColumn) -> list[BoardCard]:
    """A whole column, window after window, in its order."""
    cards: list[BoardCard] = []
    edge: Edge | None = None
    for _ in range(COUNT):
        window = await store.ask(
            GetColumn(query.stage_id, edge, query.backwards, query.limit, query.filter, query.sort)
        )
        cards = [*window.cards, *cards] if query.backwards else [*cards, *window.cards]
        if window.complete:
            break
        beside = window.cards[0] if query.backwards else window.cards[-1]
        edge = Edge(beside.sort_key, beside.id)
    return cards


@pytest.mark.parametrize("sort", [Sort.RANK, Sort.AMOUNT, Sort.TITLE])
async def test_a_cards_place_is_the_count_of_those_in_front(store: Store, clock: FixedClock, sort: Sort) -> None:
    await fill(store, clock)
    stage, wanted = (await stage_named(store, "Unsorted")).id, DealFilter(amount_from=0)
    whole = (await store.ask(GetColumn(stage, limit=500, sort=sort, filter=wanted))).cards

    for place in (0, 1, len(whole) // 2, len(whole) - 1):
        assert await store.ask(PlaceInColumn(whole[place].id, wanted, sort)) == place


async def test_pages_of_a_list_equal_the_whole(store: Store, clock: FixedClock) -> None:
    await fill(store, clock)
    for sort in Sort:
        whole = (await store.ask(ListDeals(limit=COUNT, sort=sort))).rows
        first = (await store.ask(ListDeals(limit=130, sort=sort))).rows
        rest = await store.ask(ListDeals(sort=sort, after=(first[-1].sort_key, first[-1].id), limit=COUNT))
        assert len(whole) == COUNT
        assert first + rest.rows == whole, sort
        assert rest.complete
