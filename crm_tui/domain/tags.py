"""What makes two spellings of a tag one, and the colours that a tag can have (C11)."""

from typing import Final

COLOURS: Final = ("blue", "green", "yellow", "magenta", "cyan", "red")


def shown(name: str) -> str:
    """A tag's name as it is written: no sign before it, one blank between words."""
    return " ".join(name.strip().removeprefix("#").split())


def key(name: str) -> str:
    """What makes two spellings of a tag one."""
    return shown(name).casefold()


def colour_of(name: str) -> str:
    """The colour of a tag to which nobody gave one: always the same for the same name."""
    return COLOURS[sum(map(ord, key(name))) % len(COLOURS)]
