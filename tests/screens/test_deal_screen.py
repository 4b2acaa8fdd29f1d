"""The deal's own screen: read, edited in place, refused and restored, moved on, all by keys."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from textual.widgets import TextArea

from crm_tui.domain.ids import DealId, TaskId
from crm_tui.domain.money import Money
from crm_tui.operations.base import Change
from crm_tui.operations.deals import DealChanges, EditDeal
from crm_tui.operations.errors import InvalidValue, NotAllowed, StoreLocked
from crm_tui.operations.values import Event, Phone, TaskInfo, TaskKind
from crm_tui.widgets.card_line import UNREAD
from crm_tui.widgets.themes import OWN
from tests.screens.deal_shown import NARROW, SMALL, WIDE, lines_of, showing
from tests.screens.fakes import HOSTILE, NOW, FakeStore, deal


async def test_a_deal_is_shown_with_all_it_holds() -> None:
    late = TaskInfo(TaskId("k"), TaskKind.CALL, "agree the estimate", NOW - timedelta(hours=1), None)
    event = Event(2, NOW, "Анна Ковальчук", "MoveDeal", (("stage_id", "In work", "Offer"),))
    budget = Event(1, NOW, "Олег", "EditDeal", (("amount", "45000.00 ₽", "50000.00 ₽"), ("rank", "a", "b")))
    store = FakeStore({"d-1": deal(amount=Money(5_000_000, "RUB"), tasks=(late,))}, events=(event, budget))
    async with showing(store) as deal_screen:
        assert deal_screen.head.startswith(" Buyers › In work ")
        assert deal_screen.shown("title") == "Ремонт офиса 1"
        assert deal_screen.shown("amount") == "50,000\u00a0₽"
        assert "Ковальчук" in deal_screen.shown("responsible")
        assert deal_screen.shown("tags") == "#vip"
        assert deal_screen.shown("person.x.name") == "○ Иван Петров"
        assert deal_screen.shown("person.x.role") == "buyer"
        assert re.search(r"work +\+7 916 123-45-67", deal_screen.page)
        assert "! " in deal_screen.happened
        history = deal_screen.happened
        assert "АК  moved In work → Offer" in history
        assert "budget 45,000\u00a0₽ → 50,000\u00a0₽" in history


async def test_opening_takes_the_unread_mark_off() -> None:
    async with showing() as deal_screen:
        assert deal_screen.store.cards["d-1"].unread is False


async def test_a_field_is_edited_where_it_stands() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("enter", "end", "!", "enter")
        assert deal_screen.store.done == [EditDeal(DealId("d-1"), DealChanges(title="Ремонт офиса 1!"), seen=1)]
        assert deal_screen.shown("title") == "Ремонт офиса 1!"
        assert deal_screen.field("title").has_focus


async def test_editing_goes_on_behind_what_is_there() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("e", "!", "enter")
        assert deal_screen.shown("title") == "Ремонт офиса 1!"


async def test_esc_restores_what_was_there() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("e", "x", "escape")
        assert deal_screen.store.done == []
        assert deal_screen.shown("title") == "Ремонт офиса 1"
        assert deal_screen.front is deal_screen.screen
        await deal_screen.press("escape")
        assert deal_screen.host.closed == ["d-1"]


async def test_letters_in_the_budget_are_refused_beside_it_and_stay() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("j", "e", *"50q", "enter")
        budget = deal_screen.field("amount")
        assert deal_screen.store.done == []
        assert "Digits" in budget.fault
        assert (budget.editing, budget.text) == (True, "50q")
        assert budget.fault in lines_of(deal_screen.screen.head)[-1].text
        await deal_screen.press("backspace", "enter")
        assert deal_screen.shown("amount") == "50\u00a0₽"
        assert (budget.fault, len(lines_of(deal_screen.screen.head))) == ("", 2)


async def test_what_the_store_refuses_is_said_beside_the_field() -> None:
    async with showing() as deal_screen:
        deal_screen.store.refusal = InvalidValue("title", "too long")
        await deal_screen.press("e", "x", "enter")
        assert deal_screen.field("title").fault == "too long"
        assert deal_screen.field("title").editing


async def test_tab_saves_and_goes_on() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("e", "end", "!", "tab")
        assert deal_screen.shown("title") == "Ремонт офиса 1!"
        assert deal_screen.field("amount").has_focus


async def test_saving_what_did_not_change_writes_nothing() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("e", "enter")
        assert deal_screen.store.done == []
        assert not deal_screen.field("title").editing


async def test_an_editor_that_was_only_opened_neither_holds_anything_nor_writes_over_others() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("e")
        deal_screen.store.cards["d-1"] = deal(title="Roof", seq=9)
        deal_screen.screen.refresh_from([Change(9, "Олег", "EditDeal", False, frozenset({"d-1"}))])
        await deal_screen.settle()
        assert not deal_screen.screen.unsent
        await deal_screen.press("enter")
        assert deal_screen.store.done == []
        assert deal_screen.shown("title") == "Roof"


async def test_long_text_is_edited_in_several_lines() -> None:
    async with showing() as deal_screen:
        deal_screen.field("description").focus()
        await deal_screen.press("e")
        assert isinstance(deal_screen.host.focused, TextArea)
        await deal_screen.press("ctrl+end", "enter", *"roof", "ctrl+s")
        assert deal_screen.store.cards["d-1"].description == "Покраска, полы\nroof"


async def test_one_more_phone_keeps_what_is_known_of_the_others() -> None:
    async with showing() as deal_screen:
        deal_screen.field("person.x.phones.0").focus()
        await deal_screen.press("plus")
        await deal_screen.press(*"8 495 000-11-22 (home)", "enter")
        phones = deal_screen.store.cards["d-1"].people[0].phones
        assert phones[0] == Phone("+7 916 123-45-67", "work", "+79161234567")
        assert (phones[1].typed, phones[1].label) == ("8 495 000-11-22", "home")


async def test_a_phone_is_spaced_out_while_it_is_typed() -> None:
    async with showing() as deal_screen:
        deal_screen.field("person.x.phones.0").focus()
        await deal_screen.press("plus")
        await deal_screen.press(*"+79161112233")
        assert deal_screen.field("person.x.phones.1").text == "+7 916 111-22-33"
        await deal_screen.press("enter")
        assert deal_screen.store.cards["d-1"].people[0].phones[1].e164 == "+79161112233"


async def test_an_empty_line_goes_again_and_a_phone_is_taken_off() -> None:
    async with showing() as deal_screen:
        deal_screen.field("person.x.phones.0").focus()
        await deal_screen.press("plus")
        await deal_screen.press("escape")
        deal_screen.screen.refresh_from([Change(9, "Олег", "EditDeal", False, frozenset({"d-1"}))])
        await deal_screen.settle()
        assert "person.x.phones.1" not in [field.name for field in deal_screen.screen.body.fields]
        await deal_screen.press("minus")
        assert deal_screen.store.cards["d-1"].people[0].phones == ()


async def test_a_contact_without_a_name_is_refused() -> None:
    async with showing(FakeStore({"d-1": deal(people=())})) as deal_screen:
        deal_screen.field("person..phones.0").focus()
        await deal_screen.press("e", *"123", "enter")
        assert "name" in deal_screen.field("person..phones.0").fault
        assert deal_screen.store.done == []


async def test_the_next_deal_of_the_list_one_came_from() -> None:
    async def neighbours(by: int) -> DealId | None:
        return DealId("d-2") if by == 1 else None

    store = FakeStore({"d-1": deal(1), "d-2": deal(2)})
    async with showing(store, neighbours=neighbours) as deal_screen:
        await deal_screen.press("]")
        assert deal_screen.shown("title") == "Ремонт офиса 2"
        await deal_screen.press("[")
        assert deal_screen.host.said == ["This is the first one of the list."]
        await deal_screen.press("q")
        assert deal_screen.host.closed == ["d-2"]


async def test_somebody_elses_change_comes_in_and_what_is_being_typed_stays() -> None:
    async with showing() as deal_screen:
        await deal_screen.press("e", "end", "?")
        deal_screen.store.cards["d-1"] = replace(deal(1), title="Changed", description="new words")
        deal_screen.screen.refresh_from([Change(9, "Олег", "EditDeal", False, frozenset({"d-1"}))])
        await deal_screen.settle()
        assert deal_screen.field("title").text == "Ремонт офиса 1?"
        assert deal_screen.shown("description") == "new words"
        await deal_screen.press("escape")
        assert deal_screen.shown("title") == "Changed"


async def test_a_store_that_does_not_answer_is_said_and_asked_again() -> None:
    async with showing(FakeStore(failure=StoreLocked("deals.db"))) as deal_screen:
        assert "held by another program" in deal_screen.text("#card-fault")
        assert deal_screen.hints.startswith("r try again")
        assert "edit" not in deal_screen.hints
        assert "move" not in deal_screen.hints
        assert UNREAD in lines_of(deal_screen.screen.head)[0].text
        await deal_screen.press("e", "1", "m")
        assert not deal_screen.screen.head.editing
        assert deal_screen.front is deal_screen.screen
        await deal_screen.press("r")
        assert deal_screen.shown("title") == "Ремонт офиса 1"
        assert deal_screen.text("#card-fault") == ""
        assert deal_screen.hints.startswith("enter edit")


@pytest.mark.parametrize("theme", ["crm-dark", "crm-light"])
async def test_what_is_muted_stands_back_behind_the_rest(theme: str) -> None:
    async with showing(FakeStore({"d-1": deal(title="x" * 400)})) as deal_screen:
        for kind in OWN:
            deal_screen.host.register_theme(kind)
        deal_screen.host.theme = theme
        await deal_screen.settle()
        loud = deal_screen.contrast("#card-head", "x")
        assert 0.2 < deal_screen.contrast("#card-line") < loud - 0.1
        assert 0.2 < deal_screen.contrast("#card-head", "budget") < loud - 0.1


async def test_who_may_only_read_still_reads() -> None:
    async with showing(FakeStore(refusal=NotAllowed("Анна"))) as deal_screen:
        assert deal_screen.shown("title") == "Ремонт офиса 1"
        assert deal_screen.host.failures == []


@pytest.mark.parametrize("size", [NARROW, SMALL])
async def test_where_there_is_no_room_tab_brings_the_history(size: tuple[int, int]) -> None:
    async with showing(size=size) as deal_screen:
        assert deal_screen.stands == ["card-fields"]
        await deal_screen.press("tab")
        assert deal_screen.stands == ["card-feed"]
        await deal_screen.press("tab")
        assert deal_screen.stands == ["card-fields"]


@pytest.mark.parametrize("size", [WIDE, NARROW, SMALL])
async def test_a_hostile_deal_is_shown_as_it_stands(size: tuple[int, int]) -> None:
    person = replace(deal().people[0], name=HOSTILE, role=HOSTILE, phones=(Phone(HOSTILE, HOSTILE, None, HOSTILE),))
    bad = deal(
        title=HOSTILE + "x" * 20_000, people=(person, person), description=HOSTILE + "\n" + HOSTILE, comment=HOSTILE
    )
    event = Event(1, NOW, HOSTILE, HOSTILE, (("title", HOSTILE, HOSTILE), (HOSTILE, HOSTILE, HOSTILE)))
    async with showing(FakeStore({"d-1": bad}, events=(event,)), size) as deal_screen:
        assert "[@click=app.quit]x[/]" in deal_screen.shown("title")
        assert "\x1b" not in deal_screen.shown("title")
        await deal_screen.press("e", "escape", "tab", "tab", "j", "j")
        assert deal_screen.host.failures == []
        assert deal_screen.front is deal_screen.screen


async def test_writing_and_calling_say_at_the_key_why_they_are_off() -> None:
    nobody = FakeStore({"d-1": deal(1, people=())})
    async with showing(nobody) as deal_screen:
        await deal_screen.press("w", "c")
        assert deal_screen.screen.check_action("message", ()) is None
        assert deal_screen.screen.why_disabled("message") == (
            "There is no phone and no e-mail to write to; add one first."
        )
        assert deal_screen.screen.why_disabled("call") == "There is no phone to call; add one first."
        assert deal_screen.host.screen is deal_screen.screen
