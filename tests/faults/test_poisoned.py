"""Customers' text against the terminal: the real program on hostile names, every screen walked by keys."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.terminal import NotShownError, Program

POISONER = Path(__file__).with_name("poison.py")

# What Textual itself writes to steer a terminal; positions and colours are left out before comparing.
OWN = re.compile(
    rb"\x1b\[[0-9;:]*m|\x1b\[[0-9;]*H|\x1b\[\?(?:1000|1003|1004|1006|1015|1049|2004|2026|2048|25|7)[hl]"
    rb"|\x1b\[\?(?:2026|2048)\$p|\x1b\[[<>=]\d*u|\x1b\[\?4m|\x1b\[6n|\x1b\[c|\x1b\[\?u|\x1b\[>4;\dm|\x1b\]22;[a-z-]+\x07"
)
UNFINISHED = re.compile(rb"(?:\x1b[^a-zA-Z]*|[\xc0-\xff][\x80-\xbf]{0,3})\Z")
STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)

# Where the keys lead, what must then be on the screen, and the way back. A name with an action in it is at hand.
WALK = (
    ("end,up", r"\[@click", ""),
    ("p,end,up", "Last events", "p"),
    ("enter,tab,tab,down", "UNSORTED", "escape"),
    ("up,enter,],[", "UNSORTED", "escape"),
    ("?,pagedown", "To the stage|New deal in one line", "escape"),
    ("=,down*2,up*2", "Unsorted", "="),
    ("ctrl+p,c,l", "🔎", "escape"),
    ("ctrl+k,i,v,down*2", "contact", "escape"),
    ("ctrl+k,[,@,down", "tag", "escape"),
    ("m,down*3", "Move to", "escape"),
    ("t,down*3", "Tags", "escape"),
    ("a,down*3", "Responsible", "escape"),
    ("o,down*3", "Sort by", "escape"),
    ("P,down*3", "Pipeline", "escape"),
    ("f,down*3", "Views", "escape"),
    ("F", "Save this view", "escape"),
    ("x,down*3", "Why it is lost", "escape"),
    ("n,O,l", "New deal in", "escape"),
    ("N,tab*3", "New deal", "escape"),
    ("T", "What is to be done", "escape"),
    ("/,[,@", r"\[@", "escape,escape"),
    ("space,up,space", "2 marked", "escape"),
    ("X", "brings it back", "escape"),
    ("g,c", "Name, phone, e-mail", ""),
    ("enter,down*9,tab,down,tab", "Position", "escape"),
    ("q", "Unsorted", ""),
    ("b,down*3,space,e,x", "Save buyer", "escape,escape"),
    ("enter", "Unsorted", ""),
    ("b,/,[,@,down*3", "Choose buyer from list", "escape,escape"),
    ("B,[,down*3", "Replace buyer", "escape"),
    ("g,d,m,down*3,space", "looked through", ""),
    ("q", "Unsorted", ""),
    ("g,o", "Name, phone, e-mail", ""),
    ("enter,down*6", "Website", "escape"),
    ("q", "Unsorted", ""),
    ("g,t", "Triage", ""),
    ("right,right", r" of \d+", ""),
    ("B", "buyer", "escape"),
    ("escape", "Unsorted", ""),
    ("L,u", "Unsorted", ""),
    ("P,down,enter", r"\[/\] 0", ""),
)


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store full of poison."""
    path = tmp_path_factory.mktemp("poisoned") / "poisoned.db"
    subprocess.run([sys.executable, str(POISONER), str(path)], check=True)
    return path


@pytest.fixture
def program(poisoned: Path, request: pytest.FixtureRequest) -> Iterator[Program]:
    """The real program on the poisoned store, its cards on the screen."""
    size: tuple[int, int] = getattr(request, "param", (80, 24))
    with start(poisoned, size) as started:
        yield started


@contextmanager
def start(store: Path, size: tuple[int, int]) -> Iterator[Program]:
    """The real program on a store, once its cards are on the screen."""
    command = (sys.executable, "-m", "crm_tui", "--store", str(store))
    env = {"XDG_CONFIG_HOME": str(store.parent), "XDG_STATE_HOME": str(store.parent)}
    with Program(command, size=size, env=env) as started:
        started.wait_for("isolated|Iv.an")
        yield started


def test_no_screen_lets_a_customer_steer_the_terminal(program: Program) -> None:
    walk(program)


@pytest.mark.campaign
@pytest.mark.parametrize("program", [(120, 40), (200, 50)], indirect=True)
def test_no_screen_of_any_size_does(program: Program) -> None:
    walk(program)


@pytest.mark.campaign
@pytest.mark.parametrize(("there", "sign", "back"), WALK, ids=[there for there, _sign, _back in WALK])
def test_no_click_runs_what_a_name_says(poisoned: Path, there: str, sign: str, back: str, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    shutil.copyfile(poisoned, own)
    with start(own, (120, 40)) as program:
        program.press("end,up" if there != "end,up" else "")
        program.press(there)
        screen = program.wait_for(sign)
        for row, line in enumerate(screen.splitlines(), start=1):
            for found in re.finditer(r"\[@click=app", line):
                click(program, found.end(), row)
                assert program.alive, f"a click ended the program at {sign}:\n{screen}"


def leave(program: Program, sign: str) -> None:
    """Wait until a screen has gone; a lone escape that a busy terminal joined to other bytes is sent once more."""
    try:
        program.wait_while(sign, within=5.0)
    except NotShownError:
        program.press("escape")
        program.wait_while(sign)


def walk(program: Program) -> None:
    """Visit every screen; after each the program lives on and has written nothing that steers a terminal."""
    for there, sign, back in WALK:
        program.press(there)
        screen = program.wait_for(sign)
        assert program.alive, f"the program ended at {sign}:\n{screen}"
        assert not re.search("Traceback|MarkupError|Something went wrong", screen), screen
        program.press(back)
        if back == "escape":
            leave(program, sign)
        assert_harmless(program.raw, sign)
    screen = program.screen
    row = next(at for at, line in enumerate(screen.splitlines(), start=1) if "[@click=app" in line)
    click(program, screen.splitlines()[row - 1].index("[@click=app") + 9, row)
    assert program.alive


def click(program: Program, column: int, row: int) -> None:
    """Press and release the mouse's first button."""
    at = f"{column};{row}".encode()
    program.type(b"\x1b[<0;" + at + b"M\x1b[<0;" + at + b"m")


def assert_harmless(raw: bytearray, where: str) -> None:
    """Take Textual's own sequences out of what was written since the last look; the rest must be plain text."""
    tail = UNFINISHED.search(raw)
    whole = raw[: tail.start()] if tail else raw
    text = OWN.sub(b"", whole).decode("utf-8", "replace")
    found = STEERING.search(text)
    assert found is None, f"at {where}: {text[max(0, found.start() - 30) : found.end() + 30]!r}"
    del raw[: len(whole)]
