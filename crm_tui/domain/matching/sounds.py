"""How a word sounds, coarsely: what slips of the ear and other languages' spellings leave as it is."""

import re
from functools import lru_cache

_ALIKE = str.maketrans("bdzvghc", "ptsfkks")
_VOWELS = re.compile(r"[aeiou]+")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 17)
def sound(form: str) -> str:
    """The consonants of a canonical form, voiced ones as their voiceless pairs; a vowel counts at the beginning."""
    if not form:
        return ""
    first = "a" if form[0] in "aeiou" else ""
    heard = _DOUBLED.sub(r"\1", _VOWELS.sub("", form.translate(_ALIKE)))
    return first + heard or form
