"""Where the bench keeps what it makes, and how the programs that it measures are started."""

import os
import sys
from pathlib import Path

HOME = Path(".benchmarks").absolute()
BIN = Path(sys.executable).parent
BARE = (sys.executable, str(Path(__file__).with_name("bare.py")))

FRAME = "[│┼]"
CARDS = "(?:○|◌)"


def environment() -> dict[str, str]:
    """Variables that keep the program away from the settings and stores of whoever runs the bench.

    Bytecode is kept, as it is wherever the program is installed: compiling itself anew is no part of its start.
    """
    places = {name: str(HOME / "xdg" / name.lower()) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    return {**places, "CRM_TUI_STORE": "", "PYTHONDONTWRITEBYTECODE": ""}


def child_environment() -> dict[str, str]:
    """The whole environment of a child that is no terminal program."""
    return {**os.environ, **environment(), "LC_ALL": "C.UTF-8"}


def board(store: Path) -> tuple[str, ...]:
    """The command that opens the board on a store."""
    return (str(BIN / "crm-tui"), "--store", str(store))
