"""How many messages an SMS is charged as: the GSM 7 bit default alphabet and UCS-2 of 3GPP TS 23.038."""

from dataclasses import dataclass
from typing import Final

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Each is sent as an escape and a letter.
_EXTENSION: Final = frozenset("\f^{}\\[~]|€")
_GSM_ALONE, _GSM_JOINED = 160, 153
_UCS2_ALONE, _UCS2_JOINED = 70, 67


@dataclass(frozen=True, slots=True)
class SmsSize:
    """``units`` are septets, or UTF-16 code units where ``unicode``; ``left`` of them fit in the last segment."""

    unicode: bool
    units: int
    segments: int
    left: int


def size(text: str) -> SmsSize:
    """What a text takes; a character of two units is never parted, so a segment may end one unit early."""
    unicode = any(letter not in _BASIC and letter not in _EXTENSION for letter in text)
    widths = [_ucs2(letter) if unicode else 1 + (letter in _EXTENSION) for letter in text]
    units = sum(widths)
    alone, joined = (_UCS2_ALONE, _UCS2_JOINED) if unicode else (_GSM_ALONE, _GSM_JOINED)
    if units <= alone:
        return SmsSize(unicode, units, int(units > 0), alone - units)
    segments, used = 1, 0
    for width in widths:
        if used + width > joined:
            segments, used = segments + 1, 0
        used += width
    return SmsSize(unicode, units, segments, joined - used)


def _ucs2(letter: str) -> int:
    return 2 if ord(letter) > 0xFFFF else 1
