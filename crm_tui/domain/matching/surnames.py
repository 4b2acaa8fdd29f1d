"""The endings of Russian and Ukrainian surnames and patronymics, on canonical forms."""

import re
from functools import lru_cache
from typing import Final

from crm_tui.domain.matching.nicknames import MAN, WOMAN

_WOMANS = re.compile(r".{2,}(?:[oe]v|in|[sc]k)a$")
_MANS = re.compile(r".{2,}(?:[oe]v|in|[sc]ki|[sc]koi)$")
_SURNAME = re.compile(
    r".{2,}(?:[oe]va?|ina?|[sc]k(?:a|i|oi)|enko|wenko|uk|qik|qak|iak|ian|idze|wvili|ko|ig|iq|son|man)$"
)
_PATRONYMIC = re.compile(r".{2,}(?:[oei]v(?:iq|na)|iqna|inwna)$|^(?:ili?|kuzmi|luki|fomi|nikiti|savi|iakovli|iakovi)q$")
_WOMANS_PATRONYMIC = re.compile(r"na$")
_SHORTEST: Final = 4


def gender_of_surname(form: str) -> str:
    """Whose form of a surname it is, where that shows."""
    if _WOMANS.match(form):
        return WOMAN
    return MAN if _MANS.match(form) else ""


@lru_cache(maxsize=1 << 16)
def looks_like_a_surname(form: str) -> bool:
    """Whether a form ends as surnames do."""
    return len(form) >= _SHORTEST and _SURNAME.match(form) is not None


@lru_cache(maxsize=1 << 16)
def looks_like_a_patronymic(form: str) -> bool:
    """Whether a form ends as patronymics do; so do some surnames."""
    return _PATRONYMIC.match(form) is not None


def gender_of_patronymic(form: str) -> str:
    """Whose patronymic it is."""
    return WOMAN if _WOMANS_PATRONYMIC.search(form) else MAN


@lru_cache(maxsize=1 << 16)
def neutral(form: str) -> str:
    """The form of a surname that a man and a woman of one family share."""
    return form[:-1] if _WOMANS.match(form) and form[-2] != "k" else form[:-1] + "i" if _WOMANS.match(form) else form


def are_adjectives_of_one(mine: str, theirs: str) -> bool:
    """Whether two forms are one surname that ends as adjectives do, a man's and a woman's: Лісний and Лісна."""
    man, woman = (mine, theirs) if theirs[-1:] == "a" else (theirs, mine)
    if woman[-1:] != "a" or man[-1:] != "i" or len(woman) < _SHORTEST:
        return False
    return man in (f"{woman[:-1]}i", f"{woman[:-1]}oi", f"{woman[:-1]}ei")
