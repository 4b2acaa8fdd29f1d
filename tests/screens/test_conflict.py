"""The dialog where two changed one field, and the link to a store that may fail."""

from datetime import timedelta
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Static

from crm_tui.operations.base import Change, Command, Query
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.errors import Clash, Conflict, NotAllowed, StoreLocked
from crm_tui.operations.presence import LookAt, LookAway, WhoLooks
from crm_tui.screens.attendance import Attendance
from crm_tui.screens.dialogs.conflict import ConflictDialog, Resolution
from crm_tui.screens.entering import is_move
from crm_tui.screens.link import Link
from tests.screens.fakes import HOSTILE, NOW

SIZES = [(80, 24), (40, 20), (120, 40)]


def clash(field: str = "title", **values: str) -> Clash:
    said = {"before": "Roof", "theirs": "Barn", "mine": "House", "who": "Анна Ковальчук", **values}
    return Clash(field=field, at=NOW - timedelta(minutes=5), seq=7, **said)


async def answer(dialog: ConflictDialog, *keys: str, size: tuple[int, int] = (80, 24)) -> Any:
    """What the dialog gives after the keys; "open" where it is still there."""
    given: list[Any] = []
    app = App[None]()
    async with app.run_test(size=size) as pilot:
        app.push_screen(dialog, given.append)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
    return given[0] if given else "open"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("keys", "given"),
    [
        (("ctrl+s",), Resolution.MINE),
        (("ctrl+t",), Resolution.THEIRS),
        (("escape",), None),
        (("enter", "m", "t", "down", "tab"), "open"),
    ],
)
async def test_the_keys_that_decide_and_those_that_do_not(
    size: tuple[int, int], keys: tuple[str, ...], given: Any
) -> None:
    assert await answer(ConflictDialog([clash()], NOW), *keys, size=size) == given


async def test_every_field_is_shown_with_what_three_values_it_had() -> None:
    long = "\n".join(f"line {number}" for number in range(40))
    clashes = [clash(), clash("amount", before="", theirs="5000.00 ₽"), clash("description", mine=long, who="Oleg")]
    app = App[None]()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ConflictDialog(clashes, NOW))
        await pilot.pause()
        said = [str(one.content) for one in app.screen.query(Static)]
        assert said[0] == "Анна Ковальчук, Oleg changed this meanwhile"
        assert {"Title", "Budget", "Description", "Roof", "Barn", "House", "—", "5,000\u00a0₽", long} <= set(said)
        assert app.screen.query_one(".dialog-keys").region.bottom <= 24
        await pilot.press("end")
        await pilot.pause()
        assert app.screen.query_one(".conflict").scroll_offset.y > 0


async def test_hostile_text_is_text() -> None:
    app = App[None]()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ConflictDialog([clash(mine=HOSTILE, theirs=HOSTILE, before=HOSTILE, who=HOSTILE)], NOW))
        await pilot.pause()
        said = "".join(str(one.content) for one in app.screen.query(Static))
        assert "\x1b" not in said
        assert "\u202e" not in said
        assert said.count("[@click=app.quit]") == 5


def test_a_move_is_told_from_other_conflicts() -> None:
    assert is_move(Conflict([clash("amount"), clash("stage_id")]))
    assert not is_move(Conflict([clash("amount")]))
    assert Conflict([clash(), clash("comment")]).seq == 7


class Shaky:
    """A store that raises what a test has put there."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.trouble = trouble
        self.said: list[Any] = []

    async def ask(self, query: Query[Any]) -> Any:
        return await self._answer(query)

    async def _answer(self, asked: Any) -> Any:
        self.said.append(asked)
        if self.trouble:
            raise self.trouble
        return ()

    async def do(self, command: Command[Any]) -> Any:
        return await self._answer(command)

    def changes(self) -> Any:
        raise AssertionError(Change)

    async def close(self) -> None:
        return None


@pytest.mark.parametrize(
    ("trouble", "faults", "answers"),
    [(StoreLocked("x"), 2, False), (NotAllowed("Анна"), 0, True), (None, 0, True)],
)
async def test_the_link_tells_of_a_store_that_fails_and_not_of_one_that_refuses(
    trouble: Exception | None, faults: int, answers: bool
) -> None:
    told: list[int] = []
    link = Link(Shaky(trouble), lambda: told.append(1), lambda: None)
    for call in (lambda: link.ask(ListUsers()), lambda: link.do(LookAt("d-1"))):
        if trouble:
            with pytest.raises(type(trouble)):
                await call()
        else:
            await call()
    assert len(told) == faults
    assert await link.answers() is answers


async def test_looking_goes_on_whatever_the_store_says() -> None:
    store = Shaky()
    eyes = Attendance(store)
    assert await eyes.look("d-1") == ()
    assert await eyes.look("d-2") == ()
    assert store.said == [LookAt("d-1"), WhoLooks("d-1"), LookAway("d-1"), LookAt("d-2"), WhoLooks("d-2")]
    for store.trouble in (StoreLocked("x"), NotAllowed("Анна")):
        assert await eyes.look("d-2") is None
    await eyes.leave()
    await eyes.leave()
    assert store.said[-1] == LookAway("d-2")
    assert store.said.count(LookAway("d-2")) == 1
