"""A base of made-up people: names as common as they are, families that share a phone, namesakes."""

import random
from dataclasses import dataclass, replace
from functools import cache

from mimesis import Address, Person
from mimesis.locales import Locale

from benchmarks.labelled.given import MEN, STEMS, WOMEN
from benchmarks.labelled.latin import RUSSIAN, UKRAINIAN, romanised

_LOCALES = {"ru": Locale.RU, "uk": Locale.UK, "en": Locale.EN}
_LANGUAGES = ("ru", "uk", "en")
_SHARES = (55, 27, 18)
_SURNAME_TAIL = 0.85
_GIVEN_TAIL = 0.7
_DOMAINS = ("gmail.com", "mail.ru", "yandex.ru", "ukr.net", "i.ua", "outlook.com", "bk.ru", "icloud.com")
_MOBILE = {
    "ru": ("+7903", "+7916", "+7926", "+7921", "+7985", "+7912", "+7937", "+7905"),
    "uk": ("+38050", "+38067", "+38063", "+38066", "+38097", "+38093"),
    "en": ("+44771", "+44790", "+1212555", "+1415555"),
}
_REGION = {"ru": "RU", "uk": "UA", "en": "GB"}


@dataclass(frozen=True, slots=True)
class Someone:
    """A made-up person: the parts of the name, and how one is reached."""

    language: str
    woman: bool
    surname: str
    given: str
    patronymic: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    town: str
    written: str

    @property
    def region(self) -> str:
        """The country in which their phone is dialled (ISO 3166)."""
        return _REGION[self.language]


def base(count: int, seed: int = 1) -> list[Someone]:
    """So many people, the same for the same seed: every ninth has a relative on the same phone."""
    chance = random.Random(seed)
    people: list[Someone] = []
    while len(people) < count:
        someone = stranger(chance)
        people.append(someone)
        if chance.random() < 1 / 9 and len(people) < count:
            people.append(relative(someone, chance))
    return people


def stranger(chance: random.Random) -> Someone:
    """Anybody."""
    language = chance.choices(_LANGUAGES, _SHARES)[0]
    woman = chance.random() < 0.5
    surname = form_of(picked(surnames(language), _SURNAME_TAIL, chance), language, woman)
    given = picked((WOMEN if woman else MEN)[language], _GIVEN_TAIL, chance)
    father = "" if language == "en" else patronymic(picked(MEN[language], _GIVEN_TAIL, chance), language, woman)
    someone = Someone(
        language,
        woman,
        surname,
        given,
        father,
        phones=tuple(phone(language, chance) for _ in range(chance.choices((0, 1, 2), (12, 70, 18))[0])),
        emails=(),
        town=chance.choice(towns(language)),
        written="",
    )
    emails = (email(someone, chance),) if chance.random() < 0.55 else ()
    return replace(someone, emails=emails, written=written(someone, chance))


def relative(of: Someone, chance: random.Random) -> Someone:
    """Somebody of the same family, on the same phone."""
    woman = chance.random() < 0.5
    given = of.given
    while given == of.given:
        given = picked((WOMEN if woman else MEN)[of.language], _GIVEN_TAIL, chance)
    father = patronymic(picked(MEN[of.language], _GIVEN_TAIL, chance), of.language, woman) if of.patronymic else ""
    kin = replace(
        of,
        woman=woman,
        given=given,
        surname=form_of(masculine(of.surname, of.language), of.language, woman),
        patronymic=father,
        emails=(),
    )
    phones = of.phones[:1] + ((phone(of.language, chance),) if chance.random() < 0.3 else ())
    return replace(kin, phones=phones, written=written(kin, chance))


def written(someone: Someone, chance: random.Random) -> str:
    """A name as it stands in a base: mostly in full, often without the patronymic, sometimes in Latin letters."""
    parts = (someone.surname, someone.given, someone.patronymic)
    if not someone.patronymic:
        return f"{someone.given} {someone.surname}" if chance.random() < 0.9 else f"{someone.surname} {someone.given}"
    kind = chance.random()
    if kind < 0.5:
        name = " ".join(parts)
    elif kind < 0.65:
        name = f"{someone.given} {someone.patronymic} {someone.surname}"
    elif kind < 0.85:
        name = f"{someone.given} {someone.surname}"
    else:
        name = f"{someone.surname} {someone.given}"
    if chance.random() < 0.04:
        return romanised(name, chance.choice(UKRAINIAN if someone.language == "uk" else RUSSIAN))
    return name


def phone(language: str, chance: random.Random) -> str:
    """A mobile number of the country, in E.164."""
    prefix = chance.choice(_MOBILE[language])
    length = {"ru": 12, "uk": 13, "en": 13 if prefix.startswith("+44") else 12}[language]
    return prefix + "".join(chance.choice("0123456789") for _ in range(length - len(prefix)))


def email(someone: Someone, chance: random.Random) -> str:
    """An address that somebody could have: with the name in it as a rule."""
    latin = RUSSIAN[1] if someone.language != "uk" else UKRAINIAN[0]
    given, surname = (romanised(part, latin).lower().replace("'", "") for part in (someone.given, someone.surname))
    local = chance.choice(
        (
            f"{given}.{surname}",
            f"{surname}.{given[:1]}",
            f"{given[:1]}{surname}",
            f"{given}{chance.randrange(1960, 2010)}",
            f"{surname}{chance.randrange(100)}",
            "".join(chance.choice("abcdefghklmnoprstuvz") for _ in range(8)),
        )
    )
    return f"{local}@{chance.choice(_DOMAINS)}"


def picked(names: list[str], tail: float, chance: random.Random) -> str:
    """One of the names, the first the commonest (Zipf's law with this exponent)."""
    return chance.choices(names, _weights(len(names), tail))[0]


@cache
def _weights(count: int, tail: float) -> list[float]:
    return [1 / (place + 8) ** tail for place in range(count)]


@cache
def surnames(language: str) -> list[str]:
    """Surnames of a language, men's forms, in an order of their own that stays."""
    person = Person(_LOCALES[language])
    listed = person._extract(["surnames"])
    names = sorted(listed if isinstance(listed, list) else listed["male"])
    random.Random(language).shuffle(names)
    return [masculine(name, language) for name in names] + (_UKRAINIAN if language == "uk" else [])


@cache
def towns(language: str) -> list[str]:
    """Towns of a language."""
    return sorted(Address(_LOCALES[language])._extract(["city"]))[:200]


_UKRAINIAN = [stem + ending for stem in STEMS for ending in ("енко", "чук", "ук", "ишин")]

_ADJECTIVES = {"ський": "ська", "цький": "цька", "ский": "ская", "цкий": "цкая", "ый": "ая", "ий": "а"}
_POSSESSIVES = ("ов", "ев", "ёв", "ин", "ын", "їн")
_SPECIAL = {
    "Илья": ("Ильич", "Ильинична"),
    "Ілля": ("Ілліч", "Іллівна"),
    "Лев": ("Львович", "Львовна"),
    "Павел": ("Павлович", "Павловна"),
    "Пётр": ("Петрович", "Петровна"),
    "Микола": ("Миколайович", "Миколаївна"),
    "Никита": ("Никитич", "Никитична"),
    "Григорій": ("Григорович", "Григорівна"),
}


def form_of(surname: str, language: str, woman: bool) -> str:
    """A surname as a woman of the family has it, or as it is."""
    if not woman or language == "en":
        return surname
    for man, ending in _ADJECTIVES.items():
        if surname.endswith(man):
            return surname.removesuffix(man) + ending
    return surname + "а" if surname.endswith(_POSSESSIVES) else surname


def masculine(surname: str, language: str) -> str:
    """A surname as a man of the family has it."""
    if language == "en":
        return surname
    for man, ending in list(_ADJECTIVES.items())[:4]:
        if surname.endswith(ending):
            return surname.removesuffix(ending) + man
    return surname[:-1] if surname.endswith(("ова", "ева", "ёва", "ина")) else surname


def patronymic(father: str, language: str, woman: bool) -> str:
    """The patronymic after a father of that name."""
    if father in _SPECIAL:
        return _SPECIAL[father][woman]
    if language == "uk":
        stem = father[:-1] if father[-1] in "йоь" else father
        return stem + (("йович", "ївна") if father.endswith("ій") else ("ович", "івна"))[woman]
    if father.endswith("ий"):
        return father[:-2] + ("ьевич", "ьевна")[woman]
    if father[-1] in "йь":
        return father[:-1] + ("евич", "евна")[woman]
    return father.rstrip("а") + ("ович", "овна")[woman]
