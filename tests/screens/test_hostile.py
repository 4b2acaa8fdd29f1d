"""Customers' text never steers the terminal: the last guard, and the screens with poisoned text on them."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from crm_tui.app import CrmApp
from crm_tui.operations.directory import Find, Found
from crm_tui.operations.errors import NoSuchStore
from crm_tui.widgets.line_filter import HostileFilter

BLACK = Color(0, 0, 0)
POISON = [
    "A\x1b]52;c;cm0gLXJm\x07B",
    "\x1b]0;T\x07",
    "\x1b]8;;file:///etc/passwd\x1b\\x\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[H\x1b[?1049l\x1b[5n\x1bPq\x1b\\\x1b_G\x1b\\",
    "a\u009b2Jb\u009d0;x\u0090",
    "safe\rEVIL",
    "ab\x08\x08XY\x00\x07",
    "ab\u202ecod.exe\u2066x\u2069\u200e\u200f",
    "Iv\u200ban",
    "[@click=app.quit]Ivan[/]",
    "Ivan [/b] Petrov [bold [b + x ([sys:LOCK=SAFE…])",
    "a\ud83d b",
    "e" + "\u0301" * 200,
]
FORBIDDEN = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *"\u202e\u2066\u2069\u200e\u200f\u200b\ud83d"}


def filtered(*texts: str) -> list[str]:
    return [segment.text for segment in HostileFilter().apply([Segment(text) for text in texts], BLACK)]


@pytest.mark.parametrize("text", POISON)
def test_nothing_forbidden_passes_and_the_width_stays(text: str) -> None:
    (shown,) = filtered(text)
    assert not FORBIDDEN & set(shown)
    assert cell_len(shown) == cell_len(text)


def test_what_was_replaced_can_be_seen() -> None:
    assert filtered("A\x1b[2JB   ")[0].startswith("A\ufffd[2JB")


def test_a_harmless_line_is_passed_on_as_the_same_list() -> None:
    line = [Segment("Олена ✓ 1\u00a0200 ₴ "), Segment("👩\u200d💻 [/]"), Segment("é")]
    assert HostileFilter().apply(line, BLACK) is line


def test_only_the_hostile_segment_is_replaced() -> None:
    good, bad = Segment("good"), Segment("b\x1bd")
    shown = HostileFilter().apply([good, bad], BLACK)
    assert shown[0] is good
    assert shown[1].text != bad.text


def test_a_whole_screen_costs_less_than_a_third_of_a_millisecond() -> None:
    """120 × 40 cells in 12 segments a line, none of them cached: the least CPU time of 50 repaints."""
    lines = [[Segment("Склад  10\u00a0") for _ in range(12)] for _ in range(40)]
    guard = HostileFilter()

    def repaint() -> float:
        begun = time.thread_time()
        for line in lines:
            guard.apply(line, BLACK)
        return time.thread_time() - begun

    assert min(repaint() for _ in range(50)) < 0.0003


async def test_a_widget_that_shows_text_as_it_is_does_no_harm(make_app: Callable[..., CrmApp]) -> None:
    app = make_app(card="\n".join(POISON))
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        await pilot.pause()
        for text in POISON:
            app.notify(text, markup=False)
        await pilot.pause()
        shown = drawn(app)
        assert "Ivan [/b] Petrov [bold" in shown
        assert shown.count("\ufffd") > 20
        assert not FORBIDDEN & set(shown)
        for y in range(len(POISON)):
            await pilot.click("FakeCard", offset=(3, y))
        assert app.is_running


async def test_the_jump_list_shows_poison_harmlessly(make_app: Callable[..., CrmApp], store: Any) -> None:
    store.answers[Find] = lambda query: tuple(Found(text, "1", text * 20, text) for text in POISON)
    app = make_app()
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.press("ctrl+k", "a")
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown = drawn(app)
        assert "Ivan [/b] Petrov [bold" in shown
        assert not FORBIDDEN & set(shown)


async def test_a_poisoned_path_is_told_harmlessly(make_app: Callable[..., CrmApp]) -> None:
    async def refuse() -> Any:
        raise NoSuchStore(" ".join(POISON))

    app = make_app(opens=refuse)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert type(app.screen).__name__ == "ProblemScreen"
        assert not FORBIDDEN & set(drawn(app))


def drawn(app: CrmApp) -> str:
    """Every character that a full repaint sends, less the colours."""
    strips = app.screen._compositor.render_strips()
    return "".join(segment.text for strip in strips for segment in strip)
