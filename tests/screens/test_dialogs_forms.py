"""Dialogs with forms: what is typed comes out, what is wrong is said beside the field, nothing typed is lost."""

from datetime import UTC, datetime
from typing import Any

import pytest
from textual.app import App
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from crm_tui.domain.quick_add import QuickDeal
from crm_tui.domain.stages import DealField
from crm_tui.operations.deals import BulkResult, CreateDeal, DealChanges, Refusal
from crm_tui.operations.remarks import Remark
from crm_tui.operations.values import Email, Person, Phone, TaskKind
from crm_tui.screens.dialogs.bulk_preview import BulkPreviewDialog
from crm_tui.screens.dialogs.confirm import ConfirmDialog
from crm_tui.screens.dialogs.deal_form import DealFormDialog
from crm_tui.screens.dialogs.quick_add import FullForm, QuickAddDialog, new_deal
from crm_tui.screens.dialogs.stage_form import StageFormDialog
from crm_tui.screens.dialogs.task import NewTask, TaskDialog
from crm_tui.widgets.field_form import FormRow
from tests.screens.fakes import ANNA, BUYERS, HOSTILE, LOST, OFFER, OFFICE, OLEG, OTHER, PRICE, VIP, deal

SIZES = [(80, 24), (40, 20)]
SUNDAY_NOON = datetime(2026, 11, 22, 12, 0)


class Asked:
    """A dialog on the screen, and what it gave."""

    def __init__(self, dialog: ModalScreen[Any], size: tuple[int, int] = (80, 24)) -> None:
        self.dialog = dialog
        self.given: list[Any] = []
        self.app = App[None]()
        self._running = self.app.run_test(size=size)

    async def __aenter__(self) -> "Asked":
        self.pilot = await self._running.__aenter__()
        self.app.push_screen(self.dialog, self.given.append)
        await self.pilot.pause()
        return self

    async def __aexit__(self, *fault: Any) -> None:
        await self._running.__aexit__(*fault)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Put a whole text into the line that has the focus, as a paste does."""
        focused = self.app.focused
        assert isinstance(focused, Input | TextArea)
        if isinstance(focused, Input):
            focused.value = text
        else:
            focused.text = text
        await self.pilot.pause()

    @property
    def faults(self) -> dict[str, str]:
        rows = self.dialog.query(FormRow)
        return {row.field.name: row.fault for row in rows if row.fault}

    def text(self, selector: str) -> str:
        return str(self.dialog.query_one(selector, Static).content)


def stage_form(*missing: DealField, person: Person | None = None) -> StageFormDialog:
    stage = LOST if DealField.LOST_REASON in missing else OFFER
    return StageFormDialog(stage, missing, (PRICE, OTHER), (ANNA, OLEG), "RUB", "RU", person=person)


@pytest.mark.parametrize("size", SIZES)
async def test_a_missing_budget_is_asked_and_given(size: tuple[int, int]) -> None:
    async with Asked(stage_form(DealField.AMOUNT), size) as asked:
        await asked.press(*"50000,50", "enter")
        assert asked.given == [DealChanges(amount="50000,50")]


async def test_letters_in_a_budget_are_refused_beside_the_field_and_stay() -> None:
    async with Asked(stage_form(DealField.AMOUNT)) as asked:
        await asked.press(*"50k")
        assert "Digits" in asked.faults["amount"]
        await asked.press("enter")
        assert asked.given == []
        assert asked.dialog.query_one(Input).value == "50k"
        await asked.press("backspace")
        assert asked.faults == {}


async def test_an_empty_budget_is_not_enough() -> None:
    async with Asked(stage_form(DealField.AMOUNT)) as asked:
        await asked.press("ctrl+s")
        assert asked.given == []
        assert asked.faults


@pytest.mark.parametrize("size", SIZES)
async def test_a_lost_reason_is_chosen(size: tuple[int, int]) -> None:
    async with Asked(stage_form(DealField.LOST_REASON), size) as asked:
        await asked.press("enter")
        assert asked.given == [DealChanges(lost_reason=PRICE.id)]


async def test_other_wants_words_of_ones_own() -> None:
    async with Asked(stage_form(DealField.LOST_REASON)) as asked:
        await asked.press("down", "enter")
        assert asked.given == []
        await asked.press("enter")
        assert asked.faults["lost_note"]
        await asked.press(*"moved away", "enter")
        assert asked.given == [DealChanges(lost_reason=OTHER.id, lost_note="moved away")]


async def test_the_note_goes_when_the_reason_does_not_want_it() -> None:
    async with Asked(stage_form(DealField.LOST_REASON)) as asked:
        await asked.press("down", "up", "enter")
        assert asked.given == [DealChanges(lost_reason=PRICE.id)]


async def test_everything_missing_is_asked_in_one_form() -> None:
    missing = (DealField.PHONE, DealField.EMAIL, DealField.RESPONSIBLE, DealField.DESCRIPTION)
    async with Asked(stage_form(*missing), (40, 20)) as asked:
        await asked.press(*"Ivan", "enter", *"123", "enter", *"i@x.com", "enter", "down", "enter", *"a roof", "ctrl+s")
        (changes,) = asked.given
        assert changes.contact.name == "Ivan"
        assert changes.contact.phones[0].typed == "123"
        assert changes.contact.phones[0].problem
        assert changes.contact.emails == (Email("i@x.com"),)
        assert (changes.responsible, changes.description) == (OLEG.id, "a roof")


async def test_what_is_known_of_the_contact_is_kept() -> None:
    person = deal().people[0]
    async with Asked(stage_form(DealField.EMAIL, person=person)) as asked:
        await asked.press(*"nonsense", "enter")
        assert asked.faults["email"]
        await asked.press(*"@example.ru", "enter")
        (changes,) = asked.given
        assert (changes.contact.name, changes.contact.phones) == (person.name, person.phones)


async def test_leaving_asks_first_where_lines_were_typed() -> None:
    async with Asked(stage_form(DealField.PHONE, DealField.AMOUNT)) as asked:
        await asked.press(*"Ivan", "tab", *"123", "escape")
        assert isinstance(asked.app.screen, ConfirmDialog)
        await asked.press("escape")
        assert asked.app.screen is asked.dialog
        await asked.press("escape", "enter")
        assert asked.given == [None]


async def test_a_line_is_understood_while_it_is_typed() -> None:
    async with Asked(QuickAddDialog("RU", "RUB", "Unsorted"), (40, 20)) as asked:
        await asked.write("Ivan Petrov +7 916 123-45-67 50000 #vip")
        understood = asked.text("#understood")
        assert "Ivan Petrov" in understood
        assert "+79161234567" in understood
        assert "₽" in understood
        assert "#vip" in understood
        await asked.press("enter")
        command = new_deal(asked.given[0], "RU", OFFER.id)
        assert (command.title, command.amount, command.tags) == ("Ivan Petrov", "50000", ("vip",))
        assert command.contact is not None
        assert command.contact.phones == (Phone("+7 916 123-45-67", "", "+79161234567"),)


async def test_a_contact_without_a_name_is_refused_and_stays() -> None:
    async with Asked(QuickAddDialog("RU", "RUB", "Unsorted")) as asked:
        await asked.write("+7 916 123-45-67")
        await asked.press("enter")
        assert asked.given == []
        assert "name" in asked.text("#fault")


async def test_an_amount_in_another_currency_is_not_taken_for_ours() -> None:
    async with Asked(QuickAddDialog("RU", "RUB", "Unsorted")) as asked:
        await asked.write("Ivan $500")
        await asked.press("enter")
        assert asked.given == []


async def test_tab_goes_on_in_the_full_form() -> None:
    async with Asked(QuickAddDialog("RU", "RUB", "Unsorted")) as asked:
        await asked.write("Ivan 500")
        await asked.press("tab")
        assert asked.given == [FullForm(QuickDeal("Ivan", "Ivan", (), (), "500", (), "RUB"))]


def deal_form(initial: QuickDeal | None = None) -> DealFormDialog:
    return DealFormDialog(
        initial, BUYERS.stages, (ANNA, OLEG), (VIP, OFFICE), currency="RUB", region="RU", stage_id=OFFER.id, me=OLEG.id
    )


@pytest.mark.parametrize("size", SIZES)
async def test_the_full_form_goes_on_with_what_was_typed(size: tuple[int, int]) -> None:
    quick = QuickDeal("Roof", "Ivan", ("+7 916 123-45-67",), ("i@x.com",), "500", ("vip",))
    async with Asked(deal_form(quick), size) as asked:
        await asked.press("ctrl+s")
        (made,) = asked.given
        assert isinstance(made, CreateDeal)
        assert (made.title, made.amount, made.tags, made.stage_id) == ("Roof", "500", ("vip",), OFFER.id)
        assert made.responsible == OLEG.id
        assert made.contact is not None
        assert made.contact.phones[0].e164 == "+79161234567"


async def test_the_full_form_refuses_a_contact_without_a_name_beside_the_field() -> None:
    async with Asked(deal_form(QuickDeal("Roof", "", ("+7 916 123-45-67",)))) as asked:
        await asked.press("ctrl+s")
        assert asked.given == []
        assert list(asked.faults) == ["name"]
        await asked.press(*"Ivan", "ctrl+s")
        assert asked.given[0].contact.name == "Ivan"


async def test_the_full_form_says_at_once_all_that_is_wrong() -> None:
    async with Asked(deal_form(QuickDeal("", "", ("+7 916 123-45-67",), amount="50q"))) as asked:
        await asked.press("ctrl+s")
        assert set(asked.faults) == {"name", "amount"}
        await asked.press(*"Ivan")
        assert asked.faults.keys() == {"name", "amount"} - {"name"}


async def test_tags_are_completed() -> None:
    async with Asked(deal_form(QuickDeal("Roof", ""))) as asked:
        for row in asked.dialog.query(FormRow):
            if row.field.name == "tags":
                row.control.focus()
        await asked.press(*"new; v")
        await asked.pilot.app.workers.wait_for_complete()
        await asked.press("right", "ctrl+s")
        assert asked.given[0].tags == ("new", "vip")


@pytest.mark.parametrize("size", SIZES)
async def test_a_task_says_what_it_understood_before_it_is_saved(size: tuple[int, int]) -> None:
    async with Asked(TaskDialog(SUNDAY_NOON), size) as asked:
        await asked.press(*"call back", "enter", *"+3d")
        assert "Wed 25" in asked.text("#understood")
        await asked.press("enter", "down", "down", "ctrl+s")
        due = datetime(2026, 11, 25, 10, 0).astimezone(UTC)
        assert asked.given == [NewTask("call back", due, TaskKind.MEETING)]


async def test_a_deadline_that_is_not_understood_is_refused() -> None:
    async with Asked(TaskDialog(SUNDAY_NOON)) as asked:
        await asked.press(*"call", "enter", *"someday", "ctrl+s")
        assert asked.given == []
        assert "Not understood" in asked.faults["due"]


async def test_a_task_may_have_no_deadline_but_not_no_words() -> None:
    async with Asked(TaskDialog(SUNDAY_NOON)) as asked:
        await asked.press("ctrl+s")
        assert list(asked.faults) == ["text"]
        await asked.press(*"call", "ctrl+s")
        assert asked.given == [NewTask("call", None, TaskKind.CALL)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_preview_names_what_is_refused(size: tuple[int, int]) -> None:
    one, two = deal(1).id, deal(2).id
    result = BulkResult((one,), (Refusal(two, HOSTILE, Remark(HOSTILE)),))
    async with Asked(BulkPreviewDialog(result, "Move to Offer?"), size) as asked:
        assert "1 deal will change" in asked.text(".dialog-text")
        assert "[@click=app.quit]x" in asked.text(".dialog-list Static")
        await asked.press("enter")
        assert asked.given == [True]


async def test_a_preview_of_nothing_offers_only_the_way_back() -> None:
    async with Asked(BulkPreviewDialog(BulkResult((), ()), "Move?")) as asked:
        assert asked.text(".dialog-keys").split() == ["esc", "back"]
        await asked.press("enter")
        assert asked.given == []
        await asked.press("escape")
        assert asked.given == [False]


@pytest.mark.parametrize(("key", "given"), [("enter", True), ("y", True), ("n", False), ("escape", False)])
async def test_a_question_is_answered_by_a_key(key: str, given: bool) -> None:
    async with Asked(ConfirmDialog(HOSTILE, "Delete", "Keep")) as asked:
        await asked.press(key)
        assert asked.given == [given]


async def test_hostile_text_goes_through_every_form_as_it_stands() -> None:
    poisoned = HOSTILE + "я" * 5_000
    for dialog in (
        deal_form(QuickDeal(poisoned, poisoned)),
        QuickAddDialog("RU", "RUB", poisoned),
        TaskDialog(SUNDAY_NOON),
    ):
        async with Asked(dialog, (40, 20)) as asked:
            await asked.write(poisoned)
            await asked.press("ctrl+s")
            assert asked.app.is_running
            assert asked.app.return_value is None
