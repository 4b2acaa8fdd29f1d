"""Two names side by side: which word answers which, and what remains."""

from collections.abc import Sequence
from itertools import product

from crm_tui.domain.matching.agreement import agreement
from crm_tui.domain.matching.levels import Level, Observation
from crm_tui.domain.matching.population import Population
from crm_tui.domain.matching.reasons import Evidence
from crm_tui.domain.matching.weights import Weights, bits
from crm_tui.domain.matching.words import Role, Word

_SAME = {
    Role.GIVEN: Evidence.SAME_GIVEN_NAME,
    Role.SURNAME: Evidence.SAME_SURNAME,
    Role.PATRONYMIC: Evidence.SAME_PATRONYMIC,
}
_OTHER = {
    Role.GIVEN: Evidence.OTHER_GIVEN_NAME,
    Role.SURNAME: Evidence.OTHER_SURNAME,
    Role.PATRONYMIC: Evidence.OTHER_PATRONYMIC,
}
_ONE_OFF = {
    Role.GIVEN: Evidence.GIVEN_NAME_ONE_OFF,
    Role.SURNAME: Evidence.SURNAME_ONE_OFF,
    Role.PATRONYMIC: Evidence.GIVEN_NAME_ONE_OFF,
}
_BY_LEVEL = {
    Level.SHORT: Evidence.SHORT_NAME,
    Level.GENDER: Evidence.OTHER_GENDER_FORM,
    Level.LAYOUT: Evidence.KEYBOARD_LAYOUT,
    Level.SOUND: Evidence.SOUNDS_ALIKE,
    Level.TWO_OFF: Evidence.SOUNDS_ALIKE,
    Level.INITIAL: Evidence.INITIAL,
}
_RANK = (Role.GIVEN, Role.SURNAME, Role.PATRONYMIC)

Pair = tuple[float, int, int, Observation]


def compared(
    mine: Sequence[Word], theirs: Sequence[Word], population: Population, weights: Weights
) -> list[Observation]:
    """What the words of two names say, the best partner for each; words that only one has say nothing."""
    pairs = _paired(mine, theirs, population, weights)
    taken_mine, taken_theirs = {pair[1] for pair in pairs}, {pair[2] for pair in pairs}
    left = [word for place, word in enumerate(mine) if place not in taken_mine]
    right = [word for place, word in enumerate(theirs) if place not in taken_theirs]
    return [pair[3] for pair in pairs] + _unlike(left, right)


def _paired(mine: Sequence[Word], theirs: Sequence[Word], population: Population, weights: Weights) -> list[Pair]:
    possible: list[Pair] = []
    for (at, word), (other_at, other) in product(enumerate(mine), enumerate(theirs)):
        level = agreement(word, other)
        if level is not Level.DIFFERENT:
            seen = _observed(word, other, level, population, (at, other_at))
            possible.append((bits(weights, seen), at, other_at, seen))
    possible.sort(key=lambda pair: (-pair[0], pair[1] + pair[2]))
    return _partners(possible)


def _partners(possible: Sequence[Pair]) -> list[Pair]:
    taken: list[Pair] = []
    for pair in possible:
        if not any(pair[1] == other[1] or pair[2] == other[2] for other in taken):
            taken.append(pair)
    return taken


def _observed(word: Word, other: Word, level: Level, population: Population, places: tuple[int, int]) -> Observation:
    role = _common_role(word, other, level)
    chance = max(population.of_word(word.form, role), population.of_word(other.form, role))
    return Observation(role.value, level, chance, _told(word, other, level, role), word.typed, other.typed, places)


def _common_role(word: Word, other: Word, level: Level) -> Role:
    if word.role is other.role and word.role is not Role.UNKNOWN:
        return word.role
    if level is Level.SHORT or word.names or other.names:
        return Role.GIVEN
    known = [role for role in _RANK if role in (word.role, other.role)]
    return known[-1] if known else Role.SURNAME


def _told(word: Word, other: Word, level: Level, role: Role) -> Evidence:
    if level is Level.EXACT:
        return _SAME[role]
    if level is Level.SPELT:
        return Evidence.OTHER_SCRIPT if word.cyrillic is not other.cyrillic else Evidence.OTHER_SPELLING
    return _ONE_OFF[role] if level is Level.ONE_OFF else _BY_LEVEL[level]


def _unlike(left: Sequence[Word], right: Sequence[Word]) -> list[Observation]:
    """What stands against: both have a word of a kind, and it is another one; or both have one more, of any kind."""
    if not left or not right:
        return []
    against: list[Observation] = []
    mine, theirs = list(left), list(right)
    for same_kind in (True, False):
        for word in list(mine):
            other = next((each for each in theirs if _stand_against(word, each, same_kind)), None)
            if other is not None:
                kind = word.role if same_kind else _common_role(word, other, Level.DIFFERENT)
                against.append(Observation(kind.value, Level.DIFFERENT, 0, _OTHER[kind], word.typed, other.typed))
                mine.remove(word)
                theirs.remove(other)
    return against


def _stand_against(word: Word, other: Word, same_kind: bool) -> bool:
    if same_kind:
        return word.role is other.role and word.role is not Role.UNKNOWN
    return Role.PATRONYMIC not in (word.role, other.role)
