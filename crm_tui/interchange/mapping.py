"""Which field each column goes into: by its heading, or as the user says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from crm_tui.i18n import N_, _
from crm_tui.interchange import headings as words
from crm_tui.interchange.errors import UnknownColumn, UnknownField
from crm_tui.interchange.fields import DEAL_ONLY, NAME_PARTS, Field, field_named
from crm_tui.interchange.labels import email_label, phone_label
from crm_tui.operations.imports import RecordKind

NAMELESS = N_("Column %(number)s")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place, its heading as it is kept, its field (None: extra), and its label.

    The label of phones and e-mails is "work", "home" and so on, that of amounts is their currency.
    """

    place: int
    heading: str
    field: Field | None
    label: str = ""


def checked(mapping: Mapping[str, str], where: object) -> dict[str, Field]:
    """The user's mapping with its fields known. Raises UnknownField, which lists them."""
    fields = {}
    for column, name in mapping.items():
        field = field_named(name)
        if field is None:
            raise UnknownField(where, name, list(Field))
        fields[column] = field
    return fields


def columns_of(
    headings: Sequence[str], asked: Mapping[str, Field], kind: RecordKind, where: object
) -> tuple[Column, ...]:
    """All columns of a table. Raises UnknownColumn where the user named one that is not there."""
    kept = _distinct(headings)
    for column in asked:
        if not any(_same(column, heading) for heading in kept + list(headings)):
            raise UnknownColumn(where, column, kept)
    guessed = [_guess(place, heading, kept[place], kind) for place, heading in enumerate(headings)]
    return _settled([_as_asked(column, headings[column.place], asked) for column in guessed])


def guess(heading: str, kind: RecordKind) -> tuple[Field | None, str]:
    """The field that a heading stands for, and the label that it carries."""
    word = words.plain(heading)
    if (label := email_label(word)) is not None:
        return Field.EMAIL, label
    if (label := phone_label(word)) is not None:
        return Field.PHONE, label
    field = words.field_of(word, contacts=kind is RecordKind.CONTACTS) or _translated(word)
    if field in (None, Field.AMOUNT) and (currency := words.currency_of(heading)):
        return Field.AMOUNT, currency
    return field, ""


def _translated(word: str) -> Field | None:
    """Our own export's headings in the language in force, should a catalogue word them in its own way."""
    from crm_tui.interchange.export_columns import OWN_HEADINGS

    return next((field for heading, field in OWN_HEADINGS.items() if words.plain(_(heading)) == word), None)


def _guess(place: int, heading: str, kept: str, kind: RecordKind) -> Column:
    field, label = guess(heading, kind)
    if kind is RecordKind.CONTACTS and field in DEAL_ONLY:
        field = None
    return Column(place, kept, field, label)


def _as_asked(column: Column, heading: str, asked: Mapping[str, Field]) -> Column:
    for wanted, field in asked.items():
        if _same(wanted, column.heading) or _same(wanted, heading):
            plain = words.plain(heading)
            label = phone_label(plain) or email_label(plain) or ""
            if field is Field.AMOUNT:
                label = words.currency_of(heading)
            return replace(column, field=None if field is Field.EXTRA else field, label=label)
    return column


def _settled(columns: list[Column]) -> tuple[Column, ...]:
    """The columns, once a given name beside a family name is taken for what it is: no whole name."""
    parts = {column.field for column in columns if column.field in NAME_PARTS}
    named = [column for column in columns if column.field is Field.NAME]
    if Field.LAST_NAME in parts and Field.FIRST_NAME not in parts and len(named) == 1:
        given = named[0]
        if words.plain(given.heading) in words.GIVEN_NAMES:
            columns[given.place] = replace(given, field=Field.FIRST_NAME)
    return tuple(columns)


def _same(one: str, other: str) -> bool:
    return one == other or (words.plain(one) == words.plain(other) != "")


def _distinct(headings: Sequence[str]) -> list[str]:
    """The headings as they are kept: none empty, none twice."""
    kept: list[str] = []
    for place, heading in enumerate(headings, 1):
        base = " ".join(heading.split()) or _(NAMELESS) % {"number": place}
        name, count = base, 1
        while name in kept:
            count += 1
            name = f"{base} ({count})"
        kept.append(name)
    return kept
