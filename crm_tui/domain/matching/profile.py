"""What is known of a person, normalised once: names, phones, e-mails, town."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from crm_tui.domain.emails import bare
from crm_tui.domain.matching.canonical import canonical
from crm_tui.domain.matching.words import Word, words
from crm_tui.domain.phones import digits

MOST_NUMBERS = 20
_LEAST_DIGITS = 3
_NATIONAL = 10
_LAST = 7
_SHORTEST_LOCAL = 4
_SAME_DOMAINS = {
    "googlemail.com": "gmail.com",
    "ya.ru": "yandex.ru",
    "yandex.com": "yandex.ru",
    "yandex.ua": "yandex.ru",
}
_OFFICES = frozenset(
    """info sales office mail admin contact contacts hello support zakaz order orders manager reception shop post
    secretary director buh finance hr team service marketing booking noreply no-reply""".split()  # noqa: SIM905 - a list of words reads as one
)


@dataclass(frozen=True, slots=True)
class Number:
    """A phone by its digits: all, the national ten, the last seven (or empty where there are fewer)."""

    typed: str
    all: str
    national: str
    last: str


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail: the part before the @, the domain (or empty), and whether an office reads it and not a person."""

    typed: str
    local: str
    domain: str
    office: bool

    @property
    def whole(self) -> str:
        """The address."""
        return f"{self.local}@{self.domain}"


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as far as matching is concerned; ``names`` has the name and the aliases, each as its words."""

    names: tuple[tuple[Word, ...], ...]
    phones: tuple[Number, ...]
    emails: tuple[Address, ...]
    town: str
    town_form: str


def profile(
    name: str, phones: Iterable[str] = (), emails: Iterable[str] = (), town: str = "", aliases: Iterable[str] = ()
) -> Profile:
    """A profile of what a person is known by; phones in E.164 or as typed, e-mails as typed. Never refuses."""
    names = tuple(found for found in map(words, dict.fromkeys((name, *aliases))) if found)
    numbers = tuple(found for found in map(_number, list(phones)[:MOST_NUMBERS]) if found)
    addresses = tuple(found for found in map(_address, list(emails)[:MOST_NUMBERS]) if found)
    return Profile(names, numbers, addresses, town, _town(town))


@lru_cache(maxsize=1 << 14)
def _number(typed: str) -> Number | None:
    found = typed[1:] if typed[:1] == "+" and typed[1:].isdigit() and typed.isascii() else digits(typed[:250])
    if len(found) < _LEAST_DIGITS:
        return None
    return Number(typed, found, found[-_NATIONAL:], found[-_LAST:] if len(found) >= _LAST else "")


@lru_cache(maxsize=1 << 14)
def _address(typed: str) -> Address | None:
    text = bare(typed)
    local, _at, domain = text.rpartition("@") if "@" in text else (text, "", "")
    local = local.partition("+")[0] or local
    domain = _SAME_DOMAINS.get(domain, domain)
    if domain == "gmail.com":
        local = local.replace(".", "")
    return Address(typed, local, domain, local in _OFFICES or len(local) < _SHORTEST_LOCAL) if local else None


@lru_cache(maxsize=1 << 14)
def _town(text: str) -> str:
    return "".join(canonical(word) for word in re.findall(r"[^\W\d_]{2,}", text))
