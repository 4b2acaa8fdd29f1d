"""Keys as numbers: the same on every machine, of a size that databases store best."""

from functools import lru_cache
from hashlib import blake2b
from typing import Final

PHONE: Final = 0
EMAIL: Final = 1
LAST_SEVEN: Final = 2
LOCAL_PART: Final = 3
PAIR: Final = 4
SOUNDS: Final = 5
NAME: Final = 6
INITIALS: Final = 7
INITIAL: Final = 8
SINGLE: Final = 9
VARIANT: Final = 10

KIND_AT: Final = 16
"""The lowest of the four bits of a key that say its kind; all above them are hashed."""

KIND_MASK: Final = 0b1111
_REST: Final = ~(KIND_MASK << KIND_AT)


def hashed(kind: int, text: str) -> int:
    """A signed 64-bit number for a text of some kind."""
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True) & _REST | kind << KIND_AT


often_hashed = lru_cache(maxsize=1 << 17)(hashed)
"""The same for texts that come again and again, as the words of names do."""
