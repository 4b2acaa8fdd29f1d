"""The table as a person uses it, and its model: keys in, lines and questions out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from textual.app import App, ComposeResult

from crm_tui.domain.ids import DealId, PipelineId, StageId
from crm_tui.domain.money import Money
from crm_tui.operations.deals import DealPage, DealRow
from crm_tui.operations.filters import Sort
from crm_tui.operations.values import BuyerState
from crm_tui.widgets.board.card import Run
from crm_tui.widgets.board.messages import CursorMoved, MarksChanged, Opened
from crm_tui.widgets.deal_table import painter
from crm_tui.widgets.deal_table.cells import row_runs
from crm_tui.widgets.deal_table.columns import GAP, GUTTER, layout
from crm_tui.widgets.deal_table.messages import EveryWanted, RowsWanted
from crm_tui.widgets.deal_table.model import TableModel
from crm_tui.widgets.deal_table.pages import KEPT
from crm_tui.widgets.deal_table.view import DealTable
from crm_tui.widgets.glyphs import ASCII, UNICODE, Glyphs

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SIZE = (120, 23)
HOSTILE = "[/][@click=app.quit]x\x1b]52;c;aGk=\x07\x1b[2J\u202egnp\u200b"


def numbered(number: int, **changes: Any) -> DealRow:
    row = DealRow(
        id=DealId(f"d{number:06}"),
        title=f"Deal {number}",
        pipeline_id=PipelineId("p1"),
        pipeline="Buyers",
        stage_id=StageId("s1"),
        stage="In work",
        amount=Money(100_000 + number * 100, "RUB"),
        contact="Иван Петров",
        buyer=BuyerState.SAVED,
        responsible="Анна Ковальчук",
        tags=("vip",),
        created_at=NOW - timedelta(days=9),
        touched_at=NOW - timedelta(days=1),
        next_task_at=None,
        sort_key=number,
    )
    return replace(row, **changes)


class Rows:
    """Rows in memory, answering as a store does."""

    def __init__(self, count: int) -> None:
        self.rows = [numbered(number) for number in range(count)]

    def page(self, after: tuple[str | int, DealId] | None, limit: int) -> DealPage:
        left = self.rows if after is None else [row for row in self.rows if (row.sort_key, row.id) > after]
        return DealPage(tuple(left[:limit]), len(left) <= limit)


class TableApp(App[None]):
    """A table on rows in memory; what it says is kept in ``heard``."""

    def __init__(self, source: Rows, glyphs: Glyphs = UNICODE, *, answering: bool = True) -> None:
        super().__init__()
        self.source = source
        self.answering = answering
        self.table = DealTable(glyphs=glyphs)
        self.heard: list[Any] = []

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.focus()

    def on_rows_wanted(self, wanted: RowsWanted) -> None:
        self.heard.append(wanted)
        if self.answering:
            self.table.set_rows(wanted.number, self.source.page(wanted.after, wanted.limit))

    def on_cursor_moved(self, message: CursorMoved) -> None:
        self.heard.append(message)

    def on_opened(self, message: Opened) -> None:
        self.heard.append(message)

    def on_marks_changed(self, message: MarksChanged) -> None:
        self.heard.append(message)

    def on_every_wanted(self, message: EveryWanted) -> None:
        self.heard.append(message)

    def of(self, kind: type) -> list[Any]:
        return [message for message in self.heard if isinstance(message, kind)]

    def shown(self) -> list[str]:
        return [strip.text.replace("\u00a0", " ") for strip in self.screen._compositor.render_strips()]


def filled(count: int, slots: int = 20) -> tuple[TableModel, Rows]:
    """A model whose first questions are answered."""
    model, source = TableModel(), Rows(count)
    model.fit(slots)
    serve(model, source)
    return model, source


def serve(model: TableModel, source: Rows) -> int:
    """Answer until nothing is asked any more; how many rows that were."""
    told = 0
    while wanted := model.wants():
        for request in wanted:
            page = source.page(request.after, request.limit)
            told += len(page.rows)
            assert model.feed(request.number, page)
    return told


# The model


def test_rows_are_there_before_they_are_seen_and_far_ones_are_let_go() -> None:
    model, source = filled(12_000)
    while model.cursor < 11_999:
        model.move(20)
        assert all(model.pages.row(place) for place in range(model.top, model.top + model.slots))
        serve(model, source)
        assert sum(1 for _ in model.pages.kept()) <= KEPT
    assert (model.complete, model.length) == (True, (12_000, False))
    while model.cursor:
        model.move(-20)
        assert all(model.pages.row(place) for place in range(model.top, model.top + model.slots))
        serve(model, source)
    assert model.row == source.rows[0]


def test_home_after_the_end_reads_the_first_page_again() -> None:
    model, source = filled(12_000)
    model.seek_end()
    serve(model, source)
    assert model.row == source.rows[-1]
    model.go(0)
    assert not model.pages.row(0)
    assert serve(model, source) <= 600
    assert model.row == source.rows[0]


def test_a_page_read_again_ends_where_the_next_begins() -> None:
    model, source = filled(12_000)
    model.seek_end()
    serve(model, source)
    del source.rows[50]
    model.go(0)
    serve(model, source)
    model.go(250)
    serve(model, source)
    shown = [model.pages.row(place) for place in range(300)]
    assert shown == source.rows[:300]


def test_reading_again_keeps_the_cursor_on_its_deal() -> None:
    model, source = filled(3_000)
    for _page in range(60):
        model.move(20)
        serve(model, source)
    held = model.row
    source.rows[:0] = [numbered(-1)]
    del source.rows[1_150:1_160]
    request = model.reload()
    assert request.limit <= 400
    model.feed(request.number, source.page(request.after, request.limit))
    assert model.row == held
    serve(model, source)
    at = source.rows.index(held) if held else 0
    assert [model.pages.row(model.cursor + step) for step in range(-15, 15)] == source.rows[at - 15 : at + 15]


def test_an_answer_to_an_older_question_changes_nothing() -> None:
    model, source = filled(10)
    old, new = model.reload(anew=True), model.reload(anew=True)
    assert not model.feed(old.number, DealPage((), True))
    assert model.feed(new.number, source.page(None, 3))
    assert not model.fail(old.number, "late")
    assert model.pages.count == 3


def test_another_order_starts_at_the_top_unless_the_deal_is_there() -> None:
    model, source = filled(300)
    model.go(250)
    request = model.reload(anew=True)
    model.feed(request.number, source.page(None, 100))
    assert (model.cursor, model.top) == (0, 0)
    model.go(50)
    request = model.reload(anew=True)
    model.feed(request.number, DealPage(tuple(source.rows[40:60]), True))
    assert model.row == source.rows[50]


def test_marks() -> None:
    model, _source = filled(300)
    model.toggle_mark()
    model.move(3)
    model.mark_range()
    assert model.marked == tuple(f"d{number:06}" for number in range(4))
    model.toggle_mark()
    assert len(model.marked) == 3
    assert not model.toggle_all()
    model, _source = filled(30)
    assert model.toggle_all()
    assert len(model.marked) == 30
    assert model.toggle_all()
    assert model.marked == ()


@pytest.mark.parametrize("width", [120, 80, 60, 40, 20, 3])
def test_columns_fit_their_width(width: int) -> None:
    spans = layout((), width)
    used = GUTTER + sum(span.width for span in spans) + GAP * (len(spans) - 1)
    assert used <= max(width, GUTTER + 1)
    assert spans[0].column.name == "title"


def test_columns_by_name_in_their_order() -> None:
    assert [span.column.name for span in layout(("task", "nonsense", "title", "task"), 120)] == ["task", "title"]
    assert [span.column.name for span in layout(("stage",), 120)] == ["title", "stage"]
    assert len(layout(("nonsense",), 120)) == 9


# The widget


async def test_names_rows_and_place() -> None:
    app = TableApp(Rows(500))
    async with app.run_test(size=SIZE) as pilot:
        app.table.tick(NOW)
        await pilot.pause()
        lines = app.shown()
        assert lines[0].split() == [
            "Deal",
            "Amount",
            "Stage",
            "Contact",
            "Responsible",
            "Tags",
            "↓Created",
            "Touched",
            "Task",
        ]
        assert lines[2].startswith("▌Deal 0")
        for words in ("1,000 ₽", "In work", "● Иван Петров", "#vip", "9d", "1d"):
            assert words in lines[2]
        assert lines[-1].strip() == "1 of 200+ ↓"
        assert {len(line) for line in lines} == {120}


async def test_keys_and_messages() -> None:
    app = TableApp(Rows(500))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "j", "pagedown", "k", "enter")
        assert [message.deal_id for message in app.of(Opened)] == ["d000021"]
        assert app.of(CursorMoved)[-1].deal_id == "d000021"
        await pilot.press("space", "down", "down", "v")
        assert app.of(MarksChanged)[-1].count == 3
        assert sum("✓" in line for line in app.shown()) == 3
        await pilot.press("asterisk")
        assert app.of(EveryWanted)
        await pilot.press("end")
        await pilot.pause()
        assert app.shown()[-1].strip() == "500 of 500"
        assert "▌Deal 499" in "".join(app.shown())
        await pilot.press("home")
        assert app.shown()[2].startswith("▌Deal 0")


async def test_hostile_text_stays_text_and_the_lines_keep_their_width() -> None:
    source = Rows(0)
    source.rows = [numbered(0, title=HOSTILE, contact=HOSTILE, stage=HOSTILE, responsible=HOSTILE, tags=(HOSTILE,))]
    app = TableApp(source)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        line = app.shown()[2]
        assert line.startswith("▌[/][@click=app.quit]x")
        assert "● [/][@click=ap" in line
        assert not set(line) & set("\x1b\x07\u202e\u200b")
        assert len(line) == 120


async def test_plain_terminals_get_plain_signs() -> None:
    source = Rows(0)
    overdue = numbered(0, title="x" * 90, next_task_at=NOW - timedelta(hours=3), contact="", buyer=BuyerState.EMPTY)
    source.rows = [replace(overdue, responsible="", amount=None)]
    app = TableApp(source, ASCII)
    async with app.run_test(size=SIZE) as pilot:
        app.table.tick(NOW)
        await pilot.press("space")
        assert "".join(app.shown()).isascii()
        assert "! 3h" in app.shown()[2]


async def test_loading_empty_and_failed() -> None:
    app = TableApp(Rows(0), answering=False)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert app.shown()[2].strip() == "…"
        wanted = app.of(RowsWanted)[0]
        app.table.fail(wanted.number, "The store is busy [/]; try again.")
        await pilot.pause()
        assert "! The store is busy [/]; try again." in app.shown()[2]
        await pilot.press("down")
        again = app.of(RowsWanted)[-1]
        app.table.say_empty("Nothing fits.")
        app.table.set_rows(again.number, DealPage((), True))
        await pilot.pause()
        assert app.shown()[2].startswith("▌Nothing fits.")
        assert app.of(CursorMoved)[-1].deal_id is None
        await pilot.press("space", "enter", "asterisk", "end", "v")
        assert not app.of(Opened)


async def test_a_failed_question_leaves_the_rows() -> None:
    app = TableApp(Rows(5))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        wanted = app.table.ask_again()
        app.table.fail(wanted.number, "No way through")
        await pilot.pause()
        assert "Deal 4" in app.shown()[6]
        assert "! No way through" in app.shown()[-1]


async def test_the_order_shows_in_the_names() -> None:
    app = TableApp(Rows(5))
    async with app.run_test(size=SIZE) as pilot:
        app.table.show_as(("title", "amount"), Sort.AMOUNT)
        await pilot.pause()
        assert app.shown()[0].split() == ["Deal", "↓Amount"]


async def test_the_mouse_picks_and_scrolls() -> None:
    app = TableApp(Rows(500))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.click(DealTable, offset=(5, 4))
        assert app.table.cursor_card == app.source.rows[2]
        await pilot.click(DealTable, offset=(5, 4), times=2)
        assert [message.deal_id for message in app.of(Opened)] == ["d000002"]


async def test_a_cursor_key_draws_two_rows_and_a_page_only_new_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    app = TableApp(Rows(500))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        drawn: list[str] = []

        def counted(row: DealRow, *rest: Any) -> list[Run]:
            drawn.append(row.title)
            return row_runs(row, *rest)

        monkeypatch.setattr(painter, "row_runs", counted)
        await pilot.press("down")
        await pilot.pause()
        assert sorted(drawn) == ["Deal 0", "Deal 1"]
        drawn.clear()
        await pilot.press("pagedown")
        await pilot.pause()
        assert sorted(drawn) == ["Deal 20", "Deal 21"]
