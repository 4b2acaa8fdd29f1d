"""A word of a name in one folded Latin form, whatever alphabet and romanisation it was written in.

BGN/PCGN, the passports of both countries (ICAO Doc 9303, Ukraine's resolution 55), ISO 9 and GOST 7.79, and what people
make up as they type all end in the same letters. Of those, ``c`` stands for ц, ``q`` for ч and ``w`` for ш and щ, so
that one sound is one letter and a slip of the hand is one edit.
"""

import re
import unicodedata
from functools import lru_cache

_LONGEST = 64

_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгґдежзиійклмнопрстуфхцчшщыэ", "abvggdezziiiklmnoprstufgcqwwie", strict=True)),
        "я": "ia",
        "ю": "iu",
        **dict(zip("ёєїўәөүұқңһғҳҷ", "eeiuaouukngggq", strict=True)),
        **dict.fromkeys("ьъʹʺʼʾʿˈ", ""),
    }
)
_LOOK_ALIKES = str.maketrans("aeopcxykmtbhi", "аеорсхукмтвні")
_DIACRITICS = str.maketrans(
    {
        "š": "sh",
        "ş": "sh",
        "ș": "sh",
        "č": "ch",
        "ć": "ch",
        "ç": "ch",
        "ž": "zh",
        "ż": "zh",
        "ŝ": "shch",
        "ĵ": "zh",
        "û": "yu",
        "â": "ya",
        "ł": "l",
        "ø": "o",
        "ß": "ss",
        "đ": "d",
        "ı": "i",
        "æ": "e",
        "œ": "e",
        "þ": "t",
        "ð": "d",
        **dict.fromkeys("ʹʺʼʾʿˈ", ""),
    }
)
_LATIN = {
    "shch": "w",
    "tsch": "q",
    "sch": "w",
    "tch": "q",
    "shh": "w",
    "off": "ov",
    "eff": "ev",
    "sh": "w",
    "ch": "q",
    "zh": "z",
    "kh": "g",
    "gh": "g",
    "ph": "f",
    "th": "t",
    "ts": "c",
    "tz": "c",
    "tc": "c",
    "cz": "c",
    "ck": "k",
    "ct": "kt",
    "cl": "kl",
    "cr": "kr",
    "ca": "ka",
    "cu": "ku",
    "x": "ks",
    "w": "v",
    "q": "k",
    "j": "i",
    "y": "i",
    "h": "g",
}
_IN_LATIN = re.compile(r"off$|eff$|" + "|".join(spelt for spelt in _LATIN if spelt not in ("off", "eff")))
_HAS_CYRILLIC = re.compile(r"[\u0400-\u052f]")
# й or a soft sign before a vowel is written in a dozen ways, or not at all; Яна and Анна stay two.
_SOFTENED = re.compile(r"i+([eo])|(?<=.)i+([au])")
_DOUBLED = re.compile(r"(.)\1+")
_CLUSTERS = (("ts", "c"), ("sq", "w"), ("wq", "w"))


def folded(text: str) -> str:
    """The text in lower case, without accents and compatibility forms, in its own alphabet."""
    if text.isascii():
        return text.lower()
    lowered = unicodedata.normalize("NFC", text.casefold())
    if _HAS_CYRILLIC.search(lowered):
        return lowered
    return _without_marks(lowered.translate(_DIACRITICS))


def is_cyrillic(text: str) -> bool:
    """Whether any letter of the text is Cyrillic."""
    return _HAS_CYRILLIC.search(text) is not None


@lru_cache(maxsize=1 << 17)
def canonical(word: str) -> str:
    """The folded Latin form of one word; empty where it has no letters."""
    text = folded(word[:_LONGEST])
    return _settled(_from_cyrillic(text) if _HAS_CYRILLIC.search(text) else _from_latin(text))


def second_reading(word: str) -> str:
    """The form of a romanisation that reads otherwise than usual: GOST's x for х, ISO 9's c for ц; or empty."""
    text = word[:_LONGEST].lower()
    if not text.isascii() or not ("x" in text or "c" in text):
        return ""
    other = text.replace("x", "kh")
    other = re.sub(r"c(?![hkz])", "ts", other) if "c" in text else other
    reading = canonical(other)
    return reading if reading != canonical(word) else ""


def _from_cyrillic(text: str) -> str:
    native = text.translate(_LOOK_ALIKES).replace("ьо", "е").replace("йо", "е")
    latin = native.translate(_CYRILLIC)
    return latin if latin.isascii() else _without_marks(latin)


def _from_latin(text: str) -> str:
    return _IN_LATIN.sub(lambda found: _LATIN[found[0]], text)


def _settled(latin: str) -> str:
    letters = "".join(filter(str.isalnum, latin))
    for cluster, one in _CLUSTERS:
        if cluster in letters:
            letters = letters.replace(cluster, one)
    return _DOUBLED.sub(r"\1", _SOFTENED.sub(_after_softening, letters))


def _after_softening(found: re.Match[str]) -> str:
    return "e" if found[1] else found[2]


def _without_marks(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
