"""What a start does not load: nothing heavy for ``--version``, only the drawing for the first cards."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from crm_tui.domain.clock import SystemClock
from crm_tui.operations.deals import CreateDeal
from crm_tui.storage.opening import open_store

HEAVY = {
    *("sqlmodel", "sqlalchemy", "pydantic", "phonenumbers", "babel", "httpx", "typer", "alembic", "dateparser"),
    "segno",
}

VERSION = """
import json, sys
from crm_tui.__main__ import main
code = main(["--version"])
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""

# The board without a terminal; it tells what is loaded at the moment its store's first cards are attached.
FIRST_CARDS = """
import asyncio, json, sys
from pathlib import Path
from crm_tui.cli import launch
from crm_tui.cli.arguments import Wishes
from crm_tui.domain.clock import SystemClock
from crm_tui.screens.pipeline import PipelineScreen

attach = PipelineScreen.attach
async def told(self, store):
    await attach(self, store)
    modules = {name.partition(".")[0] for name in sys.modules}
    Path(sys.argv[2]).write_text(json.dumps(sorted(modules)))
    self.app.exit()
PipelineScreen.attach = told

config = launch.settings(Wishes())
launch.build_app(sys.argv[1], config=config, clock=SystemClock()).run(headless=True, size=(120, 40))
"""


def test_version_loads_nothing_heavy() -> None:
    listed = run(VERSION)

    code, modules = json.loads(listed.splitlines()[-1])

    assert code == 0
    assert listed.startswith("crm-tui ")
    assert not {*HEAVY, "textual", "rich", "sqlite3", "asyncio"} & set(modules)


def test_the_first_cards_load_nothing_that_only_writing_needs(tmp_path: Path) -> None:
    store, told = tmp_path / "cards.db", tmp_path / "modules.json"
    asyncio.run(fill(store))

    run(FIRST_CARDS, str(store), str(told))

    modules = set(json.loads(told.read_text()))
    assert {"textual", "sqlite3"} <= modules
    assert not HEAVY & modules


async def fill(path: Path) -> None:
    """A store with a deal to draw."""
    store = await open_store(str(path), clock=SystemClock())
    await store.do(CreateDeal("A card"))
    await store.close()


def run(program: str, *words: str) -> str:
    """What a program of its own prints."""
    command = [sys.executable, "-c", program, *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
