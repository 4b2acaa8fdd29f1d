"""Admins' fields on a deal's card by keys: typed, chosen from a list, ticked, turned, dated, refused."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.operations.base import Command, Query
from crm_tui.operations.deals import EditDeal
from crm_tui.operations.errors import Clash, Conflict, StoreLocked
from crm_tui.operations.fields import FieldInfo, GetLayout, Layout
from crm_tui.screens.dialogs.choose import ChoiceDialog
from crm_tui.screens.dialogs.conflict import ConflictDialog
from crm_tui.screens.dialogs.ticks import TicksDialog
from tests.screens.card.clients import EVERY_KIND, read_custom
from tests.screens.deal_shown import NARROW, SMALL, WIDE, Shown, showing
from tests.screens.fakes import ANNA, BUYERS, NOW, OLEG, SERVICE, FakeStore

SIZES = [WIDE, NARROW, SMALL]
FIELDS = tuple(replace(one, entity=Entity.DEAL) for one in EVERY_KIND)


@dataclass
class RequestStore(FakeStore):
    """A store whose deals have a field of every kind in their request."""

    fields: tuple[FieldInfo, ...] = FIELDS
    custom: dict[str, Any] = field(default_factory=dict)

    async def ask(self, query: Query[Any]) -> Any:
        if isinstance(query, GetLayout):
            return Layout(query.entity, (), (), self.fields)
        return await super().ask(query)

    def _carried_out(self, command: Command[Any]) -> Any:
        if not isinstance(command, EditDeal):
            return super()._carried_out(command)
        layout = Layout(Entity.DEAL, (), (), self.fields)
        self.custom |= {name: read_custom(layout, name, typed) for name, typed in command.changes.custom.items()}
        card = self.cards[command.deal_id]
        return self._put(replace(card, custom=dict(self.custom), seq=card.seq + 1))


async def go(shown: Shown, kind: FieldKind) -> None:
    """Put the cursor on the field of a kind."""
    shown.field(f"custom.{kind.value}").focus()
    await shown.settle()


def value(shown: Shown, kind: FieldKind) -> str:
    return shown.shown(f"custom.{kind.value}").replace("\u00a0", " ")


@pytest.mark.parametrize("size", SIZES)
async def test_one_answer_is_chosen_and_taken_back(size: tuple[int, int]) -> None:
    store = RequestStore()
    async with showing(store, size) as shown:
        await go(shown, FieldKind.CHOICE)
        await shown.press("enter")
        assert isinstance(shown.front, ChoiceDialog)
        await shown.press("down", "enter")
        assert (store.custom["choice"], value(shown, FieldKind.CHOICE)) == ("large, with a crane",) * 2
        assert shown.field("custom.choice").has_focus
        await shown.press("e", "down", "down", "enter")
        assert (store.custom["choice"], value(shown, FieldKind.CHOICE)) == ("", "")


@pytest.mark.parametrize("size", SIZES)
async def test_several_answers_are_ticked(size: tuple[int, int]) -> None:
    store = RequestStore()
    async with showing(store, size) as shown:
        await go(shown, FieldKind.CHOICES)
        await shown.press("enter")
        assert isinstance(shown.front, TicksDialog)
        await shown.press("space", "down", "down", "space", "enter")
        assert store.custom["choices"] == ("small", "huge")
        assert value(shown, FieldKind.CHOICES) == "small, huge"
        await shown.press("enter", "space", "enter")
        assert store.custom["choices"] == ("huge",)


async def test_a_colleague_is_chosen_by_typing_a_part_of_the_name() -> None:
    store = RequestStore()
    async with showing(store) as shown:
        await go(shown, FieldKind.USER)
        await shown.press("enter", *"rya", "enter")
        assert (store.custom["user"], value(shown, FieldKind.USER)) == (OLEG.id, OLEG.name)
        await shown.press("enter", *"anna", "enter")
        assert value(shown, FieldKind.USER) in {OLEG.name, ANNA.name}


async def test_a_checkbox_is_turned_where_it_stands() -> None:
    store = RequestStore()
    async with showing(store) as shown:
        await go(shown, FieldKind.CHECKBOX)
        await shown.press("enter")
        assert (store.custom["checkbox"], value(shown, FieldKind.CHECKBOX)) == ("yes", "yes")
        await shown.press("e")
        assert (store.custom["checkbox"], value(shown, FieldKind.CHECKBOX)) == ("", "no")
        assert shown.field("custom.checkbox").has_focus


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "seen"),
    [
        (FieldKind.DATE, "1.2.2027", "2027-02-01", "01.02.2027"),
        (FieldKind.MONEY, "1 200,50", "1200.50 RUB", "1,200.50"),
        (FieldKind.MONEY, "15 usd", "15.00 USD", "15"),
        (FieldKind.NUMBER, "-3,5", "-3.5", "-3.5"),
        (FieldKind.LINK, "example.com", "https://example.com", "https://example.com"),
    ],
)
async def test_dates_and_sums_take_what_a_person_types(kind: FieldKind, typed: str, kept: str, seen: str) -> None:
    store = RequestStore()
    async with showing(store) as shown:
        await go(shown, kind)
        await shown.press("e", *typed, "enter")
        assert store.custom[kind.value] == kept
        assert seen in value(shown, kind)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("kind", "typed"), [(FieldKind.DATE, "31.02.2027"), (FieldKind.MONEY, "a lot")])
async def test_what_is_no_date_or_sum_is_refused_beside_it_and_stays(
    kind: FieldKind, typed: str, size: tuple[int, int]
) -> None:
    store = RequestStore()
    async with showing(store, size) as shown:
        await go(shown, kind)
        await shown.press("e", *typed, "enter")
        spot = shown.field(f"custom.{kind.value}")
        assert (spot.editing, spot.text, store.custom) == (True, typed, {})
        assert spot.fault[:16] in shown.page
        await shown.press("escape")
        assert (spot.editing, spot.fault, value(shown, kind)) == (False, "", "")


async def test_a_store_that_fails_under_a_dialog_is_told_and_nothing_is_changed() -> None:
    store = RequestStore()
    async with showing(store) as shown:
        await go(shown, FieldKind.CHOICE)
        await shown.press("enter")
        store.refusal = StoreLocked("crm.db")
        await shown.press("enter")
        assert [type(one) for one in shown.host.failures] == [StoreLocked]
        assert (store.custom, value(shown, FieldKind.CHOICE)) == ({}, "")
        await shown.press("enter", "enter")
        assert value(shown, FieldKind.CHOICE) == "small"


async def test_a_colleague_who_chose_meanwhile_is_asked_about() -> None:
    store = RequestStore()
    async with showing(store) as shown:
        await go(shown, FieldKind.CHOICE)
        store.refusal = Conflict((Clash("custom.choice", "", "huge", "small", "Анна", NOW, 7, "choice"),))
        await shown.press("enter", "enter")
        assert isinstance(shown.front, ConflictDialog)
        await shown.press("ctrl+s")
        assert value(shown, FieldKind.CHOICE) == "small"
        assert [one.seen for one in store.done if isinstance(one, EditDeal)] == [7]


async def test_leaving_a_list_or_choosing_the_same_writes_nothing() -> None:
    store = RequestStore()
    async with showing(store) as shown:
        for kind in (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.USER):
            await go(shown, kind)
            await shown.press("enter", "escape")
            assert shown.front is shown.screen
        await go(shown, FieldKind.CHOICES)
        await shown.press("enter", "enter")
        assert store.done == []


async def test_a_field_of_another_pipeline_is_not_asked() -> None:
    mine, others = (
        replace(one, pipelines=(pipeline.id,)) for one, pipeline in zip(FIELDS, (BUYERS, SERVICE), strict=False)
    )
    async with showing(RequestStore(fields=(mine, others))) as shown:
        names = [one.name for one in shown.screen.body.fields]
        assert f"custom.{mine.id}" in names
        assert f"custom.{others.id}" not in names
