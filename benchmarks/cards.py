"""The cards beside a bare Textual app: opened, left, turned from tab to tab, typed into; few events and many."""

import re
from collections.abc import Sequence
from pathlib import Path

from benchmarks import ptybench
from benchmarks.events import furnish
from benchmarks.figures import Measured
from benchmarks.places import BARE, board, environment
from benchmarks.plan import Plan
from benchmarks.stores import scratch
from benchmarks.terminal import Program
from benchmarks.timing import Samples, p50, spread, tell

MANY, FEW = 10_000, 10
_QUIET_MS = 40.0
_WAIT = 0.06
_BOARD = re.compile(r"Unsorted +\d")
_ROUND = 10


def cards(plan: Plan) -> list[Measured]:
    """Every figure of the cards, in rounds that take turns with the bare app."""
    path = scratch(plan.deals, "cards")
    titles = furnish(path, (MANY, FEW))
    got: dict[str, Samples] = {name: [] for name in ("bare", "many", "few", "back", "tab", "typing")}
    rounds = max(2, plan.rounds // 4)
    for turn in range(rounds):
        _bare(got["bare"])
        _visit(path, titles, got)
        _bare(got["bare"])
        tell("cards", turn + 1, rounds)
    bare = p50(got["bare"])
    detail: dict[str, object] = {name: spread(samples) for name, samples in got.items()}
    return [
        Measured("cards.open", p50(got["many"]), bare, len(got["many"]), detail),
        Measured("cards.busy", p50(got["many"]), p50(got["few"]), len(got["many"]), detail),
        Measured("cards.back", p50(got["back"]), bare, len(got["back"]), detail),
        Measured("cards.tab", p50(got["tab"]), bare, len(got["tab"]), detail),
        Measured("cards.typing", p50(got["typing"]), bare, len(got["typing"]), detail),
    ]


def _bare(samples: Samples) -> None:
    with Program(BARE, env=environment()) as program:
        program.settle(0.5, 5)
        for _key in range(_ROUND):
            samples.append(_key_to(program, b"x"))


def _visit(path: Path, titles: Sequence[str], got: dict[str, Samples]) -> None:
    """A manager's way: open the deal with many events and come back, the one with few, then tabs and typing."""
    with Program(board(path), env=environment()) as program:
        program.wait_for("live", 60.0)
        program.settle(3.0, 10.0)
        for _turn in range(_ROUND + 1):
            for name, title in zip(("many", "few"), titles, strict=True):
                got[name].append(_key_to(program, b"\r", re.compile(rf"(?s){re.escape(title)}.*Contacts.*bench event")))
                got["back"].append(_key_to(program, b"q", _BOARD))
                program.press("down" if name == "many" else "up")
        for name in ("many", "few", "back"):
            del got[name][-(_ROUND + 1) * (2 if name == "back" else 1)]  # the first one makes the screen
        program.press("enter")
        for _turn in range(_ROUND):
            got["tab"].append(_key_to(program, b">"))
        program.press("q,enter,e")
        for _turn in range(_ROUND):
            got["typing"].append(_key_to(program, b"x"))


def _key_to(program: Program, raw: bytes, until: re.Pattern[str] | None = None) -> float:
    """Milliseconds from a key to what it is to bring on the screen, or to the first changed cell."""
    program.term.idle(_WAIT)
    times = ptybench.one_key(program.term, raw, _QUIET_MS, 3.0, until)
    taken = times.get("regex" if until else "change")
    if taken is None:
        raise RuntimeError(f"key {raw!r} did not bring what was expected:\n{program.screen}")
    return float(taken)
