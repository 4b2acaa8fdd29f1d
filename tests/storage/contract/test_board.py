"""The board's questions."""

from typing import Any

import pytest

from crm_tui.domain.ids import DealId, PipelineId
from crm_tui.domain.money import Money
from crm_tui.domain.stages import StageKind
from crm_tui.operations.base import Query, Store
from crm_tui.operations.board import CountColumns, Edge, GetBoard, GetCards, GetColumn, PlaceInColumn
from crm_tui.operations.contacts import ListContacts
from crm_tui.operations.deals import GetHistory, ListDeals
from crm_tui.operations.directory import Find
from crm_tui.operations.errors import InvalidValue, NotFound
from crm_tui.operations.filters import DealFilter, Sort
from crm_tui.operations.history import ListChanges
from tests.storage.acts import column, deal, person, stage_named, titles


async def test_a_fresh_board_has_six_empty_stages(store: Store) -> None:
    board = await store.ask(GetBoard())

    kinds = [stage.kind for stage in board.pipeline.stages]
    assert kinds == [StageKind.UNSORTED, *[StageKind.OPEN] * 3, StageKind.WON, StageKind.LOST]
    assert board.pipeline.is_default
    assert [total.deals for total in board.totals] == [0] * 6
    assert board.me in board.users


async def test_an_unknown_pipeline_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        await store.ask(GetBoard(PipelineId("f" * 32)))


async def test_totals_count_deals_and_sum_money(store: Store) -> None:
    await deal(store, amount="100,50")
    await deal(store, amount="200")
    unsorted = await stage_named(store, "Unsorted")

    (total,) = [one for one in (await store.ask(GetBoard())).totals if one.stage_id == unsorted.id]

    assert (total.deals, total.sums, total.capped) == (2, (Money(30050, "UAH"),), False)


async def test_a_column_shows_new_deals_on_top(store: Store) -> None:
    for title in ("first", "second", "third"):
        await deal(store, title)

    assert await titles(store) == ["third", "second", "first"]


async def test_windows_follow_one_another_and_go_back(store: Store) -> None:
    for number in range(5):
        await deal(store, f"deal {number}")
    stage, whole = await stage_named(store, "Unsorted"), await column(store)

    first = await store.ask(GetColumn(stage.id, limit=2))
    edge = Edge(first.cards[-1].sort_key, first.cards[-1].id)
    rest = await store.ask(GetColumn(stage.id, edge=edge, limit=9))
    back = await store.ask(GetColumn(stage.id, edge=edge, backwards=True, limit=9))

    assert [card.id for card in first.cards + rest.cards] == whole
    assert (first.complete, rest.complete, back.complete) == (False, True, True)
    assert [card.id for card in back.cards] == whole[:1]


async def test_a_card_tells_who_how_much_and_which_tags(store: Store) -> None:
    made = await deal(store, "Roof", amount="7000", contact=person("Марія"), tags=("#hot",))
    stage = await stage_named(store, "Unsorted")

    (card,) = (await store.ask(GetColumn(stage.id))).cards

    assert (card.title, card.amount, card.contact) == ("Roof", Money(700000, "UAH"), "Марія")
    assert card.tags == tuple(tag.id for tag in made.tags)
    assert card.responsible == made.responsible


async def test_a_filtered_column_holds_what_the_filter_lets_through(store: Store) -> None:
    await deal(store, "Roof", amount="10")
    wanted = await deal(store, "Roof of a barn", amount="900")
    stage = await stage_named(store, "Unsorted")

    window = await store.ask(GetColumn(stage.id, filter=DealFilter(text="roof", amount_from=50_000)))

    assert [card.id for card in window.cards] == [wanted.id]


async def test_filtered_totals_count_what_the_filter_lets_through(store: Store) -> None:
    await deal(store, "Roof", amount="10")
    await deal(store, "Door", amount="900")
    board = await store.ask(GetBoard())

    totals = await store.ask(CountColumns(board.pipeline.id, filter=DealFilter(text="door")))

    assert [total.deals for total in totals] == [1, 0, 0, 0, 0, 0]
    assert totals[0].sums == (Money(90_000, "UAH"),)
    assert (await store.ask(CountColumns(board.pipeline.id)))[0].deals == 2


async def test_a_deals_place_in_its_column(store: Store) -> None:
    made = [await deal(store, f"deal {number}") for number in range(4)]

    assert await store.ask(PlaceInColumn(made[0].id)) == 3
    assert await store.ask(PlaceInColumn(made[3].id)) == 0
    assert await store.ask(PlaceInColumn(made[0].id, sort=Sort.TITLE)) == 0
    assert await store.ask(PlaceInColumn(made[0].id, bound=2)) is None
    assert await store.ask(PlaceInColumn(made[0].id, filter=DealFilter(text="nothing like it"))) is None


async def test_cards_by_their_ids_with_their_places(store: Store) -> None:
    below, above = await deal(store, "below"), await deal(store, "above")
    stage = await stage_named(store, "Unsorted")

    placed = await store.ask(GetCards((below.id, DealId("f" * 32), above.id)))

    assert [(one.card.title, one.stage_id, one.after) for one in placed] == [
        ("below", stage.id, above.id),
        ("above", stage.id, None),
    ]
    assert [one.card for one in placed][::-1] == list((await store.ask(GetColumn(stage.id))).cards)


@pytest.mark.parametrize("limit", [0, -1, 501, 10**9, 2**70])
async def test_no_window_is_endless(store: Store, limit: int) -> None:
    unsorted = await stage_named(store, "Unsorted")
    queries: tuple[Query[Any], ...] = (
        GetColumn(unsorted.id, limit=limit),
        GetColumn(unsorted.id, limit=limit, filter=DealFilter(text="roof")),
        ListDeals(limit=limit * 20),
        ListContacts(limit=limit * 20),
        Find("roof", limit),
        GetHistory(unsorted.id, limit=limit),
        ListChanges(limit=limit * 2 - 1),
    )
    for query in queries:
        with pytest.raises(InvalidValue) as refused:
            await store.ask(query)
        assert refused.value.field == "limit"
        assert refused.value.reason
