"""The preview beside the board, and a history in words."""

from dataclasses import replace
from datetime import timedelta

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from crm_tui.domain.ids import TaskId
from crm_tui.domain.money import Money
from crm_tui.operations.values import Event, TaskInfo, TaskKind
from crm_tui.widgets.history_words import event_words
from crm_tui.widgets.preview import Preview
from tests.screens.fakes import HOSTILE, NOW, deal


class Host(App[None]):
    """A preview alone."""

    def compose(self) -> ComposeResult:
        yield Preview(lambda: NOW)

    @property
    def shown(self) -> str:
        return str(self.query_one(Preview).query_one(Static).content)


def moved(number: int) -> Event:
    return Event(number, NOW - timedelta(minutes=number), "Анна К", "MoveDeal", (("stage_id", "a", f"b{number}"),))


async def test_contacts_next_task_and_the_last_five_events() -> None:
    soon = TaskInfo(TaskId("1"), TaskKind.CALL, "call", NOW + timedelta(hours=1), None)
    later = replace(soon, id=TaskId("2"), text="meet", due_at=NOW + timedelta(days=1))
    unseen = Event(99, NOW, "Анна К", "MarkRead", (("unread", "True", "False"),))
    async with Host().run_test() as pilot:
        assert isinstance(pilot.app, Host)
        card = deal(amount=Money(100, "RUB"), tasks=(later, soon))
        pilot.app.query_one(Preview).show(card, [unseen, *(moved(n) for n in range(1, 9))])
        shown = pilot.app.shown
        assert "○ Иван Петров  buyer" in shown
        assert "work  +7 916 123-45-67" in shown
        assert "call" in shown
        assert "meet" not in shown
        assert [f"b{n}" in shown for n in (1, 5, 6)] == [True, True, False]


async def test_empty_loading_and_failed() -> None:
    async with Host().run_test() as pilot:
        assert isinstance(pilot.app, Host)
        preview = pilot.app.query_one(Preview)
        assert pilot.app.shown == "No deal under the cursor."
        preview.show_loading()
        assert pilot.app.shown == "┄"
        preview.show_fault(HOSTILE)
        assert "[@click=app.quit]x" in pilot.app.shown
        preview.show(deal(people=(), tags=()), ())
        assert "No contact yet." in pilot.app.shown
        assert "T plans one" in pilot.app.shown


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("stage_id", "In work", "Offer"), "moved In work → Offer"),
        (("amount", None, "1234567.50 ₽"), "budget — → 1,234,567.50\u00a0₽"),
        (("responsible_id", "Анна", None), "responsible Анна → —"),
        (("description", "a", "b"), "description changed"),
        (("deal", None, "Roof"), "made the deal"),
        (("tagging", None, "vip"), "tag #vip"),
        (("tagging.deleted_at", None, "1"), "tag taken off"),
        (("task", None, "call"), "planned call"),
        (("task.done_at", None, "1"), "task done"),
        (("deleted_at", None, "1"), "deleted"),
        (("deleted_at", "1", None), "brought back"),
        (("title", "a\nb", "[/]"), "title a b → [/]"),
    ],
)
def test_a_line_of_history_is_readable(line: tuple[str, str | None, str | None], words: str) -> None:
    assert event_words(Event(1, NOW, "Анна", "EditDeal", (line,))) == words


def test_what_says_nothing_is_called_by_its_operation() -> None:
    assert event_words(Event(1, NOW, "Анна", "ShiftDeal", (("rank", "a", "b"),))) == "moved inside the stage"
    assert event_words(Event(1, NOW, "Анна", "MarkRead", ())) == ""
