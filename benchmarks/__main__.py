"""``make bench``: every figure beside its reference, as a table and JSON."""

import argparse
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks import (
    board,
    buyers,
    cards,
    feed,
    fields,
    importing,
    matching,
    neighbours,
    postgres,
    report,
    startup,
    team,
    triage,
)
from benchmarks.figures import Measured, reached
from benchmarks.places import HOME
from benchmarks.plan import Plan
from benchmarks.terminal import NotShownError

# What measures which figures: they are taken together because they share their runs.
MEASURES: dict[tuple[str, ...], Callable[[Plan], list[Measured]]] = {
    ("version.wall", "version.cpu", "version.modules"): startup.version,
    ("start.frame", "start.cards", "start.million"): board.starting,
    ("start.memory",): board.first_memory,
    ("keys.still.p50", "keys.scroll.p50", "keys.scroll.p95"): board.single_keys,
    ("keys.move.p50", "keys.move.p95"): board.moves,
    ("keys.slowest",): board.slowest,
    ("held.lag", "held.growth"): board.held,
    ("memory.peak",): board.most_memory,
    ("kanban.cpu", "kanban.key"): neighbours.kanban,
    ("cards.open", "cards.busy", "cards.back", "cards.tab", "cards.typing"): cards.cards,
    ("buyers.key.p50", "buyers.key.p95"): buyers.typing,
    ("feed.cursor", "feed.page"): feed.keys,
    ("fields.column", "fields.list", "fields.rare"): fields.fields,
    ("triage.mine", "triage.all"): triage.triage,
    ("team.cards", "team.scroll", "team.move"): team.over_server,
    ("team.moves", "team.windows"): team.throughput,
    ("team.told",): team.telling,
    ("postgres.column", "postgres.counters"): postgres.postgres,
    ("match.recall5", "match.recall1", "match.same"): matching.multilingual,
    ("match.febrl4", "match.febrl3"): matching.of_febrl,
    ("match.lookup", "match.growth"): matching.lookups,
    ("import.cpu", "import.strict", "import.memory"): importing.importing,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what was asked for; 0 when every figure stands on the right side of its bar."""
    asked = _arguments(argv)
    plan = Plan.quick() if asked.quick else Plan()
    if asked.runs:
        plan = replace(plan, rounds=asked.runs)
    wanted = [measure for keys, measure in MEASURES.items() if any(re.search(asked.only, key) for key in keys)]
    measured: list[Measured] = []
    failures: list[str] = []
    for measure in wanted:
        try:
            measured += measure(plan)
        except (RuntimeError, NotShownError, subprocess.CalledProcessError) as error:
            failures.append(f"{measure.__name__} failed: {error}")
    outcome = report.rows(measured)
    print(report.table(outcome))
    print(*failures, sep="\n", file=sys.stderr)
    report.write(outcome, asked.out)
    return 0 if not failures and all(reached(figure, got) for figure, got in outcome) else 1


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--only", default="", metavar="REGEX", help="figures whose key matches")
    parser.add_argument("--runs", type=int, metavar="N", help="rounds where programs are started (20)")
    parser.add_argument("--quick", action="store_true", help="less data, fewer samples: a look")
    parser.add_argument("-o", "--out", type=Path, default=HOME / "latest.json", help="where the JSON goes")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
