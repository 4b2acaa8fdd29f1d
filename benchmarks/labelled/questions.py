"""Questions about a base whose answers are known: people who are in it, and people who only seem to be."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.labelled import noise
from benchmarks.labelled.noise import Noise
from benchmarks.labelled.people import Someone, phone, relative, stranger


@dataclass(frozen=True, slots=True)
class Question:
    """Who is asked about, of what kind, and the place of the right one in the base (None where nobody is right)."""

    kind: str
    name: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    region: str
    answer: int | None


_NAMES: tuple[tuple[Noise, int], ...] = (
    (noise.plain, 18),
    (noise.short, 14),
    (noise.latin, 14),
    (noise.short_latin, 4),
    (noise.neighbour, 10),
    (noise.wrong_layout, 7),
    (noise.initials, 7),
    (noise.slip_in_surname, 10),
    (noise.slip_in_given, 6),
    (noise.two_slips, 2),
    (noise.given_alone, 3),
    (noise.polite, 3),
    (noise.surname_alone, 2),
)
_NEEDS_CONTACT = frozenset({noise.given_alone, noise.polite, noise.surname_alone, noise.initials})


def positives(people: Sequence[Someone], count: int, seed: int = 2) -> list[Question]:
    """Questions about people of the base."""
    chance = random.Random(seed)
    return [_about(people, chance.randrange(len(people)), chance) for _ in range(count)]


def negatives(people: Sequence[Someone], count: int, seed: int = 3) -> list[Question]:
    """Questions about people who are not in the base: namesakes elsewhere, relatives on the same phone, strangers."""
    chance = random.Random(seed)
    makers = (_namesake, _kin, _anybody)
    return [chance.choices(makers, (45, 40, 15))[0](people, chance) for _ in range(count)]


def _about(people: Sequence[Someone], place: int, chance: random.Random) -> Question:
    someone = people[place]
    maker = chance.choices([each for each, _ in _NAMES], [weight for _, weight in _NAMES])[0]
    name = maker(someone, chance)
    certain = maker in _NEEDS_CONTACT
    phones, emails, told = _contact(someone, certain, chance)
    if certain and not (phones or emails):
        maker, name = noise.plain, noise.plain(someone, chance)
    return Question(f"{maker.__name__}/{told}", name, phones, emails, someone.region, place)


def _contact(of: Someone, certain: bool, chance: random.Random) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    kind = chance.random()
    if of.phones and kind < 0.55:
        return (noise.spelt(chance.choice(of.phones), chance),), (), "phone"
    if of.emails and (kind < 0.75 or certain):
        return (), (of.emails[0],), "e-mail"
    if of.phones and certain:
        return (noise.spelt(chance.choice(of.phones), chance),), (), "phone"
    if of.phones and kind < 0.85:
        return (noise.digit_slip(chance.choice(of.phones), chance),), (), "digit"
    if of.emails and kind < 0.93:
        local = of.emails[0].partition("@")[0]
        return (), (f"{local}@{chance.choice(('work.example', 'proton.me', 'list.ru'))}",), "domain"
    return (), (), "name"


def _namesake(people: Sequence[Someone], chance: random.Random) -> Question:
    one = chance.choice(people)
    other = replace(one, phones=(phone(one.language, chance),), emails=())
    maker = chance.choice((noise.plain, noise.short, noise.latin))
    full = f"{one.surname} {one.given} {one.patronymic}".strip()
    name = full if chance.random() < 0.3 else maker(other, chance)
    return Question("namesake", name, other.phones, (), one.region, None)


def _kin(people: Sequence[Someone], chance: random.Random) -> Question:
    one = chance.choice([each for each in chance.choices(people, k=20) if each.phones])
    kin = relative(one, chance)
    maker = chance.choice((noise.plain, noise.short, noise.latin, noise.neighbour))
    return Question("kin", maker(kin, chance), one.phones[:1], (), one.region, None)


def _anybody(people: Sequence[Someone], chance: random.Random) -> Question:
    one = stranger(chance)
    return Question("stranger", noise.plain(one, chance), one.phones, one.emails, one.region, None)
