"""The properties of a card: by vobject, and by a tolerant reading of our own where vobject refuses the card."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crm_tui.interchange.vcard_cards import Line, whole_lines

_ESCAPED = re.compile(r"\\([nN\\;,:\"])")
_STRUCTURED = {"N": 5, "ADR": 7}
_LISTS = frozenset({"ORG"})
_COMMA_LISTS = frozenset({"CATEGORIES"})
_NAME = ("family", "given", "additional", "prefix", "suffix")
_ADDRESS = ("box", "extended", "street", "city", "region", "code", "country")


@dataclass(frozen=True, slots=True)
class Property:
    """A property that was read: group, name, types in lower case, and its value in parts (one where it has no more)."""

    group: str
    name: str
    types: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The value as one text."""
        return ", ".join(part for part in self.parts if part)


def properties_of(physical: Sequence[str]) -> list[Property]:
    """The properties of a card's lines, in order."""
    lines = [line for line in whole_lines(physical) if line.name not in ("BEGIN", "END")]
    found = _by_vobject(lines)
    return found if found is not None else [_tolerant(line) for line in lines]


def _by_vobject(lines: Sequence[Line]) -> list[Property] | None:
    """What vobject makes of the card, in the order of its lines; None where it refuses it."""
    import vobject

    try:
        card = vobject.readOne(_serialised(lines), allowQP=False)
        read = [_placed(lines, int(child.params["X-PLACE"][0]), child.value) for child in card.getChildren()]
    except (vobject.base.VObjectError, ValueError, KeyError, IndexError, AttributeError, TypeError):
        return None
    if len(read) != len(lines):
        return None
    return [prop for _place, prop in sorted(read, key=lambda pair: pair[0])]


def _serialised(lines: Sequence[Line]) -> str:
    """The card as clean 3.0 text, each line marked with its place; encodings and pictures are gone by now."""
    body = [f"{line.name};X-PLACE={place}:{_clean(line)}" for place, line in enumerate(lines)]
    return "\r\n".join(["BEGIN:VCARD", *body, "END:VCARD", ""])


def _clean(line: Line) -> str:
    """The value as vobject wants it: marks escaped, for it drops what stands behind a bare comma of a plain text."""
    value = line.value.replace("\r", "")
    if line.name not in _STRUCTURED and line.name not in _LISTS | _COMMA_LISTS:
        value = _unescaped(value)
        for mark in "\\;,":
            value = value.replace(mark, f"\\{mark}")
    return value.replace("\n", "\\n")


def _placed(lines: Sequence[Line], place: int, value: object) -> tuple[int, Property]:
    line = lines[place]
    return place, Property(line.group, line.name, tuple(line.types), _parts(line, value))


def _parts(line: Line, value: object) -> tuple[str, ...]:
    """The parts of a value that vobject has read; a property that it does not know it leaves escaped."""
    name = line.name
    if isinstance(value, str):
        return (_unescaped(value) if value == _clean(line) else value,)
    if isinstance(value, list | tuple):
        return tuple(str(part) for part in value)
    fields = _NAME if name == "N" else _ADDRESS
    between = " " if name == "N" else ", "
    return tuple(_joined(getattr(value, field), between) for field in fields)


def _joined(part: object, between: str) -> str:
    return between.join(str(piece) for piece in part if piece) if isinstance(part, list) else str(part)


def _tolerant(line: Line) -> Property:
    value = line.value
    if width := _STRUCTURED.get(line.name):
        between = " " if line.name == "N" else ", "
        pieces = [between.join(filter(None, _split(part, ","))) for part in _split_raw(value, ";")]
        parts = (pieces + [""] * width)[:width]
    elif line.name in _LISTS:
        parts = _split(value, ";")
    elif line.name in _COMMA_LISTS:
        parts = _split(value, ",")
    else:
        parts = [_unescaped(value)]
    return Property(line.group, line.name, tuple(line.types), tuple(parts))


def _split(value: str, mark: str) -> list[str]:
    return [_unescaped(part) for part in _split_raw(value, mark)]


def _split_raw(value: str, mark: str) -> list[str]:
    """The pieces between marks that are not escaped."""
    return re.split(rf"(?<!\\){re.escape(mark)}", value)


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
