"""The further contacts of a deal in one cell, a line each: "Anna; role: buyer; phone (work): 050…; e-mail: a@b.c"."""

import re
from collections.abc import Callable, Iterable, Iterator

from crm_tui.domain.phones import ReadPhone
from crm_tui.i18n import N_, _
from crm_tui.interchange.fields import Field
from crm_tui.interchange.headings import field_of, plain
from crm_tui.interchange.labels import email_label, phone_label
from crm_tui.operations.deals import NewPerson
from crm_tui.operations.values import Email, Person, Phone

_PHONE, _EMAIL, _ROLE = N_("phone"), N_("e-mail"), N_("role")
_TO_ESCAPE = re.compile(r"[\\;:\n]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PARTS = re.compile(r"((?:\\.|[^\\;])*)(?:;|$)", re.DOTALL)
_NAMED = re.compile(r"(?P<kind>[^\\:()]{1,40}?)(?: \((?P<label>(?:\\.|[^\\:])*)\))?: ?(?P<value>.*)", re.DOTALL)


def written(people: Iterable[Person]) -> str:
    """People as the lines of a cell, to be read back exactly."""
    return "\n".join("; ".join(_said_of(person)) for person in people)


def _said_of(person: Person) -> Iterator[str]:
    yield _escaped(person.name)
    if person.role:
        yield f"{_(_ROLE)}: {_escaped(person.role)}"
    for word, values in ((_PHONE, person.phones), (_EMAIL, person.emails)):
        for value in values:
            label = f" ({_escaped(value.label)})" if value.label else ""
            yield f"{_(word)}{label}: {_escaped(value.typed)}"


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda found: "\\n" if found[0] == "\n" else f"\\{found[0]}", text)


def read(cell: str, phone_of: Callable[[str], ReadPhone]) -> list[NewPerson]:
    """The people of a cell. What has no word in front is an e-mail with an @ in it, and else a phone."""
    return [_person(line, phone_of) for line in cell.splitlines() if line.strip()]


def _person(line: str, phone_of: Callable[[str], ReadPhone]) -> NewPerson:
    name, *parts = _parts(line)
    role, phones, emails = "", list[Phone](), list[Email]()
    for part in parts:
        kind, label, value = _kind(part)
        if kind == _ROLE:
            role = value
        elif kind == _EMAIL:
            emails.append(Email(value, label))
        else:
            found = phone_of(value)
            phones.append(Phone(value, label, found.e164, found.problem))
    return NewPerson(_plain_text(name), tuple(phones), tuple(emails), role)


def _parts(line: str) -> list[str]:
    """A line's parts, still escaped; one without semicolons is parted by commas, as people write it by hand."""
    parts = [part.strip() for part in _PARTS.findall(line)]
    if len([part for part in parts if part]) < 2 and ", " in line:
        parts = [part.strip() for part in line.split(",")]
    name, *rest = parts
    return [name, *filter(None, rest)]


def _kind(part: str) -> tuple[str, str, str]:
    """What a part is, its label, and its value."""
    found = _NAMED.fullmatch(part)
    if found is not None:
        word, label, value = plain(found["kind"]), _plain_text(found["label"] or ""), _plain_text(found["value"])
        if (said := email_label(word)) is not None:
            return _EMAIL, label or said, value
        if (said := phone_label(word)) is not None:
            return _PHONE, label or said, value
        if field_of(word, contacts=True) is Field.POSITION:
            return _ROLE, "", value
    text = _plain_text(part)
    return (_EMAIL if "@" in text else _PHONE), "", text


def _plain_text(escaped: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], escaped)
