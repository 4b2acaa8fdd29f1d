"""Dialogs that pick a line: by keys alone, at 80×24 and at 40×20."""

from typing import Any

import pytest
from textual.app import App
from textual.screen import ModalScreen

from crm_tui.domain.ids import TagId, ViewId
from crm_tui.operations.board import SavedView
from crm_tui.operations.filters import DealFilter, Sort
from crm_tui.operations.values import Tag
from crm_tui.screens.dialogs.choose import AssigneeDialog, ChoiceDialog, MoveToDialog, SortDialog
from crm_tui.screens.dialogs.tags import TagDialog
from crm_tui.screens.dialogs.views import DeleteViewRequest, NewView, SaveViewDialog, ViewChoice, ViewsDialog
from tests.screens.fakes import ANNA, BUYERS, HOSTILE, IN_WORK, OFFER, OFFICE, OLEG, REPEAT, SERVICE, VIP

SIZES = [(80, 24), (40, 20)]
MINE = SavedView(ViewId("v-1"), "My open", False, DealFilter(), Sort.RANK, (), False)
OURS = SavedView(ViewId("v-2"), "Everybody's", True, DealFilter(), Sort.RANK, (), True)


async def answer(dialog: ModalScreen[Any], *keys: str, size: tuple[int, int] = (80, 24)) -> Any:
    """What a dialog gives after the keys; "open" where it is still there."""
    given: list[Any] = []
    app = App[None]()
    async with app.run_test(size=size) as pilot:
        app.push_screen(dialog, given.append)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        return given[0] if given else "open"


@pytest.mark.parametrize("size", SIZES)
async def test_typing_narrows_the_stages_of_all_pipelines(size: tuple[int, int]) -> None:
    dialog = MoveToDialog((BUYERS, SERVICE), IN_WORK.id)
    assert await answer(dialog, *"repe", "enter", size=size) == REPEAT.id


async def test_moving_starts_on_the_next_stage() -> None:
    assert await answer(MoveToDialog((BUYERS, SERVICE), IN_WORK.id), "enter") == OFFER.id


async def test_the_arrows_move_while_the_line_keeps_the_focus() -> None:
    assert await answer(MoveToDialog((BUYERS, SERVICE), IN_WORK.id), "up", "enter") == IN_WORK.id


async def test_nothing_is_chosen_where_nothing_matches() -> None:
    assert await answer(MoveToDialog((BUYERS,), IN_WORK.id), *"zzz", "enter") == "open"


@pytest.mark.parametrize("size", SIZES)
async def test_esc_goes_back_with_nothing(size: tuple[int, int]) -> None:
    assert await answer(SortDialog(Sort.RANK), "escape", size=size) is None


async def test_a_sort_is_chosen() -> None:
    assert await answer(SortDialog(Sort.RANK), "down", "enter") is Sort.NEWEST


async def test_a_colleague_is_found_whatever_the_case() -> None:
    assert await answer(AssigneeDialog((ANNA, OLEG)), *"КОВ", "enter") == ANNA.id


async def test_nobody_can_be_responsible() -> None:
    assert await answer(AssigneeDialog((ANNA, OLEG)), "pagedown", "enter") == "nobody"


async def test_yo_is_found_as_ye() -> None:
    rows = [("1", "Пётр", ""), ("2", "Павел", "")]
    assert await answer(ChoiceDialog("Copy what?", rows), *"петр", "enter") == "1"


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_rows_are_shown_and_chosen_as_they_are(size: tuple[int, int]) -> None:
    rows = [(HOSTILE, HOSTILE, HOSTILE), ("x" * 20_000, "я" * 20_000, "\n\r\t")]
    assert await answer(ChoiceDialog(HOSTILE, rows), "down", "up", "enter", size=size) == HOSTILE


async def test_a_view_is_shown_or_dropped() -> None:
    assert await answer(ViewsDialog((MINE, OURS), None), *"my", "enter") == ViewChoice(MINE.id)
    assert await answer(ViewsDialog((MINE, OURS), MINE.id), "up", "enter") == ViewChoice("all")
    assert await answer(ViewsDialog((MINE, OURS), OURS.id), "ctrl+d") == DeleteViewRequest(OURS.id)


async def test_a_view_is_kept_under_a_name_for_everybody_as_a_table() -> None:
    dialog = SaveViewDialog("")
    assert await answer(dialog, *"Hot", "tab", "down", "tab", "down", "ctrl+s") == NewView("Hot", True, True)


async def test_a_view_without_a_name_is_not_kept() -> None:
    assert await answer(SaveViewDialog(""), "ctrl+s") == "open"


@pytest.mark.parametrize("size", SIZES)
async def test_tags_go_on_and_off(size: tuple[int, int]) -> None:
    dialog = TagDialog((VIP, OFFICE), frozenset({VIP.id}))
    assert await answer(dialog, "space", "down", "space", "enter", size=size) == (("офис",), ("vip",))


async def test_a_new_tag_is_made_by_its_name() -> None:
    dialog = TagDialog((VIP, OFFICE), frozenset())
    assert await answer(dialog, *"big", "space", *"client", "enter", "enter") == (("big client",), ())


async def test_a_tag_that_some_carry_stays_until_it_is_marked() -> None:
    dialog = TagDialog((VIP, OFFICE), frozenset(), frozenset({VIP.id}))
    assert await answer(dialog, "enter") == ((), ())
    dialog = TagDialog((VIP, OFFICE), frozenset(), frozenset({VIP.id}))
    assert await answer(dialog, "space", "enter") == (("vip",), ())


async def test_an_existing_tag_is_found_whatever_its_case_and_not_made_twice() -> None:
    dialog = TagDialog((VIP, OFFICE), frozenset())
    assert await answer(dialog, *"VIP", "enter", "ctrl+s") == (("vip",), ())


async def test_hostile_tags() -> None:
    dialog = TagDialog((Tag(TagId("1"), HOSTILE, "[/]"), VIP), frozenset())
    assert await answer(dialog, "space", "ctrl+s") == ((HOSTILE,), ())
