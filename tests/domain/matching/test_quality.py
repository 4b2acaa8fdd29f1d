"""People asked about as managers type them are found: the bars of the multilingual set, on a small base."""

import pytest

from benchmarks.labelled.memory import Memory
from benchmarks.labelled.people import base
from benchmarks.labelled.questions import Question, negatives, positives
from crm_tui.domain import phones
from crm_tui.domain.matching.profile import Profile, profile
from crm_tui.domain.matching.reasons import Band

PEOPLE = base(4_000, seed=21)


@pytest.fixture(scope="module")
def memory() -> Memory:
    return Memory(profile(one.written, one.phones, one.emails, one.town) for one in PEOPLE)


def asked(question: Question) -> Profile:
    numbers = (phones.read(typed, question.region).e164 or typed for typed in question.phones)
    return profile(question.name, numbers, question.emails)


def test_people_of_the_base_are_found(memory: Memory) -> None:
    questions = positives(PEOPLE, 600, seed=22)
    found = [[place for place, _ in memory.similar(asked(each))] for each in questions]

    first = sum(places[:1] == [each.answer] for places, each in zip(found, questions, strict=True))
    among_five = sum(each.answer in places for places, each in zip(found, questions, strict=True))

    assert among_five >= 0.985 * len(questions)
    assert first >= 0.95 * len(questions)


def test_those_who_only_seem_to_be_are_not_called_the_same(memory: Memory) -> None:
    questions = negatives(PEOPLE, 600, seed=23)

    wrong = [each for each in questions if any(match.band is Band.SAME for _, match in memory.similar(asked(each)))]

    assert len(wrong) <= 0.01 * len(questions)


def test_everybody_has_about_as_many_keys_as_planned_for(memory: Memory) -> None:
    assert 8 <= memory.keys_each() <= 15
