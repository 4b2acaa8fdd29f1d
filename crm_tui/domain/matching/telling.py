"""What a person is told of a comparison: each piece of evidence, and what the whole name says."""

from collections.abc import Iterator, Sequence
from typing import Final

from crm_tui.domain.matching.bands import RARE
from crm_tui.domain.matching.levels import Level, Observation
from crm_tui.domain.matching.reasons import Evidence, Reason

OF_NAMES: Final = frozenset({"given", "surname", "patronymic"})
_COMMON: Final = 1.0


def told(seen: Sequence[Observation], weighed: Sequence[float], name_bits: float) -> list[Reason]:
    """The reasons of a comparison, a name that is the same word for word as one."""
    reasons = [Reason(each.evidence, bits, each.mine, each.theirs) for each, bits in zip(seen, weighed, strict=True)]
    names = [place for place, each in enumerate(seen) if each.field in OF_NAMES]
    if len(names) > 1 and all(seen[place].level is Level.EXACT for place in names):
        together = sum(weighed[place] for place in names)
        reasons = [reason for place, reason in enumerate(reasons) if place not in names]
        reasons.append(Reason(Evidence.SAME_NAME, together))
    agreed = [seen[place] for place in names if seen[place].level is not Level.DIFFERENT]
    return [*reasons, *_of_the_whole(agreed, name_bits)]


def _of_the_whole(agreed: Sequence[Observation], name_bits: float) -> Iterator[Reason]:
    """Whether a name that agrees is rare or common in this base, and whether its words stand the other way round."""
    if len(agreed) < 2:
        return
    if name_bits >= RARE:
        yield Reason(Evidence.RARE_NAME, 0.0)
    elif name_bits < _COMMON:
        yield Reason(Evidence.COMMON_NAME, 0.0)
    if _swapped(agreed):
        yield Reason(Evidence.SWAPPED_ORDER, 0.0)


def _swapped(agreed: Sequence[Observation]) -> bool:
    places = {each.field: each.places for each in agreed}
    if not {"given", "surname"} <= places.keys():
        return False
    (given, their_given), (surname, their_surname) = places["given"], places["surname"]
    return (given < surname) is not (their_given < their_surname)
