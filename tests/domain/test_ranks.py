"""Ranks: always room between two, order kept, and short where columns grow."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.ranks import between


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 1), max_size=80))
def test_insertions_anywhere_keep_the_order(places: list[float]) -> None:
    column: list[str] = []
    for place in places:
        _insert(column, round(place * len(column)))
    assert column == sorted(set(column))


def test_a_column_of_thousands_of_random_insertions_stays_short() -> None:
    column: list[str] = []
    chance = random.Random(7)
    for _ in range(5_000):
        _insert(column, chance.randrange(len(column) + 1))
    assert column == sorted(set(column))
    assert max(map(len, column)) < 16


def _insert(column: list[str], place: int) -> None:
    before = column[place - 1] if place else None
    after = column[place] if place < len(column) else None
    column.insert(place, between(before, after))


@pytest.mark.parametrize("add", [lambda rank: between(rank, None), lambda rank: between(None, rank)])
def test_ten_thousand_cards_at_one_end_keep_ranks_short(add: Callable[[str | None], str]) -> None:
    ranks = [add(None)]
    for _ in range(10_000):
        ranks.append(add(ranks[-1]))
    assert sorted(ranks) in (ranks, ranks[::-1])
    assert len(set(ranks)) == len(ranks)
    assert max(map(len, ranks)) <= 6


def test_cards_dropped_again_and_again_below_the_same_one_still_have_room() -> None:
    top = between(None, None)
    below = between(top, None)
    for _ in range(500):
        placed = between(top, below)
        assert top < placed < below
        below = placed
    assert len(below) < 120


@pytest.mark.parametrize(("before", "after"), [("a1", "a0"), ("a1", "a1")])
def test_no_rank_lies_between_neighbours_in_the_wrong_order(before: str, after: str) -> None:
    with pytest.raises(ValueError, match="no rank lies between"):
        between(before, after)
