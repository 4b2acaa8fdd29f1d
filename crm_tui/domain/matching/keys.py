"""The keys by which a person is found again: those stored with a contact, and those to look up for somebody asked.

A key is a number hashed from its kind and a text. Pairs are sorted, so that the order of words does not matter.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice, product
from typing import Final

from crm_tui.domain.matching import hashing, surnames
from crm_tui.domain.matching.hashing import hashed, often_hashed
from crm_tui.domain.matching.nicknames import names
from crm_tui.domain.matching.profile import Address, Number, Profile
from crm_tui.domain.matching.sounds import sound
from crm_tui.domain.matching.words import Role, Word, first_letter

VERSION: Final = 1
"""Raised with every change of the keys: those in a store are made anew where it differs."""

Spelling = Callable[[Sequence[str]], Mapping[str, Sequence[str]]]
"""For each of some tokens the words of the base's vocabulary that it may be a misspelling of, nearest first."""

_MOST_PAIRS = 40
_MOST_WORDS = 4


def stored_keys(person: Profile) -> tuple[int, ...]:
    """The keys that are stored with a contact."""
    return tuple(dict.fromkeys((*_of_numbers(person), *(key for found in person.names for key in _of_name(found)))))


def asked_keys(person: Profile, spelling: Spelling) -> tuple[int, ...]:
    """The keys to look up for a person asked about, the strongest first; misspelt words by ``spelling``."""
    readings = {word.typed: _readings(word) for found in person.names for word in found[:_MOST_WORDS]}
    known = spelling(tuple(dict.fromkeys(form for forms in readings.values() for form in forms)))
    keys = list(_of_phones(person))
    for found in person.names:
        keys += _ranked(found[:_MOST_WORDS], readings, known)
    return tuple(dict.fromkeys((*keys, *_of_halves(person), *_of_single_words(person, known))))


def vocabulary(person: Profile) -> tuple[str, ...]:
    """The words of a person's names as the base's vocabulary holds and counts them."""
    return tuple(dict.fromkeys(word.form for found in person.names for word in found if not word.initial))


def phone_key(number: Number) -> int:
    """The key that those have in common who have a phone."""
    return hashed(hashing.PHONE, number.national)


def email_key(address: Address) -> int:
    """The key that those have in common who have an e-mail."""
    return hashed(hashing.EMAIL, address.whole)


def _of_numbers(person: Profile) -> Iterator[int]:
    yield from _of_phones(person)
    yield from _of_halves(person)


def _of_phones(person: Profile) -> Iterator[int]:
    yield from map(phone_key, person.phones)
    yield from map(email_key, person.emails)


def _of_halves(person: Profile) -> Iterator[int]:
    yield from (hashed(hashing.LAST_SEVEN, number.last) for number in person.phones if number.last)
    yield from (hashed(hashing.LOCAL_PART, address.local) for address in person.emails if not address.office)


def _of_name(found: Sequence[Word]) -> Iterator[int]:
    whole = [word for word in found[:_MOST_WORDS] if not word.initial]
    for one, other in combinations(whole, 2):
        yield from (_pair(*forms) for forms in product(_read(one), _read(other)))
    for one, other in _telling_pairs(whole):
        yield _sounds(one.sound, other.sound)
        yield from _by_name(one, other)
        yield from _by_name(other, one)
    yield from _by_initials(found[:_MOST_WORDS])
    yield from (often_hashed(hashing.SINGLE, word.sound) for word in whole)


def _telling_pairs(whole: Sequence[Word]) -> list[tuple[Word, Word]]:
    """The pairs that people are told apart by: given name with surname, else with patronymic."""
    pairs = list(combinations(whole, 2))
    return [pair for pair in pairs if Role.PATRONYMIC not in (pair[0].role, pair[1].role)] or pairs


def _pair(one: str, other: str) -> int:
    return hashed(hashing.PAIR, "\x01".join(sorted((surnames.neutral(one), surnames.neutral(other)))))


def _sounds(one: str, other: str) -> int:
    return often_hashed(hashing.SOUNDS, "\x01".join(sorted((one, other))))


def _by_name(given: Word, other: Word) -> Iterator[int]:
    leaders = names().leaders
    yield from (often_hashed(hashing.NAME, f"{leaders[number]}\x01{other.sound}") for number in sorted(given.names))


def _by_initials(found: Sequence[Word]) -> Iterator[int]:
    """A word in full beside the first letters of the others: И. Иванов, Иванов И. П."""
    for word in found:
        others = [first_letter(other) for other in found if other is not word]
        if word.initial or (word.role in (Role.GIVEN, Role.PATRONYMIC) and len(found) > 2):
            continue
        yield from (often_hashed(hashing.INITIAL, f"{word.sound}\x01{letter}") for letter in others[:2])
        if len(others) > 1:
            yield often_hashed(hashing.INITIALS, f"{word.sound}\x01{''.join(sorted(others))}")


def _read(word: Word) -> tuple[str, ...]:
    return (word.form, word.second) if word.second else (word.form,)


def _readings(word: Word) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in (word.form, word.second, word.other) if form))


def _ranked(
    found: Sequence[Word], readings: Mapping[str, Sequence[str]], known: Mapping[str, Sequence[str]]
) -> Iterator[int]:
    """The keys of one name as asked: as written, by the name meant, misspelt, by sound, by initials."""
    whole = [word for word in found if not word.initial]
    pairs = list(combinations(whole, 2))
    yield from (_pair(one.form, other.form) for one, other in pairs)
    for one, other in pairs:
        yield from _by_name(one, other)
        yield from _by_name(other, one)
    for one, other in pairs:
        spelt = product(_spelt(readings[one.typed], known), _spelt(readings[other.typed], known))
        yield from islice((_pair(*forms) for forms in spelt), _MOST_PAIRS)
    for one, other in pairs:
        heard = product(map(_heard, readings[one.typed]), map(_heard, readings[other.typed]))
        yield from (_sounds(*forms) for forms in heard)
    yield from _by_initials(found)


def _spelt(forms: Iterable[str], known: Mapping[str, Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(spelling for form in forms for spelling in (form, *known.get(form, ()))))


def _heard(form: str) -> str:
    return sound(surnames.neutral(form))


def _of_single_words(person: Profile, known: Mapping[str, Sequence[str]]) -> Iterator[int]:
    """One word alone, surnames first: for a name of one word, and where the others lead nowhere."""
    whole = [word for found in person.names for word in found if not word.initial]
    for word in sorted(whole, key=lambda word: word.role is not Role.SURNAME):
        yield from (often_hashed(hashing.SINGLE, _heard(form)) for form in _spelt(_readings(word), known))
