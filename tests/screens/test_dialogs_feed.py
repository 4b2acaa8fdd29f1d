"""What the feed asks in dialogs, by keys alone, and how a choice is kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from textual.app import App

from crm_tui.domain.ids import NoteId, RecordId, UserId
from crm_tui.domain.rights import Role
from crm_tui.operations.feed import FeedKind
from crm_tui.operations.notes import Channel, MentionInfo, NoteInfo
from crm_tui.operations.values import User
from crm_tui.screens.dialogs.feed import FeedDatesDialog, FeedFilterDialog, FeedTextDialog, ReadingDialog
from crm_tui.screens.dialogs.mentions import MentionsDialog
from crm_tui.widgets.activity_feed.choice import FeedChoice, Period, read_choice
from crm_tui.widgets.glyphs import ASCII, UNICODE
from crm_tui.widgets.mentions import unread_words
from tests.screens.fakes import HOSTILE
from tests.screens.test_dialogs_choose import SIZES, answer

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
OLGA = User(UserId("u2"), "Ольга Романова", "ОР", Role.MANAGER)
NOTE = NoteInfo(NoteId("n1"), RecordId("d1"), HOSTILE, OLGA.id, OLGA.name, NOW - timedelta(hours=1), None, ())
MENTION = MentionInfo(NOTE, "Roof repair", "deal", True)
CHOICE = FeedChoice((FeedKind.NOTE,), (OLGA.id,), (Channel.CALL,), Period.WEEK, "estimate")


@pytest.mark.parametrize("size", SIZES)
async def test_marks_narrow_the_feed(size: tuple[int, int]) -> None:
    got = await answer(
        FeedFilterDialog((OLGA,), FeedChoice(text="roof"), NOW), "down", "space", *"ольга", "space", "enter", size=size
    )
    assert got == FeedChoice((FeedKind.NOTE,), (OLGA.id,), (), Period.ALL, "roof")


async def test_a_mark_is_taken_off_and_of_the_periods_one_is_marked() -> None:
    got = await answer(FeedFilterDialog((OLGA,), CHOICE, NOW), "down", "space", *"30", "space", "enter")
    assert got == replace(CHOICE, kinds=(), period=Period.MONTH)


async def test_everything_is_shown_again() -> None:
    assert await answer(FeedFilterDialog((OLGA,), CHOICE, NOW), "ctrl+r") == FeedChoice()
    assert await answer(FeedFilterDialog((OLGA,), CHOICE, NOW), "escape") is None


DATES = replace(CHOICE, period=Period.DATES, since=date(2026, 11, 1), until=date(2026, 11, 15))


@pytest.mark.parametrize("size", SIZES)
async def test_days_are_chosen_in_plain_words(size: tuple[int, int]) -> None:
    keys = (*"from", "space", *"1.11", "enter", *"15.11", "enter", "enter")
    assert await answer(FeedFilterDialog((OLGA,), CHOICE, NOW), *keys, size=size) == DATES


async def test_days_that_are_not_understood_are_told_and_the_wrong_order_is_put_right() -> None:
    today = NOW.date()
    assert await answer(FeedDatesDialog(None, None, today), *"moon", "enter", "enter") == "open"
    assert await answer(FeedDatesDialog(None, None, today), *"yesterday", "enter", *"1.11", "enter") == (
        date(2026, 11, 1),
        date(2026, 11, 21),
    )
    assert await answer(FeedDatesDialog(None, None, today), *"monday", "enter", "enter") == (date(2026, 11, 16), None)


def test_days_ask_and_say() -> None:
    asked = DATES.filter(NOW)
    assert (asked.since, asked.until) == (datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 16, tzinfo=UTC))
    assert DATES.words([OLGA]) == "notes, call, ОР, 01.11.2026 to 15.11.2026, /estimate"
    assert replace(DATES, until=None).period_words == "since 01.11.2026"
    assert replace(DATES, since=None).period_words == "up to 15.11.2026"
    assert read_choice(DATES.to_json()) == DATES


async def test_words_to_look_for() -> None:
    assert await answer(FeedTextDialog("old"), *"newer", "enter") == "newer"
    assert await answer(FeedTextDialog(""), *"x", "escape") is None


def test_a_choice_is_kept_and_read_back() -> None:
    assert read_choice(CHOICE.to_json()) == CHOICE
    assert read_choice(FeedChoice().to_json()) == FeedChoice()


@pytest.mark.parametrize("kept", ["", "[]", "null", '{"kinds": ["x", 3], "period": 7, "text": 1, "authors": "u"}'])
def test_what_is_not_known_is_passed_over(kept: str) -> None:
    assert read_choice(kept) == FeedChoice()


def test_a_choice_asks_and_says() -> None:
    asked = CHOICE.filter(NOW)
    assert asked.since == datetime(2026, 11, 15, tzinfo=UTC)
    assert (asked.kinds, asked.text, asked.until) == ((FeedKind.NOTE,), "estimate", None)
    assert CHOICE.words([OLGA]) == "notes, call, ОР, 7 days, /estimate"
    assert FeedChoice().words([OLGA]) == ""
    assert FeedChoice().with_text("  a \n b ").text == "a b"


async def test_a_long_text_is_read_in_full() -> None:
    assert await answer(ReadingDialog("Note", ["line"] * 200), "pagedown", "end", "escape") is None


@pytest.mark.parametrize("size", SIZES)
async def test_mentions_open_their_card(size: tuple[int, int]) -> None:
    seen = replace(MENTION, note=replace(NOTE, id=NoteId("n2")), unread=False, title="Barn")
    assert await answer(MentionsDialog([MENTION, seen], NOW), "down", "enter", size=size) == seen
    assert await answer(MentionsDialog([], NOW), "enter", size=size) == "open"


async def test_what_is_poisoned_is_drawn_harmless() -> None:
    for dialog in (
        MentionsDialog([MENTION], NOW, ASCII),
        FeedFilterDialog((replace(OLGA, name=HOSTILE),), FeedChoice(), NOW),
    ):
        app = App[Any]()
        async with app.run_test(size=(80, 60)) as pilot:
            await app.push_screen(dialog)
            await pilot.pause()
            await pilot.press(*"click")
            text = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
            assert "click" in text
            assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_the_count_of_what_is_unread() -> None:
    assert [unread_words(count, UNICODE) for count in (0, 3, 250)] == ["", "@3 •", "@99+ •"]
    assert unread_words(1, ASCII) == "@1 *"
