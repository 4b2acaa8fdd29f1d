"""Make the documents' pictures: the real program on a demo store, drawn without a terminal."""

import asyncio
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from crm_tui import i18n
from crm_tui.app import CrmApp
from crm_tui.cli.launch import build_app
from crm_tui.config import Config
from crm_tui.domain.clock import FixedClock
from crm_tui.screens.card.screen import CardScreen
from crm_tui.screens.clients import ClientsScreen

DOCS = Path(__file__).parent.parent / "docs"
MANAGER = "Anna Koval"
WIDE, NARROW = (120, 40), (80, 24)
KEYS = {
    "board": ("right", "down"),
    "deal": ("right", "right", "down", "enter"),
    "contact": ("g", "c"),
    "company": ("g", "o"),
}
PICTURES = (
    ("board.svg", "board", WIDE),
    *((f"{what}{ending}.svg", what, size)
      for what in ("deal", "contact", "company")
      for ending, size in (("", WIDE), ("-80x24", NARROW))),
)  # fmt: skip


def main() -> int:
    """Fill a store, open the program on it, and write what each screen shows."""
    i18n.use("en")
    os.environ["LOGNAME"] = MANAGER
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "demo.db"
        demo = [sys.executable, "-m", "crm_tui", "demo", "--store", str(store), "--deals", "300", "--seed", "7"]
        subprocess.run(demo, check=True)
        for name, what, size in PICTURES:
            (DOCS / name).write_text(asyncio.run(picture(store, what, size)), encoding="utf-8")
            print(DOCS / name)
    return 0


async def picture(store: Path, what: str, size: tuple[int, int]) -> str:
    """A screen as an SVG, once it is there."""
    app = build_app(str(store), config=Config().settled("en"), clock=FixedClock(datetime.now(UTC)))
    async with app.run_test(size=size) as pilot:
        await at_rest(app, pilot)
        await pilot.press(*KEYS[what])
        await at_rest(app, pilot)
        if isinstance(app.screen, ClientsScreen):
            await pilot.press("enter")
            await at_rest(app, pilot)
        if what != "board" and not isinstance(app.screen, CardScreen):
            raise SystemExit(f"No card of a {what} came up; look at the keys in this script.")
        drawn = app.export_screenshot(title="crm-tui", simplify=True)
        await pilot.press("escape")  # so that the next picture does not say who else looks
        await at_rest(app, pilot)
        return drawn


async def at_rest(app: CrmApp, pilot: Pilot[Any]) -> None:
    """Wait until the store is open and nothing is being read."""
    quiet = 0
    while quiet < 5:
        await pilot.pause(0.02)
        busy = [one for one in app.workers if not one.is_finished and one.group not in ("follow", "open", "go")]
        quiet = 0 if busy or not app.is_open else quiet + 1


if __name__ == "__main__":
    sys.exit(main())
