"""The review of duplicates: by keys alone, on a made-up base, at 80×24 and at 40×20."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from crm_tui.domain.ids import ContactId
from crm_tui.operations.errors import NotFound, StoreLocked
from crm_tui.operations.matching import MergeContacts, NotDuplicates, ScanDuplicates
from crm_tui.screens.deal_actions import DealActions
from crm_tui.screens.duplicates import DuplicatesScreen
from crm_tui.widgets.buyer.pair_view import PairView
from tests.screens.duplicates import BEST, LAST, NEXT, WEAK, DuplicatesStore
from tests.screens.fakes import CLOCK
from tests.screens.settled import Host, settle

WIDE, SIZES = (120, 40), [(80, 24), (40, 20)]


class Review:
    """Somebody at the review: keys go in, the screen comes out."""

    def __init__(self, pilot: Pilot[None], store: DuplicatesStore, refusal: Callable[[str], str | None]) -> None:
        assert isinstance(pilot.app, Host)
        self.pilot, self.store, self.host = pilot, store, pilot.app
        self.opened: list[ContactId] = []
        actions = DealActions(self.host, store, clock=CLOCK, region="RU")
        self.view = DuplicatesScreen(store, actions, self._open, refusal=refusal)

    async def _open(self, contact_id: ContactId) -> None:
        self.opened.append(contact_id)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        lines = self.host.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip().replace("\u00a0", " ") for strip in lines)

    @property
    def said(self) -> str:
        """What was told last."""
        return self.host.said[-1]

    @property
    def decided(self) -> list[object]:
        """What was done but looking through the base."""
        return [one for one in self.store.done if not isinstance(one, ScanDuplicates)]


@asynccontextmanager
async def reviewing(
    store: DuplicatesStore | None = None,
    size: tuple[int, int] = WIDE,
    refusal: Callable[[str], str | None] = lambda _action: None,
) -> AsyncIterator[Review]:
    async with Host().run_test(size=size) as pilot:
        here = Review(pilot, store or DuplicatesStore(), refusal)
        here.host.push_screen(here.view)
        await settle(pilot)
        yield here


async def test_the_best_pair_comes_first_with_its_reasons_and_what_differs() -> None:
    async with reviewing() as here:
        assert "Duplicates › 1 of 3" in here.screen
        assert "same  ▇▇▇▇▇▇▇▇ 41" in here.screen
        assert "same phone · Саша is short for Александр · another town" in here.screen
        assert "● Иванов Иван Петрович" in here.screen
        assert "Обувь" in here.screen
        assert "+7 916 123-45-01" in here.screen
        assert "+7 916 123-45-02" in here.screen


@pytest.mark.parametrize("size", SIZES)
async def test_enter_merges_and_the_next_pair_is_there(size: tuple[int, int]) -> None:
    async with reviewing(size=size) as here:
        await here.press("enter")
        assert here.decided == [MergeContacts(BEST.first.id, BEST.second.id, ("city",))]
        assert here.said == "Merged into “Иванов Иван 1” · u undo"
        assert "Иванов Иван 3" in here.screen


@pytest.mark.parametrize("size", SIZES)
async def test_space_and_arrows_say_whose_value_stays(size: tuple[int, int]) -> None:
    async with reviewing(size=size) as here:
        await here.press("space", "down", "left", "down", "right", "right", "enter")
        assert here.decided == [MergeContacts(BEST.first.id, BEST.second.id, ("name", "custom.f-1"))]


async def test_x_keeps_them_apart() -> None:
    async with reviewing() as here:
        await here.press("x")
        assert here.decided == [NotDuplicates(BEST.first.id, BEST.second.id)]
        assert "Иванов Иван 3" in here.screen


async def test_a_skipped_pair_does_not_come_again_until_everything_is_read_anew() -> None:
    async with reviewing() as here:
        await here.press("s", "s", "s")
        assert "No more pairs; r brings back those that you skipped." in here.screen
        assert here.decided == []
        await here.press("r")
        assert "Иванов Иван 1" in here.screen


async def test_n_and_shift_n_go_round() -> None:
    async with reviewing() as here:
        await here.press("N")
        assert "3 of 3" in here.screen
        await here.press("n")
        assert "Иванов Иван 1" in here.screen


async def test_undo_brings_the_pair_back() -> None:
    async with reviewing() as here:
        await here.press("enter", "u")
        assert here.said.startswith("Undone: the merge")
        assert "1 of 3" in here.screen
        assert "Иванов Иван 1" in here.screen


async def test_a_pair_that_a_colleague_has_decided_is_left() -> None:
    async with reviewing() as here:
        here.store.refusal = NotFound("contact", "Иванов")
        here.store.pairs.remove(BEST)
        await here.press("enter")
        assert "Иванов Иван 3" in here.screen
        assert [type(one) for one in here.host.failures] == [NotFound]


async def test_a_store_that_is_lost_loses_no_choice() -> None:
    async with reviewing() as here:
        await here.press("space")
        here.store.refusal = StoreLocked("deals.db")
        await here.press("enter")
        assert here.decided == []
        assert here.view.query_one(PairView).taken == ("name", "city")


async def test_the_base_is_looked_through_and_what_was_found_comes_up() -> None:
    async with reviewing(DuplicatesStore(pairs=[], hidden=[LAST, BEST, WEAK])) as here:
        assert "All contacts looked through: 7" in here.screen
        assert "3 pairs found" in here.screen
        assert "Duplicates › 2 of 2" in here.screen
        assert "Иванов Иван 5" in here.screen


async def test_esc_stops_looking_and_shift_r_goes_on_where_it_was() -> None:
    store = DuplicatesStore(pairs=[], hidden=[BEST, NEXT, LAST])
    async with reviewing(DuplicatesStore()) as here:
        here.view._store = here.store = store
        store.step = here.view.stop
        here.view.begin()
        await settle(here.pilot)
        assert "Looked through 5 of 7, R goes on" in here.screen
        store.step = None
        await here.press("R")
        assert "All contacts looked through: 7" in here.screen


async def test_shift_r_begins_afresh_where_nothing_is_left() -> None:
    async with reviewing() as here:
        await here.press("R")
        assert [one for one in here.store.done if isinstance(one, ScanDuplicates)] == [ScanDuplicates(2_000, True)]


async def test_m_shows_those_that_only_may_be() -> None:
    async with reviewing(DuplicatesStore(pairs=[WEAK])) as here:
        assert "m shows pairs that only may be" in here.screen
        await here.press("m")
        assert "Иванов Иван 7" in here.screen
        await here.press("m")
        assert "Иванов Иван 7" not in here.screen


async def test_both_cards_are_at_hand() -> None:
    async with reviewing() as here:
        await here.press("o", "O")
        assert here.opened == [BEST.first.id, BEST.second.id]


async def test_a_list_that_was_not_read_is_no_empty_list() -> None:
    store = DuplicatesStore(failure=StoreLocked("deals.db"))
    async with reviewing(store) as here:
        assert "deals.db" in here.screen
        assert "No duplicates" not in here.screen
        await here.press("r")
        assert "Иванов Иван 1" in here.screen


async def test_esc_leaves() -> None:
    async with reviewing() as here:
        await here.press("escape")
        assert here.host.screen is not here.view


async def test_who_may_only_read_is_told_whom_to_ask() -> None:
    def refusal(action: str) -> str | None:
        return "ask Анна" if action in ("decide", "look_through") else None

    async with reviewing(DuplicatesStore(pairs=[BEST], hidden=[NEXT]), refusal=refusal) as here:
        await here.press("enter", "x")
        assert here.store.done == []
        assert here.view.why_disabled("merge") == "ask Анна"
