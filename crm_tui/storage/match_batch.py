"""Whom many people at once are like, in few statements: for the rows of a file on their way in.

It looks only where a sure answer can come from: at contacts who share a key that few others have. Somebody who shares
no more than a common name with them is never the same person, and the base is full of those.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from crm_tui.domain.matching import hashing
from crm_tui.domain.matching.hashing import KIND_AT, KIND_MASK
from crm_tui.domain.matching.keys import email_key, phone_key, stored_keys, vocabulary
from crm_tui.domain.matching.population import Population
from crm_tui.domain.matching.profile import Profile
from crm_tui.domain.matching.reasons import Match
from crm_tui.domain.matching.score import compare
from crm_tui.domain.matching.weights import Weights
from crm_tui.storage import match_weights
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.match_keys import PEOPLE, short
from crm_tui.storage.match_source import profile

MOST_HOLDERS: Final = 10
"""A key that more have says little of who somebody is."""
MOST_COMPARED: Final = 4
_AT_ONCE: Final = 400
_TELLING: Final = frozenset(
    (
        *(hashing.PHONE, hashing.EMAIL, hashing.LAST_SEVEN, hashing.LOCAL_PART),
        *(hashing.PAIR, hashing.SOUNDS, hashing.NAME, hashing.INITIALS),
    )
)
"""The kinds of keys that tell who somebody is: how one is reached, and words of the name two by two."""
_HOLDERS: Final = f"""
    SELECT asked.column1, (SELECT GATHERED(CAST(contact AS TEXT), ',') FROM
        (SELECT contact FROM match_key WHERE key = asked.column1 LIMIT {MOST_HOLDERS + 1}) AS holder)
    FROM (VALUES :MARKS) AS asked
"""
_SAID: Final = "SELECT contact, said FROM match_profile WHERE contact IN (:MARKS)"
_COUNTS: Final = "SELECT token, count FROM match_token WHERE token IN (:MARKS)"


@dataclass(frozen=True, slots=True)
class Sought:
    """Somebody who is looked for: what is known of them, and the keys that this gives."""

    profile: Profile
    keys: tuple[int, ...]


@lru_cache(maxsize=2_048)
def sought(said: str) -> Sought:
    """Somebody by what is said of them, as a contact's text keeps it."""
    known = profile(said)
    return Sought(known, tuple(short(key) for key in stored_keys(known) if (key >> KIND_AT) & KIND_MASK in _TELLING))


@dataclass(frozen=True, slots=True)
class Others:
    """People who are not stored yet: how many they are, and how many of them have a key."""

    people: int
    holders: Mapping[int, int]


class Base:
    """The base as far as some people are concerned, read once for all of them."""

    def __init__(self, rows: Rows, people: Sequence[Sought], weights: Weights) -> None:
        self._weights = weights
        self._holders = _holders(rows, {key for person in people for key in person.keys})
        said = dict(_ask(rows, _SAID, {contact for person in people for contact in self.candidates(person)}))
        self._profiles = {contact: profile(text) for contact, text in said.items()}
        words = {word for person in people for word in vocabulary(person.profile)}
        words |= {word for other in self._profiles.values() for word in vocabulary(other)}
        self._tokens = dict(_ask(rows, _COUNTS, {PEOPLE, *words}))
        self._contacts = self._tokens.pop(PEOPLE, 0)

    def candidates(self, person: Sought) -> list[int]:
        """The contacts worth comparing with somebody: those who share the most keys that few have."""
        return nearest(self._holders, person)

    def alike(self, person: Sought, others: Others) -> Iterator[tuple[int, Match]]:
        """How somebody compares with each of them."""
        for contact in self.candidates(person):
            known = self._profiles.get(contact)
            if known is not None:
                yield contact, self.compared(person, known, others)

    def compared(self, person: Sought, other: Profile, others: Others) -> Match:
        """How somebody compares with somebody else, in the base with these others in it."""
        numbers = {one.national: short(phone_key(one)) for who in (person.profile, other) for one in who.phones}
        addresses = {one.whole: short(email_key(one)) for who in (person.profile, other) for one in who.emails}
        around = Population(
            self._contacts + others.people,
            self._tokens,
            {number: self._held(key, others) for number, key in numbers.items()},
            {address: self._held(key, others) for address, key in addresses.items()},
        )
        return compare(person.profile, other, around, self._weights)

    def _held(self, key: int, others: Others) -> int:
        return len(self._holders.get(key, ())) + others.holders.get(key, 0)


def nearest(holders: Mapping[int, Sequence[int]], person: Sought) -> list[int]:
    """Those who share the most keys with somebody that few have."""
    shared: dict[int, float] = defaultdict(float)
    for key in person.keys:
        held = holders.get(key, ())
        if len(held) <= MOST_HOLDERS:
            for one in held:
                shared[one] += 1 / len(held)
    return sorted(shared, key=lambda one: (-shared[one], one))[:MOST_COMPARED]


def _holders(rows: Rows, keys: Iterable[int]) -> dict[int, list[int]]:
    """Who has these keys; of those that many have, one more than is looked at."""
    found = _ask(rows, _HOLDERS.replace("GATHERED", rows.dialect.gathered), keys, "({})")
    return {key: [int(contact) for contact in text.split(",")] for key, text in found if text}


def look(rows: Rows, people: Sequence[Sought]) -> Base:
    """What the base has of those who may be these people."""
    return Base(rows, people, match_weights.current(rows))


def _ask(rows: Rows, sql: str, wanted: Iterable[Any], mark: str = "{}") -> Iterator[tuple[Any, ...]]:
    """The rows of a statement about these values, so many at a time that one plan serves them all."""
    waiting = iter(sorted(wanted))
    while part := list(islice(waiting, _AT_ONCE)):
        part += part[-1:] * (_AT_ONCE - len(part))
        yield from rows(_marked(sql, mark), {f"v{place}": one for place, one in enumerate(part)}, keyed=True)


@lru_cache(maxsize=8)
def _marked(sql: str, mark: str) -> str:
    return sql.replace(":MARKS", ", ".join(mark.format(f":v{place}") for place in range(_AT_ONCE)))
