"""Which given names are one name: Саша, Александр, Олександр, Alex. From a table that comes with the package.

``names.txt`` is made by ``scripts/make_names.py``; ``names-sources.md`` beside it says from what, under which licences.
"""

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

MAN: Final = "m"
WOMAN: Final = "f"


@dataclass(frozen=True, slots=True)
class Names:
    """The table: to which names (by number) a canonical form belongs, in full and as a short form.

    For each name whose it is and its leading form, by which keys know it when the table has grown.
    """

    full: dict[str, tuple[int, ...]] = field(default_factory=dict)
    short: dict[str, tuple[int, ...]] = field(default_factory=dict)
    genders: list[str] = field(default_factory=list)
    leaders: list[str] = field(default_factory=list)


@cache
def names() -> Names:
    """The table, read at the first name."""
    table = Names()
    for number, line in enumerate(files(__package__).joinpath("names.txt").read_text("utf-8").splitlines()):
        gender, full, short = line.split("|")
        table.genders.append(gender)
        table.leaders.append(gender + full.partition(" ")[0])
        for forms, place in ((full, table.full), (short, table.short)):
            for form in forms.split():
                place[form] = (*place.get(form, ()), number)
    return table


def names_of(form: str) -> frozenset[int]:
    """The numbers of the given names that a canonical form may stand for."""
    table = names()
    return frozenset(table.full.get(form, ()) + table.short.get(form, ()))


def is_short_for(form: str, other: str) -> bool:
    """Whether a form is short for the other: Саша for Александр."""
    table = names()
    return not set(table.short.get(form, ())).isdisjoint(table.full.get(other, ()))


def are_both_full(form: str, other: str) -> bool:
    """Whether two forms are one name in full, in two languages or spellings: Александр, Олександр."""
    table = names()
    return not set(table.full.get(form, ())).isdisjoint(table.full.get(other, ()))


def is_sure(form: str) -> bool:
    """Whether a form is known as a man's or a woman's given name, and not only as what English names are cut to."""
    table = names()
    return any(table.genders[number] for number in names_of(form))


def gender_of(form: str) -> str:
    """Whose given name it is: a man's, a woman's, or empty where either may have it or nobody is known to."""
    table = names()
    genders = {table.genders[number] for number in names_of(form)}
    return genders.pop() if len(genders) == 1 else ""
