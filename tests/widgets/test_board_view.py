"""The board as a person uses it: keys and mouse in, lines and messages out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from textual.events import MouseScrollDown
from textual.geometry import Region

from crm_tui.domain.ids import DealId, StageId
from crm_tui.domain.money import Money
from crm_tui.operations.board import Totals
from crm_tui.widgets.board.messages import AllWanted, CursorMoved, MarksChanged, Opened, WindowWanted
from crm_tui.widgets.glyphs import ASCII

Make = Callable[..., Any]
BIG = (120, 38)


def heard(app: Any, kind: type) -> list[Any]:
    return [message for message in app.heard if isinstance(message, kind)]


def cards_on_screen(app: Any) -> set[str]:
    return {word for line in app.shown() for word in line.split() if word.count(".") == 1 and word[0].isdigit()}


async def test_before_any_data_the_frame_stands(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(1))
    async with app.run_test(size=BIG) as pilot:
        await pilot.pause()
        lines = app.shown()
        assert lines[0].count("…") == 6
        assert lines[1].count("┼") == 5
        assert lines[5].count("│") == 5


async def test_the_first_frame_does_not_wait_to_be_told_its_size(
    make_app: Make, make_source: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm_tui.widgets.board.view.BoardView.on_resize", lambda _board: None)
    app = make_app(make_source(1))
    async with app.run_test(size=BIG) as pilot:
        await pilot.pause()
        assert app.shown()[1].count("┼") == 5


async def test_the_sum_of_each_currency_stands_in_the_rule(make_app: Make, make_source: Make) -> None:
    source = make_source(3, 3, 0, 0, 0, 0)
    app = make_app(source)
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        rich = (Money(1_234_567_800, "RUB"), Money(5_000_000, "USD"))
        app.board.set_totals([Totals(StageId("s0"), 3, rich), Totals(StageId("s1"), 3, (Money(1_234_500, "RUB"),))])
        await pilot.pause()
        rule = app.shown()[1]
        assert rule.replace("\u00a0", " ").startswith("─ 12.3M ₽ · $50k ─")
        assert "─ 12,345 ₽ ─" in rule.replace("\u00a0", " ")


async def test_keys_walk_over_the_board(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(20, 20, 0, 20, 20, 20))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.press("down", "j", "right", "down", "l")
        assert app.board.cursor_stage == StageId("s2")
        assert not app.board.cursor_card
        await pilot.press("h", "k", "left")
        assert app.board.cursor_card.title == "Deal 0.2"
        await pilot.press("left", "up", "up", "up")
        assert app.board.cursor_card.title == "Deal 0.0"
        assert heard(app, CursorMoved)[-1].deal_id == "d0-0"
        assert app.board.position == (1, 20)


async def test_home_end_and_pages_over_ten_thousand_cards(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(10_000, 0, 0, 0, 0, 0))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.press("end")
        await pilot.pause()
        assert app.board.cursor_card.title == "Deal 0.9999"
        assert "0.9999" in cards_on_screen(app)
        assert "↑ 9991 " in app.shown()[1]
        await pilot.press(*["pageup"] * 12)
        assert app.board.cursor_card.title == "Deal 0.9891"
        await pilot.press("home", "pagedown")
        await pilot.pause()
        assert app.board.cursor_card.title == "Deal 0.9"
        assert "9990 ↓" in app.shown()[-1]
        assert max(wanted.limit for wanted in heard(app, WindowWanted)) == 64


async def test_enter_opens(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(3, 3, 0, 0, 0, 0))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.press("right", "down", "enter")
        assert [message.deal_id for message in heard(app, Opened)] == ["d1-1"]


async def test_marks_ranges_and_all(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(10, 200, 0, 0, 0, 0))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.press("down", "space", "down", "down", "v")
        assert app.board.marked == ("d0-1", "d0-2", "d0-3")
        assert sum("✓" in line for line in app.shown()) == 3
        await pilot.press("up", "space")
        assert app.board.marked == ("d0-1", "d0-3")
        await pilot.press("asterisk")
        assert len(app.board.marked) == 10
        await pilot.press("asterisk")
        assert app.board.marked == ()
        await pilot.press("right", "asterisk")
        assert heard(app, AllWanted)[0].stage_id == "s1"
        app.board.mark([DealId(f"d1-{number}") for number in range(200)])
        await pilot.pause()
        assert heard(app, MarksChanged)[-1].count == 200
        app.board.clear_marks()
        await pilot.pause()
        assert heard(app, MarksChanged)[-1].count == 0
        assert not any("✓" in line for line in app.shown())


async def test_a_moved_card_is_at_once_where_it_belongs_and_the_cursor_on_it(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(5, 5, 0, 0, 0, 0))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.press("down")
        card = replace(app.board.cursor_card, title="Moved 9.9")
        app.board.place_card(card, StageId("s1"), DealId("d1-1"))
        assert app.board.cursor_card == card
        assert app.board.cursor_stage == "s1"
        await pilot.pause()
        assert heard(app, CursorMoved)[-1].stage_id == "s1"
        lines = app.shown()
        assert not any("0.1" in line for line in lines)
        assert lines[2 + 2 * 4][20:].startswith("▌Moved 9.9")
        await pilot.press("up")
        assert app.board.cursor_card.title == "Deal 1.1"


async def test_a_card_moved_by_another_leaves_the_cursor_alone(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(5, 5, 0, 0, 0, 0))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.press("down", "down")
        other = app.source.columns["s1"][0]
        app.board.place_card(other, StageId("s0"), None)
        app.board.remove_card(DealId("d0-0"))
        await pilot.pause()
        assert app.board.cursor_card.title == "Deal 0.2"
        assert not any("0.0" in line for line in app.shown())
        app.board.update_card(replace(app.board.cursor_card, contact="Новое имя"))
        await pilot.pause()
        assert any("▌● Новое имя" in line for line in app.shown())


async def test_a_card_moved_far_down_is_found_with_its_neighbours(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(3, 2_000, 0, 0, 0, 0))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.pause()
        card = replace(app.board.cursor_card, sort_key=1_499.5)
        app.source.columns["s1"].insert(1_500, card)
        app.board.place_card(card, StageId("s1"), DealId("d1-1499"))
        await pilot.pause()
        assert app.board.cursor_card == card
        await pilot.press("up")
        assert app.board.cursor_card.title == "Deal 1.1499"
        await pilot.press("down", "down")
        assert app.board.cursor_card.title == "Deal 1.1500"


async def test_focus_deal_reveal_and_neighbour(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(3, 500, 0, 0, 0, 0))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.pause()
        assert app.board.focus_deal(DealId("d1-30"))
        assert app.board.cursor_card.title == "Deal 1.30"
        assert app.board.neighbour(1).title == "Deal 1.31"
        assert not app.board.focus_deal(DealId("d1-400"))
        app.board.reveal(app.source.columns["s1"][400], StageId("s1"))
        await pilot.pause()
        assert app.board.neighbour(-1).title == "Deal 1.399"
        assert {"1.398", "1.399"} <= cards_on_screen(app)
        assert app.board.focus_deal(DealId("d0-2"))
        assert app.board.neighbour(1) is None


async def test_a_reload_keeps_old_cards_until_the_answer(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(30, 0, 0, 0, 0, 0))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.press("down", "down")
        app.answering = False
        app.source.columns["s0"][2] = replace(app.source.columns["s0"][2], title="Changed 7.7")
        app.heard.clear()
        app.board.reload([StageId("s0")])
        await pilot.pause()
        (wanted,) = heard(app, WindowWanted)
        assert "0.2" in cards_on_screen(app)
        app.answer(wanted)
        await pilot.pause()
        assert app.board.cursor_card.title == "Changed 7.7"
        assert {"7.7", "0.1"} <= cards_on_screen(app)


async def test_the_same_pipeline_again_keeps_the_cursor(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(5, 5, 0, 0, 0, 0))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.press("right", "down")
        app.fill()
        await pilot.pause()
        assert app.board.cursor_card.title == "Deal 1.1"


async def test_empty_failed_and_capped_are_said(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(0, 0, 0, 0, 0, 0))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.pause()
        assert any("No deals yet. Press n to add one." in line for line in app.shown())
        app.board.error(None, "The file [/] is locked.")
        await pilot.pause()
        assert any("! The file [/] is locked." in line for line in app.shown())
        app.board.error(None, None)
        app.board.error(StageId("s1"), "This stage could not be read.")
        app.board.set_totals([Totals(StageId("s2"), 2_000, (), capped=True)])
        await pilot.pause()
        text = "\n".join(app.shown())
        assert "! This stage" in text
        assert "Offer 2000+" in text


async def test_one_empty_column_says_so(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(1, 0, 1, 0, 0, 0))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.press("right")
        assert app.shown()[2][19:].startswith("│▌No deals")


async def test_sizes(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(30, 30, 30, 30, 30, 30))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.press("right", "right", "right", "down", "down")
        await pilot.resize_terminal(80, 22)
        await pilot.pause()
        lines = app.shown()
        assert lines[0].startswith(" ‹ Unsorted")
        assert lines[0].rstrip().endswith("Won · Lost ›")
        assert lines[1].count("│") == 2
        assert "▌Deal 3.2" in lines[3 + 2 * 3]
        await pilot.resize_terminal(40, 18)
        await pilot.pause()
        lines = app.shown()
        assert lines[0].startswith(" ‹ Offer")
        assert "Contract" in lines[0]
        assert "│" not in lines[5]
        await pilot.press("right")
        assert app.shown()[1].startswith(" Won 30")
        await pilot.resize_terminal(200, 48)
        await pilot.pause()
        assert app.shown()[0].count("│") == 5
        assert all(len(strip) or strip.cell_length == 200 for strip in app.screen._compositor.render_strips())


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (12, 5), (19, 6)])
async def test_no_size_is_too_small_to_survive(size: tuple[int, int], make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(30, 30, 0))
    async with app.run_test(size=size) as pilot:
        app.fill()
        await pilot.press("down", "right", "pagedown", "end")
        assert app.board.cursor_card.title == "Deal 1.29"


async def test_the_mouse(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(30, 30, 30, 0, 0, 0))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.pause()
        await pilot.click(app.board, offset=(25, 2 + 4))
        assert app.board.cursor_card.title == "Deal 1.1"
        await pilot.click(app.board, offset=(45, 3), times=2)
        assert heard(app, Opened)[-1].deal_id == "d2-0"
        await pilot._post_mouse_events([MouseScrollDown], app.board, (5, 10))
        assert "0.0" not in cards_on_screen(app)
        assert app.board.cursor_card.title == "Deal 2.0"


async def test_only_what_changes_is_painted(make_app: Make, make_source: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(make_source(200, 200, 200, 200, 200, 200))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.press("right")
        await pilot.pause()
        painted: list[Region] = []
        plain = type(app.board)._set_dirty

        def record(board: Any, *regions: Region) -> None:
            painted.extend(regions or [board.size.region])
            plain(board, *regions)

        monkeypatch.setattr(type(app.board), "_set_dirty", record)
        await pilot.press("down")
        assert painted == [Region(20, 2, 19, 3), Region(20, 6, 19, 3)]
        painted.clear()
        await pilot.press("right")
        assert sum(region.area for region in painted) <= 2 * 20 * 3 + 2 * 20
        painted.clear()
        await pilot.press("left", *["down"] * 7)
        painted.clear()
        await pilot.press("down")
        assert painted == [Region(20, 1, 19, 37)]


async def test_a_scroll_draws_new_cards_only_and_keeps_other_columns(
    make_app: Make, make_source: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(make_source(200, 200, 200, 200, 200, 200))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.press(*["down"] * 20)
        drawn: list[str] = []
        painter = app.board._painter
        plain = painter._draw

        def record(card: Any, *rest: Any) -> Any:
            drawn.append(card.title)
            return plain(card, *rest)

        monkeypatch.setattr(painter, "_draw", record)
        await pilot.press("down")
        assert sorted(drawn) == ["Deal 0.20", "Deal 0.21"]


async def test_a_theme_recolours_everything(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(3, 3, 3, 0, 0, 0))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.pause()
        dark = app.board.background_colors[1]
        app.theme = "textual-light"
        await pilot.pause()
        assert app.board.background_colors[1] != dark
        background = app.board.background_colors[1].rich_color
        for strip in app.screen._compositor.render_strips()[:37]:
            assert all(
                segment.style is None or segment.style.bgcolor == background or "▌" in strip.text for segment in strip
            )


async def test_the_cursor_fades_without_the_keys(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(3, 3, 3, 0, 0, 0))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.pause()
        lit = app.export_screenshot()
        app.set_focus(None)
        await pilot.pause()
        assert app.export_screenshot() != lit
        app.board.focus()
        await pilot.pause()
        assert app.export_screenshot() == lit


async def test_plain_terminals_and_hostile_names(make_app: Make, make_source: Make) -> None:
    source = make_source(3, 3, 3, 0, 0, 0)
    source.columns["s0"][0] = replace(source.columns["s0"][0], title="\x1b]0;x\x07[/]", contact="[@click=app.quit]x[/]")
    app = make_app(source, ASCII)
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.press("space")
        text = "".join(app.shown())
        assert not {"│", "─", "┼", "▌", "…", "●", "\x1b", "\x07"} & set(text)
        assert "@ [@click" in text
        assert ">" in text


async def test_every_key_has_an_id_and_says_what_it_does(make_app: Make, make_source: Make) -> None:
    bindings = make_app(make_source(1)).board.BINDINGS
    ids = [binding.id for binding in bindings]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith("board.") for one in ids)
    assert all(binding.tooltip and binding.description and binding.group for binding in bindings)


async def test_another_order_starts_at_the_top_or_stays_on_the_deal(make_app: Make, make_source: Make) -> None:
    app = make_app(make_source(300, 0, 0, 0, 0, 0))
    async with app.run_test(size=BIG) as pilot:
        app.fill()
        await pilot.press(*["pagedown"] * 8)
        app.source.columns["s0"] = app.source.columns["s0"][250:]
        app.board.restart()
        await pilot.pause()
        assert app.board.cursor_card.title == "Deal 0.250"
        await pilot.press("down", "down")
        app.source.columns["s0"] = app.source.columns["s0"][1:]
        app.board.restart()
        await pilot.pause()
        assert app.board.cursor_card.title == "Deal 0.252"
