"""Contacts as vCard 3.0 (RFC 2426), the version that every address book reads."""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from crm_tui.operations.contacts import ContactCard

_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_TYPES = {
    "work": "WORK",
    "home": "HOME",
    "mobile": "CELL",
    "fax": "FAX",
    "work fax": "WORK,FAX",
    "home fax": "HOME,FAX",
    "pager": "PAGER",
}
_FOLD = 75
_FIELDS = (
    ("ORG", "company"),
    ("TITLE", "position"),
    ("BDAY", "birthday"),
    ("NOTE", "comment"),
    ("X-CRM-SOURCE", "source"),
    ("X-CRM-RESPONSIBLE", "responsible_name"),
    ("UID", "external_id"),
)


def write_cards(path: Path, contacts: Iterable[ContactCard]) -> int:
    """Write contacts as cards, one behind the other; answers how many."""
    written = 0
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        for contact in contacts:
            for line in _card(contact):
                file.write(_folded(line))
            written += 1
    return written


def _card(contact: ContactCard) -> Iterator[str]:
    """The unfolded lines of one card."""
    items = count(1)
    yield from ("BEGIN:VCARD", "VERSION:3.0", f"FN:{_text(contact.name)}", f"N:;{_text(contact.name)};;;")
    for phone in contact.phones:
        yield from _labelled("TEL", phone.label, phone.typed, items)
    for email in contact.emails:
        yield from _labelled("EMAIL", email.label, email.typed, items)
    for name, field in _FIELDS:
        if value := getattr(contact, field):
            yield f"{name}:{_text(value)}"
    if contact.address or contact.city:
        yield f"ADR:;;{_text(_street(contact))};{_text(contact.city)};;;"
    if contact.tags:
        yield "CATEGORIES:" + ",".join(_text(tag.name) for tag in contact.tags)
    for heading, value in contact.extra.items():
        yield from _labelled("X-CRM-EXTRA", heading, value, items, own=True)
    yield "END:VCARD"


def _labelled(name: str, label: str, value: str, items: Iterator[int], *, own: bool = False) -> Iterator[str]:
    """A property with its label: as a type where vCard has one for it, or else as Apple writes it."""
    if not own and (not label or label in _TYPES):
        types = f";TYPE={_TYPES[label]}" if label else ""
        yield f"{name}{types}:{_text(value)}"
        return
    item = f"item{next(items)}"
    yield f"{item}.{name}:{_text(value)}"
    yield f"{item}.X-ABLabel:{_text(label)}"


def _street(contact: ContactCard) -> str:
    """The address without the city, which has a place of its own."""
    parts = [part for part in contact.address.split(", ") if part and part != contact.city]
    return ", ".join(parts)


def _text(value: str) -> str:
    """A text value, escaped, without control characters."""
    clean = _CONTROLS.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    for mark in "\\;,":
        clean = clean.replace(mark, f"\\{mark}")
    return clean.replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 bytes, none cut inside a character."""
    if len(line) * 4 <= _FOLD or len(line.encode("utf-8", "replace")) <= _FOLD:
        return f"{line}\r\n"
    pieces: list[str] = []
    piece: list[str] = []
    size = 0
    for char in line:
        width = len(char.encode("utf-8", "replace"))
        if size + width > _FOLD:
            pieces.append("".join(piece))
            piece, size = [], 1
        piece.append(char)
        size += width
    pieces.append("".join(piece))
    return "\r\n ".join(pieces) + "\r\n"
