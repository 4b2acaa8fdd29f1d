"""The start, the ways between screens, the colours, and what happens when something fails."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from crm_tui import paths
from crm_tui.app import CrmApp
from crm_tui.config import Config
from crm_tui.operations.errors import DamagedStore, NotFound, StoreLocked
from crm_tui.widgets.failures import Failure

Make = Callable[..., CrmApp]


def told(app: CrmApp) -> list[str]:
    return [notice.message for notice in app._notifications]


async def test_the_store_opens_after_the_first_frame_and_reaches_the_board(make_app: Make, store: Any) -> None:
    opened = asyncio.Event()
    let_go = asyncio.Event()

    async def slow() -> Any:
        opened.set()
        await let_go.wait()
        return store

    app = make_app(opens=slow)
    async with app.run_test() as pilot:
        await opened.wait()
        board: Any = app.screen
        assert app.screen_stack == [board], "no blank screen under the board"
        assert board.attached == []
        with pytest.raises(LookupError):
            _ = app.store
        let_go.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert board.attached == [store]
        assert app.store == store
    assert store.closed


async def test_what_was_put_off_is_loaded_after_the_cards(make_app: Make) -> None:
    order: list[str] = []
    app = make_app(later=lambda: order.append("later"))
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        await app.workers.wait_for_complete()
        board: Any = app.screen
        assert (order, len(board.attached)) == (["later"], 1)


async def test_a_store_that_does_not_open_gets_a_screen_and_a_second_try(make_app: Make, store: Any) -> None:
    tries: list[int] = []

    async def second_time() -> Any:
        tries.append(1)
        if len(tries) == 1:
            raise StoreLocked("/x/[/]\x1b[2J.db")
        return store

    app = make_app(opens=second_time)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.pause()
        assert type(app.screen).__name__ == "ProblemScreen"
        assert "held by another program" in str(app.screen.query_one("#problem-sentence").render())
        await pilot.press("r")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.store is store
        assert len(app.screen_stack) == 1


async def test_leaving_over_a_problem_has_the_exit_code_of_the_problem(make_app: Make) -> None:
    async def never() -> Any:
        raise DamagedStore("/x/y.db")

    app = make_app(opens=never)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("q")
    assert app.return_code == DamagedStore.exit_code


async def test_an_unforeseen_fault_at_opening_is_written_down(make_app: Make) -> None:
    async def never() -> Any:
        raise ZeroDivisionError("odd")

    app = make_app(opens=never)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.pause()
        sentence = str(app.screen.query_one("#problem-sentence").render())
        assert str(paths.fault_log()) in " ".join(sentence.split())
    assert "ZeroDivisionError: odd" in paths.fault_log().read_text(encoding="utf-8")


async def test_a_refusal_in_an_action_is_told_and_ends_nothing(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("m")
        assert told(app) == [str(NotFound("deal", "[/] gone"))]
        assert app.is_running


async def test_a_key_that_is_off_says_why(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("x")
        assert told(app) == ["Mark a deal first."]


async def test_a_failed_worker_of_a_screen_reaches_the_funnel(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(notifications=True) as pilot:
        app.screen.post_message(Failure(ZeroDivisionError("odd")))
        await pilot.pause()
        assert "should not have" in told(app)[0]
    assert "ZeroDivisionError: odd" in paths.fault_log().read_text(encoding="utf-8")


async def test_a_fault_in_a_handler_leaves_its_traceback_in_the_log_alone(
    make_app: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    app = make_app(card="customer's secret")

    async def press() -> None:
        async with app.run_test() as pilot:
            await pilot.press("z")
            await pilot.pause()

    with pytest.raises(ZeroDivisionError, match="odd"):
        await press()
    written = capsys.readouterr()
    assert "should not have" in written.err
    assert "secret" not in written.err + paths.fault_log().read_text(encoding="utf-8")
    assert "ZeroDivisionError: odd" in paths.fault_log().read_text(encoding="utf-8")


async def test_g_shows_where_one_can_go_and_any_other_key_stays(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("g")
        assert type(app.screen).__name__ == "GoScreen"
        await pilot.press("e")
        card: Any = app.screen.query_one("FakeCard")
        assert card.edits == 0, "the key after g is not an edit"
        await pilot.press("question_mark", "escape", "g", "b")
        assert len(app.screen_stack) == 1


async def test_q_leaves_the_screen_then_the_program(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("f1", "q")
        assert len(app.screen_stack) == 1
        assert app.is_running
        await pilot.press("q")
    assert app.return_code == 0
    assert not app.is_running


async def test_ctrl_q_leaves_from_anywhere(make_app: Make) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("f1", "ctrl+q")
    assert not app.is_running


async def test_ctrl_c_says_how_to_leave(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("ctrl+c")
        assert told(app) == ["Press ctrl+q to leave."]


@pytest.mark.parametrize("theme", ["crm-dark", "crm-light", "ansi-dark"])
async def test_the_config_chooses_the_colours(make_app: Make, theme: str) -> None:
    app = make_app(config=Config(theme=theme))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.theme == theme
        wanted = app.available_themes[theme].to_color_system().generate()["background"]
        assert app.get_css_variables()["background"] == wanted
        assert app.has_class("-light-mode") is (theme == "crm-light")


async def test_unknown_colours_are_told_and_ours_stay(make_app: Make) -> None:
    app = make_app(config=Config(theme="neon"))
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        assert "“neon”" in told(app)[0]


async def test_animations_are_off_unless_asked_for(make_app: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTUAL_ANIMATIONS", raising=False)
    assert make_app().animation_level == "none"


def test_the_app_loads_nothing_heavy() -> None:
    """What is imported before the first frame is paid by every start."""
    heavy = ("pydantic", "sqlmodel", "sqlalchemy", "babel", "phonenumbers", "typer", "httpx", "sqlite3", "tomllib")
    widgets = ("_data_table", "_markdown", "_text_area", "_footer", "_header")
    names = [*heavy, *(f"textual.widgets.{name}" for name in widgets), "crm_tui.screens.jump"]
    code = f"import sys, crm_tui.app; print([name for name in {names!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert found.stdout.strip() == "[]"
