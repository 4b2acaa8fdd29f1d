"""Learning who is similar: from the settings, for admins, with what it gave."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from crm_tui.domain.rights import Role
from crm_tui.operations.base import Command, Query
from crm_tui.operations.errors import StoreLocked
from crm_tui.operations.matching import GetScan, Learnt, LearnWeights, ScanState
from crm_tui.operations.team import WhoAmI
from crm_tui.operations.values import User
from crm_tui.screens.deal_actions import DealActions
from crm_tui.screens.settings.matching import MatchingSettings
from tests.screens.desk import SettingsDesk
from tests.screens.fakes import ANNA, CLOCK, NOW, FakeStore
from tests.screens.settled import Host, settle


@dataclass
class MatchingStore(FakeStore):
    """A base half looked through, in an admin's hands; learning takes until ``held`` is set, where it is there."""

    me: User = field(default_factory=lambda: replace(ANNA, role=Role.ADMIN))
    held: asyncio.Event | None = None

    async def ask(self, query: Query[Any]) -> Any:
        match query:
            case WhoAmI():
                return self.me
            case GetScan():
                return ScanState(120_000, 1_000_000, 345, NOW)
        return await super().ask(query)

    async def do(self, command: Command[Any]) -> Any:
        if self.held is not None:
            await self.held.wait()
        return await super().do(command)

    def _carried_out(self, command: Command[Any]) -> Any:
        return Learnt(120_345, 7, 2.14) if isinstance(command, LearnWeights) else super()._carried_out(command)


@asynccontextmanager
async def at_desk(store: MatchingStore | None = None) -> AsyncIterator[tuple[SettingsDesk, MatchingStore]]:
    store = store or MatchingStore()
    async with Host().run_test(size=(100, 30)) as pilot:
        screen = MatchingSettings(store, DealActions(pilot.app, store, clock=CLOCK, region="RU"))
        pilot.app.push_screen(screen)
        await settle(pilot)
        yield SettingsDesk(pilot, screen), store


async def test_it_says_how_far_the_base_was_looked_through() -> None:
    async with at_desk() as (desk, _store):
        assert "Looked through 120,000 of 1,000,000, 345 pairs found" in desk.lines


async def test_learning_tells_what_it_gave() -> None:
    async with at_desk() as (desk, store):
        await desk.go_to("learn")
        await desk.press("enter")
        assert store.done == [LearnWeights()]
        assert desk.lines[1:4] == [
            "120,345 pairs looked at",
            "settled after 7 rounds",
            "the weight that moved farthest moved by 2.1 bits",
        ]


async def test_it_is_said_while_it_learns_and_not_begun_twice() -> None:
    store = MatchingStore(held=asyncio.Event())
    async with at_desk(store) as (desk, _store):
        await desk.go_to("learn")
        await desk.pilot.press("enter")
        while "learning from your contacts…" not in desk.lines[0]:
            await desk.pilot.pause()
        await desk.pilot.press("enter")
        assert store.held is not None
        store.held.set()
        await settle(desk.pilot)
        assert store.done == [LearnWeights()]


async def test_a_store_that_is_lost_is_told_and_nothing_is_learnt() -> None:
    store = MatchingStore(refusal=StoreLocked("deals.db"))
    async with at_desk(store) as (desk, _store):
        await desk.go_to("learn")
        await desk.press("enter")
        assert {type(one) for one in desk.host.failures} == {StoreLocked}
        assert "enter: weigh them anew by your contacts" in desk.lines[0]


async def test_who_is_no_admin_is_told_whom_to_ask() -> None:
    async with at_desk(MatchingStore(me=ANNA)) as (desk, store):
        await desk.go_to("learn")
        await desk.press("enter")
        assert store.done == []
        assert "Your role does not allow this" in desk.host.said[0]
