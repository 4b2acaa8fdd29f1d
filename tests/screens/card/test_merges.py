"""What was merged into a contact stands on its card, and is taken out again."""

from dataclasses import replace

import pytest

from crm_tui.domain.ids import MergeId
from crm_tui.operations.errors import StoreLocked
from crm_tui.operations.matching import MergeInfo, SplitContacts
from tests.screens.card.clients import ClientShelf
from tests.screens.card.drawer import Drawer, opened
from tests.screens.card.hands import go
from tests.screens.fakes import ANNA, HOSTILE, NOW

IVAN = MergeInfo(MergeId("m-1"), "Ivan Ivanov", NOW, ANNA.name)
VANYA = MergeInfo(MergeId("m-2"), HOSTILE, NOW, "")


def shelf(*merges: MergeInfo) -> ClientShelf:
    """A contact into which those were merged."""
    made = ClientShelf()
    made.merges = merges
    return made


async def taken_out(drawer: Drawer, merge: MergeInfo) -> None:
    """Wait until it is done and no longer on the card."""
    await drawer.until(lambda: SplitContacts(merge.id) in drawer.shelf.done)
    await drawer.until(lambda: "Merged into this card" not in drawer.text)


@pytest.mark.parametrize("key", ["enter", "minus", "A"])
async def test_a_line_of_a_merge_takes_it_out_after_asking(key: str) -> None:
    async with opened(shelf(IVAN)) as drawer:
        await drawer.sees("Merged into this card", "Ivan Ivanov", ANNA.name)
        await go(drawer, "merge.m-1")
        await drawer.press(key)
        await drawer.sees("Take “Ivan Ivanov” out again")
        await drawer.press("enter")
        await taken_out(drawer, IVAN)
        assert drawer.app.said == ["Taken out: Ivan Ivanov · u undo"]


async def test_of_several_it_is_asked_which_one() -> None:
    async with opened(shelf(IVAN, VANYA)) as drawer:
        await drawer.press("A")
        await drawer.sees("Take which one out?")
        await drawer.press("down", "enter")
        await drawer.sees("out again")
        await drawer.press("enter")
        await drawer.until(lambda: drawer.shelf.done == [SplitContacts(VANYA.id)])


async def test_nothing_is_taken_out_where_one_goes_back_or_the_store_is_lost() -> None:
    async with opened(shelf(IVAN)) as drawer:
        await drawer.press("A")
        await drawer.sees("out again")
        await drawer.press("escape")
        drawer.shelf.refusals = [StoreLocked("deals.db")]
        await drawer.press("A")
        await drawer.sees("out again")
        await drawer.press("enter")
        await drawer.until(lambda: drawer.app.failures)
        await drawer.sees("Merged into this card")
        assert drawer.shelf.done == []


async def test_the_key_is_off_where_nothing_was_merged() -> None:
    async with opened(shelf()) as drawer:
        assert drawer.screen.check_action("split", ()) is None
        assert drawer.screen.why_disabled("split") == "Nothing was merged into this card."
        assert "Merged into" not in drawer.text


async def test_a_long_list_is_cut_to_its_lines() -> None:
    async with opened(shelf(replace(IVAN, name="Я" * 20_000)), size=(40, 20)) as drawer:
        await go(drawer, "merge.m-1")
        assert "…" in drawer.text
