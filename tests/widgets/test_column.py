"""A column's run of cards: whatever is pressed and answered, cursor, view and run stay sound."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_tui.domain.ids import DealId, StageId
from crm_tui.operations.board import Totals
from crm_tui.widgets.board.column import KEPT, ColumnModel, Request, edge_of

STAGE = StageId("s0")
_STEPS = st.one_of(
    st.tuples(st.just("move"), st.sampled_from([-100, -9, -1, 1, 9, 100])),
    st.tuples(st.just("scroll"), st.sampled_from([-5, 3])),
    st.tuples(st.sampled_from(["first", "last", "reload", "answer", "late"]), st.just(0)),
    st.tuples(st.sampled_from(["remove", "insert"]), st.integers(0, 5_000)),
    st.tuples(st.just("fit"), st.integers(1, 40)),
)


class Player:
    """Plays keys to a column and answers it in any order."""

    def __init__(self, source: Any, stage: Any) -> None:
        self.source = source
        self.column = ColumnModel(stage)
        self.column.fit(9)
        self.column.count(Totals(STAGE, len(source.columns[STAGE]), ()))
        self.asked: list[Request] = []
        self.want()

    def want(self) -> None:
        self.asked += self.column.wants()

    def answer(self, place: int = 0) -> None:
        if self.asked:
            request = self.asked.pop(place)
            window = self.source.window(STAGE, request.edge, request.backwards, request.limit)
            self.column.feed(window, request.edge, request.backwards)
            self.want()

    def answer_all(self) -> None:
        while self.asked:
            self.answer()

    def play(self, step: str, number: int) -> None:
        column = self.column
        if step in ("move", "scroll", "fit"):
            getattr(column, step)(number)
        elif step in ("first", "last"):
            request = getattr(column, step)()
            self.asked += [request] if request else []
        elif step == "reload":
            self.asked.append(column.reload())
        elif step in ("answer", "late"):
            self.answer(0 if step == "answer" else -1)
        elif column.cards:
            self._change(step, number % len(column.cards))
        self.want()

    def _change(self, step: str, place: int) -> None:
        cards = self.source.columns[STAGE]
        card = self.column.cards[place]
        if step == "remove":
            self.source.columns[STAGE] = [one for one in cards if one.id != card.id]
            self.column.remove(card.id)
        else:
            self.column.remove(card.id)
            self.column.insert(card, self.column.cards[place - 1].id if place else None)


def check(column: ColumnModel) -> None:
    """What must hold whatever happens."""
    ids = [card.id for card in column.cards]
    assert len(ids) == len(set(ids))
    assert 0 <= column.cursor <= max(0, len(ids) - 1)
    assert 0 <= column.top <= column.cursor < column.top + column.slots
    assert column.top <= max(0, len(ids) - column.slots)
    assert column.start is None or column.start >= 0
    assert column.below is None or column.below >= 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_STEPS, max_size=60), count=st.sampled_from([0, 1, 9, 63, 64, 65, 400, 3_000]))
def test_any_keys_and_any_answers(
    steps: list[tuple[str, int]], count: int, make_source: Callable[..., Any], make_stage: Callable[..., Any]
) -> None:
    player = Player(make_source(count), make_stage())
    for step, number in steps:
        player.play(step, number)
        check(player.column)
    player.answer_all()
    check(player.column)
    assert player.column.loaded


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from([-100, -9, -1, 1, 9, 100, 100]), max_size=80))
def test_moving_shows_every_card_in_its_order(
    steps: list[int], make_source: Callable[..., Any], make_stage: Callable[..., Any]
) -> None:
    player = Player(make_source(3_000), make_stage())
    player.answer_all()
    place = 0
    for step in steps:
        player.play("move", step)
        player.answer_all()
        loaded = min(max(place + step, 0), 2_999)
        assert player.column.card is not None
        moved = int(player.column.card.sort_key)
        assert abs(moved - place) <= abs(step)
        assert moved == loaded or abs(step) > 32
        assert player.column.position == (moved + 1, 3_000)
        assert len(player.column.cards) <= KEPT + 64
        place = moved


def test_to_the_end_and_back_of_a_long_column(make_source: Callable[..., Any], make_stage: Callable[..., Any]) -> None:
    player = Player(make_source(10_000), make_stage())
    player.answer_all()
    player.play("last", 0)
    player.answer_all()
    assert player.column.card == player.source.columns[STAGE][-1]
    assert player.column.position == (10_000, 10_000)
    assert player.column.below == 0
    player.play("first", 0)
    player.answer_all()
    assert player.column.card == player.source.columns[STAGE][0]
    assert player.column.above == 0
    assert player.column.below == 9_991


def test_an_end_pressed_before_the_first_cards_come_is_not_lost(
    make_source: Callable[..., Any], make_stage: Callable[..., Any]
) -> None:
    player = Player(make_source(1_000), make_stage())
    player.play("last", 0)
    player.answer()
    assert player.column.loaded
    player.answer_all()
    assert player.column.card == player.source.columns[STAGE][-1]


def test_cards_that_come_in_above_move_nothing_on_the_screen(
    make_source: Callable[..., Any], make_stage: Callable[..., Any]
) -> None:
    player = Player(make_source(3_000), make_stage())
    player.play("last", 0)
    player.answer_all()
    for _ in range(200):
        player.play("move", -9)
        seen = player.column.card, player.column.cursor - player.column.top
        player.answer_all()
        assert (player.column.card, player.column.cursor - player.column.top) == seen
    assert player.column.position == (1_200, 3_000)
    assert len(player.column.cards) <= KEPT + 64


def test_an_answer_out_of_date_changes_nothing(make_source: Callable[..., Any], make_stage: Callable[..., Any]) -> None:
    player = Player(make_source(1_000), make_stage())
    player.answer_all()
    player.column.move(40)
    (late,) = player.column.wants()
    player.asked = [player.column.last() or late]
    player.answer_all()
    before = list(player.column.cards)
    window = player.source.window(STAGE, late.edge, late.backwards, late.limit)
    assert player.column.feed(window, late.edge, late.backwards) is False
    assert player.column.cards == before


def test_a_reload_keeps_the_card_and_its_row(make_source: Callable[..., Any], make_stage: Callable[..., Any]) -> None:
    player = Player(make_source(1_000), make_stage())
    player.answer_all()
    for _ in range(10):
        player.play("move", 20)
        player.answer_all()
    card, row = player.column.card, player.column.cursor - player.column.top
    old = list(player.column.cards)
    player.asked.append(player.column.reload())
    assert player.column.cards == old
    player.answer_all()
    assert player.column.card == card
    assert player.column.cursor - player.column.top == row
    assert player.column.position == (201, 1_000)


def test_an_unknown_total_claims_no_number(make_source: Callable[..., Any], make_stage: Callable[..., Any]) -> None:
    player = Player(make_source(1_000), make_stage())
    player.column.count(Totals(STAGE, 200, (), capped=True))
    player.answer_all()
    assert player.column.below is None
    player.play("last", 0)
    player.answer_all()
    assert player.column.above is None
    assert player.column.position is None


def test_removing_and_inserting_above_leaves_the_cursor_on_its_card(
    make_source: Callable[..., Any], make_stage: Callable[..., Any]
) -> None:
    player = Player(make_source(50), make_stage())
    player.answer_all()
    player.column.go(20)
    held = player.column.card
    gone = player.column.cards[3]
    player.column.remove(gone.id)
    assert player.column.card is held
    player.column.insert(gone, None)
    assert player.column.card is held
    assert player.column.insert(gone, DealId("nowhere")) is None


def test_a_failure_is_told_and_the_next_move_asks_again(
    make_source: Callable[..., Any], make_stage: Callable[..., Any]
) -> None:
    player = Player(make_source(50), make_stage())
    player.column.fail("The file is gone.")
    assert player.column.problem == "The file is gone."
    assert player.column.wants() == [Request(None, False)]


def test_an_edge_is_a_place_and_an_id(make_card: Callable[..., Any]) -> None:
    card = make_card(sort_key="a5")
    assert (edge_of(card).sort_key, edge_of(card).id) == ("a5", card.id)
