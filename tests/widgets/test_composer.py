"""Writing things down through keys alone: what is said, what is refused, and that nothing typed is lost."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from crm_tui.domain import due
from crm_tui.domain.ids import DealId, NoteId, RecordId, UserId
from crm_tui.domain.rights import Role
from crm_tui.operations.notes import AddNote, Channel, EditNote, LogCommunication, SetMemo
from crm_tui.operations.tasks import PlanTask
from crm_tui.operations.values import UNSET, TaskKind, User
from crm_tui.widgets.composer.messages import WrittenDown
from crm_tui.widgets.composer.modes import Mode, seconds
from crm_tui.widgets.composer.view import Composer
from crm_tui.widgets.keys import key_lines
from tests.widgets.feeds import HOSTILE, NOW

DEAL = RecordId("d1")
OLGA = User(UserId("u2"), "Ольга Романова", "ОР", Role.MANAGER)
EVE = User(UserId("u3"), HOSTILE, "E", Role.MANAGER)
SIZES = [(120, 40), (80, 24), (40, 20)]


class Desk(App[None]):
    """A composer at the foot; what it says is kept in ``requests``."""

    def __init__(self, memo: str | None = "") -> None:
        super().__init__()
        self.composer = Composer(DEAL, lambda: NOW, memo=memo)
        self.composer.colleagues = (OLGA, EVE)
        self.requests: list[Any] = []

    def compose(self) -> ComposeResult:
        yield self.composer

    def on_mount(self) -> None:
        self.composer.focus()

    def on_written_down(self, message: WrittenDown) -> None:
        self.requests.append(message.request)

    def shown(self) -> str:
        return "\n".join(
            strip.text.replace("\u00a0", " ").rstrip() for strip in self.screen._compositor.render_strips()
        )


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Go on until it holds, a hundred rounds at most."""
    for _round in range(100):
        await pilot.pause()
        if holds():
            return
    raise AssertionError("it never came")


@pytest.mark.parametrize("size", SIZES)
async def test_a_task_with_its_deadline_in_plain_words(size: tuple[int, int]) -> None:
    app = Desk()
    async with app.run_test(size=size) as pilot:
        assert "T task" in app.shown()
        await pilot.press("T", *"call back", "enter", *"25.12 15:30")
        await until(pilot, lambda: "Fri 25 Dec 2026, 15:30" in app.shown())
        await pilot.press("enter", "down", "enter", *"ольга", "enter")
        await until(pilot, lambda: bool(app.requests))
        due_at = datetime(2026, 12, 25, 15, 30).astimezone(UTC)
        assert app.requests == [PlanTask(RecordId("d1"), "call back", due_at, TaskKind.LETTER, OLGA.id)]
        await app.composer.done()
        await pilot.pause()
        assert app.composer.mode is None
        assert app.focused is app.composer
        assert "call back" not in app.shown()


async def test_a_task_for_oneself_without_a_deadline() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("T", *"call back", "ctrl+s")
        await until(pilot, lambda: bool(app.requests))
        assert app.requests == [PlanTask(RecordId("d1"), "call back", None, TaskKind.CALL, UNSET)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("ctrl+s",), "Say what is to be done."),
        ((*"call", "enter", *"soon", "ctrl+s"), "Not understood; try “tomorrow 10:00”"),
        ((*"call", "enter", "enter", "enter", *"zzz", "ctrl+s"), "No colleague is called that"),
    ],
)
async def test_a_task_that_cannot_be_planned_says_why_and_keeps_all(typed: tuple[str, ...], sentence: str) -> None:
    app = Desk()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("T", *typed)
        await until(pilot, lambda: sentence in app.shown())
        assert app.requests == []
        assert app.composer.mode is Mode.TASK


async def test_a_deadline_that_is_past_is_said_and_allowed() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("T", *"call", "enter", *"2026-01-05 10:00")
        await until(pilot, lambda: "already past" in app.shown())
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(app.requests))


async def test_typing_does_not_wait_for_a_deadline_that_is_slow_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def slow(_text: str, _now: datetime) -> datetime | None:
        go_on.wait(10)
        return datetime(2026, 12, 1, 10, 0)

    monkeypatch.setattr(due, "parse", slow)
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("T", *"call", "enter", *"tomorrow")
        assert "tomorrow" in app.shown()
        assert "1 Dec 2026" not in app.shown()
        go_on.set()
        await until(pilot, lambda: "1 Dec 2026" in app.shown())


@pytest.mark.parametrize("size", SIZES)
async def test_a_note_in_which_a_colleague_is_called(size: tuple[int, int]) -> None:
    app = Desk()
    async with app.run_test(size=size) as pilot:
        await pilot.press("i", "@", *"ро")
        await until(pilot, lambda: "tab Ольга Романова" in app.shown())
        await pilot.press("tab", *"look", "enter", *"again", "ctrl+s")
        await pilot.pause()
        assert app.requests == [AddNote(DEAL, "@Ольга Романова look\nagain")]


async def test_an_address_calls_nobody() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", *"a@ро")
        await pilot.pause()
        assert "tab" not in app.shown()


async def test_a_note_is_written_anew() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.composer.open(Mode.NOTE, "old words", NoteId("n1"))
        await pilot.press(*"!", "ctrl+s")
        await pilot.pause()
        assert app.requests == [EditNote(NoteId("n1"), "old words!")]


async def test_the_one_memo_is_gone_on_with_and_can_be_emptied() -> None:
    app = Desk(memo="keys at the gate")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("M", *"!", "ctrl+s")
        await pilot.pause()
        await app.composer.done()
        assert app.composer.memo == "keys at the gate!"
        await pilot.press("M", "ctrl+u", "ctrl+s")
        await pilot.pause()
        assert app.requests == [SetMemo(DealId("d1"), "keys at the gate!"), SetMemo(DealId("d1"), "")]


async def test_only_a_deal_has_a_memo() -> None:
    app = Desk(memo=None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("M")
        assert app.composer.mode is None
        assert app.composer.why_disabled("compose('memo')") == "Only a deal has a memo."


@pytest.mark.parametrize("size", SIZES)
async def test_a_call_that_they_made(size: tuple[int, int]) -> None:
    app = Desk()
    async with app.run_test(size=size) as pilot:
        await pilot.press("C", "down", "enter", *"4:12", "enter", *"agreed", "ctrl+s")
        await pilot.pause()
        assert app.requests == [LogCommunication(DEAL, Channel.CALL, incoming=True, text="agreed", seconds=252)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4:12", 252),
        ("4", 240),
        ("4 min", 240),
        ("1:02:03", 3723),
        ("", None),
        ("4:60", None),
        ("x", None),
        ("-1", None),
    ],
)
def test_the_length_of_a_call(text: str, expected: int | None) -> None:
    assert seconds(text) == expected


async def test_sms_is_off_at_its_key_and_says_why() -> None:
    app = Desk()
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("S", "x")
        await pilot.pause()
        assert app.composer.mode is None
        reasons = {line.id: line.reason for line in key_lines(app.screen) if line.reason}
        assert "SMS is off: this base has no SMS provider yet" in reasons["composer.sms"]
        assert "composer.memo" not in reasons


async def test_each_way_that_is_off_has_its_own_reason() -> None:
    app = Desk(memo=None)
    async with app.run_test(size=(80, 24)):
        reasons = {line.id: line.reason for line in key_lines(app.screen) if line.reason}
        assert reasons["composer.memo"] == "Only a deal has a memo."
        assert reasons["composer.sms"].startswith("SMS is off")


async def test_esc_asks_before_typed_text_is_lost() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", *"words", "escape")
        await until(pilot, lambda: "Press esc again" in app.shown())
        await pilot.press("!")
        await until(pilot, lambda: "Press esc again" not in app.shown())
        await pilot.press("escape")
        assert app.composer.mode is Mode.NOTE
        await pilot.press("escape")
        await pilot.pause()
        assert app.composer.mode is None


async def test_esc_leaves_at_once_where_nothing_was_typed() -> None:
    app = Desk(memo="as it was")
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("T", "i", "M", "C"):
            await pilot.press(key, "escape")
            await pilot.pause()
            assert app.composer.mode is None
        assert app.composer.memo == "as it was"


async def test_a_refusal_keeps_the_text_and_can_be_sent_again() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", *"words", "ctrl+s", "ctrl+s")
        await pilot.pause()
        assert len(app.requests) == 1
        app.composer.fail("The store is locked; try again.")
        await until(pilot, lambda: "The store is locked; try again." in app.shown())
        assert "words" in app.shown()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.requests == [AddNote(DEAL, "words")] * 2


async def test_poisoned_names_and_sentences_are_drawn_harmless() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("M")
        app.composer.fail(HOSTILE)
        await pilot.pause()
        assert not {"\x1b", "\x07", "\u202e"} & set(app.shown())
        await pilot.press("escape", "i", "@", "e")
        await until(pilot, lambda: "tab [/][@click" in app.shown())
        assert not {"\x1b", "\x07", "\u202e"} & set(app.shown())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["T", "i", "C"])
async def test_what_was_typed_survives_a_resize(size: tuple[int, int], key: str) -> None:
    app = Desk()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(key, "tab" if key == "C" else "x", *"4")
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert "4" in app.shown()
        assert app.composer.mode is not None
