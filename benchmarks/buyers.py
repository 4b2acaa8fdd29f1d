"""The dialog that saves a buyer beside a bare Textual app: from a key in its line to the list that it changes."""

import subprocess
import sys
from pathlib import Path

from benchmarks import ptybench
from benchmarks.contacts_csv import contacts
from benchmarks.figures import Measured
from benchmarks.places import BARE, BIN, HOME, board, child_environment, environment
from benchmarks.plan import Plan
from benchmarks.stores import forget, settle
from benchmarks.terminal import Program
from benchmarks.timing import Samples, p50, p95, spread, tell
from crm_tui.storage.schema import HEAD

_QUIET_MS = 40.0
_WAIT = 0.06
_TYPED = ("Olena Shevch", "Пётр Кузнецо", "Svetlana Moro", "Тарас Ковал", "Jon Browm")
_DEAL = ("--title", "Bench", "--name", "Olena Petrenko", "--phone", "+380 67 111 22 33")


def typing(plan: Plan) -> list[Measured]:
    """Keys in the line of the dialog, in rounds that take turns with the bare app."""
    path = _base(plan.contacts)
    ours: Samples = []
    bare: Samples = []
    rounds = max(2, plan.rounds // 5)
    for turn in range(rounds):
        _bare(bare, plan.keys // rounds)
        _dialog(path, ours)
        _bare(bare, plan.keys // rounds)
        tell("buyers", turn + 1, rounds)
    detail: dict[str, object] = {"ours": spread(ours), "bare": spread(bare)}
    return [
        Measured("buyers.key.p50", p50(ours), p50(bare), len(ours), detail),
        Measured("buyers.key.p95", p95(ours), p95(bare), len(ours), detail),
    ]


def _bare(samples: Samples, keys: int) -> None:
    with Program(BARE, env=environment()) as program:
        program.settle(0.5, 5)
        samples += [_settled(program, b"x") for _key in range(keys)]


def _dialog(path: Path, samples: Samples) -> None:
    """Names typed into the line, letter by letter; each letter is another question about all contacts."""
    with Program(board(path), env=environment()) as program:
        program.wait_for("live", 120.0)
        program.settle(3.0, 20.0)
        program.press("b")
        program.wait_for("New buyer: Olena", 30.0)
        program.press("e,home")
        for name in _TYPED:
            samples += [_settled(program, letter.encode()) for letter in name]
            program.press("ctrl+u")
            program.wait_for("New buyer: Olena")


def _settled(program: Program, raw: bytes) -> float:
    """Milliseconds from a key to the last cell that it changes."""
    program.term.idle(_WAIT)
    taken = ptybench.one_key(program.term, raw, _QUIET_MS, 3.0, None)["settled"]
    if taken is None:
        raise RuntimeError(f"key {raw!r} changed nothing:\n{program.screen}")
    return float(taken)


def _base(count: int) -> Path:
    """A base of that many contacts with one deal whose buyer is not saved, made on first use."""
    path = HOME / f"buyers-{HEAD}-{count}.db"
    if path.exists():
        return path
    print(f"# making a base of {count:,} contacts", file=sys.stderr, flush=True)
    file, growing = contacts(count), path.with_name(f"growing-{path.name}")
    forget(growing)
    for words in (("import", str(file), "--as", "contacts", "--region", "UA"), ("deals", "new", *_DEAL)):
        command = [str(BIN / "crm-tui"), *words, "--store", str(growing)]
        subprocess.run(command, check=True, env=child_environment(), stdout=subprocess.DEVNULL)
    settle(growing)
    growing.rename(path)
    return path
