"""What a command prints: aligned text for people, JSON for programs, never a control character."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from crm_tui import i18n
from crm_tui.domain.money import Money
from crm_tui.domain.text import clean, one_line, width

CELL_LIMIT = 40

# What JSON lets through and a terminal acts on: DEL and C1, zero-width and bidi marks, separators, tags.
_ACTIVE = re.compile("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command answers: ``data`` for ``--json``, ``lines`` for people, a ``note`` for stderr."""

    data: object
    lines: Iterable[str]
    note: str = ""
    exit_code: int = 0

    def show(self, *, as_json: bool) -> int:
        """Print it and give the exit code back."""
        if as_json:
            print(to_json(self.data))
        else:
            for line in self.lines:
                print(clean(line))
            if self.note:
                print(clean(self.note), file=sys.stderr)
        return self.exit_code


class JsonLines(Reply):
    """A reply whose ``data`` is a list that programs read line by line (JSON Lines): one document each."""

    def show(self, *, as_json: bool) -> int:
        """Print it and give the exit code back."""
        if not as_json or not isinstance(self.data, list):
            return super().show(as_json=as_json)
        for one in self.data:
            print(to_json(one, indent=None))
        return self.exit_code


def to_json(data: object, *, indent: int | None = 2) -> str:
    """Answers, tuples and dicts as one JSON document; characters that would steer a terminal are escaped."""
    from pydantic_core import to_json as encode

    document = encode(data, indent=indent, inf_nan_mode="null").decode("utf-8", "surrogatepass")
    return _ACTIVE.sub(_escaped, document)


def _escaped(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()
) -> Iterator[str]:
    """Rows under headings, in columns as wide as they need and long cells cut; ``right`` ones end in line."""
    printed = [[one_line(cell, CELL_LIMIT) for cell in row] for row in (headings, *rows)]
    widths = [max(map(width, column)) for column in zip(*printed, strict=True)]

    def padded(place: int, cell: str) -> str:
        space = " " * (widths[place] - width(cell))
        return space + cell if place in right else cell + space

    for row in printed:
        yield "  ".join(padded(place, cell) for place, cell in enumerate(row)).rstrip()


def record(fields: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Names and values, a pair a line, empty ones left out; further lines of a value under its first."""
    filled = [(clean(name), value) for name, value in fields if value]
    margin = max((width(name) for name, _value in filled), default=0) + 2
    for name, value in filled:
        first, *more = map(clean, value.split("\n"))
        yield f"{name}:{' ' * (margin - width(name) - 1)}{first}"
        yield from (" " * margin + line for line in more)


def short(identity: str) -> str:
    """The end of an id: enough to name a record again; the beginning is only the time it was made."""
    return identity[-8:]


def money(amount: Money | None) -> str:
    """An amount as the screens write it, or nothing."""
    if amount is None:
        return ""
    from crm_tui.widgets import shown

    return shown.amount(amount, i18n.language())


def when(moment: datetime | None) -> str:
    """A moment in the reader's zone and the writing of the reader's language, or nothing."""
    if moment is None:
        return ""
    from babel.dates import format_datetime

    return str(format_datetime(moment.astimezone(), "short", locale=i18n.language()))


@contextmanager
def progress(label: str, total: int | None) -> Iterator[Callable[[int], None] | None]:
    """A bar on stderr that is told how many are done; where stderr is no terminal, nothing at all."""
    if not sys.stderr.isatty():
        yield None
        return
    from typer import progressbar

    steps: Iterable[int] = count() if total is None else range(total)
    with progressbar(steps, label=label, file=sys.stderr, update_min_steps=(total or 0) // 500 + 1) as bar:
        done = 0

        def advance(reached: int) -> None:
            nonlocal done
            bar.update(reached - done)
            done = reached

        yield advance
