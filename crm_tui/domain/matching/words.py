"""The words of a name and what each is: surname, given name, patronymic, initial."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from crm_tui.domain.matching import nicknames, surnames
from crm_tui.domain.matching.canonical import canonical, folded, is_cyrillic, second_reading
from crm_tui.domain.matching.layout import is_gibberish, other_layout
from crm_tui.domain.matching.sounds import sound

MOST_WORDS = 6
_LONGEST = 400
_CHUNK = re.compile(r"\S+")
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ`´′‘ʹʺ″\"](?=\w)|(?<=\w)['’ʼ`´′‘ʹʺ″]+")
_WORD = re.compile(r"[^\W\d_]+")
_TITLES = frozenset(
    """mr mrs ms miss dr prof sir madam mister г гр господин госпожа пан пані тов др проф ип фоп тел моб
    mob tel""".split()  # noqa: SIM905 - a list of words reads as one
)


class Role(StrEnum):
    """What a word is in a name."""

    SURNAME = "surname"
    GIVEN = "given"
    PATRONYMIC = "patronymic"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of a name, normalised. The same word in the same role is one object, so that much is remembered of it.

    ``plain`` is the word in its own alphabet, ``form`` the canonical one, ``neutral`` what a man and a woman of a
    family share of it, ``second`` and ``other`` what it is by a less usual reading and in the other keyboard layout
    (or empty), ``names`` the given names that it may stand for, ``initial`` whether it is but a letter.
    """

    typed: str
    plain: str
    form: str
    neutral: str
    sound: str
    second: str
    other: str
    names: frozenset[int]
    cyrillic: bool
    initial: bool
    role: Role = Role.UNKNOWN


def first_letter(word: Word) -> str:
    """The canonical letter by which a word stands where only its initial is given."""
    return "i" if word.plain.startswith("j") else word.form[0]


def words(name: str) -> tuple[Word, ...]:
    """The words of a name with their roles, in the order in which they stand; titles are left out."""
    found = [word for word in map(_word, _split(name[:_LONGEST])) if word.form]
    untitled = [word for word in found if word.plain not in _TITLES] or found
    return _with_roles(untitled[:MOST_WORDS])


def _split(name: str) -> list[str]:
    """The words as typed; all of them in the other layout where one of them can hardly be meant as it stands."""
    chunks = _CHUNK.findall(name)
    if any(map(is_gibberish, chunks)):
        return [other_layout(chunk) or chunk for chunk in chunks]
    return [word for chunk in chunks for word in _WORD.findall(_APOSTROPHES.sub("", chunk))]


@lru_cache(maxsize=1 << 17)
def _word(typed: str) -> Word:
    form = canonical(typed)
    plain, neutral = folded(typed).replace("ё", "е"), surnames.neutral(form)
    return Word(
        typed=typed,
        plain=plain,
        form=form,
        neutral=neutral,
        sound=sound(neutral),
        second=second_reading(typed),
        other=canonical(other_layout(typed)),
        names=nicknames.names_of(form),
        cyrillic=is_cyrillic(typed),
        initial=len(plain) == 1,
    )


def _with_roles(found: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(_as(word.typed, role) for word, role in zip(found, _roles(found), strict=True))


@lru_cache(maxsize=1 << 17)
def _as(typed: str, role: Role) -> Word:
    return replace(_word(typed), role=role)


def _roles(found: Sequence[Word]) -> list[Role]:
    """Each word's role: the patronymic by its ending, the given name by the table, the surname by what is left."""
    roles = [Role.UNKNOWN] * len(found)
    patronymic = _patronymic(found)
    if patronymic is not None:
        roles[patronymic] = Role.PATRONYMIC
    given = _given(found, patronymic)
    if given is not None:
        roles[given] = Role.GIVEN
    _surname(found, roles)
    return roles


def _patronymic(found: Sequence[Word]) -> int | None:
    """The place of the patronymic: never the first, and alone beside a word only where that is a given name."""
    places = [place for place, word in enumerate(found) if place and surnames.looks_like_a_patronymic(word.form)]
    if not places:
        return None
    after_given = [place for place in places if found[place - 1].names]
    if len(found) == 2:
        sure = after_given and found[1].form.endswith("na")
        return 1 if sure or (after_given and not _may_be_surname(found[1])) else None
    return (after_given or places)[-1] if len(after_given) != 1 else after_given[0]


def _may_be_surname(word: Word) -> bool:
    return word.form.endswith("iq") and not word.form.endswith(("oviq", "eviq", "iviq"))


def _given(found: Sequence[Word], patronymic: int | None) -> int | None:
    """The place of the given name: before the patronymic, else that of the word which is one most surely."""
    known = [place for place, word in enumerate(found) if word.names and place != patronymic]
    if patronymic is not None and (patronymic - 1 in known or not known):
        return patronymic - 1
    if any(word.initial for word in found):
        known = [place for place in known if nicknames.is_sure(found[place].form)]
    return min(known, key=lambda place: _doubt(found[place]), default=None)


def _doubt(word: Word) -> tuple[bool, bool]:
    return not nicknames.is_sure(word.form), surnames.looks_like_a_surname(word.form)


def _surname(found: Sequence[Word], roles: list[Role]) -> None:
    left = [place for place, role in enumerate(roles) if role is Role.UNKNOWN and not found[place].initial]
    likely = [place for place in left if surnames.looks_like_a_surname(found[place].form)]
    named = Role.GIVEN in roles or any(word.initial for word in found)
    for place in ((likely or left) if named else likely)[:1]:
        roles[place] = Role.SURNAME
    rest = [place for place, role in enumerate(roles) if role is Role.UNKNOWN]
    if rest and Role.SURNAME in roles and Role.GIVEN not in roles:
        roles[rest.pop(0)] = Role.GIVEN
    if rest and Role.PATRONYMIC not in roles and found[rest[0]].initial:
        roles[rest[0]] = Role.PATRONYMIC
