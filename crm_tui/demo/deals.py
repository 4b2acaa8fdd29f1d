"""Sample deals, one after the other, so that a million of them need no more memory than one."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from crm_tui.demo import people, wording
from crm_tui.operations.samples import SampleBuyer, SampleDeal, SampleTalk, SampleTask

COLLEAGUES = ("Анна Ковальчук", "Олег Ременяк", "Daria Moss", "Тарас Бондар", "Мария Сафина")
_LANGUAGES = ("ru",) * 45 + ("uk",) * 30 + ("en",) * 25
_STAGE_WEIGHTS = (12, 34, 18, 10, 18, 8)
_OTHER_CURRENCIES = ("EUR", "USD")


def sample_deals(count: int, seed: int, stages: int, currency: str) -> Iterator[SampleDeal]:
    """``count`` deals spread over a pipeline's stages; dates are relative to the present hour."""
    chance = random.Random(seed)
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    weights = (*_STAGE_WEIGHTS, *[10] * stages)[:stages]
    places = range(stages)
    for number in range(count):
        stage = chance.choices(places, weights)[0]
        yield _deal(chance, seed, number, stage, stages, currency, now)


def _deal(
    chance: random.Random, seed: int, number: int, stage: int, stages: int, currency: str, now: datetime
) -> SampleDeal:
    language = chance.choice(_LANGUAGES)
    pool = people.pool(language, seed)
    incoming = stage == 0
    closed = stage >= stages - 2
    person = "" if incoming and chance.random() < 0.35 else chance.choice(pool.full_names)
    reach = people.phone(pool, chance)
    address = people.email(person, chance) if person and chance.random() < 0.6 else ""
    created, since, touched = _dates(chance, now, incoming=incoming, closed=closed)
    return SampleDeal(
        title=_title(chance, language, incoming=incoming),
        stage=stage,
        amount=_amount(chance, incoming=incoming, won=stage == stages - 2),
        currency=currency if chance.random() < 0.92 else chance.choice(_OTHER_CURRENCIES),
        person=person or (reach if incoming and chance.random() < 0.6 else ""),
        phone=reach,
        email=address,
        buyer=_buyer(chance, number, person, reach, address, pool) if person and not incoming else None,
        responsible=None if incoming and chance.random() < 0.5 else chance.randrange(len(COLLEAGUES) + 1),
        tags=tuple({chance.choice(wording.TAGS[language]) for _ in range(chance.choice((0, 0, 1, 1, 2)))}),
        description=chance.choice(wording.DESCRIPTIONS[language]),
        unread=incoming and chance.random() < 0.5,
        created_at=created,
        stage_since=since,
        touched_at=touched,
        task=None if closed else _task(chance, language, now),
        moved_by=chance.randrange(len(COLLEAGUES)) if chance.random() < 0.1 else None,
        talks=_talks(random.Random(f"{seed}/{number}"), language, since, touched),
        memo=wording.MEMOS[language] if number % 9 == 4 else "",
    )


def _talks(chance: random.Random, language: str, since: datetime, touched: datetime) -> tuple[SampleTalk, ...]:
    """Every third deal has been talked about since it came into its stage: notes, calls and messages."""
    if chance.random() < 0.66:
        return ()
    moments = sorted(since + (touched - since) * chance.random() for _ in range(chance.randrange(1, 5)))
    return tuple(_talk(chance, language, at) for at in moments)


def _talk(chance: random.Random, language: str, at: datetime) -> SampleTalk:
    channel, text = chance.choice(wording.TALKS[language])
    seconds = chance.randrange(20, 600) if channel == "call" else None
    incoming = bool(channel) and chance.random() < 0.6
    return SampleTalk(channel, incoming, text, seconds, at, chance.randrange(len(COLLEAGUES)))


def _title(chance: random.Random, language: str, *, incoming: bool) -> str:
    return chance.choice(wording.INCOMING[language] if incoming else wording.TITLES[language])


def _amount(chance: random.Random, *, incoming: bool, won: bool) -> int | None:
    if incoming or (not won and chance.random() < 0.15):
        return None
    hundreds = int(chance.lognormvariate(7, 1.0)) + 1
    kopecks = 0 if chance.random() < 0.9 else chance.randrange(10_000)
    return hundreds * 10_000 + kopecks


def _dates(
    chance: random.Random, now: datetime, *, incoming: bool, closed: bool
) -> tuple[datetime, datetime, datetime]:
    """When a deal was made, came into its stage, and was last touched."""
    if incoming:
        created = now - timedelta(minutes=chance.randrange(1, 4 * 1440))
        return created, created, created
    created = now - timedelta(hours=chance.randrange(24, 400 * 24 if closed else 60 * 24))
    since = created + (now - created) * chance.random()
    touched = since + (now - since) * chance.random()
    return created, since, touched


def _task(chance: random.Random, language: str, now: datetime) -> SampleTask | None:
    if chance.random() < 0.6:
        return None
    kind, text = chance.choice(wording.TASKS[language])
    return SampleTask(kind, text, now + timedelta(hours=chance.randrange(-72, 240)))


def _buyer(
    chance: random.Random, number: int, person: str, reach: str, address: str, pool: people.Pool
) -> SampleBuyer | None:
    if chance.random() < 0.25:
        return None
    company = chance.choice(pool.companies) if chance.random() < 0.4 else ""
    return SampleBuyer(number, person, reach, address, chance.choice(pool.cities), company)
