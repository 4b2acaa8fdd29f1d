"""Which encoding a text file is in: by its mark, by whether it is UTF-8, or else as well as can be guessed."""

import codecs
from pathlib import Path
from typing import BinaryIO

HEAD = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CYRILLIC = ("cp1251", "koi8_u", "cp866")
_CANDIDATES = [*_CYRILLIC, "cp1252", "cp1250"]
_FREQUENT = frozenset("оеаинтсрвлкмдпуяіОЕАИНТСРВЛКМДПІ")


def encoding_of(path: Path) -> str:
    """The encoding of a text file, to be decoded with ``errors="replace"``."""
    with path.open("rb") as file:
        return encoding_in(file)


def encoding_in(file: BinaryIO) -> str:
    """The encoding of an open text file, likewise."""
    head = file.read(HEAD)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if wide := _wide(head):
        return wide
    file.seek(0)
    odd = _first_not_utf8(file)
    if odd is None:
        return "utf-8"
    return "utf-8" if _mostly_utf8(odd) else _guess(odd)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: half of the bytes are the same few high ones."""
    half = len(head) // 2
    if half < 2:
        return None
    for name, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if sum(high.count(byte) for byte in (0, 4)) >= 0.9 * half and high.count(0):
            return name
    return None


def _first_not_utf8(file: BinaryIO) -> bytes | None:
    """The stretch of the file in which it stops being UTF-8, from its start or from shortly before; None: it is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    before = b""
    while block := file.read(1024 * 1024):
        try:
            decoder.decode(block)
        except UnicodeDecodeError as error:
            return (before + block)[max(0, len(before) + error.start - HEAD // 2) :][:HEAD]
        before = block[-HEAD:]
    return None


def _mostly_utf8(sample: bytes) -> bool:
    """Whether letters of UTF-8 by far outnumber the bytes that are none: a damaged or cut file."""
    text = sample.decode("utf-8", "replace")
    letters = sum(not char.isascii() for char in text)
    broken = text.count("\ufffd")
    return letters - broken > 8 * broken or (broken == 1 and text.endswith("\ufffd") and letters > 1)


def _guess(sample: bytes) -> str:
    """The likeliest of the old one-byte encodings."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_CANDIDATES, preemptive_behaviour=False).best()
    guessed = best.encoding if best else "cp1251"
    if guessed in _CYRILLIC or _share(sample, "cp1251") > 0.5:
        return max(_CYRILLIC, key=lambda name: (_share(sample, name), name == guessed))
    return guessed


def _share(sample: bytes, name: str) -> float:
    """How much of the text beyond ASCII are the everyday letters of Russian and Ukrainian in this encoding."""
    text = [char for char in sample.decode(name, "replace") if not char.isascii()]
    return sum(char in _FREQUENT for char in text) / len(text) if text else 0.0
