"""Make the README's picture: the real program on a demo store, drawn without a terminal."""

import asyncio
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from crm_tui import i18n
from crm_tui.cli.launch import build_app
from crm_tui.config import Config
from crm_tui.domain.clock import FixedClock

PICTURE = Path(__file__).parent.parent / "docs" / "board.svg"
SIZE = (120, 40)


def main() -> int:
    """Fill a store, open the board on it, and write what it shows."""
    i18n.use("en")
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "demo.db"
        demo = [sys.executable, "-m", "crm_tui", "demo", "--store", str(store), "--deals", "300", "--seed", "7"]
        subprocess.run(demo, check=True)
        picture = asyncio.run(board_picture(store))
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture, encoding="utf-8")
    print(PICTURE)
    return 0


async def board_picture(store: Path) -> str:
    """The board as an SVG, once its cards are there and the cursor has taken two steps."""
    app = build_app(str(store), config=Config().settled("en"), clock=FixedClock(datetime.now(UTC)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        while not app.is_open:
            await pilot.pause()
        await pilot.press("right", "down")
        await pilot.pause()
        return app.export_screenshot(title="crm-tui", simplify=True)


if __name__ == "__main__":
    sys.exit(main())
