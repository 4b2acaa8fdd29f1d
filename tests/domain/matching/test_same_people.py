"""B8 and B9 by example: who is one person, who is two, and what a phone has to say about it."""

from pathlib import Path

import pytest

from crm_tui.domain.matching.keys import asked_keys, stored_keys, vocabulary
from crm_tui.domain.matching.population import Population
from crm_tui.domain.matching.profile import Profile, profile
from crm_tui.domain.matching.reasons import Band, Evidence, Match
from crm_tui.domain.matching.score import compare
from crm_tui.domain.matching.spelling import near, variants

PHONE, OTHER_PHONE = "+79161234567", "+79037654321"
BASE = Population(10_000, {"ivanov": 120, "ivanova": 110, "aleksandr": 300, "ivan": 250})
AGAINST = {Evidence.OTHER_GIVEN_NAME, Evidence.OTHER_SURNAME, Evidence.OTHER_PATRONYMIC}


def pairs(sign: str) -> list[tuple[str, str]]:
    """The pairs of the table under a sign, in both directions."""
    lines = Path(__file__).with_name("pairs.txt").read_text("utf-8").splitlines()
    found = [line[2:].split(" | ") for line in lines if line.startswith(f"{sign} ")]
    return [pair for mine, theirs in found for pair in ((mine, theirs), (theirs, mine))]


def met(asked: Profile, stored: Profile) -> bool:
    """Whether a stored person is found by the keys of the one asked about."""
    words = vocabulary(stored)
    known = {variant: word for word in words for variant in variants(word)}
    spelling = {
        token: near(token, [known[variant] for variant in variants(token) if variant in known])
        for token in (form for each in asked.names for word in each for form in (word.form, word.second, word.other))
    }
    return not set(asked_keys(asked, lambda tokens: spelling)).isdisjoint(stored_keys(stored))


def matched(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Match:
    return compare(profile(mine[0], mine[1:]), profile(theirs[0], theirs[1:]), BASE)


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(pairs("=") + pairs("!")) > 300


@pytest.mark.parametrize(("mine", "theirs"), pairs("="))
def test_one_person_is_found_by_the_name_alone(mine: str, theirs: str) -> None:
    assert met(profile(mine), profile(theirs))

    found = matched((mine,), (theirs,))

    assert not AGAINST & {reason.evidence for reason in found.reasons}
    assert sum(reason.bits for reason in found.reasons) > 0
    assert found.band is not Band.SAME


@pytest.mark.parametrize(("mine", "theirs"), pairs("="))
def test_one_person_is_the_likelier_by_far_with_the_phone(mine: str, theirs: str) -> None:
    found = matched((mine, PHONE), (theirs, PHONE))
    beside = matched((mine, PHONE), (theirs, OTHER_PHONE))

    assert found.band in (Band.SAME, Band.LIKELY)
    assert found.score > beside.score + 10


@pytest.mark.parametrize(("mine", "theirs"), pairs("!"))
def test_two_who_share_a_phone_stay_two(mine: str, theirs: str) -> None:
    assert matched((mine, PHONE), (theirs, PHONE)).band is not Band.SAME
    assert matched((mine,), (theirs,)).band is not Band.SAME


@pytest.mark.parametrize(
    "typed", ["+7 916 123-45-67", "8 (916) 123 45 67", "79161234567", "9161234567", "8-916-1234567"]
)
def test_one_phone_in_five_spellings_is_one_person(typed: str) -> None:
    found = matched(("Саша Иванов", typed), ("Александр Иванов", PHONE))

    assert found.band is Band.SAME
    assert Evidence.SAME_PHONE in {reason.evidence for reason in found.reasons}
    assert met(profile("", [typed]), profile("Кто-то", [PHONE]))


@pytest.mark.parametrize("typed", ["+380 67 123 45 67", "067 123 45 67", "0671234567", "380671234567", "80671234567"])
def test_a_ukrainian_phone_too(typed: str) -> None:
    found = matched(("Тарас Шевченко", typed), ("Шевченко Тарас", "+380671234567"))

    assert found.band is Band.SAME


def test_a_phone_alone_is_a_hint_and_no_verdict() -> None:
    assert matched(("", PHONE), ("Александр Иванов", PHONE)).band is not Band.SAME
    assert matched(("Иванов", PHONE), ("Александр Иванов", PHONE)).band is not Band.SAME


def test_a_phone_weighs_less_the_more_people_have_it() -> None:
    scores = []
    for sharers in (1, 2, 5, 50):
        base = Population(10_000, phones={PHONE[-10:]: sharers})
        scores.append(compare(profile("Анна", [PHONE]), profile("Анна Ким", [PHONE]), base).score)

    assert scores == sorted(scores, reverse=True)
    assert scores[0] - scores[-1] > 6


def test_a_name_alone_is_the_same_only_where_it_is_rare() -> None:
    common = {"ivanov": 9_000, "petr": 9_000, "sergeviq": 9_000}
    name = "Иванов Пётр Сергеевич"

    assert compare(profile(name), profile(name), Population(100_000, common)).band is not Band.SAME
    assert (
        compare(profile("Ыгдышев Елпидифор Пафнутьевич"), profile("Елпидифор Пафнутьевич Ыгдышев"), BASE).band
        is Band.SAME
    )


def test_a_namesake_with_another_phone_in_another_town_is_not_the_same() -> None:
    mine = profile("Ыгдышев Елпидифор Пафнутьевич", [PHONE], town="Самара")
    theirs = profile("Ыгдышев Елпидифор Пафнутьевич", [OTHER_PHONE], town="Тверь")

    found = compare(mine, theirs, BASE)

    assert found.band is not Band.SAME
    assert {Evidence.OTHER_PHONE, Evidence.OTHER_TOWN} <= {reason.evidence for reason in found.reasons}


@pytest.mark.parametrize(
    ("mine", "theirs", "evidence"),
    [
        ("+79161234568", PHONE, Evidence.PHONE_ONE_OFF),
        ("+79161234576", PHONE, Evidence.PHONE_ONE_OFF),
        ("+375291234567", PHONE, Evidence.LAST_SEVEN),
        ("+79990000000", PHONE, Evidence.OTHER_PHONE),
    ],
)
def test_phones_that_nearly_agree_are_said_to(mine: str, theirs: str, evidence: Evidence) -> None:
    found = matched(("Анна Ким", mine), ("Анна Ким", theirs))

    assert evidence in {reason.evidence for reason in found.reasons}


@pytest.mark.parametrize(
    ("mine", "theirs", "evidence"),
    [
        ("a.kim@mail.ru", "A.Kim@Mail.ru", Evidence.SAME_EMAIL),
        ("anna.kim@gmail.com", "annakim+shop@googlemail.com", Evidence.SAME_EMAIL),
        ("anna.kim@mail.ru", "anna.kim@ukr.net", Evidence.SAME_LOCAL_PART),
        ("anna.kim@mail.ru", "ana.kim@mail.ru", Evidence.EMAIL_ONE_OFF),
        ("info@mail.ru", "info@ukr.net", Evidence.OTHER_EMAIL),
    ],
)
def test_emails_that_agree_or_nearly_do_are_said_to(mine: str, theirs: str, evidence: Evidence) -> None:
    found = compare(profile("Анна Ким", emails=[mine]), profile("Анна Ким", emails=[theirs]), BASE)

    assert evidence in {reason.evidence for reason in found.reasons}


def test_another_name_that_a_person_is_known_by_counts() -> None:
    stored = profile("Анна Петрова", aliases=["Анна Сидорова"])

    assert met(profile("Сидорова Аня"), stored)
    known, unknown = (compare(profile("Сидорова Аня"), each, BASE) for each in (stored, profile("Анна Петрова")))
    assert known.score > unknown.score


@pytest.mark.parametrize("contacts", [2, 200, 20_000, 1_000_000])
@pytest.mark.parametrize("near_by", ["+79031234567", "+79161234568"])
def test_a_number_that_is_nearly_the_same_never_weighs_more_than_the_very_same(contacts: int, near_by: str) -> None:
    base, asked = Population(contacts), profile("", (PHONE,))

    same = compare(asked, profile("Бондаренко Ольга", (PHONE,)), base)
    nearly = compare(asked, profile("Лисенко Ганна", (near_by,)), base)

    assert same.score > nearly.score + 2


@pytest.mark.parametrize("name", ["Li Wei", "Зейнеп Оздемир", "Nguyen Thi Hoa", "Два Номери"])
def test_names_that_no_table_knows_are_one_person_with_the_same_phone(name: str) -> None:
    assert matched((name, PHONE), (name, PHONE)).band is Band.SAME


def test_a_surname_alone_is_not_one_person_with_the_same_phone() -> None:
    assert matched(("Иванов", PHONE), ("Иванов Пётр", PHONE)).band is not Band.SAME
