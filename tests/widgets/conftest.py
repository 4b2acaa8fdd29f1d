"""A board in memory: stages of numbered cards, and an app that answers the board's questions from them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from textual.app import App, ComposeResult

from crm_tui import i18n
from crm_tui.domain.ids import DealId, PipelineId, StageId, TagId, UserId
from crm_tui.domain.money import Money
from crm_tui.domain.rights import Role
from crm_tui.domain.stages import StageKind, WipRule
from crm_tui.operations.board import Board, BoardCard, ColumnWindow, Edge, PipelineInfo, StageInfo, Totals
from crm_tui.operations.values import BuyerState, Tag, User
from crm_tui.widgets.board.messages import AllWanted, CursorMoved, MarksChanged, Opened, WindowWanted
from crm_tui.widgets.board.view import BoardView
from crm_tui.widgets.glyphs import UNICODE, Glyphs

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NAMES = ("Unsorted", "In work", "Offer", "Contract", "Won", "Lost")
KINDS = (StageKind.UNSORTED, StageKind.OPEN, StageKind.OPEN, StageKind.OPEN, StageKind.WON, StageKind.LOST)


def stage(place: int) -> StageInfo:
    """The stage at a place of the usual six."""
    return StageInfo(StageId(f"s{place}"), NAMES[place], KINDS[place], "blue", 20 * place, 7, None, WipRule.SOFT, ())


def numbered_card(place: int, number: int) -> BoardCard:
    """A card whose title tells where it comes from."""
    return BoardCard(
        id=DealId(f"d{place}-{number}"),
        title=f"Deal {place}.{number}",
        amount=Money(100_000 + number * 100, "RUB"),
        contact="Иван Петров",
        buyer=BuyerState.SAVED,
        responsible=UserId("u1"),
        tags=(TagId("t1"),),
        unread=False,
        in_stage_since=NOW - timedelta(days=2),
        touched_at=NOW - timedelta(days=1),
        next_task_at=None,
        sort_key=number,
    )


class Source:
    """Columns in memory, answering as a store does."""

    def __init__(self, *counts: int) -> None:
        self.columns = {
            StageId(f"s{place}"): [numbered_card(place, number) for number in range(count)]
            for place, count in enumerate(counts)
        }

    def window(self, stage_id: StageId, edge: Edge | None, backwards: bool, limit: int) -> ColumnWindow:
        """The cards beside an edge."""
        cards = self.columns[stage_id]
        if edge is not None:
            key = (edge.sort_key, edge.id)
            cards = [card for card in cards if ((card.sort_key, card.id) < key) == backwards and card.id != edge.id]
        part = cards[-limit:] if backwards else cards[:limit]
        return ColumnWindow(tuple(part), len(part) == len(cards))

    def board(self) -> Board:
        """Pipeline and counters."""
        stages = tuple(stage(place) for place in range(len(self.columns)))
        pipeline = PipelineInfo(PipelineId("p1"), "Buyers", True, "RUB", stages)
        me = User(UserId("u1"), "Анна Ковальчук", "АК", Role.OWNER)
        return Board((pipeline,), pipeline, self.totals(), (me,), (Tag(TagId("t1"), "vip", "red"),), (), me, 1)

    def totals(self) -> tuple[Totals, ...]:
        """How many deals each stage holds, and what they are worth."""
        return tuple(
            Totals(stage_id, len(cards), (Money(sum(card.amount.minor for card in cards if card.amount), "RUB"),))
            for stage_id, cards in self.columns.items()
        )


class BoardApp(App[None]):
    """A board and its source; what the board says is kept in ``heard``."""

    def __init__(self, source: Source, glyphs: Glyphs = UNICODE, *, answering: bool = True) -> None:
        super().__init__()
        self.source = source
        self.answering = answering
        self.board = BoardView(glyphs=glyphs)
        self.heard: list[WindowWanted | CursorMoved | Opened | MarksChanged | AllWanted] = []

    def compose(self) -> ComposeResult:
        yield self.board

    def on_mount(self) -> None:
        self.board.focus()

    def fill(self) -> None:
        """Show the pipeline."""
        self.board.show(self.source.board(), now=NOW)

    def answer(self, wanted: WindowWanted) -> None:
        """Give the board the window it asked for."""
        window = self.source.window(wanted.stage_id, wanted.edge, wanted.backwards, wanted.limit)
        self.board.set_cards(wanted.stage_id, window, edge=wanted.edge, backwards=wanted.backwards)

    def on_window_wanted(self, wanted: WindowWanted) -> None:
        self.heard.append(wanted)
        if self.answering:
            self.answer(wanted)

    def on_cursor_moved(self, message: CursorMoved) -> None:
        self.heard.append(message)

    def on_opened(self, message: Opened) -> None:
        self.heard.append(message)

    def on_marks_changed(self, message: MarksChanged) -> None:
        self.heard.append(message)

    def on_all_wanted(self, message: AllWanted) -> None:
        self.heard.append(message)

    def shown(self) -> list[str]:
        """What stands on the screen, line by line."""
        return [strip.text for strip in self.screen._compositor.render_strips()]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)


@pytest.fixture
def now() -> datetime:
    """The moment at which all tests here happen."""
    return NOW


@pytest.fixture
def make_source() -> Callable[..., Source]:
    """A source with so many cards in each stage."""
    return Source


@pytest.fixture
def make_app() -> Callable[..., BoardApp]:
    """An app with a board on a source."""
    return BoardApp


@pytest.fixture
def make_card() -> Callable[..., BoardCard]:
    """A card with some fields set."""

    def make(**fields: object) -> BoardCard:
        return replace(numbered_card(0, 0), **fields)  # type: ignore[arg-type] # fields are checked by the tests' eyes

    return make


@pytest.fixture
def make_stage() -> Callable[..., StageInfo]:
    """A stage with some fields set."""

    def make(**fields: object) -> StageInfo:
        return replace(stage(1), **fields)  # type: ignore[arg-type] # as above

    return make
