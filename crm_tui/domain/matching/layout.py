"""A word typed with the keyboard in the other language: Bdfyjd is Иванов, Ыьшер is Smith."""

import re
from functools import lru_cache

from crm_tui.domain.matching.canonical import is_cyrillic

_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_LETTERS = "ёйцукенгшщзхїфывапролджэячсмитьбю"
_TO_CYRILLIC = str.maketrans(_KEYS, _LETTERS)
_TO_LATIN = str.maketrans({**dict(zip(_LETTERS, _KEYS, strict=True)), "і": "s", "ъ": "]", "є": "'"})
_LATIN_VOWEL = re.compile(r"[aeiouy]")
_CYRILLIC_VOWEL = re.compile(r"[аеёиоуыэюяіїє]")
# What no Russian or Ukrainian word has: a sign after a vowel or at the beginning, five consonants in a row.
_IMPOSSIBLE = re.compile(r"(?:^|[аеёиоуыэюяіїє])[ьъ]|^ы|[^аеёиоуыэюяіїєьъ]{5}|[ыэю]{2}")
_INSIDE = re.compile(r"[a-z`\[\];',.]+")
# Keys that no name in Latin letters has, where letters of the other layout are.
_LETTER_KEYS = re.compile(r"^[,.;'][a-z]|[a-z][,.;'][a-z]|[\[\];`]")
_LEAST = 3
_FEW_VOWELS = 0.2
_FEW_VOWELS_WITH_MARKS = 0.3


def other_layout(word: str) -> str:
    """The word as it would read had the keyboard been in the other language; empty where that gives no word."""
    text = word.lower()
    if is_cyrillic(text):
        latin = text.translate(_TO_LATIN)
        return latin if latin.isascii() and latin.isalpha() else ""
    if not _INSIDE.fullmatch(text):
        return ""
    cyrillic = text.translate(_TO_CYRILLIC)
    return cyrillic if _CYRILLIC_VOWEL.search(cyrillic) and not _IMPOSSIBLE.search(cyrillic) else ""


@lru_cache(maxsize=1 << 14)
def is_gibberish(word: str) -> bool:
    """Whether a Latin word can hardly be meant as it stands but reads well in the other layout."""
    text = word.lower()
    letters = [letter for letter in text if letter.isalpha()] if _INSIDE.fullmatch(text) else []
    if len(letters) < _LEAST or not other_layout(text):
        return False
    few = _FEW_VOWELS_WITH_MARKS if _LETTER_KEYS.search(text) else _FEW_VOWELS
    return sum(map(bool, map(_LATIN_VOWEL.match, letters))) < few * len(letters)
