"""The board beside a bare Textual app: start, keys, a held key, memory."""

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks import timing
from benchmarks.figures import Measured
from benchmarks.places import BARE, CARDS, FRAME, board, environment
from benchmarks.plan import Plan
from benchmarks.stores import scratch, store
from benchmarks.timing import Target, p50, p95, spread

# One screen of cards is passed first, so that every further key scrolls.
TO_THE_BOTTOM = "down*40"
LOADED_MS = 4_000.0
MIXED = "down*46,right,down*15,up*10,left,up*20,right,down*5,left"


def _ours(
    name: str, path: Path, *, ready: str = CARDS, keys: str = "", setup: str = "", settle: float = 400.0
) -> Target:
    return Target(name, board(path), ready, environment(), keys, setup, settle)


def _bare(keys: str = "") -> Target:
    return Target("bare", BARE, "READY", environment(), keys)


def starting(plan: Plan) -> list[Measured]:
    """First frame, first cards, and first cards of ten times as many deals."""
    some, many = store(plan.deals), store(plan.many_deals)
    targets = [_bare(), _ours("frame", some, ready=FRAME), _ours("cards", some), _ours("many", many)]
    got = timing.starts(targets, plan.rounds)
    ready = {name: [start.ready for start in starts] for name, starts in got.items()}
    frame = [max(start.frame, start.ready) for start in got["frame"]]
    bare_frame = [start.frame for start in got["bare"]]
    detail: dict[str, object] = {name: spread(samples) for name, samples in ready.items()}
    return [
        Measured("start.frame", min(frame), min(bare_frame), plan.rounds, detail),
        Measured("start.cards", min(ready["cards"]), min(ready["bare"]), plan.rounds, detail),
        Measured("start.million", min(ready["many"]), min(ready["cards"]), plan.rounds, detail),
    ]


def first_memory(plan: Plan) -> list[Measured]:
    """Resident memory at the moment the first cards are written."""
    got = timing.footprints([_bare(), _ours("ours", store(plan.many_deals))], plan.rounds)
    ours, bare = ([rss for _cpu, rss in got[name]] for name in ("ours", "bare"))
    return [Measured("start.memory", p50(ours), p50(bare), plan.rounds)]


def single_keys(plan: Plan) -> list[Measured]:
    """Keys that do not scroll, and keys that do, with everything loaded."""
    path, half = store(plan.deals), plan.keys // 2
    targets = [
        _bare(f"x*{plan.keys}"),
        _ours("still", path, keys=f"(right,left)*{half}", settle=LOADED_MS),
        _ours("scroll", path, keys=f"down*{plan.keys}", setup=TO_THE_BOTTOM, settle=LOADED_MS),
    ]
    got = timing.keys(targets, processes=3, blocks=2)
    bare, still, scroll = got["bare"], got["still"], got["scroll"]
    detail: dict[str, object] = {name: spread(samples) for name, samples in got.items()}
    return [
        Measured("keys.still.p50", p50(still), p50(bare), len(still), detail),
        Measured("keys.scroll.p50", p50(scroll), p50(bare), len(scroll), detail),
        Measured("keys.scroll.p95", p95(scroll), p95(bare), len(scroll), detail),
    ]


def moves(plan: Plan) -> list[Measured]:
    """Moving a deal one stage on and one back; the journal must hold every move afterwards."""
    path = scratch(plan.deals, "moves")
    before = _transactions(path)
    ours = _ours("move", path, keys=f"(L,H)*{plan.keys // 2}", setup="right", settle=LOADED_MS)
    got = timing.keys([_bare(f"x*{plan.keys}"), ours], processes=3, blocks=2)
    bare, moved = got["bare"], got["move"]
    written = _transactions(path) - before
    if written < len(moved):
        raise RuntimeError(f"{len(moved)} moves were shown and {written} written")
    detail: dict[str, object] = {"bare": spread(bare), "move": spread(moved), "written": written}
    return [
        Measured("keys.move.p50", p50(moved), p50(bare), len(moved), detail),
        Measured("keys.move.p95", p95(moved), p95(bare), len(moved), detail),
    ]


def _transactions(path: Path) -> int:
    """The journal's sequence as another program reads it."""
    with closing(sqlite3.connect(path)) as connection:
        (count,) = connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()
    return int(count)


def slowest(plan: Plan) -> list[Measured]:
    """The slowest of 500 keys of all kinds, the median of three programs; by bare's p95."""
    times = 5 if plan.rounds > 10 else 1
    target = _ours("mixed", store(plan.deals), keys=",".join([MIXED] * times), settle=LOADED_MS)
    worst: list[float] = []
    bare: list[float] = []
    count = 0
    for _process in range(3):
        got = timing.keys([_bare(f"x*{plan.keys * 2}"), target], processes=1)
        worst.append(max(got["mixed"]))
        bare += got["bare"]
        count += len(got["mixed"])
    return [Measured("keys.slowest", p50(worst), p95(bare), count, {"slowest": worst, "bare": spread(bare)})]


def held(plan: Plan) -> list[Measured]:
    """A key held for one, two and three seconds."""
    target = _ours("held", store(plan.deals), settle=LOADED_MS)
    lags = timing.bursts(target, "down", (1.0, 2.0, 3.0), plan.rounds)
    detail: dict[str, object] = {f"{length:g} s": spread(samples) for length, samples in lags.items()}
    growth = p50(lags[3.0]) - p50(lags[1.0])
    return [
        Measured("held.lag", p50(lags[2.0]), None, plan.rounds, detail),
        Measured("held.growth", growth, None, plan.rounds, detail),
    ]


def most_memory(plan: Plan) -> list[Measured]:
    """The highest memory with everything loaded and many keys pressed, on the largest store."""
    rounds = 3
    ours = _ours("ours", store(plan.many_deals), keys=MIXED, settle=LOADED_MS)
    bare = _bare("x*40")
    pairs = [(timing.peak(ours), timing.peak(bare)) for _round in range(rounds)]
    return [Measured("memory.peak", max(pair[0] for pair in pairs), max(pair[1] for pair in pairs), rounds)]
