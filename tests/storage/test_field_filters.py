"""What a filter by card fields lets through: with an index over the field and without, on both databases."""

import pytest
import pytest_asyncio

from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.domain.ids import FieldId
from crm_tui.operations.base import Store
from crm_tui.operations.board import CountColumns, GetBoard, GetColumn
from crm_tui.operations.deals import DealChanges, EditDeal, ListDeals
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.fields import AddField, RemoveField
from crm_tui.operations.filters import DealFilter, FieldFilter, FieldOperator
from crm_tui.operations.views import ListViews, SaveView
from tests.storage.acts import deal, stage_named
from tests.storage.kinds import on_both

pytestmark = on_both

VALUES: dict[FieldKind, tuple[str, ...]] = {
    FieldKind.TEXT: ("Дах 50%", "дах", "roof_top"),
    FieldKind.LONG_TEXT: ("x" * 300, "x" * 300 + " end", "short"),
    FieldKind.NUMBER: ("-12,5", "9", "1 000,25"),
    FieldKind.MONEY: ("900 USD", "1 000,50 USD", "5000 EUR"),
    FieldKind.DATE: ("1.2.2026", "2026-11-25", "31.12.2025"),
    FieldKind.CHOICE: ("red", "green", "Blue, dark"),
    FieldKind.CHOICES: ("red, green", "green", "Blue, dark"),
    FieldKind.CHECKBOX: ("yes", "no", "так"),
    FieldKind.PHONE: ("067 123 45 67", "+380 50 111 22 33", "12"),
}
OPTIONS = ("red", "green", "Blue, dark")


async def shown(store: Store, field: FieldId, operator: str, value: str = "") -> str:
    """The titles that a condition lets through: in a column, in a list, and as a number of both."""
    wanted = DealFilter(custom=(FieldFilter(field, FieldOperator(operator), value),))
    board, stage = await store.ask(GetBoard()), await stage_named(store, "Unsorted")
    cards = (await store.ask(GetColumn(stage.id, filter=wanted))).cards
    listed = (await store.ask(ListDeals(filter=wanted))).rows
    counted = await store.ask(CountColumns(board.pipeline.id, wanted))
    assert {card.id for card in cards} == {row.id for row in listed}
    assert sum(each.deals for each in counted) == len(cards)
    return "".join(sorted(card.title for card in cards))


@pytest.fixture(params=[False, True], ids=["plain", "indexed"])
def indexed(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest_asyncio.fixture
async def deals(store: Store) -> Store:
    """Deals a, b and c with values, and d without."""
    for title in "abcd":
        await deal(store, title)
    return store


async def filled(store: Store, kind: FieldKind, *, indexed: bool) -> FieldId:
    """A field of a kind with the values of VALUES: the first before the index is asked for, the others after."""
    options = OPTIONS if kind in (FieldKind.CHOICE, FieldKind.CHOICES) else ()
    field = await store.do(AddField(Entity.DEAL, kind.value, kind, options=options, indexed=indexed))
    listed = {row.title: row.id for row in (await store.ask(ListDeals())).rows}
    for title, value in zip("abc", VALUES[kind], strict=True):
        await store.do(EditDeal(listed[title], DealChanges(custom={field.id: value})))
    return field.id


@pytest.mark.parametrize(
    ("kind", "operator", "value", "found"),
    [
        (FieldKind.TEXT, "is", "дах", "b"),
        (FieldKind.TEXT, "is", "Дах  50%", "a"),
        (FieldKind.TEXT, "is", "x' OR 1=1 --", ""),
        (FieldKind.TEXT, "is not", "дах", "acd"),
        (FieldKind.TEXT, "contains", "ДАХ", "ab"),
        (FieldKind.TEXT, "contains", "50% дах", "a"),
        (FieldKind.TEXT, "contains", "0%", "a"),
        (FieldKind.TEXT, "contains", "f_t", "c"),
        (FieldKind.TEXT, "contains", "%", "a"),
        (FieldKind.TEXT, "filled", "", "abc"),
        (FieldKind.TEXT, "empty", "", "d"),
        (FieldKind.TEXT, "is", "", "d"),
        (FieldKind.TEXT, "is not", "", "abc"),
        (FieldKind.LONG_TEXT, "is", "x" * 300, "a"),
        (FieldKind.LONG_TEXT, "is", "x" * 300 + " end", "b"),
        (FieldKind.LONG_TEXT, "is", "x" * 200, ""),
        (FieldKind.NUMBER, "is", "1000.25", "c"),
        (FieldKind.NUMBER, "greater", "-13", "abc"),
        (FieldKind.NUMBER, "greater", "-12.5", "bc"),
        (FieldKind.NUMBER, "greater", "-2", "bc"),
        (FieldKind.NUMBER, "greater", "9", "c"),
        (FieldKind.NUMBER, "greater", "10", "c"),
        (FieldKind.NUMBER, "less", "9", "a"),
        (FieldKind.NUMBER, "less", "9,01", "ab"),
        (FieldKind.NUMBER, "less", "-12,5", ""),
        (FieldKind.NUMBER, "less", "-12,4", "a"),
        (FieldKind.NUMBER, "less", "5 000", "abc"),
        (FieldKind.MONEY, "is", "900 USD", "a"),
        (FieldKind.MONEY, "greater", "900 USD", "b"),
        (FieldKind.MONEY, "less", "1 001 USD", "ab"),
        (FieldKind.MONEY, "less", "6000 EUR", "c"),
        (FieldKind.DATE, "is", "25.11.2026", "b"),
        (FieldKind.DATE, "greater", "31.12.2025", "ab"),
        (FieldKind.DATE, "less", "2026-02-01", "c"),
        (FieldKind.CHOICE, "is", "RED", "a"),
        (FieldKind.CHOICE, "is not", "red", "bcd"),
        (FieldKind.CHOICE, "contains", "blue", "c"),
        (FieldKind.CHOICES, "contains", "green", "ab"),
        (FieldKind.CHOICES, "contains", "red, green", "a"),
        (FieldKind.CHOICES, "contains", "Blue, dark", "c"),
        (FieldKind.CHOICES, "is", "green", "b"),
        (FieldKind.CHOICES, "is", "green, red", "a"),
        (FieldKind.CHOICES, "is not", "green", "acd"),
        (FieldKind.CHECKBOX, "is", "yes", "ac"),
        (FieldKind.CHECKBOX, "is", "нет", "bd"),
        (FieldKind.CHECKBOX, "is not", "no", "ac"),
        (FieldKind.PHONE, "is", "+38 (067) 123-45-67", "a"),
        (FieldKind.PHONE, "contains", "1112", "b"),
    ],
)
async def test_a_condition(deals: Store, kind: FieldKind, operator: str, value: str, found: str, indexed: bool) -> None:
    field = await filled(deals, kind, indexed=indexed)

    assert await shown(deals, field, operator, value) == found


async def test_several_conditions_hold_together(deals: Store, indexed: bool) -> None:
    text = await filled(deals, FieldKind.TEXT, indexed=indexed)
    number = await filled(deals, FieldKind.NUMBER, indexed=indexed)
    wanted = (
        FieldFilter(number, FieldOperator.GREATER, "0"),
        FieldFilter(number, FieldOperator.LESS, "10"),
        FieldFilter(text, FieldOperator.FILLED),
    )

    assert [row.title for row in (await deals.ask(ListDeals(filter=DealFilter(custom=wanted)))).rows] == ["b"]


@pytest.mark.parametrize(
    ("kind", "operator", "value", "reason"),
    [
        (FieldKind.NUMBER, "is", "many", "digits"),
        (FieldKind.DATE, "less", "31.02.2026", "no such day"),
        (FieldKind.NUMBER, "greater", " ", "something to compare"),
        (FieldKind.TEXT, "contains", "", "something to compare"),
        (FieldKind.TEXT, "greater", "a", "no greater"),
        (FieldKind.NUMBER, "contains", "1", "no parts"),
        (FieldKind.CHOICE, "is", "yellow", "none of the answers"),
    ],
)
async def test_what_cannot_be_asked_is_refused(
    deals: Store, kind: FieldKind, operator: str, value: str, reason: str
) -> None:
    field = await filled(deals, kind, indexed=False)

    with pytest.raises(InvalidValue, match=reason):
        await shown(deals, field, operator, value)


async def test_an_unknown_and_a_removed_field_are_refused(deals: Store) -> None:
    field = await filled(deals, FieldKind.TEXT, indexed=True)
    await deals.do(RemoveField(field))

    with pytest.raises(InvalidValue, match="taken off the cards"):
        await shown(deals, field, "filled")
    with pytest.raises(InvalidValue, match="no such field"):
        await shown(deals, FieldId("x' OR 1=1 --"), "filled")


async def test_a_field_that_every_base_has(deals: Store) -> None:
    row = (await deals.ask(ListDeals())).rows[0]
    await deals.do(EditDeal(row.id, DealChanges(custom={"utm_source": "google"})))

    assert await shown(deals, FieldId("utm_source"), "is", "google") == row.title


async def test_a_view_keeps_its_conditions(deals: Store) -> None:
    field = await filled(deals, FieldKind.NUMBER, indexed=False)
    wanted = DealFilter(custom=(FieldFilter(field, FieldOperator.LESS, "5"),))
    await deals.do(SaveView("small", wanted))

    assert [view.filter for view in await deals.ask(ListViews())] == [wanted]
