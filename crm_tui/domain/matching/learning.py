"""Learning from a base itself what each observation weighs: expectation maximisation over its candidate pairs.

Fellegi and Sunter's model (1969) as Winkler fits it (1988): how often one person shows a level (m) is fitted to the
pairs, each as far as it is likely to be one person; how often strangers show it (u) is counted on pairs drawn blindly.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Final

from crm_tui.domain.matching.levels import Level, Observation
from crm_tui.domain.matching.weights import Weights, bits

MOST_ROUNDS: Final = 30
_SETTLED: Final = 0.01
_LEAST: Final = 1e-6
_SHARE_AT_FIRST: Final = 0.1
_KEPT: Final = 0.5

Seen = Sequence[Observation]
Tally = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Learning:
    """The weights learnt, the share of all pairs that are one person, the rounds until it settled.

    ``moved`` is by how many bits the level that moved most has moved.
    """

    weights: Weights
    share: float
    rounds: int
    moved: float


def learn(
    pairs: Sequence[Seen], strangers: Sequence[Seen], weights: Weights, among: int, trust: float = 50
) -> Learning:
    """Fit the weights to candidate pairs, out of ``among`` that there are in all, and to pairs drawn blindly.

    ``trust`` is how many pairs the weights at hand are worth, so that a base with few duplicates moves them little.
    """
    current = _with_strangers(strangers, weights, trust)
    share, rounds, step = _SHARE_AT_FIRST * len(pairs) / max(among, 1), 0, _SETTLED
    while pairs and rounds < MOST_ROUNDS and step >= _SETTLED:
        likely = [likelihood(seen, current, share) for seen in pairs]
        share = min(max(sum(likely) / among, 1 / among**2), 0.5)
        fitted = _with_matches(pairs, likely, current, weights, trust)
        step, current, rounds = _moved(current, fitted), fitted, rounds + 1
    return Learning(current, share, rounds, _moved(weights, current))


def likelihood(seen: Seen, weights: Weights, share: float) -> float:
    """How likely a pair is one person, where this share of all pairs is."""
    odds = sum(bits(weights, each) for each in seen) + log2(share / (1 - share))
    return float(1 / (1 + 2 ** -max(min(odds, 300.0), -300.0)))


def _with_strangers(strangers: Sequence[Seen], weights: Weights, trust: float) -> Weights:
    """The weights with what strangers show whatever the value: levels whose chance does not hang on a frequency."""
    shown, met = _tallied(zip(strangers, [1.0] * len(strangers), strict=True))
    return {
        field: {
            level: (m, spread, floor if spread else (shown[field, level] + trust * floor) / (met[field] + trust))
            for level, (m, spread, floor) in levels.items()
        }
        for field, levels in weights.items()
    }


def _with_matches(
    pairs: Sequence[Seen], likely: Sequence[float], current: Weights, known: Weights, trust: float
) -> Weights:
    """The weights with what one person shows, each pair as far as it is one, and what was known as some pairs more."""
    shown, met = _tallied(zip(pairs, likely, strict=True))
    return {
        field: {
            level: (
                max(
                    (shown[field, level] + trust * known[field][level][0]) / (met[field] + trust),
                    _least(known, field, level),
                ),
                spread,
                floor,
            )
            for level, (_m, spread, floor) in levels.items()
        }
        for field, levels in current.items()
    }


def _least(known: Weights, field: str, level: str) -> float:
    """A base without duplicates must not teach that the same phone or name says little of one person."""
    return known[field][level][0] * _KEPT if level == Level.EXACT else 0


def _tallied(pairs: Iterable[tuple[Seen, float]]) -> tuple[Tally, Mapping[str, float]]:
    shown: dict[tuple[str, str], float] = defaultdict(float)
    met: dict[str, float] = defaultdict(float)
    for seen, weight in pairs:
        for each in seen:
            shown[each.field, each.level] += weight
            met[each.field] += weight
    return shown, met


def _moved(before: Weights, after: Weights) -> float:
    return max(
        abs(log2(max(after[field][level][0], _LEAST) / max(m, _LEAST)))
        for field, levels in before.items()
        for level, (m, _spread, _floor) in levels.items()
    )
