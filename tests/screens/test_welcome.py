"""The first start: sample data, an import or an empty board, with what is going on and what went wrong."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.widgets import Input

from crm_tui.app import CrmApp
from crm_tui.interchange.errors import FileMissing
from crm_tui.operations.errors import DiskFull
from crm_tui.operations.imports import ImportReport
from crm_tui.screens.files import Files, ImportReview, ImportTerms, Progress, Watch
from crm_tui.screens.importing.review import ImportReviewScreen
from crm_tui.screens.welcome import WelcomeScreen
from crm_tui.widgets.progress_words import progress_line
from tests.screens.imports import review

Make = Callable[..., CrmApp]
PATIENCE = 10.0


async def no_sample(store: Any, progress: Progress) -> None:
    raise AssertionError("nobody asked for sample data")


async def nothing_said(into: Any, path: Path, terms: ImportTerms, watch: Watch) -> ImportReview:
    return review()


async def no_export(store: Any, path: Path, wanted: Any) -> int:
    raise AssertionError("nobody asked for an export")


def status(app: CrmApp) -> str:
    return str(app.screen.query_one("#welcome-status").render())


async def welcomed(app: CrmApp, pilot: Any) -> None:
    async with asyncio.timeout(PATIENCE):
        while not isinstance(app.screen, WelcomeScreen) or not app.screen.is_running:
            await pilot.pause()
    await pilot.pause()


async def asked(app: CrmApp, pilot: Any) -> None:
    async with asyncio.timeout(PATIENCE):
        while not isinstance(app.screen, ImportReviewScreen) or app.screen.row is None:
            await pilot.pause()
    await pilot.pause()


async def failed(app: CrmApp, pilot: Any) -> None:
    async with asyncio.timeout(PATIENCE):
        while not app.screen.has_class("-failed"):
            await pilot.pause()
    await pilot.pause()


async def test_an_import_that_is_not_wanted_leaves_the_choices(make_app: Make) -> None:
    async def import_file(into: Any, path: Path, *how: Any) -> ImportReport:
        raise AssertionError("nobody wanted it")

    app = make_app(first_run=True, files=Files(nothing_said, import_file, no_export))
    async with app.run_test() as pilot:
        await welcomed(app, pilot)
        await pilot.press("i", *"/tmp/e.csv", "enter")
        await asked(app, pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, WelcomeScreen)
        await pilot.press("escape", "e")
        await app.workers.wait_for_complete()
        assert len(app.screen_stack) == 1


def board(app: CrmApp) -> Any:
    return app.screen_stack[0]


async def test_it_comes_on_the_first_start_only(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        assert len(app.screen_stack) == 1


async def test_an_empty_board_is_one_key_away(make_app: Make, store: Any) -> None:
    for key in ("e", "escape"):
        app = make_app(first_run=True)
        async with app.run_test() as pilot:
            await welcomed(app, pilot)
            assert board(app).attached == []
            await pilot.press(key)
            await app.workers.wait_for_complete()
            assert board(app).attached == [store]


async def test_sample_data_is_filled_in_with_a_bar_before_the_board_is_shown(make_app: Make, store: Any) -> None:
    half, go_on = asyncio.Event(), asyncio.Event()
    filled: list[Any] = []

    async def fill(into: Any, progress: Progress) -> None:
        progress(50, 100)
        half.set()
        await go_on.wait()
        filled.append(into)

    app = make_app(first_run=True, fill_sample=fill)
    async with app.run_test(notifications=True) as pilot:
        await welcomed(app, pilot)
        await pilot.press("s")
        await half.wait()
        await pilot.pause()
        assert status(app) == f"{'#' * 16}{'-' * 16} 50 %"
        await pilot.press("e")
        assert [notice.message for notice in app._notifications] == ["Please wait until the data is in."]
        go_on.set()
        await app.workers.wait_for_complete()
        assert filled == [store]
        assert board(app).attached == [store]


async def test_a_failure_is_told_and_the_choices_stay(make_app: Make, store: Any) -> None:
    async def fail(into: Any, progress: Progress) -> None:
        raise DiskFull("/x/[/].db")

    app = make_app(first_run=True, fill_sample=fail)
    async with app.run_test() as pilot:
        await welcomed(app, pilot)
        await pilot.press("s")
        await pilot.pause()
        await pilot.pause()
        assert status(app) == str(DiskFull("/x/[/].db"))
        await pilot.press("e")
        await app.workers.wait_for_complete()
        assert board(app).attached == [store]


async def test_an_import_asks_for_the_file_and_says_what_became_of_it(make_app: Make) -> None:
    taken: list[Path] = []

    async def import_file(into: Any, path: Path, *how: Any) -> ImportReport:
        taken.append(path)
        return ImportReport(new=1, updated=1, unchanged=0, refused=2, rows=(), dry_run=False, duplicates=2, added=2)

    app = make_app(first_run=True, files=Files(nothing_said, import_file, no_export))
    async with app.run_test(notifications=True) as pilot:
        await welcomed(app, pilot)
        await pilot.press("i", *"/tmp/e.csv", "enter")
        await asked(app, pilot)
        assert taken == []
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert taken == [Path("/tmp/e.csv")]
        (notice,) = app._notifications
        assert notice.message == "4 rows taken in. 2 rows could not be read; crm-tui import FILE --dry-run says why."
        assert len(app.screen_stack) == 1


async def test_a_file_that_is_not_there_is_told_and_can_be_named_again(make_app: Make, tmp_path: Path) -> None:
    there = tmp_path / "there.csv"
    there.write_text("name\nAnna\n", encoding="utf-8")

    async def import_file(into: Any, path: Path, *how: Any) -> ImportReport:
        return ImportReport(new=1, updated=0, unchanged=0, refused=0, rows=(), dry_run=False)

    async def look(into: Any, path: Path, terms: ImportTerms, watch: Watch) -> ImportReview:
        if path != there:
            raise FileMissing(path)
        return review()

    app = make_app(first_run=True, files=Files(look, import_file, no_export))
    async with app.run_test() as pilot:
        await welcomed(app, pilot)
        await pilot.press("i", *"none", "enter")
        await failed(app, pilot)
        assert "no file “none”" in str(app.screen.query_one("#import-state").render())
        await pilot.press("escape")
        await pilot.pause()
        app.screen.query_one(Input).value = str(there)
        await pilot.press("enter")
        await asked(app, pilot)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert len(app.screen_stack) == 1


async def test_esc_goes_from_the_path_back_to_the_choices(make_app: Make) -> None:
    async def import_file(into: Any, path: Path, *how: Any) -> ImportReport:
        raise AssertionError("nobody named a file")

    app = make_app(first_run=True, fill_sample=no_sample, files=Files(nothing_said, import_file, no_export))
    async with app.run_test() as pilot:
        await welcomed(app, pilot)
        await pilot.press("i", "s", "escape")
        assert isinstance(app.screen, WelcomeScreen)
        assert app.screen.query_one(Input).display is False


async def test_what_cannot_be_done_is_not_offered(make_app: Make) -> None:
    app = make_app(first_run=True)
    async with app.run_test() as pilot:
        await welcomed(app, pilot)
        assert "Sample" not in str(app.screen.query_one("#welcome-choices").render())
        await pilot.press("s", "i")
        assert status(app) == ""


def test_the_bar_counts_where_the_end_is_not_known() -> None:
    assert progress_line(1200, 0) == "1\u00a0200 rows"
    assert progress_line(200, 100).endswith(" 100 %")
