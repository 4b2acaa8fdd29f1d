"""What a card shows, at every width and with hostile text."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from crm_tui.domain.ids import TagId, UserId
from crm_tui.domain.money import Money
from crm_tui.domain.stages import StageKind
from crm_tui.operations.values import BuyerState
from crm_tui.widgets.board.card import Look, card_lines, rotting
from crm_tui.widgets.glyphs import ASCII, UNICODE, Glyphs

NASTY = (
    "[/]",
    "[@click=app.quit]x[/]",
    "\x1b]52;c;aGVsbG8=\x07name",
    "\x1b[2Jgone",
    "a\u202eb\u200bc",
    "\x9b31mred",
    "two\nlines\tand a tab",
    "客户" * 40,
    "x" * 20_000,
    "👩‍👩‍👧 family",
)


class Plain(dict[str, Style]):
    """Every name has a style."""

    def __missing__(self, name: str) -> Style:
        return Style()


def look(now: datetime, glyphs: Glyphs = UNICODE, language: str = "ru") -> Look:
    return Look(glyphs, language, "RUB", now, {TagId("t1"): "vip", TagId("t2"): "опт"}, {UserId("u1"): "АК"})


def drawn(card: Any, stage: Any, how: Look, width: int, lines: int = 3, **state: bool) -> list[str]:
    flags = {"selected": False, "marked": False, **state}
    rows = card_lines(card, stage, how, Plain(), width, lines, **flags)
    return ["".join(segment.text for segment in row) for row in rows]


@pytest.mark.parametrize("width", range(20, 61))
@pytest.mark.parametrize("lines", [2, 3])
def test_every_line_fills_its_width(
    width: int, lines: int, make_card: Callable[..., Any], make_stage: Callable[..., Any], now: datetime
) -> None:
    for text in NASTY:
        card = make_card(
            title=text, contact=text, unread=True, next_task_at=now - timedelta(days=3), amount=Money(10**15, "RUB")
        )
        for line in drawn(card, make_stage(), look(now), width, lines):
            assert cell_len(line) == width
            assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in line)
            assert not {"\u202e", "\u200b"} & set(line)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(max_size=80), contact=st.text(max_size=80), width=st.integers(20, 60))
def test_no_text_breaks_a_card(
    title: str,
    contact: str,
    width: int,
    make_card: Callable[..., Any],
    make_stage: Callable[..., Any],
    now: datetime,
) -> None:
    for line in drawn(make_card(title=title, contact=contact), make_stage(), look(now), width):
        assert cell_len(line) == width


def test_a_full_card_reads_as_in_the_wireframe(
    make_card: Callable[..., Any], make_stage: Callable[..., Any], now: datetime
) -> None:
    card = make_card(
        title="Склад на Лесной",
        amount=Money(32_000_000, "RUB"),
        contact="ООО «Вектор»",
        unread=True,
        tags=(TagId("t2"), TagId("t1")),
        next_task_at=now - timedelta(days=3),
        in_stage_since=now - timedelta(days=12),
    )
    lines = drawn(card, make_stage(), look(now), 30, selected=True)
    assert lines == [
        "▌Склад на Лесной     320\xa0000\xa0₽",
        "▌● ООО «Вектор»              •",
        "▌#опт #vip         ! 3d 12d АК",
    ]


@pytest.mark.parametrize(
    ("state", "unicode_sign", "ascii_sign"),
    [(BuyerState.SAVED, "●", "@"), (BuyerState.UNSAVED, "○", "o"), (BuyerState.EMPTY, "◌", ".")],
)
def test_the_buyers_sign_tells_by_its_shape(
    state: BuyerState,
    unicode_sign: str,
    ascii_sign: str,
    make_card: Callable[..., Any],
    make_stage: Callable[..., Any],
    now: datetime,
) -> None:
    card = make_card(buyer=state)
    assert drawn(card, make_stage(), look(now), 24)[1].startswith(f" {unicode_sign} ")
    assert drawn(card, make_stage(), look(now, ASCII), 24)[1].startswith(f" {ascii_sign} ")


def test_a_plain_terminal_gets_plain_signs(
    make_card: Callable[..., Any], make_stage: Callable[..., Any], now: datetime
) -> None:
    card = make_card(
        title="A long title that is cut somewhere",
        contact="Ivan",
        unread=True,
        responsible=None,
        next_task_at=now - timedelta(days=3),
        touched_at=now - timedelta(days=30),
        amount=Money(100, "USD"),
    )
    text = "".join(drawn(card, make_stage(), look(now, ASCII, "en"), 24, selected=True, marked=True))
    assert text.isascii()
    assert {"@", "!", "*", "~", ">", "x"} <= set(text)


def test_a_task_ahead_is_told_and_stops_the_rotting(
    make_card: Callable[..., Any], make_stage: Callable[..., Any], now: datetime
) -> None:
    old = make_card(touched_at=now - timedelta(days=8))
    assert rotting(old, make_stage(rot_days=7), now)
    assert "⧖" in drawn(old, make_stage(rot_days=7), look(now), 30)[2]
    planned = make_card(touched_at=now - timedelta(days=8), next_task_at=now + timedelta(hours=5))
    assert not rotting(planned, make_stage(rot_days=7), now)
    assert "◷ 5h" in drawn(planned, make_stage(rot_days=7), look(now), 30)[2]


@pytest.mark.parametrize("fields", [{"rot_days": 0}, {"rot_days": 8}, {"kind": StageKind.WON}])
def test_what_does_not_rot(
    fields: dict[str, Any], make_card: Callable[..., Any], make_stage: Callable[..., Any], now: datetime
) -> None:
    assert not rotting(make_card(touched_at=now - timedelta(days=8)), make_stage(**{"rot_days": 7} | fields), now)


def test_an_amount_is_whole_or_not_there(
    make_card: Callable[..., Any], make_stage: Callable[..., Any], now: datetime
) -> None:
    huge = make_card(amount=Money(123_456_789_012_345, "RUB"))
    assert drawn(huge, make_stage(), look(now), 20)[0].endswith("…")
    assert drawn(huge, make_stage(), look(now), 40)[0].endswith("1\xa0234\xa0567\xa0890\xa0123,45\xa0₽")
    foreign = make_card(amount=Money(120_000, "USD"))
    assert drawn(foreign, make_stage(), look(now), 20)[0].endswith("1\xa0200\xa0$")


def test_two_lines_keep_what_asks_for_attention(
    make_card: Callable[..., Any], make_stage: Callable[..., Any], now: datetime
) -> None:
    calm = drawn(make_card(), make_stage(), look(now), 26, 2)
    assert calm[1].endswith(" 2d")
    late = make_card(unread=True, next_task_at=now - timedelta(hours=2), touched_at=now - timedelta(days=30))
    assert drawn(late, make_stage(), look(now), 26, 2)[1].endswith("! 2h ⧖ •")
