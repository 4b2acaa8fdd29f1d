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


def phrase(words: str) -> str:
    """A full-text query for records that hold every word of three letters or more; "" where there is none.

    A line that is a phone number is looked for by its digits, without the trunk prefix, however it is spelt.
    """
    if dialled := _dialled(words):
        return f'"{dialled}"'
    long_enough = [word for word in folded(words).split() if len(word) >= _SHORTEST]
    return " ".join('"' + word.replace('"', '""') + '"' for word in long_enough)


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


def short_match(columns: Iterable[str], word: str, name: str, *, begins: bool = False) -> tuple[str, dict[str, str]]:
    """SQL and its parameters for a word too short for the index: in one of these columns, in any case, % and _ plain.

    SQLite folds the case of ASCII alone, so the spellings are tried one by one.
    """
    spellings = dict.fromkeys((word, word.lower(), word.upper(), word.title()))
    front = "" if begins else "%"
    patterns = {f"{name}_{place}": f"{front}{_escaped(spelling)}%" for place, spelling in enumerate(spellings)}
    tests = [f"{column} LIKE :{pattern} ESCAPE '!'" for pattern in patterns for column in columns]
    return f"({' OR '.join(tests)})", patterns


def _escaped(word: str) -> str:
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
