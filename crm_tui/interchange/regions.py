"""Countries as files name them: "RU", "RUS", "Russia", "Россия", "Україна"."""

from functools import cache

from crm_tui.interchange.headings import plain

_LANGUAGES = ("en", "ru", "uk")
_SHORT = {"рф": "RU", "uk": "GB", "usa": "US", "сша": "US", "беларусь": "BY", "белоруссия": "BY", "україна": "UA"}


def region_of(name: str) -> str | None:
    """The ISO 3166 code of a country by its code or its name, or None."""
    text = name.strip()
    if len(text) == 2 and text.isascii() and text.upper() in _codes():
        return text.upper()
    return _names().get(plain(text))


@cache
def _codes() -> frozenset[str]:
    return frozenset(_names().values())


@cache
def _names() -> dict[str, str]:
    from babel import Locale
    from babel.core import get_global

    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                names.setdefault(plain(name), code)
    for alias, codes in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(codes) == 1:
            names.setdefault(alias.casefold(), codes[0])
    return names | _SHORT
