"""Who in the base is like somebody: keys → candidates, the rarest first → their profiles → compared. Plain SQL.

The same statements on both databases, each by whole keys: 1,000,000 contacts answer as 10,000 do.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from math import log2
from operator import itemgetter
from typing import Final

from crm_tui.domain.matching import hashing
from crm_tui.domain.matching.hashing import KIND_MASK
from crm_tui.domain.matching.keys import asked_keys, email_key, phone_key
from crm_tui.domain.matching.population import Population
from crm_tui.domain.matching.profile import Profile
from crm_tui.domain.matching.reasons import Match
from crm_tui.domain.matching.score import best, compare
from crm_tui.domain.matching.spelling import near, variants
from crm_tui.storage import match_weights
from crm_tui.storage.asking import ask
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.match_keys import PEOPLE, short
from crm_tui.storage.match_source import Source, profile

_MOST_CANDIDATES: Final = 150
_MOST_BESIDE_A_NUMBER: Final = 24
_MOST_HOLDERS: Final = 200
_TOLD_BY: Final[Mapping[int, float]] = {
    hashing.PHONE: 1.0,
    hashing.EMAIL: 1.0,
    hashing.LAST_SEVEN: 0.6,
    hashing.LOCAL_PART: 0.8,
    hashing.PAIR: 1.0,
    hashing.SOUNDS: 0.7,
    hashing.NAME: 0.7,
    hashing.INITIALS: 0.7,
    hashing.INITIAL: 0.4,
    hashing.SINGLE: 0.1,
}
"""How much a shared key of a kind tells beside the others, which repeat a part of it."""

_HOLDERS: Final = f"""
    SELECT asked.column1, (SELECT GATHERED(CAST(contact AS TEXT), ',') FROM
        (SELECT contact FROM match_key WHERE key = asked.column1 LIMIT {_MOST_HOLDERS}) AS holder)
    FROM EACH AS asked
"""
_SPELT: Final = "SELECT token FROM match_variant WHERE variant AMONG"
_COUNTS: Final = "SELECT token, count FROM match_token WHERE token AMONG"
SAID: Final = "SELECT contact, said FROM match_profile WHERE contact AMONG"

Holders = Mapping[int, Sequence[int]]
"""Who has a key, by the key; of those of a common one the first few."""


def find(rows: Rows, asked: Profile, limit: int, without: int | None = None) -> list[tuple[int, Match]]:
    """The contacts most like somebody, by their numbers, best first."""
    holders = _holders(rows, asked_keys(asked, lambda forms: _spellings(rows, forms)))
    if without is not None:
        holders = _but(holders, without)
    chosen = candidates(holders, _people(rows))
    known = {contact: profile(said) for contact, said in ask(rows, SAID, chosen)}
    base = around(rows, asked, known.values(), holders)
    return best(asked, known.items(), base, limit, match_weights.current(rows))


def compared(rows: Rows, mine: Source, contact: int) -> Match | None:
    """How somebody compares with one contact; None where that is not to be found."""
    asked = mine.profile()
    found = ask(rows, SAID, [contact])
    if not found:
        return None
    holders = _holders(rows, _number_keys([asked]))
    other = profile(found[0][1])
    return compare(asked, other, around(rows, asked, [other], holders), match_weights.current(rows))


def _but(holders: Holders, contact: int) -> dict[int, list[int]]:
    """Who else has the keys: a contact does not share them with itself."""
    others = {key: [one for one in found if one != contact] for key, found in holders.items()}
    return {key: found for key, found in others.items() if found}


def candidates(holders: Holders, people: int) -> list[int]:
    """The contacts who share keys with somebody, those first whose keys are shared by the fewest.

    Of 1,200 questions about 1,000,000 people with slips, short names and romanisations the right one was among the
    first 24 in 99.9 % where somebody has the phone or the e-mail, else among the first 150 in 98.1 %.
    """
    weighed: dict[int, float] = defaultdict(float)
    for key, found in holders.items():
        weight = log2((people + 1) / len(found)) * _TOLD_BY[key & KIND_MASK]
        for contact in found:
            weighed[contact] += weight
    reached = any(key & KIND_MASK in (hashing.PHONE, hashing.EMAIL) for key in holders)
    most = _MOST_BESIDE_A_NUMBER if reached else _MOST_CANDIDATES
    return [contact for contact, _weight in nlargest(most, weighed.items(), key=itemgetter(1))]


def population(
    rows: Rows, forms: Iterable[str], phones: Mapping[str, int], emails: Mapping[str, int], sharing: Mapping[int, int]
) -> Population:
    """The base as far as some words, phones and e-mails are concerned.

    Phones and e-mails are given with their keys, and ``sharing`` is how many have those.
    """
    counts = {token: int(count) for token, count in ask(rows, _COUNTS, (PEOPLE, *sorted(forms)))}
    return Population(
        contacts=counts.pop(PEOPLE, 0),
        tokens=counts,
        phones={number: sharing[key] for number, key in phones.items() if key in sharing},
        emails={address: sharing[key] for address, key in emails.items() if key in sharing},
    )


def around(rows: Rows, asked: Profile, others: Iterable[Profile], holders: Holders) -> Population:
    """The base as far as somebody asked about and those alike are concerned."""
    forms = {word.form for person in (asked, *others) for names in person.names for word in names}
    phones = {number.national: short(phone_key(number)) for number in asked.phones}
    emails = {address.whole: short(email_key(address)) for address in asked.emails}
    return population(rows, forms, phones, emails, {key: len(found) for key, found in holders.items()})


def _number_keys(people: Iterable[Profile]) -> list[int]:
    known = list(people)
    phones = [phone_key(number) for person in known for number in person.phones]
    return phones + [email_key(address) for person in known for address in person.emails]


def _holders(rows: Rows, keys: Sequence[int]) -> dict[int, list[int]]:
    found = ask(rows, _HOLDERS.replace("GATHERED", rows.dialect.gathered), [short(key) for key in keys])
    return {key: [int(contact) for contact in text.split(",")] for key, text in found if text}


def _spellings(rows: Rows, forms: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The words of the base's names that some words may be misspellings of."""
    wanted = {short(spelling) for form in forms for spelling in variants(form)}
    found = [token for (token,) in ask(rows, _SPELT, sorted(wanted))]
    return {form: near(form, found) for form in forms}


def _people(rows: Rows) -> int:
    found = ask(rows, _COUNTS, [PEOPLE])
    return int(found[0][1]) if found else 0
