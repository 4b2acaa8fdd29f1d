"""What a person types to search, as the index understands it."""

import re
from collections.abc import Iterable

_SHORTEST = 3
_YO = str.maketrans("ёЁ", "еЕ")
_PHONE = re.compile(r"[+\d\s().\-]{5,}")


def split_words(typed: str) -> tuple[list[str], str]:
    """The #tags in a search line, and the rest of its words."""
    words = typed.replace("\0", " ").split()
    tags = [word[1:] for word in words if word.startswith("#") and len(word) > 1]
    return tags, " ".join(word for word in words if not word.startswith("#"))


def long_words(words: str) -> list[str]:
    """The words of three letters or more, as the index knows them.

    A line that is a phone number is looked for by its digits, without the trunk prefix, however it is spelt.
    """
    if dialled := _dialled(words):
        return [dialled]
    return [word for word in folded(words).split() if len(word) >= _SHORTEST]


def folded(words: str) -> str:
    """Words as the index keeps them: ё is е, which is how people type it."""
    return words.translate(_YO)


def short_words(words: str) -> list[str]:
    """The words that are too short for the index; none where the line is a phone number."""
    return [] if _dialled(words) else [word for word in words.split() if len(word) < _SHORTEST]


def _dialled(words: str) -> str:
    """The digits of a line that is a phone number, without the trunk prefix; "" where it is none."""
    if not _PHONE.fullmatch(words):
        return ""
    digits = re.sub(r"\D", "", words)
    if len(digits) == 11 and digits[0] == "8":
        digits = digits[1:]
    digits = digits.lstrip("0")
    return digits if len(digits) >= _SHORTEST else ""


def short_match(
    like: str, columns: Iterable[str], word: str, name: str, *, begins: bool = False
) -> tuple[str, dict[str, str]]:
    """SQL and its parameters for a word too short for the index: in one of these columns, in any case, % and _ plain.

    ``like`` folds the case of ASCII alone, so the spellings are tried one by one.
    """
    spellings = dict.fromkeys((word, word.lower(), word.upper(), word.title()))
    front = "" if begins else "%"
    patterns = {f"{name}_{place}": f"{front}{escaped(spelling)}%" for place, spelling in enumerate(spellings)}
    tests = [f"{column} {like} :{pattern} ESCAPE '!'" for pattern in patterns for column in columns]
    return f"({' OR '.join(tests)})", patterns


def escaped(word: str) -> str:
    """A word inside a LIKE pattern whose ESCAPE is an exclamation mark."""
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
