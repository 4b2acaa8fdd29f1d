"""How far two values of one field agree: the fields and levels that weights are learnt for."""

from dataclasses import dataclass
from enum import StrEnum

from crm_tui.domain.matching.reasons import Evidence


class Level(StrEnum):
    """How two values of a field agree, or that they do not."""

    EXACT = "exact"
    SPELT = "spelt"
    SHORT = "short"
    GENDER = "gender"
    LAYOUT = "layout"
    SOUND = "sound"
    ONE_OFF = "one_off"
    TWO_OFF = "two_off"
    INITIAL = "initial"
    PART = "part"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Observation:
    """Two values of a field side by side: how they agree, and how often a stranger would agree by chance.

    ``chance`` is the frequency of the value that they agree in, where that is known; ``evidence`` is what a person
    is told; ``places`` are where the values stand in each name.
    """

    field: str
    level: Level
    chance: float
    evidence: Evidence
    mine: str = ""
    theirs: str = ""
    places: tuple[int, int] = (0, 0)
