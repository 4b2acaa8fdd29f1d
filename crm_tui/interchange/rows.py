"""A table's rows as drafts: what each column does is decided once, then every row runs down that list."""

from collections.abc import Callable, Sequence
from functools import cache

from crm_tui.domain.phones import FastReader, ReadPhone
from crm_tui.i18n import N_, _
from crm_tui.interchange import cells, people
from crm_tui.interchange.fields import NAME_PARTS, Field
from crm_tui.interchange.headings import COUNTRY_WORDS, plain
from crm_tui.interchange.mapping import NAMELESS, Column
from crm_tui.interchange.regions import region_of
from crm_tui.operations.imports import Draft, RecordKind
from crm_tui.operations.values import Email, Phone

NOTHING_TO_NAME = N_("no name, no phone and no e-mail in this row")

Setter = Callable[[Draft, str], None]


class RowReader:
    """Turns rows of cells into drafts of one kind."""

    def __init__(self, columns: Sequence[Column], kind: RecordKind, region: str) -> None:
        self._contacts = kind is RecordKind.CONTACTS
        self._region = region
        self._parts: dict[Field, tuple[str, str]] = {}
        self._home = self._read = _reader(region)
        self._width = len(columns)
        fields = {column.field for column in columns}
        self._regions = Field.REGION in fields
        self._cities = Field.CITY in fields
        self._joins = not fields.isdisjoint(NAME_PARTS)
        self._cyrillic = any(column.field in NAME_PARTS and not column.heading.isascii() for column in columns)
        self._renames = Field.EXTERNAL_ID not in fields or Field.NAME in fields or self._joins
        self._plan = self._planned(columns)

    def draft(self, number: int, row: Sequence[str]) -> Draft | None:
        """The draft of a row, or None where the row is empty. ``number`` is the row's in the file."""
        draft = Draft(number)
        if self._regions:
            self._read = self._home
        for place, act in self._plan if len(row) >= self._width else self._short(row):
            cell = row[place].strip()
            if cell:
                act(draft, cell)
        if len(row) > self._width:
            self._keep_rest(draft, row)
        if self._joins:
            self._join(draft)
        return draft if draft.name and (draft.title or self._contacts) else self._named(draft)

    def _keep_rest(self, draft: Draft, row: Sequence[str]) -> None:
        """Cells behind the last heading, by the number of their column."""
        for place in range(self._width, len(row)):
            if cell := row[place].strip():
                draft.extra[_(NAMELESS) % {"number": place + 1}] = cell

    def _short(self, row: Sequence[str]) -> list[tuple[int, Setter]]:
        return [(place, act) for place, act in self._plan if place < len(row)]

    def _named(self, draft: Draft) -> Draft | None:
        """The draft with a name, made of what else it has; None where it has nothing at all."""
        if not draft.name and self._renames:
            draft.name = (draft.company if self._contacts else "") or _reachable(draft)
        if not self._contacts and not draft.title and self._renames:
            draft.title = draft.name or draft.company
        if draft.name or draft.title or draft.external_id:
            return draft
        if draft == Draft(draft.number):
            return None
        draft.problem = NOTHING_TO_NAME
        return draft

    def _join(self, draft: Draft) -> None:
        """First, last and middle name as one, in the order of the language of their headings."""
        order = (Field.LAST_NAME, Field.FIRST_NAME, Field.PATRONYMIC)
        if not self._cyrillic:
            order = (Field.FIRST_NAME, Field.PATRONYMIC, Field.LAST_NAME)
        found = [self._parts[field] for field in order if field in self._parts]
        self._parts.clear()
        if not draft.name:
            draft.name = " ".join(value for _, value in found)
            return
        for heading, value in found:
            if value not in draft.name:
                draft.extra[heading] = value

    def _planned(self, columns: Sequence[Column]) -> list[tuple[int, Setter]]:
        """What to do with each column; the region comes first, for it says how the phones read."""
        taken: set[Field] = set()
        acts: list[tuple[int, Setter]] = []
        for column in sorted(columns, key=lambda column: column.field is not Field.REGION):
            acts.append((column.place, self._setter(column, column.field in taken)))
            if column.field is not None:
                taken.add(column.field)
        return acts

    def _setter(self, column: Column, again: bool) -> Setter:
        field = column.field
        if field is None:
            return _extra(column.heading)
        if field in NAME_PARTS:
            return self._part(field, column.heading)
        makers: dict[Field, Callable[[], Setter]] = {
            Field.EXTRA: lambda: _lines_of_extra,
            Field.PHONE: lambda: self._phones(column.label),
            Field.EMAIL: lambda: _emails(column.label),
            Field.REGION: lambda: self._region_setter(column.heading),
            Field.TAGS: lambda: _tags,
            Field.CREATED_AT: lambda: self._moment(field, column.heading),
            Field.CLOSED_AT: lambda: self._moment(field, column.heading),
            Field.PEOPLE: lambda: _extra(column.heading) if self._contacts else self._people,
            Field.LOST_NOTE: lambda: _joined(field),
            Field.COMMENT: lambda: _joined(field),
            Field.DESCRIPTION: lambda: _joined(field),
        }
        if make := makers.get(field):
            return make()
        clean = self._cleaner(column)
        return _either(field, column.heading, clean) if again else self._plain(field, clean)

    def _plain(self, field: Field, clean: Callable[[str], str]) -> Setter:
        name = field.value

        def act(draft: Draft, cell: str) -> None:
            setattr(draft, name, clean(cell))

        return act

    def _cleaner(self, column: Column) -> Callable[[str], str]:
        if column.field is Field.AMOUNT and column.label:
            return lambda cell: cells.amount(cell, column.label)
        if column.field is Field.BIRTHDAY:
            return lambda cell: cells.birthday(cell, self._region)
        return cells.one_line

    def _phones(self, label: str) -> Setter:
        def act(draft: Draft, cell: str) -> None:
            if ";" in cell or "," in cell or ":" in cell or "\n" in cell:
                draft.phones.extend(cells.phones_in(cell, label, self._read))
                return
            found = self._read(cell)
            draft.phones.append(Phone(cell, label, found.e164, found.problem))

        return act

    def _region_setter(self, heading: str) -> Setter:
        """A two-letter code only says how to read the phones; a country in words is kept as well.

        What is no country is the town as well, where the file has no other column for that.
        """
        always_kept = plain(heading) in COUNTRY_WORDS
        readers: dict[str, Callable[[str], ReadPhone]] = {}

        def act(draft: Draft, cell: str) -> None:
            read = readers.get(cell)
            if read is None and (region := region_of(cell)) is not None:
                read = readers[cell] = _reader(region)
            self._read = read or self._home
            if read is None and not self._cities:
                draft.city = cells.one_line(cell)
            if always_kept or read is None or len(cell) > 2:
                draft.extra[heading] = cell

        return act

    def _people(self, draft: Draft, cell: str) -> None:
        draft.people.extend(people.read(cell, self._read))

    def _moment(self, field: Field, heading: str) -> Setter:
        name = field.value

        def act(draft: Draft, cell: str) -> None:
            when = "" if getattr(draft, name) else cells.moment(cell, self._region)
            if when:
                setattr(draft, name, when)
            else:
                draft.extra[heading] = cell

        return act

    def _part(self, field: Field, heading: str) -> Setter:
        def act(draft: Draft, cell: str) -> None:
            del draft
            self._parts[field] = (heading, cells.one_line(cell))

        return act


@cache
def _reader(region: str) -> Callable[[str], ReadPhone]:
    return FastReader(region).read


def _reachable(draft: Draft) -> str:
    """The first e-mail or phone, which names who has no other name."""
    if draft.emails:
        return draft.emails[0].typed
    return draft.phones[0].typed if draft.phones else ""


def _extra(heading: str) -> Setter:
    def act(draft: Draft, cell: str) -> None:
        draft.extra[heading] = cell

    return act


def _emails(label: str) -> Setter:
    def act(draft: Draft, cell: str) -> None:
        if cell.isascii() and "," not in cell and ";" not in cell and ":" not in cell and len(cell.split()) == 1:
            draft.emails.append(Email(cell, label))
        else:
            draft.emails.extend(cells.emails_in(cell, label))

    return act


def _tags(draft: Draft, cell: str) -> None:
    draft.tags.extend(tag for tag in cells.parted(cell) if tag not in draft.tags)


def _joined(field: Field) -> Setter:
    """A text that several columns may add to."""
    name = field.value

    def act(draft: Draft, cell: str) -> None:
        before = getattr(draft, name)
        setattr(draft, name, f"{before}\n{cell}" if before and before != cell else cell)

    return act


def _either(field: Field, heading: str, clean: Callable[[str], str]) -> Setter:
    """A further column of the same field: it fills a gap, or is kept under its heading where it differs."""
    name = field.value

    def act(draft: Draft, cell: str) -> None:
        before, value = getattr(draft, name), clean(cell)
        if not before:
            setattr(draft, name, value)
        elif before != value:
            draft.extra[heading] = cell

    return act


def _lines_of_extra(draft: Draft, cell: str) -> None:
    """Our own export's last column: "heading: value" in each line."""
    heading = ""
    for line in cell.splitlines():
        head, mark, value = line.partition(": ")
        if mark:
            heading = head
            draft.extra[heading] = value
        elif heading:
            draft.extra[heading] += f"\n{line}"
        else:
            draft.extra[_(NAMELESS) % {"number": ""}] = line
