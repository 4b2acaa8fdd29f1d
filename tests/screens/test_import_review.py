"""The review of a file by its keys: what is shown, what is decided, and what the store is then asked."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static

from crm_tui.app import CrmApp
from crm_tui.domain.ids import ContactId
from crm_tui.domain.matching.reasons import Band
from crm_tui.interchange.errors import FileMissing
from crm_tui.operations.base import Store
from crm_tui.operations.errors import DiskFull
from crm_tui.operations.import_rows import Choice, Decision, FieldChange, RowReport, Verdict
from crm_tui.operations.imports import ImportReport
from crm_tui.screens.files import Files, ImportReview, ImportTerms, Watch
from crm_tui.screens.importing.review import ImportReviewScreen
from crm_tui.widgets.row_list import RowList
from tests.screens.imports import ROWS, FakeImports, report

Make = Callable[..., CrmApp]
PATIENCE = 10.0
WHOM = ContactId("c" * 32)


async def no_export(*_asked: Any) -> int:
    raise AssertionError("nobody asked for an export")


def text(app: CrmApp, name: str) -> str:
    """What a part of the screen says."""
    return str(app.screen.query_one(name, Static).render())


async def until(pilot: Any, true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():
            await pilot.pause()
    await pilot.pause()


class Reviewing:
    """The program with the review of a file on it."""

    def __init__(self, app: CrmApp, pilot: Any) -> None:
        self.app, self.pilot = app, pilot
        self.results: list[ImportReport | None] = []

    @property
    def screen(self) -> ImportReviewScreen:
        assert isinstance(self.app.screen, ImportReviewScreen)
        return self.app.screen

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    def row(self) -> RowReport:
        assert self.screen.row is not None
        return self.screen.row


@asynccontextmanager
async def reviewing(make_app: Make, imports: Any, size: tuple[int, int] = (120, 40)) -> Any:
    files = Files(imports.review, imports.take_in, no_export)
    app = make_app(files=files)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        here = Reviewing(app, pilot)
        store: Any = None
        app.push_screen(ImportReviewScreen(store, files, Path("people.csv")), here.results.append)
        await until(pilot, lambda: isinstance(app.screen, ImportReviewScreen))
        yield here


async def shown(here: Reviewing) -> None:
    await until(here.pilot, lambda: not here.screen.has_class("-busy"))


async def test_known_people_are_shown_first_with_whom_and_why(make_app: Make) -> None:
    async with reviewing(make_app, FakeImports()) as here:
        await shown(here)
        assert here.row().number == 3
        detail = text(here.app, "#import-row")
        for words in ("Row 3", "into contact", "Шевченко Олена Іванівна", "+16.2", "lena@ex.ua"):
            assert words in detail
        assert "enter: 2 new, 1 changed, 2 into their contacts, 1 refused" in text(here.app, "#import-sum")


async def test_what_is_said_of_a_row_is_scrolled(make_app: Make) -> None:
    async with reviewing(make_app, FakeImports(), (80, 14)) as here:
        await shown(here)
        detail = here.screen.query_one("#import-detail")
        await here.press("J", "J", "J")
        assert detail.scroll_offset.y == detail.max_scroll_y > 0
        await here.press("K", "K", "K")
        assert detail.scroll_offset.y == 0


async def test_the_number_keys_show_a_group_each(make_app: Make) -> None:
    counts = {"1": 7, "2": 2, "3": 1, "4": 2, "5": 1, "6": 1, "7": 1}
    async with reviewing(make_app, FakeImports()) as here:
        await shown(here)
        for key, count in counts.items():
            await here.press(key)
            assert here.screen.query_one(RowList).count == count, key
        assert "too large" in text(here.app, "#import-row")
        await here.press("tab")
        assert here.screen.query_one(RowList).count == 7


async def test_a_row_gets_another_choice_and_the_store_is_asked_so(make_app: Make) -> None:
    imports = FakeImports()
    async with reviewing(make_app, imports) as here:
        await shown(here)
        await here.press("n", "down", "space", "space")
        assert "1 changed, 1 new anyway, 1 left out" in text(here.app, "#import-sum")
        await here.press("enter")
        await until(here.pilot, lambda: bool(here.results))
        decided = (Decision(3, Choice.NEW, WHOM), Decision(5, Choice.SKIP, None, 2))
        assert imports.taken == [ImportTerms(True, Choice.UPDATE, Band.SAME, decided)]
        assert here.results == [report()]


async def test_one_key_decides_about_all_known_people(make_app: Make) -> None:
    imports = FakeImports()
    async with reviewing(make_app, imports) as here:
        await shown(here)
        await here.press("n", "X", "L")
        assert "enter: 1 new, 1 changed, 3 left out, 1 refused" in text(here.app, "#import-sum")
        await here.press("enter")
        await until(here.pilot, lambda: bool(here.results))
        assert imports.taken == [ImportTerms(True, Choice.SKIP, Band.LIKELY, ())]


async def test_a_likely_person_is_taken_for_known_by_a_key(make_app: Make) -> None:
    async with reviewing(make_app, FakeImports()) as here:
        await shown(here)
        await here.press("5")
        assert "new, likely known" in text(here.app, "#import-row")
        await here.press("a")
        assert "into contact" in text(here.app, "#import-row")
        assert "1 new, 1 changed, 3 into their contacts" in text(here.app, "#import-sum")


async def test_where_nobody_is_like_the_row_there_is_no_choice(make_app: Make) -> None:
    imports = FakeImports()
    async with reviewing(make_app, imports) as here:
        await shown(here)
        await here.press("2", "space")
        (notice,) = here.app._notifications
        assert "Nobody like this is known" in notice.message
        await here.press("enter")
        await until(here.pilot, lambda: bool(here.results))
        assert imports.taken[0].decisions == ()


async def test_comparing_is_switched_off_and_on(make_app: Make) -> None:
    imports = FakeImports()
    async with reviewing(make_app, imports) as here:
        await shown(here)
        await here.press("M")
        await until(here.pilot, lambda: len(imports.looked) == 2 and not here.screen.has_class("-busy"))
        assert "M compares" in text(here.app, "#import-sum")
        await here.press("M")
        await until(here.pilot, lambda: len(imports.looked) == 3 and not here.screen.has_class("-busy"))
        assert [terms.matching for terms in imports.looked] == [None, False, True]


async def test_how_the_columns_are_read(make_app: Make) -> None:
    async with reviewing(make_app, FakeImports()) as here:
        await shown(here)
        assert "Имя → name · Телефон, моб. → phone (mobile)" in text(here.app, "#import-columns")
        await here.press("c")
        assert "ИНН → kept  77" in text(here.app, "#import-row")
        await here.press("c")
        assert "Row 3" in text(here.app, "#import-row")


async def test_esc_leaves_everything_as_it_was(make_app: Make) -> None:
    imports = FakeImports()
    async with reviewing(make_app, imports) as here:
        await shown(here)
        await here.press("n", "escape")
        await until(here.pilot, lambda: bool(here.results))
        assert (here.results, imports.taken) == ([None], [])


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 20)])
async def test_a_file_without_rows(make_app: Make, size: tuple[int, int]) -> None:
    async with reviewing(make_app, FakeImports(()), size) as here:
        await shown(here)
        assert "No rows in this group." in text(here.app, "#import-row")
        await here.press("down", "end", "enter")
        (notice,) = here.app._notifications
        assert notice.message == "Nothing here would be taken in."


class Troubled(FakeImports):
    """Looking fails once, and taking in always."""

    def __init__(self, rows: Sequence[RowReport] = ROWS) -> None:
        super().__init__(rows)
        self.there = False

    async def review(self, store: Store, path: Path, terms: ImportTerms, watch: Watch) -> ImportReview:
        if not self.there:
            self.there = True
            raise FileMissing(path)
        return await super().review(store, path, terms, watch)

    async def take_in(
        self, _store: Store, _path: Path, _terms: ImportTerms, _review: ImportReview, _watch: Watch
    ) -> ImportReport:
        raise DiskFull("crm.db")


async def test_what_goes_wrong_is_told_and_tried_again(make_app: Make) -> None:
    async with reviewing(make_app, Troubled()) as here:
        await shown(here)
        assert "There is no file “people.csv”" in text(here.app, "#import-state")
        await here.press("r")
        await until(here.pilot, lambda: here.screen.row is not None)
        assert here.screen.has_class("-failed") is False
        await here.press("n", "enter")
        await until(here.pilot, lambda: here.screen.has_class("-failed"))
        assert "full" in text(here.app, "#import-fault")
        assert "1 new anyway" in text(here.app, "#import-sum")


class Slow(FakeImports):
    """Tells how far it is, and is stopped by whoever waits."""

    def __init__(self, *, looking: bool) -> None:
        super().__init__()
        self.looking = looking
        self.watch: Watch | None = None

    async def _wait(self, watch: Watch) -> None:
        self.watch = watch
        watch.progress(500, 1_000)
        await asyncio.to_thread(watch.stop.wait)

    async def review(self, store: Store, path: Path, terms: ImportTerms, watch: Watch) -> ImportReview:
        if self.looking:
            await self._wait(watch)
        return await super().review(store, path, terms, watch)

    async def take_in(
        self, store: Store, path: Path, terms: ImportTerms, review: ImportReview, watch: Watch
    ) -> ImportReport:
        await self._wait(watch)
        return await super().take_in(store, path, terms, review, watch)


async def test_looking_says_how_far_it_is_and_esc_stops_it(make_app: Make) -> None:
    imports = Slow(looking=True)
    async with reviewing(make_app, imports) as here:
        await until(here.pilot, lambda: "50 %" in text(here.app, "#import-state"))
        await here.press("enter")
        assert imports.taken == []
        await here.press("escape")
        await until(here.pilot, lambda: bool(here.results))
        assert here.results == [None]
        assert imports.watch is not None
        assert imports.watch.stop.is_set()


async def test_what_was_in_before_it_could_be_stopped_is_told_as_in(make_app: Make) -> None:
    imports = Slow(looking=False)
    async with reviewing(make_app, imports) as here:
        await shown(here)
        await here.press("enter")
        await until(here.pilot, lambda: "Taking the file in" in text(here.app, "#import-state"))
        await here.press("escape")
        await until(here.pilot, lambda: bool(here.results))
        assert here.results == [report()]


async def test_what_a_file_calls_people_is_drawn_as_it_stands(make_app: Make) -> None:
    hostile = "[b]Bob[/b] \x1b[31m\u202egnp"
    likeness = replace(ROWS[1].likenesses[0], name=hostile, about=hostile)
    rows = [replace(ROWS[1], name=hostile, likenesses=(likeness,), changes=(FieldChange(hostile, hostile, hostile),))]
    async with reviewing(make_app, FakeImports(rows)) as here:
        await shown(here)
        drawn = text(here.app, "#import-row") + here.screen.query_one(RowList).render_line(0).text
        assert drawn.count("[b]Bob[/b]") >= 5
        assert "\x1b" not in drawn
        assert "\u202e" not in drawn


async def test_a_hundred_thousand_rows_are_gone_through(make_app: Make) -> None:
    rows = [RowReport(number, Verdict.NEW, name=f"Name {number}") for number in range(100_000)]
    async with reviewing(make_app, FakeImports(rows)) as here:
        await shown(here)
        await here.press("end")
        assert here.row().number == 99_999
        await here.press("home", "pagedown")
        assert 0 < here.row().number < 40
