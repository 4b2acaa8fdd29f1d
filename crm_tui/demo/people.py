"""People, companies and cities to draw sample deals from: pools made once by mimesis, then only picked from."""

import random
from dataclasses import dataclass
from functools import cache

from mimesis import Address, Finance, Person
from mimesis.enums import Gender
from mimesis.locales import Locale

_POOL = 400
_LATIN = str.maketrans(
    {
        **dict(zip("абвгґдезийіїклмнопрстуфыэ", "abvggdeziyiiklmnoprstufye", strict=True)),
        "ё": "yo",
        "є": "ye",
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "yu",
        "я": "ya",
        "ъ": "",
        "ь": "",
        "'": "",
        "’": "",
        "ʼ": "",
    }
)


@dataclass(frozen=True, slots=True)
class Pool:
    """What one language has to pick from."""

    full_names: tuple[str, ...]
    companies: tuple[str, ...]
    cities: tuple[str, ...]
    phone_prefixes: tuple[str, ...]
    phone_digits: int


_LOCALES = {
    "ru": (Locale.RU, ("+7916", "+7903", "+7926", "+7495", "+7812", "+7912"), 7),
    "uk": (Locale.UK, ("+38067", "+38050", "+38063", "+38044"), 7),
    "en": (Locale.EN, ("+4477", "+1212", "+1415"), 0),
}


@cache
def pool(language: str, seed: int) -> Pool:
    """The pool of a language: the same for the same seed."""
    locale, prefixes, digits = _LOCALES[language]
    person, finance, address = Person(locale, seed=seed), Finance(locale, seed=seed), Address(locale, seed=seed)
    genders = [Gender.MALE, Gender.FEMALE]
    names = [person.full_name(gender=genders[place % 2]) for place in range(_POOL)]
    companies = [finance.company() for _ in range(_POOL // 2)]
    cities = [address.city() for _ in range(_POOL // 4)]
    return Pool(tuple(names), tuple(companies), tuple(cities), prefixes, digits)


def phone(of: Pool, chance: random.Random) -> str:
    """A mobile or city number of the pool's country, in E.164."""
    prefix = chance.choice(of.phone_prefixes)
    if of.phone_digits:
        return f"{prefix}{chance.randrange(10**of.phone_digits):0{of.phone_digits}d}"
    if prefix == "+4477":
        return f"{prefix}{chance.randrange(10**8):08d}"
    return f"{prefix}{chance.randrange(200, 1000)}{chance.randrange(10**4):04d}"


def email(name: str, chance: random.Random) -> str:
    """An address that somebody of that name could have."""
    parts = name.lower().translate(_LATIN).split()
    local = ".".join(part for part in parts if part.isascii()) or "client"
    return f"{local}{chance.randrange(100)}@{chance.choice(('example.com', 'example.org', 'mail.example'))}"
