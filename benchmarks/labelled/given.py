"""Given names as often as people have them, what they are called for short, and how a neighbour writes them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final


def _told(kind: str) -> Iterator[tuple[str, list[str]]]:
    for line in Path(__file__).with_name("given.txt").read_text("utf-8").splitlines():
        what, _, rest = line.partition(" | ")
        if what == kind:
            name, _, words = rest.partition(" | ")
            yield name, words.split()


MEN: Final = dict(_told("men"))
WOMEN: Final = dict(_told("women"))
SHORT: Final = dict(_told("short"))
NEIGHBOUR: Final = {name: words[0] for name, words in _told("neighbour")}
"""As they stand in the papers of the other country: Russian → Ukrainian."""
STEMS: Final = dict(_told("stem"))["uk"]
"""What Ukrainian surnames are made from."""
