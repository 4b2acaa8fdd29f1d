"""How names, phones and e-mails come to a manager: as people say, hear and mistype them."""

import random
from collections.abc import Callable

from benchmarks.labelled.given import NEIGHBOUR, SHORT
from benchmarks.labelled.latin import RUSSIAN, UKRAINIAN, romanised
from benchmarks.labelled.people import Someone

_RU_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_UK_ROWS = ("йцукенгшщзхї", "фівапролджє", "ячсмитьбю")
_EN_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_RU_KEYS = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`")
_UK_KEYS = str.maketrans("йцукенгшщзхїфівапролджєячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,.")
_EN_KEYS = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю")
_RUSSIAN_FOR = {ukrainian: russian for russian, ukrainian in NEIGHBOUR.items()}

Noise = Callable[[Someone, random.Random], str]


def plain(of: Someone, chance: random.Random) -> str:
    """The name and surname, in any order, sometimes with the patronymic."""
    parts = [of.given, of.surname] if chance.random() < 0.6 else [of.surname, of.given]
    if of.patronymic and chance.random() < 0.3:
        parts.insert(parts.index(of.given) + 1, of.patronymic)
    return " ".join(parts)


def short(of: Someone, chance: random.Random) -> str:
    """What friends say."""
    return " ".join(_shuffled([chance.choice(SHORT.get(of.given, [of.given])), of.surname], chance))


def latin(of: Someone, chance: random.Random) -> str:
    """In Latin letters, by any rule."""
    tables = UKRAINIAN if of.language == "uk" else RUSSIAN
    return plain(of, chance) if of.language == "en" else romanised(plain(of, chance), chance.choice(tables))


def short_latin(of: Someone, chance: random.Random) -> str:
    """What friends say, in Latin letters."""
    tables = UKRAINIAN if of.language == "uk" else RUSSIAN
    return short(of, chance) if of.language == "en" else romanised(short(of, chance), chance.choice(tables))


def neighbour(of: Someone, chance: random.Random) -> str:
    """As the other country writes it."""
    if of.language == "en":
        return plain(of, chance)
    given = (NEIGHBOUR if of.language == "ru" else _RUSSIAN_FOR).get(of.given, of.given)
    return " ".join(_shuffled([given, _across(of.surname, of.language)], chance))


def wrong_layout(of: Someone, chance: random.Random) -> str:
    """With the keyboard in the other language."""
    keys = {"ru": _RU_KEYS, "uk": _UK_KEYS, "en": _EN_KEYS}[of.language]
    typed = plain(of, chance).lower().translate(keys)
    return typed.title() if chance.random() < 0.5 else typed


def initials(of: Someone, chance: random.Random) -> str:
    """The surname and first letters."""
    letters = f"{of.given[0]}." + (f" {of.patronymic[0]}." if of.patronymic and chance.random() < 0.7 else "")
    letters = letters.replace(" ", "") if chance.random() < 0.5 else letters
    return f"{of.surname} {letters}" if chance.random() < 0.6 else f"{letters} {of.surname}"


def slip_in_surname(of: Someone, chance: random.Random) -> str:
    """A slip of the hand in the surname."""
    return " ".join(_shuffled([of.given, slip(of.surname, of.language, chance)], chance))


def slip_in_given(of: Someone, chance: random.Random) -> str:
    """A slip of the hand in the given name."""
    return " ".join(_shuffled([slip(of.given, of.language, chance), of.surname], chance))


def two_slips(of: Someone, chance: random.Random) -> str:
    """A slip in each."""
    return " ".join([slip(of.given, of.language, chance), slip(of.surname, of.language, chance)])


def given_alone(of: Someone, chance: random.Random) -> str:
    """The given name alone, or what friends say."""
    return chance.choice([of.given, *SHORT.get(of.given, [])])


def surname_alone(of: Someone, chance: random.Random) -> str:
    """The surname alone."""
    return of.surname


def polite(of: Someone, chance: random.Random) -> str:
    """The given name and the patronymic, as one addresses a client."""
    return f"{of.given} {of.patronymic}".strip() if of.patronymic else plain(of, chance)


def slip(word: str, language: str, chance: random.Random) -> str:
    """One slip: a neighbouring key, two letters swapped, one left out or doubled."""
    place = chance.randrange(1, max(len(word), 2)) if len(word) > 1 else 0
    kind = chance.randrange(4)
    if kind == 0:
        return word[:place] + _beside(word[place], language, chance) + word[place + 1 :]
    if kind == 1 and place < len(word) - 1:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word[:place] + word[place + 1 :] if kind == 2 else word[:place] + word[place] + word[place:]


def digit_slip(number: str, chance: random.Random) -> str:
    """One digit of a number wrong, or two swapped."""
    place = chance.randrange(len(number) - 7, len(number) - 1)
    if chance.random() < 0.3 and number[place] != number[place + 1]:
        return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    digit = chance.choice([digit for digit in "0123456789" if digit != number[place]])
    return number[:place] + digit + number[place + 1 :]


def spelt(number: str, chance: random.Random) -> str:
    """A number as people write it at home."""
    national = number
    if number.startswith("+7"):
        national = chance.choice(("8", "+7", "7")) + number[2:]
    elif number.startswith("+380"):
        national = chance.choice(("0", "+380", "380")) + number[4:]
    tail = national[-7:]
    return chance.choice((national, f"{national[:-7]} {tail[:3]}-{tail[3:5]}-{tail[5:]}", f"{national[:-7]}-{tail}"))


def _beside(letter: str, language: str, chance: random.Random) -> str:
    rows = {"ru": _RU_ROWS, "uk": _UK_ROWS, "en": _EN_ROWS}[language]
    for row in rows:
        at = row.find(letter.lower())
        if at >= 0:
            return row[at + 1] if at == 0 or (at < len(row) - 1 and chance.random() < 0.5) else row[at - 1]
    return letter


_TO_UKRAINIAN = (("ск", "ськ"), ("цк", "цьк"), ("ая", "а"), ("ы", "и"), ("э", "е"), ("ё", "ьо"))
_FROM_UKRAINIAN = (("ськ", "ск"), ("цьк", "цк"), ("і", "и"), ("ї", "и"), ("є", "е"), ("'", "ъ"))


def _across(surname: str, language: str) -> str:
    for here, there in _TO_UKRAINIAN if language == "ru" else _FROM_UKRAINIAN:
        surname = surname.replace(here, there)
    return surname


def _shuffled(parts: list[str], chance: random.Random) -> list[str]:
    chance.shuffle(parts)
    return parts
