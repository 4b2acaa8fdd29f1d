"""Somebody who may only read: a key that would change something says so at once, and whom to ask."""

import pytest

from crm_tui.domain.rights import Role
from crm_tui.operations.base import Store
from crm_tui.operations.directory import CreateUser
from crm_tui.operations.team import SetRole
from tests.conftest import OWNER
from tests.journeys.conftest import Desk

READER = "Reader"
REFUSED = f"Your role does not allow this; ask {OWNER}."


@pytest.mark.parametrize("key", ["n", "N", "e", "T", "t", "a", "x", "X", "m", "L", "J", "5", "full_stop", "I"])
async def test_the_board_refuses_at_the_key(morning: Store, desk: Desk, key: str) -> None:
    await morning.do(CreateUser(READER, Role.READ_ONLY))
    async with desk(user=READER) as reader:
        before = reader.screen
        await reader.press(key)
        assert [one.message for one in reader.app._notifications] == [REFUSED]
        reader.app.clear_notifications()
        await reader.until(lambda: reader.screen == before, "nothing else on the screen")


@pytest.mark.parametrize("key", ["e", "enter", "T", "t", "a", "x", "X", "d", "m", "L", "5"])
async def test_the_deals_own_screen_refuses_too(morning: Store, desk: Desk, key: str) -> None:
    await morning.do(CreateUser(READER, Role.READ_ONLY))
    async with desk(user=READER) as reader:
        await reader.press("enter")
        await reader.sees("Buyers › Unsorted")
        before = reader.screen
        await reader.press(key)
        assert [one.message for one in reader.app._notifications] == [REFUSED]
        reader.app.clear_notifications()
        await reader.until(lambda: reader.screen == before, "nothing else on the screen")


async def test_who_may_only_look_is_shown_no_key_that_writes(morning: Store, desk: Desk) -> None:
    await morning.do(CreateUser(READER, Role.READ_ONLY))
    async with desk(user=READER) as reader:
        await reader.sees("enter open", "/ filter")
        assert "n new" not in reader.foot
        assert "L move" not in reader.foot


async def test_a_right_that_was_given_meanwhile_counts_at_once(morning: Store, desk: Desk) -> None:
    reader_id = (await morning.do(CreateUser(READER, Role.READ_ONLY))).id
    async with desk(user=READER) as reader:
        await reader.press("n")
        await reader.sees("Your role does not allow this")
        await morning.do(SetRole(reader_id, Role.MANAGER))
        await reader.until(lambda: "n new" in reader.foot, "the key", within=2)
        await reader.press("n")
        await reader.sees("New deal in")
