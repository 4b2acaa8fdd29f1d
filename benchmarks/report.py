"""The bench's outcome as a table for people and JSON for programs."""

import json
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.figures import FIGURES, Figure, Measured, ratio, reached

Row = tuple[Figure, Measured]


def rows(measured: Sequence[Measured]) -> list[Row]:
    """What was measured, in the order of the figures."""
    by_key = {each.key: each for each in measured}
    return [(figure, by_key[figure.key]) for figure in FIGURES if figure.key in by_key]


def table(outcome: Sequence[Row]) -> str:
    """One line per figure: figure, bar, measured, reference, ratio, number of samples, verdict."""
    lines: list[tuple[str, ...]] = [("figure", "bar", "measured", "reference", "ratio", "n", "")]
    lines += [_line(figure, measured) for figure, measured in outcome]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_aligned(line, widths) for line in lines)


def _aligned(line: tuple[str, ...], widths: list[int]) -> str:
    name, *numbers, verdict = line
    cells = [number.rjust(width) for number, width in zip(numbers, widths[1:-1], strict=True)]
    return "  ".join([name.ljust(widths[0]), *cells, verdict]).rstrip()


def _line(figure: Figure, measured: Measured) -> tuple[str, ...]:
    by = ratio(figure, measured)
    return (
        figure.name,
        figure.bar_text,
        f"{measured.value:.4g} {figure.unit}",
        "" if measured.reference is None else f"{measured.reference:.4g} {figure.unit}",
        "" if by is None else f"{by:.2f}×",
        str(measured.samples),
        "ok" if reached(figure, measured) else "SHORT",
    )


def write(outcome: Sequence[Row], path: Path) -> None:
    """Keep the outcome as JSON, with what the machine and the versions were."""
    document = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"cores": os.cpu_count(), "load": os.getloadavg(), "python": platform.python_version()},
        "versions": {name: version(name) for name in ("crm-tui", "textual")},
        "figures": [_entry(figure, measured) for figure, measured in outcome],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False), encoding="utf-8")


def _entry(figure: Figure, measured: Measured) -> dict[str, object]:
    return {
        "key": figure.key,
        "figure": figure.name,
        "bar": figure.bar_text,
        "unit": figure.unit,
        "measured": measured.value,
        "reference": measured.reference,
        "ratio": ratio(figure, measured),
        "samples": measured.samples,
        "reached": reached(figure, measured),
        "detail": measured.detail,
    }
