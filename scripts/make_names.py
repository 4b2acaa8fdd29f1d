"""Make the table of given names in ``crm_tui/domain/matching`` from the lists that it is gathered from.

Run in an environment with the extra ``names``: ``python -m scripts.make_names``.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from mimesis import Person
from mimesis.locales import Locale
from names_translator import Transliterator
from rapidfuzz.distance import OSA
from rigour.names import NameTypeTag, analyze_names

from crm_tui.domain.matching.canonical import canonical

HERE = Path(__file__).parent
TABLE = HERE.parent / "crm_tui" / "domain" / "matching" / "names.txt"
_GENDERS = {"male": "m", "female": "f"}


@dataclass
class Name:
    """One name: whose it is, in full and short, canonical."""

    gender: str
    full: set[str] = field(default_factory=set)
    short: set[str] = field(default_factory=set)

    def line(self) -> str:
        """The name as the table has it; the leading form stays the first."""
        return "|".join((self.gender, " ".join(sorted(self.full)), " ".join(sorted(self.short - self.full))))


def main() -> int:
    """Write the table."""
    names = list(by_hand())
    add_english(names)
    add_listed(names)
    TABLE.write_text("".join(f"{line}\n" for line in dict.fromkeys(name.line() for name in names)), "utf-8")
    return 0


def by_hand() -> Iterator[Name]:
    """What was gathered for crm-tui."""
    for line in (HERE / "names" / "slavic.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            gender, full, short = (part.strip() for part in line.split("|"))
            yield Name(gender, forms(full.split()), forms(short.split()))


def forms(words: Iterable[str]) -> set[str]:
    """The canonical forms of some words."""
    return {form for form in map(canonical, words) if len(form) > 1}


def add_english(names: list[Name]) -> None:
    """English names and what they are shortened to, by the package nicknames."""
    known = {form: name for name in reversed(names) for form in name.full}
    english: dict[str, Name] = {}
    with files("nicknames").joinpath("names.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = english.setdefault(row["name1"], Name("", forms([row["name1"]])))
            name.short |= forms([row["name2"]])
    for leader, name in english.items():
        name.short = {form for form in name.short if form not in known}
        if found := known.get(canonical(leader)):
            found.short |= name.short
        elif name.full:
            names.append(name)


def add_listed(names: list[Name]) -> None:
    """Names that are merely known to be given names, with what the neighbours call them."""
    known = {form for name in names for form in name.full | name.short}
    translator = Transliterator()
    symbols = {name: symbols_of(name) for locale in (Locale.RU, Locale.UK) for name, _gender in listed(locale)}
    for name, gender in listed(Locale.UK):
        if canonical(name) not in known:
            russian = translator.transliterate("", name, "", use_ukrainian_transliteration=False)
            alike = {other for other, found in symbols.items() if found & symbols[name] and near(name, other)}
            spelt = forms(word for word in (name, *alike, *russian) if near(word, name))
            names.append(Name(gender, spelt))
            known |= spelt
    for name, gender in listed(Locale.RU):
        if canonical(name) not in known:
            names.append(Name(gender, forms([name])))


def listed(locale: Locale) -> Iterator[tuple[str, str]]:
    """The given names of a language with whose they are, by the package mimesis."""
    for gender, found in Person(locale)._extract(["names"]).items():
        yield from ((name, _GENDERS[gender]) for name in sorted(found) if " " not in name)


def symbols_of(name: str) -> frozenset[str]:
    """What Wikidata holds a name to be, by the package rigour."""
    found = analyze_names(NameTypeTag.PER, [name])
    return frozenset(symbol.id for each in found for symbol in each.symbols)


def near(one: str, other: str) -> bool:
    """Whether two spellings can be one name and not two that are called alike."""
    mine, theirs = canonical(one), canonical(other)
    return int(OSA.distance(mine, theirs)) <= max(len(mine) // 3, 1)


if __name__ == "__main__":
    sys.exit(main())
