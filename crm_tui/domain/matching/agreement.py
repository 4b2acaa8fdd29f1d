"""How two words of names agree."""

from functools import lru_cache

from crm_tui.domain.matching import surnames
from crm_tui.domain.matching.levels import Level
from crm_tui.domain.matching.nicknames import are_both_full
from crm_tui.domain.matching.spelling import edits, edits_allowed
from crm_tui.domain.matching.words import Role, Word, first_letter

_LEAST_SOUND = 3
_SOUND_EDITS = 3


@lru_cache(maxsize=1 << 16)
def agreement(mine: Word, theirs: Word) -> Level:
    """The level at which two words agree, whichever of them is asked about."""
    if mine.plain == theirs.plain:
        return Level.INITIAL if mine.initial else Level.EXACT
    if mine.initial or theirs.initial:
        return Level.INITIAL if first_letter(mine) == first_letter(theirs) else Level.DIFFERENT
    if mine.form == theirs.form:
        return Level.SPELT
    return _apart(mine, theirs)


def _apart(mine: Word, theirs: Word) -> Level:
    if mine.names and theirs.names:
        if mine.names & theirs.names:
            return Level.SPELT if are_both_full(mine.form, theirs.form) else Level.SHORT
        if Role.SURNAME not in (mine.role, theirs.role):
            return Level.DIFFERENT
    if (mine.second and mine.second == theirs.form) or (theirs.second and theirs.second == mine.form):
        return Level.SPELT
    if mine.other == theirs.form or theirs.other == mine.form:
        return Level.LAYOUT
    return _nearly(mine, theirs, mine.role if theirs.role is Role.UNKNOWN else theirs.role)


def _nearly(mine: Word, theirs: Word, kind: Role) -> Level:
    """How two words of unequal forms agree by gender, by the hand or by the ear."""
    one, other = mine.neutral, theirs.neutral
    if kind is Role.PATRONYMIC and mine.form[-2:] != theirs.form[-2:]:
        return Level.DIFFERENT
    if one == other or surnames.are_adjectives_of_one(mine.form, theirs.form):
        return Level.DIFFERENT if kind is Role.GIVEN else Level.GENDER
    most = edits_allowed(min(len(one), len(other)))
    apart = edits(one, other, _SOUND_EDITS) if abs(len(one) - len(other)) <= _SOUND_EDITS else _SOUND_EDITS + 1
    if apart > most and not mine.cyrillic and not theirs.cyrillic:
        apart = min(apart, edits(mine.plain, theirs.plain, _SOUND_EDITS))
    if apart <= most:
        close = Level.ONE_OFF if apart == 1 else Level.TWO_OFF
        return Level.SPELT if kind is Role.PATRONYMIC else close
    alike = apart <= _SOUND_EDITS and mine.sound == theirs.sound and len(mine.sound) >= _LEAST_SOUND
    return Level.SOUND if alike else Level.DIFFERENT
