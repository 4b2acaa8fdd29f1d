"""The lines at the top: how fresh the data is, who else looks, and what is left out where there is no room."""

from datetime import UTC, datetime, timedelta

import pytest
from textual.app import App, ComposeResult

from crm_tui.domain.ids import UserId
from crm_tui.operations.presence import Looker
from crm_tui.widgets.card_line import CardLine
from crm_tui.widgets.head_line import Connection, HeadLine
from crm_tui.widgets.topbar import TopBar

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOSTILE = "\x1b]52;c;aGk=\x07[/][@click=app.quit]Eve"


class Lines(App[None]):
    """Both lines."""

    def __init__(self) -> None:
        super().__init__()
        self.top, self.deal = TopBar(), CardLine()

    def compose(self) -> ComposeResult:
        yield self.top
        yield self.deal


def looker(name: str, initials: str = "") -> Looker:
    return Looker(UserId(name), name, initials, AT)


def said(line: HeadLine) -> str:
    return str(line.render_line(0).text)


IVAN, ANNA = looker("Ivan Petrenko", "IP"), looker("Анна Ковальчук", "АК")


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=-3), "0 s"),
        (timedelta(seconds=59.9), "59 s"),
        (timedelta(seconds=60), "1 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=26), "26 h"),
    ],
)
async def test_a_lost_connection_is_told_with_the_age_of_the_data(age: timedelta, words: str) -> None:
    app = Lines()
    async with app.run_test(size=(80, 4)):
        for line in (app.top, app.deal):
            line.set_connection(Connection.LOST, age)
            assert said(line).endswith(f"   ! no connection · data {words} old ")


async def test_the_line_is_drawn_again_only_where_its_words_change(monkeypatch: pytest.MonkeyPatch) -> None:
    app, drawn = Lines(), 0

    def count() -> None:
        nonlocal drawn
        drawn += 1

    async with app.run_test(size=(80, 4)):
        monkeypatch.setattr(app.top, "changed", count)
        for second in (61.0, 62.0, 119.0, 120.0):
            app.top.set_connection(Connection.LOST, timedelta(seconds=second))
        assert drawn == 2


SAID = {
    Connection.LIVE: "● live ",
    Connection.STALE: "! not up to date ",
    Connection.LOST: "! no connection",
    Connection.UNKNOWN: "token ",
    Connection.SAVING: "· saving… ",
}


@pytest.mark.parametrize("width", [1, 10, 24, 30, 40, 60, 80, 120])
async def test_no_width_breaks_the_lines(width: int) -> None:
    app = Lines()
    async with app.run_test(size=(width, 4)):
        app.deal.set_path("Покупатели" * 9, "Предложение" * 9)
        app.deal.set_lookers([IVAN, ANNA])
        for state in Connection:
            for line in (app.top, app.deal):
                line.set_connection(state, timedelta(seconds=40))
                assert line.render_line(0).cell_length == width
                assert width < 30 or SAID[state] in said(line)


@pytest.mark.parametrize(
    ("width", "words"),
    [(120, "also here: Ivan Petrenko, Анна Ковальчук"), (70, "also here: IP АК"), (40, " IP АК")],
)
async def test_who_looks_is_named_as_far_as_there_is_room(width: int, words: str) -> None:
    app = Lines()
    async with app.run_test(size=(width, 4)):
        app.deal.set_path("Buyers", "In work")
        app.deal.set_connection(Connection.LIVE)
        app.deal.set_lookers([IVAN, ANNA])
        assert said(app.deal).endswith(f"{words}   ● live ")
        assert said(app.deal).startswith(" Buyers › In work ")


async def test_without_a_connection_nobody_is_said_to_look() -> None:
    app = Lines()
    async with app.run_test(size=(120, 4)):
        app.deal.set_lookers([IVAN])
        app.deal.set_connection(Connection.LOST, timedelta(0))
        assert "Ivan" not in said(app.deal)


async def test_a_crowd_is_counted_and_a_hostile_name_is_text() -> None:
    app = Lines()
    async with app.run_test(size=(200, 4)):
        app.deal.set_lookers([looker(HOSTILE), *(looker(f"Colleague {n}", "C") for n in range(7))])
        assert said(app.deal).rstrip().endswith("Colleague 3 +3")
        assert "\x1b" not in said(app.deal)
