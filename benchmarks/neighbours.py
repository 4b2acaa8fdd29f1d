"""kanban-tui with 1,000 cards beside ours with 1,000 deals: the same six stages, the same terminal."""

import shutil
import sqlite3
import subprocess
import sys
import venv
from contextlib import closing
from pathlib import Path

from benchmarks import timing
from benchmarks.figures import Measured
from benchmarks.places import CARDS, HOME, board, child_environment, environment
from benchmarks.plan import Plan
from benchmarks.stores import store
from benchmarks.timing import Target, p50, spread

VERSION = "0.21.2"
CARDS_THERE = 1_000
STAGES = ("Unsorted", "In work", "Offer", "Contract", "Won", "Lost")
_PLACE = HOME / "kanban-venv"
_DATA = HOME / "kanban-data"


def kanban(plan: Plan) -> list[Measured]:
    """CPU to the first cards, and a cursor key; in few and short rounds, for kanban-tui takes its time."""
    there = {**environment(), "XDG_CONFIG_HOME": str(_DATA / "config"), "XDG_DATA_HOME": str(_DATA / "data")}
    command = (str(_installed()),)
    _fill(there)
    theirs = Target("kanban-tui", command, r"Deal \d", there, "j*10", "", 3_000.0, 20.0, 500.0)
    ours = Target("ours", board(store(CARDS_THERE)), CARDS, environment(), "down*10")
    rounds = min(plan.rounds, 5)
    costs = timing.footprints([theirs, ours], rounds)
    cpu = {name: [each for each, _rss in got] for name, got in costs.items()}
    keys = timing.keys([theirs, ours], processes=1, blocks=2)
    return [
        Measured("kanban.cpu", p50(cpu["ours"]), p50(cpu["kanban-tui"]), rounds, dict(cpu)),
        Measured(
            "kanban.key",
            p50(keys["ours"]),
            p50(keys["kanban-tui"]),
            len(keys["ours"]),
            {name: spread(samples) for name, samples in keys.items()},
        ),
    ]


def _installed() -> Path:
    """The neighbour's command, installed on first use into an environment of its own."""
    program = _PLACE / "bin" / "ktui"
    if not program.exists():
        print(f"# installing kanban-tui {VERSION}", file=sys.stderr, flush=True)
        venv.create(_PLACE, with_pip=True, clear=True)
        pip = [
            str(_PLACE / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        subprocess.run([*pip, f"kanban-tui=={VERSION}"], check=True)
    return program


def _fill(there: dict[str, str]) -> None:
    """A fresh board with 1,000 cards: the first made by its own command, then multiplied in its file."""
    shutil.rmtree(_DATA, ignore_errors=True)
    columns = [word for stage in STAGES for word in ("-c", stage)]
    _ktui(there, "board", "create", "Deals", "--set-active", *columns)
    _ktui(there, "task", "create", "Deal 1", "--description", "amount 1")
    with closing(sqlite3.connect(_DATA / "data" / "kanban_tui" / "kanban_tui.db")) as connection, connection:
        connection.executemany(
            "INSERT INTO tasks (title, column, description, creation_date, metadata, position)"
            " SELECT ?, ?, ?, creation_date, metadata, ? FROM tasks WHERE task_id = 1",
            (
                (f"Deal {number}", number % len(STAGES) + 1, f"amount {number}", number // len(STAGES))
                for number in range(2, CARDS_THERE + 1)
            ),
        )


def _ktui(there: dict[str, str], *words: str) -> None:
    environment_there = {**child_environment(), **there}
    subprocess.run([str(_installed()), *words], check=True, env=environment_there, stdout=subprocess.DEVNULL)
