"""How sure the evidence makes: same, likely, maybe."""

from collections.abc import Iterable, Sequence
from typing import Final

from crm_tui.domain.matching.canonical import canonical
from crm_tui.domain.matching.levels import Level, Observation
from crm_tui.domain.matching.nicknames import gender_of
from crm_tui.domain.matching.reasons import Band, Evidence, Match

SURE: Final = 6.6
"""From this score on (99 to 1) two people may be called the same."""
LIKELY: Final = 0.0
"""From this score on one person is likelier than two."""
RARE: Final = 7.0
"""A name is rare where fewer than one in 2 to this power bases of this size would have a namesake by chance."""

VERY_RARE: Final = 13.0
"""So rare that the name alone makes two people the same."""

_CONTACT = frozenset({Evidence.SAME_PHONE, Evidence.SAME_EMAIL, Evidence.SHARED_PHONE, Evidence.SHARED_EMAIL})
_AGAINST = frozenset({Evidence.OTHER_GIVEN_NAME, Evidence.OTHER_PATRONYMIC, Evidence.OTHER_SURNAME})
_ANOTHER = frozenset({Evidence.OTHER_GIVEN_NAME, Evidence.OTHER_PATRONYMIC})
_FAR = frozenset({Evidence.OTHER_PHONE, Evidence.OTHER_EMAIL, Evidence.OTHER_TOWN})
_WHOLE = frozenset({Level.EXACT, Level.SPELT, Level.SHORT, Level.LAYOUT})


def band(score: float, seen: Sequence[Observation], name_bits: float) -> Band:
    """The band of a comparison. ``name_bits`` is what the name alone weighs beyond the size of the base."""
    if score >= SURE and _may_be_the_same(seen, name_bits):
        return Band.SAME
    return Band.LIKELY if score >= LIKELY else Band.MAYBE


def of_two_known(found: Band, told: Iterable[Evidence]) -> Band:
    """The band of two who are both in the base: with other first names or patronymics they are a family.

    Of 105,000 people with 5,000 duplicates 7,531 such pairs were two people, and 34 were one.
    """
    return Band.MAYBE if _ANOTHER.intersection(told) else found


def among_namesakes(found: Sequence[Match]) -> list[Band]:
    """The bands of several who were found for one person: a name that two of them have makes neither the same."""
    by_name = [match for match in found if match.band is Band.SAME and not _reached_alike(match)]
    return [Band.LIKELY if len(by_name) > 1 and match in by_name else match.band for match in found]


def _reached_alike(match: Match) -> bool:
    return any(reason.evidence in _CONTACT for reason in match.reasons)


def _may_be_the_same(seen: Sequence[Observation], name_bits: float) -> bool:
    """Never on a phone alone (families share them), nor on a name alone unless it is rare here.

    Of names that no table knows one cannot tell which is the given one: there two words have to agree.
    """
    told = {each.evidence for each in seen}
    if told & _AGAINST or _other_gender(seen):
        return False
    agreed = {each.field for each in seen if each.field in ("given", "surname") and each.level is not Level.DIFFERENT}
    whole = [each.field for each in seen if each.field in ("given", "surname") and each.level in _WHOLE]
    if told & _CONTACT:
        return "given" in agreed or len(whole) > 1
    return len(set(whole)) == 2 and name_bits >= VERY_RARE and not told & _FAR


def _other_gender(seen: Sequence[Observation]) -> bool:
    """Whether the surnames are a man's and a woman's and no given name that only one of them has says otherwise."""
    if not any(each.field == "surname" and each.level is Level.GENDER for each in seen):
        return False
    same = [each for each in seen if each.field == "given" and each.level in (Level.EXACT, Level.SPELT)]
    return not any(gender_of(canonical(each.mine)) for each in same)
