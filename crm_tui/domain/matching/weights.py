"""What each observation weighs: how often one person and two strangers show it (m and u of Fellegi and Sunter 1969)."""

from collections.abc import Mapping
from functools import lru_cache
from math import log2

from crm_tui.domain.matching.levels import Level, Observation

Weights = Mapping[str, Mapping[str, tuple[float, float, float]]]
"""Field → level → (m, spread, floor): plain data, stored as JSON.

``m`` is how often one person shows the level. Strangers show it by ``spread`` × the frequency of the very value, and
by ``floor`` whatever the value is.
"""

_LEAST = 1e-12

SHIPPED: Weights = {
    "given": {
        Level.EXACT: (0.62, 1, 0),
        Level.SPELT: (0.12, 1, 0.0002),
        Level.SHORT: (0.12, 1.5, 0.002),
        Level.GENDER: (0.005, 1, 0.002),
        Level.LAYOUT: (0.01, 0.01, 1e-6),
        Level.SOUND: (0.02, 0.3, 0.0005),
        Level.ONE_OFF: (0.05, 0.5, 0.0008),
        Level.TWO_OFF: (0.02, 0.5, 0.003),
        Level.INITIAL: (0.06, 0, 0.07),
        Level.DIFFERENT: (0.02, 0, 0.9),
    },
    "surname": {
        Level.EXACT: (0.66, 1, 0),
        Level.SPELT: (0.12, 1, 0.00002),
        Level.GENDER: (0.02, 1, 0.00002),
        Level.SHORT: (0.005, 1.5, 0.002),
        Level.LAYOUT: (0.01, 0.01, 1e-7),
        Level.SOUND: (0.02, 0.5, 0.0003),
        Level.ONE_OFF: (0.08, 0.5, 0.0004),
        Level.TWO_OFF: (0.03, 0.5, 0.0015),
        Level.INITIAL: (0.01, 0, 0.07),
        Level.DIFFERENT: (0.05, 0, 0.98),
    },
    "patronymic": {
        Level.EXACT: (0.75, 1, 0),
        Level.SPELT: (0.1, 1, 0.0005),
        Level.GENDER: (0.005, 1, 0.0005),
        Level.LAYOUT: (0.01, 0.01, 1e-6),
        Level.SHORT: (0.01, 1.5, 0.002),
        Level.SOUND: (0.02, 0.5, 0.001),
        Level.ONE_OFF: (0.05, 0.5, 0.002),
        Level.TWO_OFF: (0.02, 0.5, 0.004),
        Level.INITIAL: (0.1, 0, 0.08),
        Level.DIFFERENT: (0.02, 0, 0.95),
    },
    "phone": {
        Level.EXACT: (0.75, 1, 0),
        Level.PART: (0.015, 1, 2e-6),
        Level.ONE_OFF: (0.02, 1, 1e-5),
        Level.DIFFERENT: (0.18, 0, 0.9999),
    },
    "email": {
        Level.EXACT: (0.7, 1, 0),
        Level.PART: (0.08, 1, 2e-5),
        Level.ONE_OFF: (0.04, 1, 1e-5),
        Level.DIFFERENT: (0.18, 0, 0.9999),
    },
    "town": {
        Level.EXACT: (0.75, 0, 0.12),
        Level.DIFFERENT: (0.2, 0, 0.88),
    },
}
"""What is known before a base has taught better."""


def bits(weights: Weights, seen: Observation) -> float:
    """The weight of an observation in bits: log2 of how much likelier one person shows it than two strangers."""
    m, spread, floor = weights[seen.field][seen.level]
    return _bits(m, max(spread * seen.chance + floor, _LEAST))


@lru_cache(maxsize=1 << 16)
def _bits(m: float, u: float) -> float:
    return log2(m / u)
