"""Cyrillic names as passports, standards and people write them in Latin letters."""

from collections.abc import Mapping
from typing import Final

_RU_BASE = dict(zip("абвгдезийклмнопрстуфыэь", [*"abvgdeziyklmnoprstufye", ""], strict=True)) | {"ъ": ""}
_HISSING = {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
_BGN = {**_RU_BASE, **_HISSING, "ё": "yo", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
_PASSPORT = {**_RU_BASE, **_HISSING, "ё": "e", "й": "i", "ю": "iu", "я": "ia", "ъ": "ie"}
_ISO = {
    **_RU_BASE,
    "ж": "ž",
    "х": "h",
    "ц": "c",
    "ч": "č",
    "ш": "š",
    "щ": "ŝ",
    "ё": "ë",
    "й": "j",
    "ю": "û",
    "я": "â",
    "э": "è",
    "ь": "ʹ",
}
_GOST = {
    **_RU_BASE,
    "ж": "zh",
    "х": "x",
    "ц": "cz",
    "ч": "ch",
    "ш": "sh",
    "щ": "shh",
    "ё": "yo",
    "й": "j",
    "ю": "yu",
    "я": "ya",
}
_CASUAL = {**_RU_BASE, **_HISSING, "х": "h", "щ": "sch", "ё": "e", "й": "y", "ю": "u", "я": "ya", "ы": "i"}
_UK = {"г": "h", "ґ": "g", "є": "ie", "и": "y", "і": "i", "ї": "i", "й": "i", "'": "", "’": ""}
_KMU = {**_RU_BASE, **_HISSING, **_UK, "ю": "iu", "я": "ia"}
_KMU_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_UK_ELSEWHERE = {"ґ": "g", "є": "ye", "і": "i", "ї": "yi", "'": "", "’": ""}
_UK_ISO = {"ґ": "g", "є": "ê", "і": "ì", "ї": "ï", "'": "", "’": ""}

RUSSIAN: Final[tuple[Mapping[str, str], ...]] = (_BGN, _PASSPORT, _ISO, _GOST, _CASUAL)
UKRAINIAN: Final[tuple[Mapping[str, str], ...]] = (
    _KMU,
    {**_BGN, **_UK_ELSEWHERE, "г": "h", "и": "y"},
    {**_ISO, **_UK_ISO},
    {**_CASUAL, **_UK_ELSEWHERE, "и": "i"},
)


def romanised(name: str, letters: Mapping[str, str]) -> str:
    """A name in Latin letters by one of the tables."""
    return " ".join(_word(word, letters) for word in name.split())


def _word(word: str, letters: Mapping[str, str]) -> str:
    lowered = word.lower()
    first = _KMU_FIRST.get(lowered[:1], "") if letters is _KMU else ""
    rest = lowered[1:] if first else lowered
    if letters is _KMU:
        rest = rest.replace("зг", "zgh")
    return (first + "".join(letters.get(letter, letter) for letter in rest)).title()
