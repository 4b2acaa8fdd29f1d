"""What the board and the deal's screen share: acts on one deal and on many, told, and done again by "."."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Static
from textual.worker import Worker

from crm_tui.domain.ids import DealId
from crm_tui.operations.deals import BulkAct, ChangeDeals, DealChanges, EditDeal, MoveDeal
from crm_tui.operations.errors import CrmError, NotAllowed, NotFound
from crm_tui.operations.tasks import PlanTask
from crm_tui.screens.deal_actions import DealActions, Done
from crm_tui.screens.dialogs.bulk_preview import BulkPreviewDialog
from tests.screens.fakes import CLOCK, LOST, OFFER, OLEG, PRICE, UNSORTED, FakeStore, deal

ONE = (DealId("d-1"),)
THREE = (DealId("d-1"), DealId("d-2"), DealId("d-3"))


class Host(App[None]):
    """An app that remembers what it said."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.copied: list[str] = []

    def notify(self, message: str, **options: Any) -> None:
        assert options["markup"] is False
        self.said.append(message)

    def copy_to_clipboard(self, text: str) -> None:
        self.copied.append(text)


class Acting:
    """Acts on three deals, with keys pressed while they ask."""

    def __init__(self, host: Host, pilot: Pilot[None]) -> None:
        self.host, self.pilot = host, pilot
        self.store = FakeStore({f"d-{n}": deal(n) for n in (1, 2, 3)})
        self.refused: list[CrmError] = []
        self.actions = DealActions(host, self.store, clock=CLOCK, region="RU", report=self.refused.append)

    async def do(self, act: Awaitable[Any], *keys: str) -> Any:
        """The answer of an act that is asked by a worker, as a screen asks it."""
        worker: Worker[Any] = self.host.run_worker(self._awaited(act))
        await self.pilot.pause()
        await self.pilot.press(*keys)
        return await worker.wait()

    @staticmethod
    async def _awaited(act: Awaitable[Any]) -> Any:
        return await act


@asynccontextmanager
async def acting() -> AsyncIterator[Acting]:
    host = Host()
    async with host.run_test() as pilot:
        yield Acting(host, pilot)


async def test_several_deals_move_after_a_preview_in_one_step() -> None:
    async with acting() as here:
        done = await here.do(here.actions.move(THREE, OFFER.id), "enter")
        assert done == Done(THREE[:2])
        assert here.store.done == [ChangeDeals(THREE, BulkAct(move_to=OFFER.id))]
        assert here.host.said == ["Moved to Offer: 2 deals · u undo"]


async def test_a_preview_asks_before_it_is_done() -> None:
    asked = []
    async with acting() as here:
        for act, keys in (
            (here.actions.move(THREE, OFFER.id), ()),
            (here.actions.assign(THREE), (*"ole", "enter")),
            (here.actions.tag(THREE), (*"hot", "enter", "enter")),
            (here.actions.delete(THREE), ()),
        ):
            worker = here.host.run_worker(act)
            await here.pilot.pause()
            await here.pilot.press(*keys)
            await here.pilot.pause()
            asked.append(str(here.host.screen.query_one(".dialog-title", Static).content))
            await here.pilot.press("escape")
            await worker.wait()
    assert asked == ["Move to Offer?", f"Make responsible: {OLEG.name}?", "Change tags: +#hot?", "Delete these deals?"]


async def test_a_preview_that_is_left_changes_nothing() -> None:
    async with acting() as here:
        assert await here.do(here.actions.move(THREE, OFFER.id), "escape") is None
        assert here.store.done == []


async def test_losing_several_asks_the_reason_once() -> None:
    async with acting() as here:
        await here.do(here.actions.lose(THREE), "enter", "enter")
        fill = DealChanges(lost_reason=PRICE.id)
        assert here.store.done == [ChangeDeals(THREE, BulkAct(move_to=LOST.id, fill=fill))]


async def test_a_move_is_done_again_to_another_deal() -> None:
    async with acting() as here:
        await here.do(here.actions.move(ONE, UNSORTED.id))
        await here.do(here.actions.repeat((DealId("d-2"),)))
        assert here.store.done[-1] == MoveDeal(DealId("d-2"), UNSORTED.id)


async def test_assigning_is_done_again_without_asking() -> None:
    async with acting() as here:
        await here.do(here.actions.assign(ONE), *"ole", "enter")
        await here.do(here.actions.repeat((DealId("d-3"),)))
        assert here.store.done[-1] == EditDeal(DealId("d-3"), DealChanges(responsible=OLEG.id))
        assert here.host.said == ["Responsible: Oleg Ryabov · u undo"] * 2


async def test_tags_are_done_again() -> None:
    async with acting() as here:
        await here.do(here.actions.tag(ONE), *"hot", "enter", "enter")
        await here.do(here.actions.repeat((DealId("d-2"),)))
        assert here.store.done[-1] == ChangeDeals((DealId("d-2"),), BulkAct(add_tags=("hot",)))


async def test_a_task_is_planned_on_one_deal_and_done_again() -> None:
    async with acting() as here:
        assert await here.do(here.actions.task(THREE)) is None
        assert "one deal" in here.host.said[0]
        await here.do(here.actions.task(ONE), *"call", "ctrl+s")
        await here.do(here.actions.repeat((DealId("d-2"),)))
        planned = [one for one in here.store.done if isinstance(one, PlanTask)]
        assert [one.subject_id for one in planned] == ["d-1", "d-2"]


async def test_deleting_asks_first_also_when_it_is_repeated() -> None:
    async with acting() as here:
        assert await here.do(here.actions.delete(ONE), "escape") is None
        assert await here.do(here.actions.delete(ONE), "enter") == Done(ONE)
        assert await here.do(here.actions.repeat((DealId("d-2"),)), "escape") is None
        assert len(here.store.done) == 1


async def test_there_is_nothing_to_repeat_at_first() -> None:
    async with acting() as here:
        assert await here.do(here.actions.repeat(ONE)) is None
        assert here.host.said == ["There is nothing to repeat yet."]


async def test_a_refusal_is_reported_and_answers_nothing() -> None:
    async with acting() as here:
        here.store.refusal = NotAllowed("Анна")
        assert await here.do(here.actions.move(ONE, UNSORTED.id)) is None
        assert await here.do(here.actions.move((DealId("gone"),), UNSORTED.id)) is None
        assert [type(error) for error in here.refused] == [NotAllowed, NotFound]
        assert here.actions.last is None


@pytest.mark.parametrize("name", ["move", "lose", "assign", "tag", "task", "delete"])
async def test_no_deal_is_no_act(name: str) -> None:
    async with acting() as here:
        assert await here.do(getattr(here.actions, name)(())) is None
        assert not isinstance(here.host.screen, BulkPreviewDialog)
        assert here.store.done == []


async def test_a_phone_is_copied() -> None:
    async with acting() as here:
        assert await here.do(here.actions.copy(ONE[0]), "enter") == "+7 916 123-45-67"
        assert here.host.copied == ["+7 916 123-45-67"]
