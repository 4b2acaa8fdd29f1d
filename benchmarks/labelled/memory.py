"""A base in memory, looked up as a store does: keys, vocabulary, at most 150 candidates, the best five."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from crm_tui.domain.matching.keys import asked_keys, stored_keys, vocabulary
from crm_tui.domain.matching.population import Population
from crm_tui.domain.matching.profile import Profile
from crm_tui.domain.matching.reasons import Match
from crm_tui.domain.matching.score import best
from crm_tui.domain.matching.spelling import near, variants
from crm_tui.domain.matching.weights import SHIPPED, Weights

MOST_CANDIDATES = 150
MOST_OF_A_KEY = 60


class Memory:
    """People by their keys."""

    def __init__(self, people: Iterable[Profile], weights: Weights = SHIPPED) -> None:
        self.people = list(people)
        self.weights = weights
        self._by_key: dict[int, list[int]] = defaultdict(list)
        self._by_variant: dict[int, list[str]] = defaultdict(list)
        tokens: Counter[str] = Counter()
        for place, person in enumerate(self.people):
            tokens.update(vocabulary(person))
            for key in stored_keys(person):
                self._by_key[key].append(place)
        for token in tokens:
            for variant in variants(token):
                self._by_variant[variant].append(token)
        self.population = Population(len(self.people), tokens, *self._sharers())

    def candidates(self, asked: Profile) -> list[int]:
        """The places of those who may be the one asked about."""
        found: dict[int, None] = {}
        for key in asked_keys(asked, self.spelling):
            found.update(dict.fromkeys(self._by_key.get(key, ())[:MOST_OF_A_KEY]))
            if len(found) >= MOST_CANDIDATES:
                break
        return list(found)[:MOST_CANDIDATES]

    def similar(self, asked: Profile, limit: int = 5) -> list[tuple[int, Match]]:
        """The people most like the one asked about."""
        people = ((place, self.people[place]) for place in self.candidates(asked))
        return best(asked, people, self.population, limit, self.weights)

    def pairs(self, most: int) -> set[tuple[int, int]]:
        """The places of those who share a key that no more than so many have."""
        shared = (places for places in self._by_key.values() if len(places) <= most)
        return {pair for places in shared for pair in combinations(places, 2)}

    def keys_each(self) -> float:
        """How many keys a person has on average."""
        return sum(map(len, self._by_key.values())) / max(len(self.people), 1)

    def spelling(self, tokens: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """What each token may be a misspelling of."""
        return {
            token: near(token, (word for key in variants(token) for word in self._by_variant.get(key, ())))
            for token in tokens
        }

    def _sharers(self) -> tuple[Counter[str], Counter[str]]:
        phones = Counter(number.national for person in self.people for number in set(person.phones))
        emails = Counter(address.whole for person in self.people for address in set(person.emails))
        return phones, emails
