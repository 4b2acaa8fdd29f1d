"""A file of vCards cut into cards, and a card into whole lines: unfolded, decoded, pictures left out."""

import binascii
import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crm_tui.i18n import N_, _

CUT_OFF = N_("the card has no end; the file is cut off or damaged")
TOO_LARGE = N_("the card is larger than 20 million characters")
LEFT_OUT = N_("not imported (%(size)s kB)")
_LARGEST = 20_000_000
_BINARY = frozenset({"PHOTO", "KEY", "LOGO", "SOUND"})
_BASE64_LINE = re.compile(r"[A-Za-z0-9+/=]+")
_PARAMETER = re.compile(r'(?:[^;"]|"[^"]*")+')


@dataclass(slots=True)
class Card:
    """One card: its place in the file from 1, its physical lines, or why it cannot be read."""

    number: int
    lines: list[str] = field(default_factory=list)
    problem: str = ""


@dataclass(slots=True)
class Line:
    """One property: group, name (upper case), parameters as (name, value), and its value, decoded but not unescaped."""

    group: str
    name: str
    params: list[tuple[str, str]]
    value: str

    @property
    def types(self) -> list[str]:
        """What TYPE says, in lower case, however it was written."""
        found = []
        for name, value in self.params:
            if name in ("TYPE", ""):
                found += [word.strip().lower() for word in value.replace('"', "").split(",")]
        return [word for word in found if word]


def cards_in(lines: Iterable[str]) -> Iterator[Card]:
    """The cards of a file. A card inside a card (AGENT) belongs to it; one that never ends is reported."""
    card: Card | None = None
    depth = size = number = 0
    for line in lines:
        word = line.strip().upper()
        nested = word == "BEGIN:VCARD" and card is not None and _in_agent(card)
        if word == "BEGIN:VCARD" and not nested:
            if card is not None:
                yield Card(card.number, problem=CUT_OFF)
            number += 1
            card, depth, size = Card(number), 1, 0
            continue
        if card is None:
            continue
        depth += nested or word.endswith("AGENT:BEGIN:VCARD")
        depth -= word == "END:VCARD"
        size += len(line)
        if depth == 0:
            yield card if size <= _LARGEST else Card(card.number, problem=TOO_LARGE)
            card = None
        elif size <= _LARGEST:
            card.lines.append(line)
    if card is not None:
        yield Card(card.number, problem=CUT_OFF)


def _in_agent(card: Card) -> bool:
    before = next((line.strip().upper() for line in reversed(card.lines) if line.strip()), "")
    return before.startswith("AGENT") and before.endswith(":")


def whole_lines(physical: Iterable[str]) -> Iterator[Line]:
    """The properties of a card; what stands inside an AGENT's card is left with that one."""
    depth = 0
    for text in _unfolded(physical):
        word = text.strip().upper()
        if word.endswith("BEGIN:VCARD"):
            depth += 1
        elif word == "END:VCARD":
            depth -= 1
        elif depth == 0 and (line := _line(text)) is not None:
            yield line


def _unfolded(physical: Iterable[str]) -> Iterator[str]:
    """Lines put together again: folded ones, soft breaks of quoted-printable, base64 with or without an indent."""
    held: list[str] = []
    quoted = packed = False
    for line in physical:
        if held and quoted and held[-1].endswith("="):
            held[-1] = held[-1][:-1]
            held.append(line)
        elif held and line[:1] in (" ", "\t"):
            held.append(line.strip() if packed else line[1:])
        elif held and packed and _BASE64_LINE.fullmatch(line.strip()):
            held.append(line.strip())
        elif line.strip():
            yield from _released(held)
            held = [line]
            head = line.partition(":")[0].upper()
            quoted = "QUOTED-PRINTABLE" in head
            packed = "BASE64" in head or "ENCODING=B" in head
    yield from _released(held)


def _released(held: list[str]) -> Iterator[str]:
    if held:
        yield "".join(held)


def _line(text: str) -> Line | None:
    head, colon, value = _parted(text)
    if not colon:
        return None
    first, *rest = _PARAMETER.findall(head) or [""]
    group, _dot, name = first.strip().rpartition(".")
    params = [_parameter(part) for part in rest]
    line = Line(group.lower(), name.strip().upper(), params, value)
    line.value = _decoded(line)
    return line if line.name else None


def _parted(text: str) -> tuple[str, str, str]:
    """The part in front of the first colon outside quotation marks, the colon, the part behind it."""
    inside = False
    for place, char in enumerate(text[:4096]):
        if char == '"':
            inside = not inside
        elif char == ":" and not inside:
            return text[:place], ":", text[place + 1 :]
    return text.partition(":")


def _parameter(part: str) -> tuple[str, str]:
    name, equals, value = part.partition("=")
    return (name.strip().upper(), value.strip().strip('"')) if equals else ("", name.strip())


def _decoded(line: Line) -> str:
    """The value as text; of a picture or a key only how large it was."""
    given = {name: value.upper() for name, value in line.params}
    encoding = given.get("ENCODING", "")
    bare = {value.upper() for name, value in line.params if not name}
    if encoding in ("B", "BASE64") or "BASE64" in bare or line.value[:200].lower().startswith("data:"):
        return _unpacked(line, given)
    if encoding == "QUOTED-PRINTABLE" or "QUOTED-PRINTABLE" in bare:
        raw = quopri.decodestring(line.value.encode("utf-8", "surrogatepass"))
        return _in_charset(raw, given.get("CHARSET", "utf-8")).replace("\r\n", "\n")
    return line.value


def _unpacked(line: Line, given: dict[str, str]) -> str:
    if line.name not in _BINARY and line.value[:5].lower() != "data:":
        try:
            return _in_charset(binascii.a2b_base64(line.value), given.get("CHARSET", "utf-8"))
        except binascii.Error:
            return line.value
    return _(LEFT_OUT) % {"size": f"{len(line.value) * 3 / 4 / 1000:.1f}"}


def _in_charset(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return raw.decode("utf-8", "replace")
