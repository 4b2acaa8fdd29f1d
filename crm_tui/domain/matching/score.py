"""Two people compared: the evidence for and against, summed up, and what it comes to."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import log2
from typing import TypeVar

from crm_tui.domain.matching import evidence
from crm_tui.domain.matching.bands import among_namesakes, band, of_two_known
from crm_tui.domain.matching.levels import Observation
from crm_tui.domain.matching.names_compared import compared
from crm_tui.domain.matching.population import Population
from crm_tui.domain.matching.profile import Profile
from crm_tui.domain.matching.reasons import Band, Match
from crm_tui.domain.matching.telling import OF_NAMES, told
from crm_tui.domain.matching.weights import SHIPPED, Weights, bits

T = TypeVar("T")


def compare(asked: Profile, stored: Profile, population: Population, weights: Weights = SHIPPED) -> Match:
    """Whether two people are one: score in bits (0 is one to one, 10 a thousand to one), band, and the reasons."""
    seen = observed(asked, stored, population, weights)
    weighed = [bits(weights, each) for each in seen]
    score, name_bits = _summed(seen, weighed, population)
    reasons = told(seen, weighed, name_bits)
    return Match(score, band(score, seen, name_bits), tuple(sorted(reasons, key=lambda reason: -abs(reason.bits))))


def judged(asked: Profile, stored: Profile, population: Population, weights: Weights = SHIPPED) -> tuple[float, Band]:
    """The score and the band of two who are both in the base: for very many pairs, of which most are nobody's."""
    seen = observed(asked, stored, population, weights)
    score, name_bits = _summed(seen, [bits(weights, each) for each in seen], population)
    return score, of_two_known(band(score, seen, name_bits), (each.evidence for each in seen))


def _summed(seen: Sequence[Observation], weighed: Sequence[float], population: Population) -> tuple[float, float]:
    """What the evidence comes to beside the odds of a stranger: all of it, and that of the names alone."""
    prior = odds_of_a_stranger(population)
    of_names = sum(bit for bit, each in zip(weighed, seen, strict=True) if each.field in OF_NAMES)
    return sum(weighed) + prior, of_names + prior


def best(
    asked: Profile,
    stored: Iterable[tuple[T, Profile]],
    population: Population,
    limit: int,
    weights: Weights = SHIPPED,
) -> list[tuple[T, Match]]:
    """The stored people most like the one asked about, best first; reasons are made for those alone."""
    sums = [(_sum(asked, person, population, weights), name, person) for name, person in stored]
    sums.sort(key=lambda found: -found[0])
    found = [(name, compare(asked, person, population, weights)) for _score, name, person in sums[:limit]]
    bands = among_namesakes([match for _name, match in found])
    return [(name, replace(match, band=band)) for (name, match), band in zip(found, bands, strict=True)]


def observed(asked: Profile, stored: Profile, population: Population, weights: Weights) -> list[Observation]:
    """All that two people show side by side; of several names those that agree best."""
    seen = _of_names(asked, stored, population, weights)
    seen += evidence.of_phones(asked, stored, population)
    seen += evidence.of_emails(asked, stored, population)
    return seen + evidence.of_towns(asked, stored)


def odds_of_a_stranger(population: Population) -> float:
    """What the evidence has to outweigh: a person of the base picked blindly is the one asked about, in bits."""
    return -log2(population.contacts + 1)


def _sum(asked: Profile, stored: Profile, population: Population, weights: Weights) -> float:
    return sum(bits(weights, each) for each in observed(asked, stored, population, weights))


def _of_names(asked: Profile, stored: Profile, population: Population, weights: Weights) -> list[Observation]:
    found: list[Observation] = []
    most = float("-inf")
    for mine in asked.names:
        for theirs in stored.names:
            seen = compared(mine, theirs, population, weights)
            weight = sum(bits(weights, each) for each in seen)
            if weight > most:
                found, most = seen, weight
    return found
