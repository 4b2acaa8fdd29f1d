"""A part of a card by itself: moved over, typed into, refused, restored, resized, all by keys and by the mouse."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.content import Content
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import TextArea

from crm_tui.domain.fields import FieldKind
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.card.editor import LineEditor
from crm_tui.widgets.card.messages import Asked, CardMessage, CursorLeft, LessAsked, MoreAsked, Opened, Typed
from crm_tui.widgets.card.view import CardView

SIZES = [(120, 40), (80, 24), (40, 20)]


def line(name: str, text: str = "", way: Way = Way.LINE, kind: FieldKind = FieldKind.TEXT) -> CardField:
    """A field that shows what it holds."""
    return CardField(name, name.capitalize(), Content(text), text, way, kind)


FIELDS = (
    line("city", "Москва"),
    line("phone", "", kind=FieldKind.PHONE),
    line("comment", "one\ntwo", Way.LONG),
    line("regular", "", Way.TOGGLE),
    line("owner", "Анна", Way.DIALOG),
    line("deal", "Roof", Way.OPEN),
    line("made", "22.11.2026", Way.NONE),
)


class Table(App[None]):
    """A card lies on it, and every message of the card's is kept."""

    def __init__(self, fields: Sequence[CardField]) -> None:
        super().__init__()
        self.fields = fields
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield CardView(region="RU")

    def on_mount(self) -> None:
        view = self.query_one(CardView)
        view.show((CardBlock("Fields", tuple(self.fields)),), 7)
        view.focus()

    @on(CardMessage)
    @on(MoreAsked)
    @on(CursorLeft)
    def hear(self, event: Message) -> None:
        self.heard.append(event)


class Hands:
    """The card and who presses its keys."""

    def __init__(self, pilot: Pilot[None], table: Table) -> None:
        self.pilot, self.table = pilot, table
        self.view = table.query_one(CardView)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def close(self) -> None:
        """In the place of a screen for which all is well with what was typed."""
        await self.view.close()
        await self.pilot.pause()

    @property
    def cursor(self) -> str:
        return self.view.cursor.name if self.view.cursor else ""

    @property
    def lines(self) -> list[str]:
        return [self.view.render_line(y).text.rstrip() for y in range(self.view.size.height)]

    @property
    def lit(self) -> str:
        return next(text for text in self.lines if "▌" in text)

    def heard(self, kind: type[Message]) -> list[Message]:
        return [one for one in self.table.heard if isinstance(one, kind)]

    @property
    def typed(self) -> list[tuple[str, str, bool]]:
        found = [one for one in self.table.heard if isinstance(one, Typed)]
        return [(one.field.name, one.text, one.go_on) for one in found]


@asynccontextmanager
async def laid_out(fields: Sequence[CardField] = FIELDS, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Hands]:
    """A card with the cursor on its first field."""
    table = Table(fields)
    async with table.run_test(size=size) as pilot:
        await pilot.pause()
        yield Hands(pilot, table)


@pytest.mark.parametrize("size", SIZES)
async def test_every_key_of_the_cursor_goes_where_it_says(size: tuple[int, int]) -> None:
    async with laid_out(size=size) as hands:
        for key, field in (("j", "phone"), ("down", "comment"), ("k", "phone"), ("up", "city")):
            await hands.press(key)
            assert hands.cursor == field
        await hands.press("end")
        assert hands.cursor == "made"
        await hands.press("home")
        assert (hands.cursor, "City" in hands.lit) == ("city", True)


async def test_beyond_the_ends_the_screen_is_told_and_the_cursor_stays() -> None:
    async with laid_out() as hands:
        await hands.press("k", "end", "j")
        assert [one.step for one in hands.heard(CursorLeft) if isinstance(one, CursorLeft)] == [-1, 1]
        assert hands.cursor == "made"


async def test_a_page_goes_on_by_what_is_seen_and_the_cursor_stays_in_sight() -> None:
    async with laid_out([line(f"f{number}", str(number)) for number in range(90)], (40, 20)) as hands:
        for key, field in (("pagedown", "f19"), ("pagedown", "f38"), ("pageup", "f19"), ("end", "f89"), ("home", "f0")):
            await hands.press(key)
            assert hands.cursor == field
            assert field.capitalize() in hands.lit
        assert hands.lines[0].strip() == "Fields"


@pytest.mark.parametrize("key", ["enter", "e"])
async def test_enter_saves_what_was_typed_once(key: str) -> None:
    async with laid_out() as hands:
        await hands.press(key, "!", "enter", "enter")
        assert hands.typed == [("city", "Москва!", False)]
        assert (hands.view.editing, hands.view.changed, hands.view.seen) == (True, True, 7)
        await hands.close()
        assert (hands.view.editing, hands.view.has_focus, hands.cursor) == (False, True, "city")


async def test_tab_and_ctrl_s_save_too() -> None:
    async with laid_out() as hands:
        await hands.press("e", "!", "tab")
        await hands.close()
        await hands.press("e", "?", "ctrl+s")
        assert hands.typed == [("city", "Москва!", True), ("city", "Москва?", False)]


async def test_esc_restores_and_says_nothing() -> None:
    async with laid_out() as hands:
        await hands.press("e", "!", "escape")
        assert (hands.typed, hands.view.editing, "Москва" in hands.lit, "!" in hands.lit) == ([], False, True, False)
        await hands.press("e")
        assert hands.view.text == "Москва"


@pytest.mark.parametrize("size", SIZES)
async def test_a_refused_save_keeps_the_text_and_says_why_beside_the_field(size: tuple[int, int]) -> None:
    async with laid_out(size=size) as hands:
        await hands.press("e", "!", "enter")
        hands.view.fail("city", "there is no such city")
        await hands.pilot.pause()
        assert (hands.view.editing, hands.view.text) == (True, "Москва!")
        assert "there is no such city" in " ".join(hands.lines)
        await hands.press("backspace", "enter")
        assert hands.typed[-1] == ("city", "Москва", False)
        await hands.close()
        assert (hands.view.faults, "there is no such city" in " ".join(hands.lines)) == ({}, False)


async def test_a_fault_that_passes_goes_and_the_text_stays() -> None:
    async with laid_out() as hands:
        await hands.press("e", "!", "enter")
        hands.view.fail("city", "the store does not answer", passing=True)
        hands.view.forgive()
        assert (hands.view.faults, hands.view.text) == ({}, "Москва!")
        await hands.press("enter")
        assert len(hands.typed) == 2


@pytest.mark.parametrize("name", ["city", "comment"])
async def test_a_resize_while_typing_keeps_the_text_and_the_editor_over_its_field(name: str) -> None:
    async with laid_out() as hands:
        hands.view.focus_field(name)
        await hands.press("e", "!")
        text = hands.view.text
        for size in ((40, 20), (120, 40), (30, 10), (80, 24)):
            await hands.pilot.resize_terminal(*size)
            await hands.pilot.pause()
            editor = hands.table.focused
            assert isinstance(editor, LineEditor | TextArea)
            assert hands.view.region.contains_region(editor.region), size
            label = next(y for y, shown in enumerate(hands.lines) if shown.strip(" ▌").startswith(name.capitalize()))
            assert editor.region.y - hands.view.region.y - label in (0, 1)
            assert (hands.view.text, hands.view.editing) == (text, True)
        await hands.press("ctrl+s")
        assert hands.typed == [(name, text, False)]


async def test_what_is_shown_anew_leaves_the_typing_and_the_cursor_alone() -> None:
    async with laid_out() as hands:
        await hands.press("j", "e", *"12")
        hands.view.show((CardBlock("", (line("new", "x"), *FIELDS)),), 8)
        await hands.pilot.pause()
        assert (hands.view.text, hands.cursor, hands.view.seen) == ("12", "phone", 7)
        hands.view.show((CardBlock("", (line("new", "x"),)),), 9)
        await hands.pilot.pause()
        assert (hands.view.text, hands.view.editing) == ("12", True)


async def test_what_is_typed_into_a_field_that_is_removed_stays_with_a_word_until_it_is_left() -> None:
    async with laid_out() as hands:
        await hands.press("j", "e", *"12")
        hands.view.show((CardBlock("", (line("city", "Москва"),)),), 8)
        await hands.pilot.pause()
        assert "This field was removed" in "\n".join(hands.lines)
        await hands.press("enter")
        assert hands.typed == [("phone", "12", False)]
        hands.view.fail("phone", "there is no such field")
        await hands.pilot.pause()
        assert (hands.view.text, "there is no such field" in "\n".join(hands.lines)) == ("12", True)
        await hands.press("escape")
        assert ([field.name for field in hands.view.fields], hands.cursor) == (["city"], "city")


async def test_a_phone_is_spaced_while_it_is_typed_and_a_mistake_inside_is_left_alone() -> None:
    async with laid_out() as hands:
        await hands.press("j", "e", *"+79161112233")
        assert hands.view.text == "+7 916 111-22-33"
        await hands.press("home", "right", "right", "delete", "5")
        assert hands.view.text.startswith("+75")
        await hands.press("enter")
        assert hands.typed[0][0] == "phone"


async def test_long_text_has_lines_and_ctrl_s_saves_it() -> None:
    async with laid_out() as hands:
        hands.view.focus_field("comment")
        await hands.press("e", "enter", *"three")
        assert isinstance(hands.table.focused, TextArea)
        await hands.press("ctrl+s")
        assert hands.typed == [("comment", "one\ntwo\nthree", False)]
        await hands.close()
        assert not list(hands.view.query(TextArea))


async def test_enter_does_with_a_field_what_its_way_is() -> None:
    async with laid_out() as hands:
        for name in ("regular", "owner", "deal", "made"):
            hands.view.focus_field(name)
            await hands.press("enter")
        assert hands.typed == [("regular", "yes", False)]
        assert [one.field.name for one in hands.table.heard if isinstance(one, Asked)] == ["owner"]
        assert [one.field.name for one in hands.table.heard if isinstance(one, Opened)] == ["deal"]
        assert not hands.view.editing


async def test_plus_and_minus_ask_for_one_more_and_one_less_but_are_typed_in_an_editor() -> None:
    async with laid_out() as hands:
        await hands.press("j", "plus", "minus")
        assert [one.field.name for one in hands.table.heard if isinstance(one, LessAsked)] == ["phone"]
        assert [one.field and one.field.name for one in hands.table.heard if isinstance(one, MoreAsked)] == ["phone"]
        await hands.press("k", "e", "plus", "minus", "j")
        assert (hands.view.text, len(hands.table.heard)) == ("Москва+-j", 2)


async def test_what_a_person_may_not_edit_stays_shut_and_lines_still_open() -> None:
    async with laid_out() as hands:
        hands.view.locked = "Your role does not allow this; ask Anna."
        await hands.press("enter", "plus", "minus")
        assert (hands.view.editing, hands.table.heard) == (False, [])
        assert hands.view.why_disabled("edit") == "Your role does not allow this; ask Anna."
        hands.view.focus_field("deal")
        await hands.press("enter")
        assert len(hands.heard(Opened)) == 1


async def test_before_there_is_a_card_there_is_nothing_to_edit() -> None:
    async with laid_out() as hands:
        hands.view.show(())
        await hands.press("enter", "plus", "minus", "j", "end", "pagedown")
        assert (hands.view.editing, hands.cursor, hands.view.fields) == (False, "", ())
        assert [type(one) for one in hands.table.heard] == [CursorLeft]
        assert hands.lines[0].strip() == "┄"


async def test_a_click_takes_the_cursor_along_and_the_second_one_edits() -> None:
    async with laid_out() as hands:
        row = next(y for y, shown in enumerate(hands.lines) if "Phone" in shown)
        await hands.pilot.click(CardView, offset=(3, row))
        assert (hands.cursor, hands.view.editing) == ("phone", False)
        await hands.pilot.click(CardView, offset=(3, row), times=2)
        assert hands.view.editing


async def test_a_fault_of_the_last_line_in_sight_is_scrolled_to() -> None:
    async with laid_out([line(f"f{number}") for number in range(30)], (40, 20)) as hands:
        hands.view.focus_field("f18")
        await hands.press("e", "x", "enter")
        hands.view.fail("f18", "this is no number; type digits")
        await hands.pilot.pause()
        assert "this is no number" in " ".join(hands.lines)


async def test_lines_of_a_list_say_open_and_briefer_remarks_where_there_is_little_room() -> None:
    rows = [
        CardField(
            name, "", Content(name), way=Way.OPEN, remark=Content("9 KB  Анна Ковальчук  13.11"), brief=Content("9 KB")
        )
        for name in ("Estimate of the roof.csv", "a.txt")
    ]
    async with laid_out(rows, (40, 20)) as hands:
        assert (hands.view.name_of_key("enter"), hands.view.name_of_key("more")) == ("Open", None)
        assert [" ".join(one.split()) for one in hands.lines[1:3]] == ["▌Estimate of the roof.csv 9 KB", "a.txt 9 KB"]
        await hands.pilot.resize_terminal(80, 24)
        await hands.pilot.pause()
        assert all("Анна" in one for one in hands.lines[1:3])
