"""What the people of one base teach about the weights."""

from collections.abc import Iterable

from crm_tui.domain.matching.learning import Learning, Seen, learn
from crm_tui.domain.matching.levels import Level
from crm_tui.domain.matching.population import Population
from crm_tui.domain.matching.profile import Profile
from crm_tui.domain.matching.score import observed
from crm_tui.domain.matching.weights import SHIPPED, Weights

Pairs = Iterable[tuple[Profile, Profile]]


def learn_from_people(pairs: Pairs, strangers: Pairs, population: Population, weights: Weights = SHIPPED) -> Learning:
    """Learn from a base's candidate pairs and from pairs drawn blindly, starting at the shipped weights.

    Families are left out: so much of theirs agrees that one would learn from them that first names do not matter.
    """
    seen = [observed(*pair, population, weights) for pair in pairs]
    blind = [observed(*pair, population, weights) for pair in strangers]
    telling = [each for each in seen if not _of_one_household(each)]
    among = population.contacts * (population.contacts - 1) // 2
    return learn(telling, blind, weights, max(among, len(telling), 1))


def _of_one_household(seen: Seen) -> bool:
    """Whether two share a phone or an e-mail under different first names or patronymics."""
    levels = {(each.field, each.level) for each in seen}
    shares = ("phone", Level.EXACT) in levels or ("email", Level.EXACT) in levels
    return shares and bool({("given", Level.DIFFERENT), ("patronymic", Level.DIFFERENT)} & levels)
