"""The tab of figures."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import OptionList
from textual_plotext import PlotextPlot

from crm_tui.domain.fields import ANALYTICS, Entity, FieldKind
from crm_tui.domain.ids import CompanyId, ContactId, DealId, FieldId, RecordId, TaskId
from crm_tui.domain.money import Money
from crm_tui.operations.analytics import DealFigure, GetRelation, MonthFigure
from crm_tui.operations.companies import CompanyChanges, EditCompany
from crm_tui.operations.contacts import ContactChanges, EditContact, GetContact
from crm_tui.operations.errors import Clash, Conflict, StoreLocked
from crm_tui.operations.feed import FeedItem, FeedKind, FeedPage, GetFeed
from crm_tui.operations.fields import FieldInfo
from crm_tui.operations.notes import Channel
from crm_tui.operations.values import TaskInfo, TaskKind
from crm_tui.operations.vouchers import ListVouchers
from crm_tui.screens.dialogs.choose import ListDialog
from crm_tui.screens.dialogs.conflict import ConflictDialog
from crm_tui.screens.dialogs.feed import ReadingDialog
from crm_tui.screens.dialogs.task import TaskDialog
from crm_tui.screens.dialogs.voucher_form import VoucherForm
from tests.screens.card.clients import ClientShelf
from tests.screens.card.drawer import EMPTY, Shelf, contact, opened, voucher
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
    added = FieldInfo(
        FieldId("budget"), entity, "Budget", FieldKind.TEXT, ANALYTICS, None, (), False, False, "", (), False
    )
    async with opened(ClientShelf(added), entity=entity) as drawer:
        await drawer.goes_to("analytics")
        for field, typed in (("source", "fair"), ("custom.budget", "big")):
            drawer.screen.body.focus_field(field)
            await drawer.press("enter", *typed, "enter")
            await drawer.until(lambda: not drawer.screen.body.editing)
            await drawer.sees(typed)
        changes: list[dict[str, Any]] = [{"source": "fair"}, {"custom": {"budget": "big"}}]
        if entity is Entity.CONTACT:
            expected: list[Any] = [
                EditContact(ContactId("c-1"), ContactChanges(**each), seen=seen) for seen, each in enumerate(changes, 1)
            ]
        else:
            expected = [
                EditCompany(CompanyId("k-1"), CompanyChanges(**each), seen=seen) for seen, each in enumerate(changes, 1)
            ]
        assert drawer.shelf.done == expected


async def test_a_colleague_who_wrote_the_same_meanwhile_is_asked_about() -> None:
    shelf = ClientShelf()
    async with opened(shelf) as drawer:
        await drawer.goes_to("analytics")
        drawer.screen.body.focus_field("source")
        await drawer.press("enter", *"fair")
        shelf.contact.put(source="letter", seq=7)
        shelf.refusals.append(Conflict((Clash("source", "", "letter", "fair", "Анна", NOW, 7, "Source"),)))
        await drawer.press("enter")
        await drawer.until(lambda: isinstance(drawer.app.screen, ConflictDialog))
        await drawer.sees("letter", "fair")
        await drawer.press("ctrl+s")
        await drawer.until(lambda: shelf.contact.card.source == "fair")
        assert [one.seen for one in shelf.done if isinstance(one, EditContact)] == [7]


@pytest.mark.parametrize("tab", ["analytics", "deals"])
async def test_figures_that_cannot_be_counted_leave_the_rest_of_the_card(tab: str) -> None:
    held = StoreLocked("crm.db")

    def refused(_query: Any) -> Any:
        raise held

    shelf = Shelf()
    shelf.answers[GetRelation] = refused
    async with opened(shelf) as drawer:
        await drawer.sees("Иван Петров", "+7 916 123-45-67", "No figures: “crm.db” is held")
        await drawer.goes_to(tab)
        await drawer.until(lambda: drawer.text.count("No figures:") == 2)
        assert drawer.app.failures == []


def message(number: int, *, incoming: bool, minutes: int, subject: str = "c-1") -> FeedItem:
    """A message on the contact's card, or on a deal's."""
    return FeedItem(
        FeedKind.COMMUNICATION,
        f"m-{number}",
        NOW - timedelta(minutes=minutes),
        None,
        "Анна",
        RecordId(subject),
        title="" if subject == "c-1" else "Roof",
        entity="" if subject == "c-1" else "deal",
        text=f"message {number}",
        channel=Channel.EMAIL,
        incoming=incoming,
    )


def task(number: int, *, hours: int) -> FeedItem:
    """An open task on the contact's card, due so many hours ago."""
    due = NOW - timedelta(hours=hours)
    info = TaskInfo(TaskId(f"t-{number}"), TaskKind.CALL, f"task {number}", due, None)
    return FeedItem(FeedKind.TASK, f"t-{number}", due, None, "", RecordId("c-1"), text=f"task {number}", task=info)


def with_sources() -> Shelf:
    """A client whose figures were counted from messages, tasks, invoices and payments."""
    shelf = Shelf()
    relation = replace(
        EMPTY,
        reply_time=600,
        last_touch=NOW - timedelta(minutes=5),
        overdue_tasks=("t-1",),
        invoiced=(Money(50_000_00, "RUB"),),
        paid=(Money(20_000_00, "RUB"),),
    )
    talk = (
        message(4, incoming=False, minutes=5),
        message(3, incoming=False, minutes=10, subject="d-1"),
        message(2, incoming=True, minutes=15),
        message(1, incoming=True, minutes=25),
    )
    shelf.answers |= {
        GetRelation: lambda _query: relation,
        GetFeed: lambda query: FeedPage(talk[: query.limit], (task(1, hours=2), task(2, hours=-2)), None, None),
        ListVouchers: lambda query: (voucher(f"{query.kind}-{query.for_its_invoices}", query.kind),),
    }
    return shelf


@pytest.mark.parametrize(
    ("figure", "seen", "unseen"),
    [
        ("overdue", ("task 1",), ("task 2",)),
        ("reply", ("message 1", "0:20"), ("message 2", "message 3")),
        ("invoiced", ("Work invoice-False",), ()),
        ("paid", ("Work payment-True",), ()),
    ],
)
async def test_a_figure_lists_what_it_was_counted_from(
    figure: str, seen: tuple[str, ...], unseen: tuple[str, ...]
) -> None:
    async with opened(with_sources()) as drawer:
        await drawer.goes_to("analytics")
        drawer.screen.body.focus_field(figure)
        await drawer.press("enter")
        await drawer.until(lambda: isinstance(drawer.app.screen, ListDialog))
        options = drawer.app.screen.query_one(OptionList).options
        shown = "\n".join(str(option.prompt) for option in options)
        assert all(word in shown for word in seen)
        assert not any(word in shown for word in unseen)


@pytest.mark.parametrize(
    ("figure", "dialog"),
    [("overdue", TaskDialog), ("reply", ReadingDialog), ("invoiced", VoucherForm), ("paid", VoucherForm)],
)
async def test_what_a_figure_was_counted_from_opens(figure: str, dialog: type[Screen[Any]]) -> None:
    async with opened(with_sources()) as drawer:
        await drawer.goes_to("analytics")
        drawer.screen.body.focus_field(figure)
        await drawer.press("enter")
        await drawer.until(lambda: isinstance(drawer.app.screen, ListDialog))
        await drawer.press("enter")
        await drawer.until(lambda: isinstance(drawer.app.screen, dialog))


async def test_the_last_touch_is_read_at_once() -> None:
    async with opened(with_sources()) as drawer:
        await drawer.goes_to("analytics")
        drawer.screen.body.focus_field("touch")
        await drawer.press("enter")
        await drawer.until(lambda: isinstance(drawer.app.screen, ReadingDialog))
        await drawer.sees("message 4")


async def test_what_is_not_known_opens_nothing() -> None:
    async with opened(Shelf()) as drawer:
        await drawer.goes_to("analytics")
        for figure in ("touch", "reply", "overdue", "invoiced", "paid"):
            drawer.screen.body.focus_field(figure)
            await drawer.press("enter")
            assert drawer.app.screen is drawer.screen


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
