"""Times of terminal programs, taken in turns, so that the machine's moods hit all targets alike."""

import random
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks import ptybench
from benchmarks.terminal import Program

Samples = list[float]


@dataclass(frozen=True)
class Target:
    """A program to measure: its command, what says that it is ready, what is typed before the clock runs."""

    name: str
    command: Sequence[str]
    ready: str
    env: Mapping[str, str] = field(default_factory=dict)
    keys: str = ""
    setup: str = ""
    settle_ms: float = 400.0
    key_timeout: float = 3.0
    quiet_ms: float = 8.0
    size: tuple[int, int] = (120, 40)

    def start(self) -> Program:
        """The program in a terminal, just started."""
        return Program(self.command, env=self.env, size=self.size)


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds from exec to the first non-blank cell and to the target's sign of readiness."""

    frame: float
    ready: float


def starts(targets: Sequence[Target], rounds: int) -> dict[str, list[Start]]:
    """Starts of each target in turns; one start of each goes before, to warm the files."""
    got: dict[str, list[Start]] = {target.name: [] for target in targets}
    for turn in range(rounds + 1):
        for target in targets:
            one = _start(target)
            if turn:
                got[target.name].append(one)
        tell("start", turn, rounds)
    return got


def _start(target: Target) -> Start:
    with target.start() as program:
        times = ptybench.startup(program.term, target.ready, 60.0, 30.0)
        if times["ready"] is None:
            raise RuntimeError(f"{target.name} did not become ready:\n{program.screen}")
        return Start(float(times["first_frame"]), float(times["ready"]))


def footprints(targets: Sequence[Target], rounds: int) -> dict[str, list[tuple[float, float]]]:
    """CPU in ms and resident memory in MB of each target at the moment it wrote what ``ready`` looks for."""
    got: dict[str, list[tuple[float, float]]] = {target.name: [] for target in targets}
    for turn in range(rounds):
        for target in targets:
            with target.start() as program:
                program.wait_for_bytes(target.ready.encode())
                memory = ptybench.memory(program.term.pid)
                got[target.name].append((ptybench.cpu_ns(program.term.pid) / 1e6, float(memory["rss"])))
        tell("footprint", turn + 1, rounds)
    return got


def keys(targets: Sequence[Target], processes: int, blocks: int = 1) -> dict[str, Samples]:
    """Milliseconds from each key to the first changed cell; the targets' blocks of keys take turns."""
    got: dict[str, Samples] = {target.name: [] for target in targets}
    for turn in range(processes):
        programs = [_ready(target) for target in targets]
        try:
            for _block in range(blocks):
                for target, program in zip(targets, programs, strict=True):
                    got[target.name] += _block_of_keys(target, program)
        finally:
            for program in programs:
                program.term.close()
        tell("keys", turn + 1, processes)
    return got


def _ready(target: Target) -> Program:
    program = target.start()
    program.wait_for(target.ready, 60.0)
    program.settle(target.settle_ms / 1e3, 10.0)
    program.press(target.setup)
    return program


def _block_of_keys(target: Target, program: Program) -> Samples:
    times = []
    for name, raw in ptybench.parse_keys(target.keys):
        program.term.idle(max(0.03, target.quiet_ms / 1e3) + random.uniform(0, 0.017), 3)
        taken = _change(program, raw, target)
        if taken is None:
            raise RuntimeError(f"{target.name}: key {name} changed nothing:\n{program.screen}")
        times.append(taken)
    return times


def _change(program: Program, raw: bytes, target: Target) -> float | None:
    """Milliseconds from a key to the first chunk of output that changed a cell; emulated once the program is quiet."""
    term = program.term
    term.drain()
    before, changed = term.emu.cells(), None
    pressed = time.perf_counter_ns()
    term.write(raw)
    while changed is None and time.perf_counter_ns() - pressed < target.key_timeout * 1e9:
        while term.poll(target.quiet_ms / 1e3):
            pass
        for stamp, data in term.chunks:
            term.emu.feed(data)
            if changed is None and not ptybench.same_cells(before, term.emu.cells()):
                changed = (stamp - pressed) / 1e6
        term.chunks.clear()
    return changed


def bursts(target: Target, key: str, seconds: Sequence[float], rounds: int, hz: int = 60) -> dict[float, Samples]:
    """Lag in ms after the last key of a held one, for holds of several lengths in turns, in one process."""
    raw = ptybench.parse_keys(key)[0][1]
    got: dict[float, Samples] = {length: [] for length in seconds}
    program = _ready(target)
    try:
        for turn in range(rounds):
            for length in seconds:
                held = ptybench.burst(program.term, raw, int(length * hz), float(hz))
                got[length].append(float(held["lag_ms"]))
            tell("held key", turn + 1, rounds)
    finally:
        program.term.close()
    return got


def peak(target: Target) -> float:
    """The highest resident memory in MB that a target reached by the time its keys were pressed."""
    program = _ready(target)
    try:
        _block_of_keys(target, program)
        return float(ptybench.memory(program.term.pid)["hwm"])
    finally:
        program.term.close()


def p50(samples: Samples) -> float:
    """The median."""
    return statistics.median(samples)


def p95(samples: Samples) -> float:
    """The value below which 95 of 100 lie."""
    return sorted(samples)[min(len(samples) - 1, int(0.95 * len(samples)))]


def spread(samples: Samples) -> dict[str, float]:
    """The distribution in brief."""
    return {
        "min": min(samples),
        "p50": p50(samples),
        "p95": p95(samples),
        "max": max(samples),
        "n": len(samples),
    }


def tell(what: str, turn: int, of: int) -> None:
    """Say on stderr how far a measurement is."""
    print(f"# {what} {turn}/{of}", file=sys.stderr, flush=True)
