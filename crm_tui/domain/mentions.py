"""Who is named in a note: ``@`` and a colleague's name, first name or initials, whatever the case (F3)."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

Who = TypeVar("Who")


def mentioned(text: str, colleagues: Iterable[tuple[Who, str, str]]) -> list[Who]:
    """The colleagues whom the text names, each once, in the order of their first mention.

    ``colleagues`` are (who, name, initials). The longest name that fits is meant; a first name that two share names
    neither.
    """
    calls = _calls(colleagues)
    folded = text.casefold()
    found: dict[Who, None] = {}
    for place, sign in enumerate(folded):
        if sign == "@" and (place == 0 or not folded[place - 1].isalnum()):
            for name, who in calls:
                if folded.startswith(name, place + 1) and not folded[place + 1 + len(name) :][:1].isalnum():
                    found.setdefault(who)
                    break
    return list(found)


def _calls(colleagues: Iterable[tuple[Who, str, str]]) -> list[tuple[str, Who]]:
    """What each colleague is called, the longest first, without what two are called."""
    known: dict[str, list[Who]] = {}
    for who, name, initials in colleagues:
        for call in _names(name, initials):
            known.setdefault(call, []).append(who)
    own = [(call, whose[0]) for call, whose in known.items() if len(whose) == 1]
    return sorted(own, key=lambda pair: -len(pair[0]))


def _names(name: str, initials: str) -> Iterator[str]:
    words = name.casefold().split()
    yield from dict.fromkeys(filter(None, (" ".join(words), *words, initials.casefold())))
