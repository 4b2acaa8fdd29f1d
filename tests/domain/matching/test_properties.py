"""What holds for any input: nothing is refused, comparing goes both ways alike, the order of words is nobody's."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.matching.keys import asked_keys, stored_keys, vocabulary
from crm_tui.domain.matching.population import Population
from crm_tui.domain.matching.profile import Profile, profile
from crm_tui.domain.matching.score import compare
from crm_tui.domain.matching.spelling import near, variants
from crm_tui.domain.matching.wording import said

BASE = Population(5_000, {"ivanov": 40, "petr": 80, "smit": 30})
MAX_KEYS = 200
WORDS = st.sampled_from(
    ("Иванов", "Шевченко", "Пётр", "Саша", "Анна", "Сергеевич", "Smith", "John", "Олександр", "Ivanov", "Bdfyjd", "И.")
)
SURE_WORDS = st.sampled_from(("Иванов", "Шевченко", "Пётр", "Олександр", "Петровна", "Smith", "Ковальська"))
NAMES = st.one_of(
    st.lists(WORDS, max_size=4).map(" ".join),
    st.text(max_size=40),
    st.text(alphabet="абвИЯёїґ'’ -,.", max_size=30),
    st.text(alphabet="😀\x00\x1b\u202e\u200dА", max_size=12),
    st.just("Щ" * 500),
    st.just("я"),
)
PHONES = st.one_of(st.text(max_size=20), st.text("0123456789+-() ", max_size=20), st.just("112"), st.just("flowers"))
EMAILS = st.one_of(st.text(max_size=20), st.just("no-at"), st.just("@"), st.just("a@b.c"), st.emails())
PEOPLE = st.builds(
    profile,
    NAMES,
    st.lists(PHONES, max_size=3),
    st.lists(EMAILS, max_size=2),
    st.text(max_size=12),
    st.lists(NAMES, max_size=2),
)


def itself(tokens: object) -> dict[str, list[str]]:
    """A vocabulary that knows no misspelling."""
    return {}


@settings(max_examples=150, deadline=None)
@given(PEOPLE, PEOPLE)
def test_anybody_can_be_compared_with_anybody_and_it_goes_both_ways_alike(one: Profile, other: Profile) -> None:
    there, back = compare(one, other, BASE), compare(other, one, BASE)

    assert abs(there.score - back.score) < 1e-6
    assert there.band is back.band
    assert all(isinstance(said(reason), str) for reason in there.reasons)


@settings(max_examples=150, deadline=None)
@given(PEOPLE)
def test_keys_are_few_and_fit_a_database(person: Profile) -> None:
    stored, asked = stored_keys(person), asked_keys(person, itself)

    assert len(stored) == len(set(stored)) <= MAX_KEYS
    assert all(-(2**63) <= key < 2**63 for key in stored + asked)
    assert all(token == near(token, [token])[0] for token in vocabulary(person) if variants(token))


@settings(max_examples=100, deadline=None)
@given(PEOPLE)
def test_everybody_is_found_again_by_what_is_stored(person: Profile) -> None:
    stored = stored_keys(person)

    assert not stored or set(asked_keys(person, itself)) & set(stored)


@settings(max_examples=100, deadline=None)
@given(st.lists(SURE_WORDS, min_size=2, max_size=3, unique=True))
def test_a_person_is_found_whatever_the_order_of_the_words(words: list[str]) -> None:
    shuffled = random.Random(1).sample(words, len(words))
    stored = set(stored_keys(profile(" ".join(words))))
    pair = asked_keys(profile(" ".join(shuffled)), itself)

    assert pair[0] in stored
