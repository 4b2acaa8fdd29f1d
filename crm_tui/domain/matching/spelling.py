"""Slips of the hand: words that one typed nearly right, found as SymSpell does, by what deleting a letter leaves.

Symmetric deletes: Garbe 2012. The distance counts a swap of two neighbours as one edit (optimal string alignment).
"""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from crm_tui.domain.matching.hashing import VARIANT, hashed

MOST_SPELLINGS = 24
_LONGEST = 24
_ONE_EDIT_FROM = 4
_TWO_EDITS_FROM = 6


def variants(token: str) -> tuple[int, ...]:
    """The keys under which a token of the vocabulary is found by its misspellings, and looked for by them."""
    word = token[:_LONGEST]
    shorter = {word[:place] + word[place + 1 :] for place in range(len(word))} if len(word) > 2 else set()
    return tuple(hashed(VARIANT, spelt) for spelt in sorted({word, *shorter}))


def edits_allowed(length: int) -> int:
    """How many edits a word of this length may be away and still be meant."""
    if length < _ONE_EDIT_FROM:
        return 0
    return 1 if length < _TWO_EDITS_FROM else 2


def edits(mine: str, theirs: str, most: int) -> int:
    """How many edits two words are apart, or ``most + 1`` where they are more."""
    return int(OSA.distance(mine, theirs, score_cutoff=most))


def near(token: str, found: Iterable[str], limit: int = MOST_SPELLINGS) -> tuple[str, ...]:
    """Those of the found words that the token may be a misspelling of, nearest first, itself among them."""
    most = edits_allowed(len(token))
    apart = sorted((edits(token, word, most), word) for word in set(found))
    return tuple(word for distance, word in apart if distance <= most)[:limit]
