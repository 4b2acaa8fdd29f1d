"""The feed as a person uses it: keys in, lines and questions out."""

from dataclasses import replace
from datetime import timedelta

import pytest
from textual.geometry import Region

from crm_tui import i18n
from crm_tui.operations.feed import FeedKind
from crm_tui.widgets.activity_feed.messages import (
    FeedWanted,
    FilterAsked,
    ItemDone,
    ItemEdited,
    ItemOpened,
    ItemRemoved,
)
from crm_tui.widgets.activity_feed.model import FeedModel, Way
from crm_tui.widgets.glyphs import ASCII
from tests.widgets.feeds import HOSTILE, Events, FeedApp, Haystack, a_day, note, task

SIZE = (72, 30)
HOUR = timedelta(hours=1)
SOON = [task(1, -3 * HOUR, "agree the estimate"), task(2, 72 * HOUR, "meeting at the site")]


async def test_a_day_reads_as_it_was() -> None:
    app = FeedApp(Events(a_day(), SOON))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = "\n".join(app.shown())
        assert "Activity   all ▾" in text
        assert "! today 12:00" in text
        assert "call: agree the estimate" in text
        assert "25 Nov 15:00" in text
        assert "14:00  АК  moved In work → Offer, budget 45,000 → 50,000" in text.replace(" RUB", "")
        assert "e-mail →  Смета во вложении" in text
        assert "delivered" in text
        assert "call ← 4:12  +7 916 123-45-67" in text
        assert "no such number" in text
        assert "@Ольга посмотри замеры" in text
        assert "edited" in text
        assert "✓ meeting: meeting at the site — measured" in text
        assert "document: offer.pdf" in text
        assert "memo: ключи у охраны" in text
        assert text.index("┄ next ┄") < text.index("┄ 22 Nov ┄") < text.index("┄ 21 Nov ┄")


async def test_a_long_note_is_cut_after_six_lines() -> None:
    app = FeedApp(Events(a_day()))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        lines = [line for line in app.shown() if "word word" in line]
        assert len(lines) == 6
        assert lines[-1].endswith("…")


async def test_who_is_mentioned_stands_out() -> None:
    app = FeedApp(Events(a_day()))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        strips = [strip for strip in app.feed.render_lines(Region(0, 0, *app.feed.size)) if "@Ольга" in strip.text]
        styles = {segment.text.strip(): segment.style for segment in strips[0]}
        assert styles["@Ольга"] != styles["посмотри замеры"]


@pytest.mark.parametrize("glyphs_width", [40, 72, 120])
async def test_ascii_draws_nothing_that_a_plain_terminal_lacks(glyphs_width: int) -> None:
    latin = [replace(one, author="Anna K", title="") for one in a_day() if one.id in ("c1", "m3", "t9", "f1", "n2")]
    app = FeedApp(Events(latin, [replace(one, author="Anna K") for one in SOON]), ASCII)
    async with app.run_test(size=(glyphs_width, 30)) as pilot:
        await pilot.pause()
        assert not {letter for letter in "".join(app.shown()) if ord(letter) > 127}


async def test_a_cursor_that_does_not_scroll_paints_two_items(monkeypatch: pytest.MonkeyPatch) -> None:
    app = FeedApp(Events([note(number) for number in range(90)]))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        painted: list[Region] = []
        monkeypatch.setattr(app.feed, "refresh", lambda *regions, **_options: painted.extend(regions))
        await pilot.press("j", "k")
        assert [region.height for region in painted] == [1, 1, 1, 1]


async def test_keys_walk_through_everything() -> None:
    app = FeedApp(Events([note(number) for number in range(950)]))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "down", "k")
        assert "Note 1" in app.lit()
        for _page in range(60):
            await pilot.press("pagedown")
        assert app.lit().endswith("Note 949")
        assert len(app.feed.model.items) <= 600
        for _page in range(60):
            await pilot.press("pageup")
        assert app.lit().endswith("Note 0")


async def test_end_reads_the_oldest_at_once_and_home_comes_back() -> None:
    app = FeedApp(Events([note(number) for number in range(5_000)]))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert app.lit().endswith("Note 4999")
        assert [wanted.request.way for wanted in app.of(FeedWanted)][1] is Way.OLDEST
        assert len(app.of(FeedWanted)) <= 3
        await pilot.press("k", "home")
        await pilot.pause()
        assert app.lit().endswith("Note 0")


async def test_what_others_add_leaves_the_cursor_on_its_item() -> None:
    events = Events([note(number) for number in range(300)])
    app = FeedApp(events)
    async with app.run_test(size=SIZE) as pilot:
        for _page in range(6):
            await pilot.press("pagedown")
        here = app.lit()
        for number in range(1, 4):
            events.items.insert(0, note(-number, id=f"new{number}", text=f"News {number}"))
        wanted = app.feed.renew()
        assert wanted is not None
        app.post_message(wanted)
        await pilot.pause()
        assert app.lit() == here
        assert [one.text for one in app.feed.model.items[:4]] == ["News 3", "News 2", "News 1", "Note 0"]
        shown = [one.text for one in app.feed.model.items if one.text.startswith("Note")]
        assert shown == [f"Note {number}" for number in range(len(shown))]


async def test_one_note_less_leaves_no_hole() -> None:
    events = Events([note(number) for number in range(300)])
    model = FeedModel()
    for way in (Way.NEWEST, Way.OLDER):
        request = model.ask(way)
        model.take(request.number, events.page(request))
    del events.items[50]
    request = model.ask(Way.NEWEST)
    model.take(request.number, events.page(request))
    numbers = [int(one.text.split()[1]) for one in model.items]
    assert numbers == [number for number in range(200) if number != 50]


async def test_an_answer_that_is_out_of_date_is_dropped() -> None:
    app = FeedApp(Events([note(0)]), answering=False)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        stale = app.of(FeedWanted)[0].request
        app.feed.begin()
        app.feed.take(stale.number, app.events.page(stale))
        assert app.feed.model.items == []


async def test_keys_say_what_is_to_happen_to_the_item() -> None:
    app = FeedApp(Events([note(1), *a_day()[:1]], SOON))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("d", "e", "j", "j", "e", "enter", "minus", "d", "slash", "f")
        said = [
            (type(one), one.item.id)
            for one in app.heard
            if isinstance(one, (ItemDone, ItemEdited, ItemOpened, ItemRemoved))
        ]
        assert said == [
            (ItemDone, "t1"),
            (ItemEdited, "t1"),
            (ItemEdited, "n000001"),
            (ItemOpened, "n000001"),
            (ItemRemoved, "n000001"),
        ]
        assert [one.text for one in app.of(FilterAsked)] == [True, False]
        assert app.feed.why_disabled("done") == "Put the cursor on an open task; it stands at the top."


async def test_many_tasks_leave_room_and_each_can_be_reached() -> None:
    tasks = [task(number, number * HOUR, f"Task {number}") for number in range(1, 13)]
    app = FeedApp(Events([note(number) for number in range(5)], tasks))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press(*["j"] * 11)
        assert app.lit().rstrip().endswith("АК")
        assert "Task 12" in app.lit()
        assert any("Note 0" in line for line in app.shown())
        await pilot.press("j")
        assert app.lit().endswith("Note 0")
        await pilot.press(*["k"] * 12)
        assert "Task 1 " in app.lit()


async def test_nothing_yet_a_fault_and_trying_again() -> None:
    app = FeedApp(Events([]), answering=False)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "┄" in app.shown()[1]
        first = app.of(FeedWanted)[0].request
        app.feed.fail(first.number, "The store is locked; press r to try again.")
        await pilot.pause()
        assert "! The store is locked; press r to try again." in app.shown()[1]
        app.answering = True
        await pilot.press("r")
        await pilot.pause()
        assert "Nothing has happened yet" in app.shown()[1]
        app.feed.show_filter("notes, 7 days")
        app.post_message(app.feed.begin())
        await pilot.pause()
        assert "Activity   notes, 7 days ▾" in app.shown()[0]
        assert "Nothing like that has happened" in app.shown()[1]


async def test_a_rewritten_note_reads_anew_where_it_stands() -> None:
    app = FeedApp(Events([note(number) for number in range(5)]))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.feed.rewrite(note(3, text="Better words", edited=True))
        await pilot.pause()
        assert any("Better words" in line and "edited" in line for line in app.shown())


async def test_poisoned_text_is_never_markup_nor_control() -> None:
    poisoned = [
        note(1, text=HOSTILE, author=HOSTILE, title=HOSTILE),
        *(one for one in a_day() if one.kind is FeedKind.COMMUNICATION),
    ]
    app = FeedApp(Events([*poisoned, note(2, kind=FeedKind.DOCUMENT, text=HOSTILE)], [task(1, HOUR, HOSTILE)]))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "enter")
        app.feed.show_filter(HOSTILE)
        await pilot.pause()
        text = "\n".join(app.shown())
        assert "[/][@click=app.quit]x" in text
        assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(text)
        assert app.is_running


@pytest.mark.parametrize(("lang", "words"), [("ru", "Лента"), ("uk", "Стрічка")])
async def test_other_languages(lang: str, words: str) -> None:
    i18n.use(lang)
    app = FeedApp(Events(a_day(), SOON))
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert words in app.shown()[0]


async def test_a_text_is_looked_for_until_the_end_and_what_is_found_stays() -> None:
    app = FeedApp(Haystack([], ["first"], *[[]] * 20, ["last"]))
    app.feed.show_filter("/st", seeking=True)
    async with app.run_test(size=SIZE) as pilot:
        for _round in range(30):
            await pilot.pause()
        text = "\n".join(app.shown())
        assert "first" in text
        assert "last" in text
        assert "Look" not in text
        assert app.feed.model.at_oldest


async def test_looking_says_how_far_it_is_stops_at_esc_and_goes_on_at_r() -> None:
    app = FeedApp(Haystack([], ["first"], [], ["last"]), answering=False)
    app.feed.show_filter("/st", seeking=True)
    async with app.run_test(size=SIZE) as pilot:

        def answer() -> None:
            asked = app.of(FeedWanted)[-1].request
            app.feed.take(asked.number, app.events.page(asked))

        for _window in range(3):
            await pilot.pause()
            answer()
        await pilot.pause()
        assert "Looking… back to 20 Nov; esc stops." in "\n".join(app.shown())
        asked = len(app.of(FeedWanted))
        await pilot.press("escape")
        assert "Looked back to 20 Nov; r looks on." in "\n".join(app.shown())
        answer()
        await pilot.press("down")
        assert "last" not in "\n".join(app.shown())
        assert len(app.of(FeedWanted)) == asked
        await pilot.press("r")
        await pilot.pause()
        answer()
        await pilot.pause()
        assert "last" in "\n".join(app.shown())
        assert "Look" not in "\n".join(app.shown())


async def test_where_nothing_is_looked_for_esc_is_not_the_feeds() -> None:
    app = FeedApp(Events([note(number) for number in range(300)]), answering=False)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert app.feed.check_action("stop", ()) is False
        assert app.feed.check_action("retry", ()) is False
