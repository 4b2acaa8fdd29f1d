"""Who in the base may be whom: the pairs of contacts that share a rare key, and how each pair compares."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from crm_tui.domain.matching import hashing
from crm_tui.domain.matching.bands import of_two_known
from crm_tui.domain.matching.hashing import KIND_MASK
from crm_tui.domain.matching.keys import email_key, phone_key
from crm_tui.domain.matching.population import Population
from crm_tui.domain.matching.profile import Profile
from crm_tui.domain.matching.reasons import Band, Match
from crm_tui.domain.matching.score import compare, judged
from crm_tui.storage import match_sql, match_weights
from crm_tui.storage.asking import ask
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.match_keys import short
from crm_tui.storage.match_source import profile

WORTH_KEEPING: Final = -4.0
"""Pairs that score less, in bits, are hardly one person and are forgotten."""

# Up to how many may share a key of a kind and still be looked at in pairs: what many share tells nobody apart.
_MOST_SHARING: Final[Mapping[int, int]] = {
    hashing.PHONE: 20,
    hashing.EMAIL: 20,
    hashing.LOCAL_PART: 5,
    hashing.PAIR: 4,
    hashing.SOUNDS: 4,
    hashing.NAME: 4,
}
_ENOUGH: Final = 1 << hashing.PHONE | 1 << hashing.EMAIL | 1 << hashing.LOCAL_PART
_WRITTEN: Final = 1 << hashing.PAIR
_MEANT: Final = 1 << hashing.SOUNDS | 1 << hashing.NAME
_SHARERS: Final = """
    SELECT key & {mask}, GATHERED(CAST(contact AS TEXT), ',') FROM match_key WHERE key & {mask} IN ({kinds})
    GROUP BY key HAVING count(*) BETWEEN 2 AND CASE key & {mask} {limits} END
"""
_SHARING: Final = """
    SELECT asked.column1, (SELECT count(*) FROM (SELECT 1 FROM match_key WHERE key = asked.column1 LIMIT 100) AS held)
    FROM EACH AS asked
"""

_MOST_OF_ONE: Final = 10

Pair = tuple[int, int]
"""Two contacts by their numbers, the older first."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair, how sure it is that the two are one, and the band."""

    first: int
    second: int
    score: float
    band: Band


def collect(rows: Rows) -> list[Pair]:
    """All pairs that share rare keys enough to be looked at, in order."""
    limits = " ".join(f"WHEN {kind} THEN {most}" for kind, most in _MOST_SHARING.items())
    kinds = ", ".join(str(kind) for kind in _MOST_SHARING)
    sql = _SHARERS.format(mask=KIND_MASK, kinds=kinds, limits=limits).replace("GATHERED", rows.dialect.gathered)
    shared: dict[Pair, int] = defaultdict(int)
    for kind, gathered in rows(sql, {}):
        for pair in combinations(sorted(map(int, gathered.split(","))), 2):
            shared[pair] |= 1 << kind
    return sorted(pair for pair, kinds_shared in shared.items() if _is_worth_a_look(kinds_shared))


def _is_worth_a_look(kinds: int) -> bool:
    """A phone, an e-mail or its name is enough; a name has to agree in writing and in what it stands for."""
    return bool(kinds & _ENOUGH or (kinds & _WRITTEN and kinds & _MEANT))


def score(rows: Rows, pairs: Sequence[Pair]) -> Iterator[Scored]:
    """How pairs compare; those that are hardly one person are left out."""
    there = in_sight(rows, pairs)
    around, weights = surroundings(rows, there.values()), match_weights.current(rows)
    for (first, second), people in there.items():
        bits, band = judged(*people, around, weights)
        if bits >= WORTH_KEEPING:
            yield Scored(first, second, bits, band)


def score_one(rows: Rows, contact: int) -> Iterator[Scored]:
    """How one contact compares with those most like it."""
    known = read_profiles(rows, [contact])
    found = match_sql.find(rows, known[contact], _MOST_OF_ONE, contact) if known else []
    for other, match in found:
        if match.score >= WORTH_KEEPING:
            band = of_two_known(match.band, (reason.evidence for reason in match.reasons))
            yield Scored(min(contact, other), max(contact, other), match.score, band)


def compared(rows: Rows, pairs: Sequence[Pair]) -> dict[Pair, Match]:
    """How pairs compare and why, those of contacts out of sight left out."""
    there = in_sight(rows, pairs)
    around, weights = surroundings(rows, there.values()), match_weights.current(rows)
    return {pair: compare(*people, around, weights) for pair, people in there.items()}


def in_sight(rows: Rows, pairs: Sequence[Pair]) -> dict[Pair, tuple[Profile, Profile]]:
    """The people of pairs, ready to be compared; pairs with a contact that is out of sight are left out."""
    profiles = read_profiles(rows, {contact for pair in pairs for contact in pair})
    found = ((pair, (profiles.get(pair[0]), profiles.get(pair[1]))) for pair in pairs)
    return {pair: (one, other) for pair, (one, other) in found if one is not None and other is not None}


def read_profiles(rows: Rows, contacts: Iterable[int]) -> dict[int, Profile]:
    """What contacts are known by, ready to be compared."""
    return {contact: profile(text) for contact, text in said(rows, contacts).items()}


def said(rows: Rows, contacts: Iterable[int]) -> dict[int, str]:
    """What contacts are known by, as it is kept; those out of sight are left out."""
    return {int(contact): str(text) for contact, text in ask(rows, match_sql.SAID, sorted(contacts))}


def surroundings(rows: Rows, pairs: Iterable[tuple[Profile, Profile]]) -> Population:
    """The base as far as these pairs are concerned: of their numbers those matter that both of a pair have.

    Of two who have a number one is the other's only company, so one less than have it share it.
    """
    forms: set[str] = set()
    phones: dict[str, int] = {}
    emails: dict[str, int] = {}
    for one, other in pairs:
        forms.update(word.form for names in (*one.names, *other.names) for word in names)
        theirs = {number.national for number in other.phones}
        phones.update((each.national, short(phone_key(each))) for each in one.phones if each.national in theirs)
        addresses = {address.whole for address in other.emails}
        emails.update((each.whole, short(email_key(each))) for each in one.emails if each.whole in addresses)
    keys = sorted({*phones.values(), *emails.values()})
    sharing = {int(key): int(count) - 1 for key, count in ask(rows, _SHARING, keys)}
    return match_sql.population(rows, forms, phones, emails, sharing)
