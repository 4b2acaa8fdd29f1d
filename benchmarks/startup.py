"""``crm-tui --version`` beside ``python -c pass``, and what it loads."""

import subprocess
import sys

from benchmarks.children import Cost, cost
from benchmarks.figures import Measured
from benchmarks.places import BIN, child_environment
from benchmarks.plan import Plan
from benchmarks.timing import p50

HEAVY = ("textual", "rich", "sqlalchemy", "sqlmodel", "pydantic", "typer", "phonenumbers", "babel", "sqlite3")
_LIST = (
    "import sys; from crm_tui.__main__ import main; main(['--version']);"
    "print('\\n'.join({name.partition('.')[0] for name in sys.modules}))"
)


def version(plan: Plan) -> list[Measured]:
    """Whole processes in turns, at least twenty of each."""
    rounds = max(20, plan.rounds)
    ours: list[Cost] = []
    bare: list[Cost] = []
    for _round in range(rounds):
        ours.append(cost([BIN / "crm-tui", "--version"]))
        bare.append(cost([sys.executable, "-c", "pass"]))
    loaded = sorted(set(HEAVY) & _modules())
    return [
        Measured("version.wall", p50([c.wall * 1e3 for c in ours]), p50([c.wall * 1e3 for c in bare]), rounds),
        Measured("version.cpu", p50([c.cpu * 1e3 for c in ours]), p50([c.cpu * 1e3 for c in bare]), rounds),
        Measured("version.modules", len(loaded), None, 1, {"loaded": loaded}),
    ]


def _modules() -> set[str]:
    command = [sys.executable, "-c", _LIST]
    listed = subprocess.run(command, check=True, env=child_environment(), capture_output=True, text=True)
    return set(listed.stdout.split())
