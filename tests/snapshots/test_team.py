"""Pictures of what a team sees: who looks too, two at one field, a move that came second, a lost connection."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import cast

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import DealId
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.deals import DealChanges, EditDeal, MoveDeal
from crm_tui.operations.errors import LoginNeeded
from crm_tui.operations.presence import LookAt
from crm_tui.screens.dialogs.conflict import ConflictDialog
from crm_tui.storage.opening import open_store
from tests.conftest import COLLEAGUE, NOW
from tests.journeys.driving import Manager
from tests.journeys.wires import Wires
from tests.snapshots.camera import MAIN, NARROW, PLAIN, WORDY, Acts, L, S, Scene, shots, takes
from tests.snapshots.conftest import Photograph

NARROW_AT = 60
BUSY_DEAL = "Склад на Лесной"
ASKED = "Два этажа, лестница\nКлючи у охраны, звонить заранее"


@asynccontextmanager
async def colleague(manager: Manager) -> AsyncIterator[Store]:
    """The same file in the hands of another manager."""
    app = manager.app
    store = await open_store(str(app.place), clock=app.clock, create=False, user=COLLEAGUE)
    try:
        yield store
    finally:
        await store.close()


def wires(manager: Manager) -> Wires:
    """What lies between the program and its store."""
    return cast(Wires, manager.app.store)


async def busy_deal(manager: Manager) -> DealId:
    """The deal that all of this is about, under the cursor."""
    await manager.press("right", "down", "down")
    return (await manager.deal(BUSY_DEAL)).id


async def also_here(manager: Manager) -> None:
    """A colleague has it open too."""
    deal = await busy_deal(manager)
    async with colleague(manager) as other:
        await other.do(LookAt(deal))
    await manager.press("enter")
    await manager.sees(COLLEAGUE.split()[0][0])


async def cut_off(manager: Manager) -> None:
    """No connection for forty seconds."""
    wires(manager).cut()
    await manager.until(lambda: "!" in manager.head, "no connection")
    cast(FixedClock, manager.app.clock).set(NOW + timedelta(seconds=40))
    await manager.until(lambda: "40" in manager.head or manager.app.size.width < NARROW_AT, "its age")


async def board_cut_off(manager: Manager) -> None:
    """The board without a connection."""
    await busy_deal(manager)
    await cut_off(manager)


async def board_unknown(manager: Manager) -> None:
    """The board after the token was revoked."""
    await busy_deal(manager)
    wires(manager).cut(LoginNeeded("https://crm.example"))
    await manager.until(lambda: "!" in manager.head, "the token is not valid")
    await manager.sees("crm-tui login")


async def deal_cut_off(manager: Manager) -> None:
    """A deal typed into without a connection, and saved in vain."""
    await busy_deal(manager)
    await manager.press("enter", "e", "end")
    await manager.type(", 2-й этаж")
    await cut_off(manager)
    await manager.press("enter")
    await manager.sees("crm.db")


def collision(field: str, typed: str, theirs: DealChanges, *, downs: int, save: str) -> Acts:
    """Both change one field; the colleague is first."""

    async def act(manager: Manager) -> None:
        deal = await busy_deal(manager)
        await manager.press("enter", *["j"] * downs, "e")
        await manager.type(typed)
        async with colleague(manager) as other:
            await other.do(EditDeal(deal, theirs))
            await manager.until(lambda: bool(manager.app._notifications), "their change")
        manager.app.clear_notifications()
        await manager.press(save)
        await manager.until(lambda: isinstance(manager.app.screen, ConflictDialog), field)

    return act


async def moved_elsewhere(manager: Manager) -> None:
    """A move over a colleague's that had not been seen."""
    deal = await busy_deal(manager)
    wires(manager).hold()
    async with colleague(manager) as other:
        stages = (await other.ask(GetBoard())).pipeline.stages
        await other.do(MoveDeal(deal, stages[3].id))
    await manager.press("L")
    await manager.sees(COLLEAGUE.split()[1])


SAME_TITLE = collision("title", ", 2-й этаж", DealChanges(title="Склад на Лесной, 14"), downs=0, save="enter")
SAME_TEXT = collision("description", "Перегородки снести", DealChanges(description=ASKED), downs=10, save="ctrl+s")
SAME_SUM = collision("amount", "0", DealChanges(amount="280000"), downs=1, save="enter")

PICTURES = [
    *shots(Scene("also-here", also_here), [*MAIN, *takes(S, langs=("ru", "uk")), *takes(NARROW)]),
    *shots(Scene("board-cut-off", board_cut_off), [*MAIN, *takes(S, langs=("ru", "uk")), *takes(NARROW)]),
    *shots(Scene("board-cut-off-ascii", board_cut_off, config={"ascii": True}), takes(S)),
    *shots(Scene("board-unknown", board_unknown), [*takes(S, langs=("en", "ru", "uk")), *takes(NARROW)]),
    *shots(Scene("deal-cut-off", deal_cut_off), [*WORDY, *takes(L), *takes(NARROW)]),
    *shots(Scene("conflict", SAME_TITLE), [*MAIN, *takes(S, langs=("ru", "uk")), *takes(NARROW)]),
    *shots(Scene("conflict-long", SAME_TEXT), PLAIN),
    *shots(Scene("conflict-sum", SAME_SUM), [*takes(S), *takes(S, langs=("ru",))]),
    *shots(Scene("moved-elsewhere", moved_elsewhere), WORDY),
]


@pytest.mark.parametrize(("scene", "size", "theme", "lang"), PICTURES)
def test_team(photograph: Photograph, scene: Scene, size: tuple[int, int], theme: str, lang: str) -> None:
    assert photograph(scene, size, theme, lang)
