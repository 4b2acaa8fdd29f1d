"""What stands side by side on one line: whole or not at all, so that nobody reads half a word."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

Part = TypeVar("Part")


def fitting(parts: Iterable[tuple[Part, int]], room: int, gap: int) -> Sequence[Part]:
    """The parts, given with the cells that each needs, that fit into a room, in their order."""
    seen, left = [], room
    for part, cells in parts:
        if cells <= left:
            seen.append(part)
            left -= cells + gap
    return seen
