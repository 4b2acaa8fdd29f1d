"""The store goes away and comes back: it is said where one looks, one reads on, and nothing typed is lost."""

import asyncio
from datetime import timedelta
from typing import TypeVar

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.operations.base import Command, Query, Store
from crm_tui.operations.board import GetColumn
from crm_tui.operations.deals import CreateDeal, DealChanges, EditDeal
from crm_tui.operations.errors import LoginNeeded, StoreLocked
from tests.conftest import NOW
from tests.journeys.conftest import Desk
from tests.journeys.wires import Wires

Answer = TypeVar("Answer")
CANNOT = "is held by another program"


class Exchange:
    """Puts wires between a program and its store, for a test to cut."""

    def __init__(self) -> None:
        self.lines: list[Wires] = []

    def __call__(self, store: Store) -> Store:
        self.lines.append(Wires(store))
        return self.lines[-1]

    @property
    def wires(self) -> Wires:
        """Those of the program that was opened last."""
        return self.lines[-1]


async def refusing(_command: object) -> object:
    """What a store says that answers and cannot write."""
    raise StoreLocked("crm.db")


@pytest.fixture
def exchange() -> Exchange:
    return Exchange()


async def test_what_is_being_typed_outlives_a_lost_connection(
    morning: Store, colleague: Store, desk: Desk, exchange: Exchange, clock: FixedClock
) -> None:
    async with desk(over=exchange) as manager:
        card = await manager.deal("Call from the site")
        await manager.press("enter")
        await manager.sees("Buyers › Unsorted", "● live")
        await manager.press("e", "end")
        await manager.type(" again")
        exchange.wires.cut()
        await manager.sees("! no connection · data 0 s old")
        clock.set(NOW + timedelta(seconds=40))
        await manager.sees("! no connection · data 40 s old")
        await manager.press("enter")
        await manager.sees(CANNOT, "Call from the site again")
        await colleague.do(EditDeal(card.id, DealChanges(description="They want three floors")))
        exchange.wires.mend()
        await manager.sees("● live", "They want three floors", "Call from the site again", within=6)
        manager.app.clear_notifications()
        await manager.sees_no(CANNOT)
        await manager.press("enter")
        assert (await manager.deal("Call from the site again")).description == "They want three floors"


async def test_the_board_reads_on_and_catches_up_by_itself(
    morning: Store, colleague: Store, desk: Desk, exchange: Exchange
) -> None:
    async with desk(over=exchange) as manager:
        await manager.press("down", "space")
        at = manager.cursor
        exchange.wires.cut()
        await manager.sees("no connection · data 0 s old", "r try again")
        assert len(manager.app._notifications) == 0
        await manager.press("L")
        await manager.sees(CANNOT)
        assert manager.cursor == at
        await colleague.do(CreateDeal("Bathroom"))
        exchange.wires.mend()
        await manager.sees("● live", "Bathroom", "Unsorted 4", within=6)
        assert manager.cursor == at
        assert "1 marked" in manager.foot
        await colleague.do(CreateDeal("Kitchen"))
        await manager.sees("Kitchen", "Unsorted 5", within=1)
        assert len(manager.app._notifications) == 1


async def test_the_search_line_keeps_what_is_typed(
    morning: Store, colleague: Store, desk: Desk, exchange: Exchange
) -> None:
    async with desk(over=exchange) as manager:
        await manager.press("slash")
        await manager.type("off")
        await manager.sees("1 deal ")
        exchange.wires.cut()
        await manager.sees("no connection")
        await manager.type("ice")
        await manager.sees("\n office", "Office rep", "! not read")
        assert "is held" not in manager.screen
        exchange.wires.mend()
        await manager.sees("● live", "1 deal ", "\n office", within=6)


async def test_a_change_that_takes_long_says_so_and_keeps_what_was_typed(
    morning: Store, desk: Desk, exchange: Exchange
) -> None:
    async with desk(over=exchange) as manager:
        await manager.press("enter")
        await manager.sees("Buyers › Unsorted", "● live")
        await manager.press("e", "end")
        await manager.type(" again")
        exchange.wires.clog()
        await manager.pilot.press("enter")
        await manager.sees("· saving…", "Call from the site again", within=2)
        exchange.wires.cut()
        await manager.sees(CANNOT, "no connection", "Call from the site again")
        assert "saving…" not in manager.screen
        exchange.wires.mend()
        await manager.sees("● live", within=6)
        await manager.press("enter")
        assert await manager.deal("Call from the site again")


async def test_a_token_that_was_revoked_is_told_at_once(morning: Store, desk: Desk, exchange: Exchange) -> None:
    server = "https://crm.example"
    async with desk(over=exchange) as manager:
        await manager.press("enter")
        await manager.sees("Buyers › Unsorted", "● live")
        exchange.wires.cut(LoginNeeded(server))
        await manager.sees("! your token is not valid any more: crm-tui login", f"crm-tui login {server}")
        assert "no connection" not in manager.screen
        await manager.press("escape")
        await manager.sees("! your token is not valid any more: crm-tui login", "r try again")
        assert len(manager.app._notifications) == 1
        exchange.wires.mend()
        await manager.press("r")
        await manager.sees("● live", within=2)


async def test_a_connection_that_was_lost_first_is_told_as_what_it_turns_out_to_be(
    morning: Store, desk: Desk, exchange: Exchange
) -> None:
    async with desk(over=exchange) as manager:
        exchange.wires.cut()
        await manager.sees("no connection")
        exchange.wires.cut(LoginNeeded("https://crm.example"))
        await manager.press("r")
        await manager.sees("your token is not valid any more", within=2)


async def test_columns_that_are_not_read_say_so_shortly_and_why_once(
    morning: Store, desk: Desk, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(over=exchange) as manager:
        ask = exchange.wires.ask

        async def no_windows(query: Query[Answer]) -> Answer:
            if isinstance(query, GetColumn):
                raise StoreLocked("crm.db")
            return await ask(query)

        monkeypatch.setattr(exchange.wires, "ask", no_windows)
        await manager.press("slash")
        await manager.type("x")
        await manager.sees("! not read", "“crm.db” is held by another program")
        assert len(manager.app._notifications) == 1


async def test_the_person_may_try_again_at_once(morning: Store, desk: Desk, exchange: Exchange) -> None:
    async with desk(over=exchange) as manager:
        exchange.wires.cut()
        await manager.sees("no connection")
        exchange.wires.mend()
        await manager.press("r")
        await manager.sees("● live", within=1)


async def test_a_failed_call_is_no_lost_connection_while_the_store_answers(
    morning: Store, desk: Desk, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(over=exchange) as manager:
        await manager.press("enter")
        await manager.sees("Buyers › Unsorted")
        monkeypatch.setattr(exchange.wires, "do", refusing)
        await manager.press("L")
        await manager.sees(CANNOT, "● live")


async def test_a_change_that_was_missed_is_read_with_the_next(
    morning: Store, colleague: Store, desk: Desk, exchange: Exchange
) -> None:
    async with desk(over=exchange) as manager:
        exchange.wires.lose_one()
        await colleague.do(CreateDeal("Bathroom"))
        await colleague.do(CreateDeal("Kitchen"))
        await manager.sees("Bathroom", "Kitchen", "Unsorted 5", within=1)


async def test_forms_come_back_with_what_was_typed_and_ask_before_it_is_lost(
    morning: Store, desk: Desk, exchange: Exchange
) -> None:
    async with desk(over=exchange) as manager:
        exchange.wires.cut()
        await manager.sees("no connection")
        await manager.press("N")
        await manager.type("Bathroom")
        await manager.press("ctrl+s")
        await manager.sees(CANNOT, "Bathroom", "make the deal")
        await manager.press("escape")
        await manager.sees("Leave and lose what you typed?")
        await manager.press("escape")
        exchange.wires.mend()
        await manager.press("ctrl+s")
        assert "Bathroom" in await manager.deals()


async def test_a_task_comes_back_with_what_was_typed(morning: Store, desk: Desk, exchange: Exchange) -> None:
    async with desk(over=exchange) as manager:
        await manager.press("T")
        await manager.type("agree the estimate")
        exchange.wires.cut()
        await manager.press("ctrl+s")
        await manager.sees(CANNOT, "agree the estimate", "By when")
        exchange.wires.mend()
        await manager.press("ctrl+s")
        assert [task.text for task in (await manager.deal("Call from the site")).tasks] == ["agree the estimate"]


async def test_a_stage_s_form_comes_back_with_what_was_typed(morning: Store, desk: Desk, exchange: Exchange) -> None:
    async with desk(over=exchange) as manager:
        await manager.press("5")
        await manager.sees("“Won” asks for")
        await manager.type("75000")
        exchange.wires.cut()
        await manager.press("enter")
        exchange.wires.mend()
        await manager.sees(CANNOT)
        await manager.sees("75000")
        await manager.press("ctrl+s")
        assert (await manager.deal("Call from the site")).stage == "Won"


async def test_a_views_name_comes_back(morning: Store, desk: Desk, exchange: Exchange) -> None:
    async with desk(over=exchange) as manager:
        await manager.press("F")
        await manager.type("Mine")
        exchange.wires.cut()
        await manager.press("ctrl+s")
        await manager.sees(CANNOT, "Mine", "Who sees it")
        exchange.wires.mend()
        await manager.press("ctrl+s")
        assert await manager.views() == ["Mine"]


class Hesitant(Wires):
    """A store that thinks about a new deal until it is told to refuse it."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.decided = asyncio.Event()

    async def do(self, command: Command[Answer]) -> Answer:
        """Carry anything else out."""
        if isinstance(command, CreateDeal):
            await self.decided.wait()
            raise StoreLocked("deals.db")
        return await super().do(command)


async def test_what_comes_back_late_waits_for_the_dialog_in_front(
    morning: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm_tui.screens.keys_in_turn._HELD_AT_MOST", 0.05)
    opened: list[Hesitant] = []

    def over(store: Store) -> Store:
        opened.append(Hesitant(store))
        return opened[-1]

    async with desk(over=over) as manager:
        await manager.press("n")
        await manager.type("Steal 7700")
        await manager.pilot.press("enter")
        await manager.sees_no("New deal in")
        await manager.pilot.press("n")
        await manager.sees("New deal in")
        await manager.pilot.press(*"other")
        await manager.sees("other")
        opened[0].decided.set()
        await manager.sees("is held by another program")
        await manager.type(" words")
        await manager.sees("New deal in", "other words")
        await manager.press("escape")
        await manager.sees("Steal", "7700", "Budget")
