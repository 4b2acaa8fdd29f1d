"""Weights are learnt from a base itself, and stay sensible where it has little to teach."""

import json
import random
from itertools import islice

import pytest

from benchmarks.labelled.memory import Memory
from benchmarks.labelled.people import base
from benchmarks.labelled.questions import positives
from crm_tui.domain.matching.base_learning import learn_from_people
from crm_tui.domain.matching.learning import learn, likelihood
from crm_tui.domain.matching.levels import Level, Observation
from crm_tui.domain.matching.population import Population
from crm_tui.domain.matching.profile import Profile, profile
from crm_tui.domain.matching.reasons import Evidence
from crm_tui.domain.matching.weights import SHIPPED, Weights

START: Weights = {
    field: {Level.EXACT: (0.6, 0, 0.2), Level.DIFFERENT: (0.4, 0, 0.8)} for field in ("colour", "shape", "size")
}


def seen(*agrees: bool) -> list[Observation]:
    """A pair whose fields agree or not."""
    return [
        Observation(field, Level.EXACT if same else Level.DIFFERENT, 0, Evidence.SAME_NAME)
        for field, same in zip(START, agrees, strict=True)
    ]


def test_what_one_person_shows_is_found_without_being_told_who_is_who() -> None:
    chance = random.Random(4)
    one = [seen(*(chance.random() < m for m in (0.95, 0.9, 0.7))) for _ in range(2_000)]
    two = [seen(*(chance.random() < 0.1 for _ in range(3))) for _ in range(8_000)]
    blind = [seen(*(chance.random() < 0.1 for _ in range(3))) for _ in range(8_000)]

    learnt = learn(one + two, blind, START, len(one + two), trust=1)

    fitted = [learnt.weights[field][Level.EXACT][0] for field in START]
    assert all(abs(m - true) < 0.04 for m, true in zip(fitted, (0.95, 0.9, 0.7), strict=True))
    assert abs(learnt.share - 0.2) < 0.03
    assert likelihood(seen(True, True, True), learnt.weights, learnt.share) > 0.95
    assert likelihood(seen(False, False, False), learnt.weights, learnt.share) < 0.01


def test_a_base_without_pairs_teaches_nothing() -> None:
    learnt = learn([], [], SHIPPED, 1)

    assert learnt.moved == 0
    assert flat(learnt.weights) == pytest.approx(flat(SHIPPED))


def flat(weights: Weights) -> list[float]:
    """All the numbers of some weights."""
    return [number for levels in weights.values() for numbers in levels.values() for number in numbers]


def test_weights_are_plain_data() -> None:
    kept = json.loads(json.dumps(SHIPPED))

    assert {field: {level: tuple(each) for level, each in levels.items()} for field, levels in kept.items()} == SHIPPED


def test_families_do_not_teach_that_first_names_do_not_matter() -> None:
    people = base(1_500, seed=11)
    again = [profile(each.name, each.phones, each.emails) for each in positives(people, 300, seed=12)]
    known = [profile(one.written, one.phones, one.emails, one.town) for one in people] + again
    memory = Memory(known)
    chance = random.Random(1)

    learnt = learn_from_people(alike(memory), (_two(known, chance) for _ in range(3_000)), memory.population)

    assert learnt.rounds > 1
    assert learnt.weights["given"][Level.DIFFERENT][0] < 0.1
    assert learnt.weights["phone"][Level.EXACT][0] > 0.5


def _two(known: list[Profile], chance: random.Random) -> tuple[Profile, Profile]:
    one, other = chance.sample(known, 2)
    return one, other


def alike(memory: Memory) -> list[tuple[Profile, Profile]]:
    """The pairs that share a rare key."""
    return [(memory.people[one], memory.people[other]) for one, other in islice(sorted(memory.pairs(8)), 4_000)]


def test_a_base_of_namesakes_does_not_teach_that_the_same_phone_says_little() -> None:
    namesakes = [
        (profile("Тарас Шевченко", (f"+38067{number:07}",)), profile("Тарас Шевченко", (f"+38093{number:07}",)))
        for number in range(0, 900_000, 1_000)
    ]

    learnt = learn_from_people(namesakes, (), Population(5_000, {"taras": 1_800, "sevcenko": 1_800}))

    assert learnt.weights["phone"][Level.EXACT][0] >= SHIPPED["phone"][Level.EXACT][0] / 2
