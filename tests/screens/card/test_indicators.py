"""The line of figures on a client's card, chosen by each user for themselves."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import DealId
from crm_tui.domain.money import Money
from crm_tui.operations.analytics import DealFigure, GetRelation
from crm_tui.operations.fields import GetPreference, SetPreference
from tests.screens.card.drawer import EMPTY, Shelf, opened
from tests.screens.fakes import NOW

BUSY = replace(
    EMPTY,
    open=DealFigure(3, (Money(410_000_00, "RUB"),), (DealId("d-1"),)),
    last_touch=NOW - timedelta(days=2),
    overdue_tasks=("t-1",),
    invoiced=(Money(100_00, "RUB"),),
    paid=(Money(84_00, "RUB"),),
)


def busy(kept: str = "") -> Shelf:
    """A client with much going on; ``kept`` is what the user chose before."""
    shelf = Shelf()
    shelf.answers[GetRelation] = lambda _query: BUSY
    shelf.answers[GetPreference] = lambda query: kept if query.name.startswith("indicators.") else ""
    return shelf


def kept(shelf: Shelf, name: str) -> dict[str, object]:
    """What was kept last."""
    command = shelf.done[-1]
    assert isinstance(command, SetPreference)
    assert command.name == name
    found: dict[str, object] = json.loads(command.value)
    return found


@pytest.mark.parametrize("entity", [Entity.CONTACT, Entity.COMPANY])
async def test_the_figures_stand_below_the_head(entity: Entity) -> None:
    async with opened(busy(), entity=entity) as drawer:
        await drawer.sees("Open 3 · 410,000 ₽   Touch 2d   Overdue 1   Paid 84%")


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_a_figure_stands_there_whole_or_not_at_all(size: tuple[int, int]) -> None:
    async with opened(busy(), size=size) as drawer:
        await drawer.sees("Open 3 · 410,000 ₽   Touch 2d")
        assert "Overdue 1" in drawer.text or "Overd" not in drawer.text


async def test_capital_i_hides_them_and_shows_them_again() -> None:
    async with opened(busy()) as drawer:
        await drawer.sees("Overdue 1")
        await drawer.press("I")
        await drawer.until(lambda: "Overdue 1" not in drawer.text)
        assert kept(drawer.shelf, "indicators.contact")["shown"] is False
        await drawer.press("I")
        await drawer.sees("Overdue 1")


async def test_capital_v_chooses_which() -> None:
    async with opened(busy()) as drawer:
        await drawer.sees("Overdue 1")
        await drawer.press("V")
        await drawer.sees("Indicators that you see", "[x] Touch", "[ ] Won")
        await drawer.press("home", "space", "enter")
        await drawer.until(lambda: "Open 3" not in drawer.text)
        assert kept(drawer.shelf, "indicators.contact") == {"shown": True, "chosen": ["touch", "overdue", "paid"]}


@pytest.mark.parametrize("chosen", ['{"shown": true, "chosen": ["won", "gone"]}', '{"chosen": ["won"]}'])
async def test_what_was_kept_comes_back_and_what_is_unknown_is_left_out(chosen: str) -> None:
    async with opened(busy(chosen)) as drawer:
        await drawer.sees("Won 0")
        assert "Overdue" not in drawer.text


async def test_what_cannot_be_counted_has_a_dash() -> None:
    async with opened(Shelf()) as drawer:
        await drawer.sees("Open 0   Touch -   Overdue 0   Paid -")
