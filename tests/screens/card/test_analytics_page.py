"""The tab of figures."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from textual_plotext import PlotextPlot

from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import CompanyId, ContactId, DealId
from crm_tui.domain.money import Money
from crm_tui.operations.analytics import DealFigure, GetRelation, MonthFigure
from crm_tui.operations.companies import CompanyChanges, EditCompany
from crm_tui.operations.contacts import ContactChanges, EditContact, GetContact
from tests.screens.card.drawer import EMPTY, Shelf, contact, opened
from tests.screens.fakes import HOSTILE, NOW


def with_figures() -> Shelf:
    """Two deals won in two months."""
    won = DealFigure(2, (Money(9_000_00, "RUB"),), (DealId("d-1"), DealId("d-2")))
    months = (
        MonthFigure("2026-10", Money(4_000_00, "RUB"), (DealId("d-1"),)),
        MonthFigure("2026-11", Money(5_000_00, "RUB"), (DealId("d-2"),)),
    )
    shelf = Shelf()
    relation = replace(EMPTY, won=won, months=months, mean_cheque=(Money(4_500_00, "RUB"),), mean_cycle=5 * 86_400)
    shelf.answers[GetRelation] = lambda _query: replace(relation, last_touch=NOW - timedelta(days=2))
    return shelf


class House:
    """Remembers which deals were opened."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    async def deal(self, deal_id: str, **_options: Any) -> None:
        self.opened.append(deal_id)


@pytest.mark.parametrize("size", [(120, 40), (80, 40), (40, 40)])
async def test_figures_and_months_are_lines(size: tuple[int, int]) -> None:
    async with opened(with_figures(), size=size) as drawer:
        await drawer.goes_to("analytics")
        await drawer.sees("2   9,000 ₽", "4,500 ₽", "5d", "2d", "Nov 2026", "5,000 ₽", "Oct 2026", "4,000 ₽")


async def test_without_deals_nothing_is_won() -> None:
    async with opened(Shelf()) as drawer:
        await drawer.goes_to("analytics")
        await drawer.sees("Nothing won yet.")


async def test_a_figure_opens_what_it_was_counted_from() -> None:
    async with opened(with_figures()) as drawer:
        house = House()
        drawer.screen.house = house  # type: ignore[assignment]  # a stand-in that remembers
        await drawer.goes_to("analytics")
        drawer.screen.body.focus_field("month.2026-11")
        await drawer.press("enter")
        await drawer.sees("Deal 2")
        assert "Deal 1" not in drawer.text
        await drawer.press("enter")
        await drawer.until(lambda: house.opened == ["d-2"])


@pytest.mark.parametrize("entity", [Entity.CONTACT, Entity.COMPANY])
async def test_where_a_client_came_from_is_typed_in_place(entity: Entity) -> None:
    async with opened(with_figures(), entity=entity) as drawer:
        await drawer.goes_to("analytics")
        for field, typed in (("source", "fair"), ("custom.utm_source", "yandex")):
            drawer.screen.body.focus_field(field)
            await drawer.press("enter", *typed, "enter")
            await drawer.until(lambda: not drawer.screen.body.editing)
        changes: list[dict[str, Any]] = [{"source": "fair"}, {"custom": {"utm_source": "yandex"}}]
        if entity is Entity.CONTACT:
            expected: list[Any] = [EditContact(ContactId("c-1"), ContactChanges(**each)) for each in changes]
        else:
            expected = [EditCompany(CompanyId("k-1"), CompanyChanges(**each)) for each in changes]
        assert drawer.shelf.done == expected


async def test_hostile_sources_are_only_text() -> None:
    shelf = with_figures()
    shelf.answers[GetContact] = lambda _query: contact(source=HOSTILE)
    async with opened(shelf) as drawer:
        await drawer.goes_to("analytics")
        await drawer.sees("[/][@click=app.quit]x[/]")
        assert "\x1b" not in drawer.text


@pytest.mark.parametrize(("size", "drawn"), [((120, 40), True), ((80, 24), True), ((40, 20), False)])
async def test_months_are_drawn_as_bars_on_this_tab_alone(size: tuple[int, int], drawn: bool) -> None:
    shelf = Shelf()
    months = (
        MonthFigure("2026-09", Money(50_000_00, "RUB"), ()),
        MonthFigure("2026-10", Money(1_200_000_00, "RUB"), ()),
    )
    shelf.answers[GetRelation] = lambda _query: replace(EMPTY, months=months)
    async with opened(shelf, size=size) as drawer:
        assert "1.2M" not in drawer.text
        await drawer.goes_to("analytics")
        await drawer.until(lambda: drawer.screen.query(PlotextPlot))
        await drawer.until(lambda: all(word in drawer.text for word in ("09.26", "10.26", "1.2M")) is drawn)
        await drawer.goes_to("documents")
        await drawer.until(lambda: "10.26" not in drawer.text)
