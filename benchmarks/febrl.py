"""FEBRL's labelled people (Christen 2008) through the program's own engine: levels, weights learnt by EM, odds.

The engine knows fields by name only; here they are those of FEBRL's files. Nothing is told about who is who: pairs
are scored with what was learnt from the pairs themselves, and one person is what is likelier than not.
"""

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from crm_tui.domain.matching.learning import learn, likelihood
from crm_tui.domain.matching.levels import Level, Observation
from crm_tui.domain.matching.reasons import Evidence
from crm_tui.domain.matching.sounds import sound
from crm_tui.domain.matching.spelling import edits
from crm_tui.domain.matching.weights import Weights

Record = dict[str, str]
Pair = tuple[int, int]

FIELDS = (
    "given_name",
    "surname",
    "street_number",
    "address_1",
    "address_2",
    "suburb",
    "postcode",
    "state",
    "date_of_birth",
    "soc_sec_id",
)
AT_FIRST: Weights = {
    field: {
        Level.EXACT: (0.75, 1, 1e-6),
        Level.ONE_OFF: (0.12, 0, 0.001),
        Level.TWO_OFF: (0.06, 0, 0.005),
        Level.DIFFERENT: (0.07, 0, 0.99),
    }
    for field in FIELDS
}
_STRANGERS = 50_000
_MOST_OF_A_BLOCK = 60
_TRUST = 5.0
_BLOCKS: tuple[Callable[[Record], str], ...] = (
    lambda one: one["soc_sec_id"],
    lambda one: one["date_of_birth"],
    lambda one: one["postcode"],
    lambda one: one["suburb"],
    lambda one: one["address_1"],
    lambda one: one["address_2"],
    lambda one: _both(*sorted((sound(one["given_name"]), sound(one["surname"])))),
    lambda one: _both(one["surname"], one["state"]),
)


@dataclass(frozen=True, slots=True)
class Quality:
    """How well pairs were told: precision, recall, and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision else 0.0


def dataset(folder: Path, number: int) -> list[Record]:
    """The people of one of FEBRL's files (the fourth is in two), cells without blanks around them."""
    names = ("dataset4a.csv", "dataset4b.csv") if number == 4 else (f"dataset{number}.csv",)
    records: list[Record] = []
    for name in names:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, skipinitialspace=True)
            heading = [cell.strip() for cell in next(rows)]
            records += [dict(zip(heading, map(str.strip, row), strict=True)) for row in rows if row]
    return records


def quality(records: Sequence[Record]) -> Quality:
    """How well the engine tells the pairs of a file, unsupervised."""
    pairs = sorted(candidates(records))
    frequencies = {field: _frequencies(records, field) for field in FIELDS}
    seen = [observed(records[one], records[other], frequencies) for one, other in pairs]
    chance = random.Random(1)
    blind = (chance.sample(records, 2) for _ in range(_STRANGERS))
    strangers = [observed(one, other, frequencies) for one, other in blind]
    learnt = learn(seen, strangers, AT_FIRST, len(records) * (len(records) - 1) // 2, _TRUST)
    told = {
        pair for pair, each in zip(pairs, seen, strict=True) if likelihood(each, learnt.weights, learnt.share) >= 0.5
    }
    return measured(told, true_pairs(records))


def measured(told: set[Pair], true: set[Pair]) -> Quality:
    """The quality of pairs that were told to be one."""
    hits = len(told & true)
    return Quality(hits / len(told) if told else 0.0, hits / len(true))


def true_pairs(records: Sequence[Record]) -> set[Pair]:
    """The pairs that are one person, by the ids that FEBRL gives: rec-17-org, rec-17-dup-0."""
    people: dict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        people[record["rec_id"].split("-")[1]].append(place)
    return {pair for places in people.values() for pair in combinations(places, 2)}


def candidates(records: Sequence[Record]) -> set[Pair]:
    """The pairs that share a key, of those that few share."""
    found: set[Pair] = set()
    for key in _BLOCKS:
        blocks: dict[str, list[int]] = defaultdict(list)
        for place, record in enumerate(records):
            if value := key(record):
                blocks[value].append(place)
        found |= {
            pair for places in blocks.values() if len(places) <= _MOST_OF_A_BLOCK for pair in combinations(places, 2)
        }
    return found


def observed(one: Record, other: Record, frequencies: dict[str, dict[str, float]]) -> list[Observation]:
    """What two records show side by side; a field that one lacks says nothing. Swapped names are set right."""
    given, surname = _names(one, other)
    theirs = {**other, "given_name": given, "surname": surname}
    seen = []
    for field in FIELDS:
        mine, their = one[field], theirs[field]
        if mine and their:
            known = frequencies[field]
            common = max(known.get(mine, 0.0), known.get(their, 0.0))
            seen.append(Observation(field, _level(mine, their), common, Evidence.SAME_NAME, mine, their))
    return seen


def _names(one: Record, other: Record) -> tuple[str, str]:
    given, surname = other["given_name"], other["surname"]
    straight = (one["given_name"] == given) + (one["surname"] == surname)
    crosswise = (one["given_name"] == surname) + (one["surname"] == given)
    return (surname, given) if crosswise > straight else (given, surname)


def _level(mine: str, theirs: str) -> Level:
    if mine == theirs:
        return Level.EXACT
    long = min(len(mine), len(theirs))
    apart = edits(mine, theirs, 3)
    if apart == 1 or (apart == 2 and long >= 6):
        return Level.ONE_OFF
    return Level.TWO_OFF if (apart <= 3 and long >= 5) or _shares_a_word(mine, theirs) else Level.DIFFERENT


def _shares_a_word(mine: str, theirs: str) -> bool:
    return " " in mine + theirs and any(len(word) > 4 for word in set(mine.split()) & set(theirs.split()))


def _frequencies(records: Sequence[Record], field: str) -> dict[str, float]:
    counted = Counter(record[field] for record in records if record[field])
    total = sum(counted.values())
    return {value: count / total for value, count in counted.items()}


def _both(one: str, other: str) -> str:
    return f"{one}\x01{other}" if one and other else ""


def described(results: Iterable[tuple[str, Quality]]) -> str:
    """The table of engines for people: precision, recall, F1."""
    lines = [f"{name:24} {each.precision:.4f} {each.recall:.4f} {each.f1:.4f}" for name, each in results]
    return "\n".join([f"{'':24} {'prec':6} {'recall':6} {'F1':6}", *lines])
