"""Identifiers: UUIDv7 (RFC 9562) as 32 lower-case hex digits, made by whoever creates the record."""

import os
import random
import time
from collections.abc import Iterator
from typing import NewType

PipelineId = NewType("PipelineId", str)
StageId = NewType("StageId", str)
DealId = NewType("DealId", str)
PersonId = NewType("PersonId", str)
ContactId = NewType("ContactId", str)
CompanyId = NewType("CompanyId", str)
UserId = NewType("UserId", str)
TagId = NewType("TagId", str)
TaskId = NewType("TaskId", str)
ViewId = NewType("ViewId", str)
ReasonId = NewType("ReasonId", str)
FieldId = NewType("FieldId", str)
GroupId = NewType("GroupId", str)
TabId = NewType("TabId", str)
NoteId = NewType("NoteId", str)
DocumentId = NewType("DocumentId", str)
TemplateId = NewType("TemplateId", str)
VoucherId = NewType("VoucherId", str)
MergeId = NewType("MergeId", str)
SpamId = NewType("SpamId", str)
RecordId = NewType("RecordId", str)
"""The id of a deal, a contact or a company: whatever has a card."""


def new_id(at_ms: int | None = None) -> str:
    """A fresh UUIDv7. ``at_ms`` is its time in milliseconds since 1970 (UTC); the system's time if left out."""
    moment = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    bits = int.from_bytes(os.urandom(10), "big")
    high = (moment & 0xFFFF_FFFF_FFFF) << 16 | 0x7000 | (bits >> 68) & 0x0FFF
    low = 0x8000_0000_0000_0000 | bits & 0x3FFF_FFFF_FFFF_FFFF
    return f"{high:016x}{low:016x}"


_STEP_BITS = 40


def series(at_ms: int, seed: int | None = None) -> Iterator[str]:
    """UUIDv7s of one moment, each greater than the last (RFC 9562, 6.2, method 2): for making many records at once.

    Each is a random step beyond the one before, so that their ends differ too: people name records by these. There is
    room for a million and more. With a ``seed`` the same moment makes the same ids.
    """
    chance = random.Random(seed) if seed is not None else random.SystemRandom()
    number = (at_ms & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76 | chance.getrandbits(12) << 64
    number |= 0b10 << 62 | chance.getrandbits(60)
    step = random.Random(chance.getrandbits(64)).getrandbits
    while True:
        yield f"{number:032x}"
        number += step(_STEP_BITS) + 1
