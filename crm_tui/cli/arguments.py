"""The few arguments that are read by hand, because the board opens without waiting for a parser to load."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm_tui.i18n import LANGUAGES


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the board itself can be told on the command line; None where nothing was said."""

    store: str | None = None
    lang: str | None = None
    config: str | None = None
    insecure: bool = False


BOARD_OPTIONS = ("--store", "--lang", "--config")
BOARD_FLAG = "--insecure"


def scan(argv: Sequence[str]) -> Wishes:
    """The board's options wherever they stand, before a command or after it; the last one counts."""
    return _wishes(_split(argv)[0])


def for_board(argv: Sequence[str]) -> Wishes | None:
    """The board's options if there is nothing else on the command line, else None."""
    found, rest = _split(argv)
    return None if rest else _wishes(found)


def speaks(lang: str) -> bool:
    """Whether ``--lang`` names a language of ours, by its code or as a locale such as ``uk_UA.UTF-8``."""
    return lang.replace("-", "_").split("_")[0].split(".")[0].lower() in LANGUAGES


def _wishes(found: dict[str, str]) -> Wishes:
    store, lang, config = (found.get(name) for name in BOARD_OPTIONS)
    return Wishes(store, lang, config, BOARD_FLAG in found)


def _split(argv: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The board's options with their values, and the words that are neither."""
    found: dict[str, str] = {}
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        name, equals, value = word.partition("=")
        if word == BOARD_FLAG:
            found[word] = ""
        elif name not in BOARD_OPTIONS:
            rest.append(word)
        elif equals:
            found[name] = value
        elif (following := next(words, None)) is not None:
            found[name] = following
        else:
            rest.append(word)
    return found, rest
