"""Identifiers: UUIDv7, unique, in the order of their time."""

import time
import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.ids import new_id

MOMENTS = st.integers(0, 2**48 - 1)


@settings(max_examples=100, deadline=None)
@given(MOMENTS)
def test_an_id_is_a_uuid_of_version_seven_that_tells_its_time(moment: int) -> None:
    made = new_id(moment)
    parsed = uuid.UUID(hex=made)
    assert made == parsed.hex
    assert (parsed.version, parsed.variant) == (7, uuid.RFC_4122)
    assert parsed.int >> 80 == moment


@settings(max_examples=100, deadline=None)
@given(MOMENTS, MOMENTS)
def test_ids_sort_by_time(one: int, other: int) -> None:
    if one != other:
        assert (new_id(one) < new_id(other)) is (one < other)


def test_ids_of_one_millisecond_differ_in_all_their_random_bits() -> None:
    made = [int(new_id(0), 16) for _ in range(2_000)]
    assert len(set(made)) == len(made)
    seen = 0
    for value in made:
        seen |= value ^ made[0]
    assert seen == (0xFFF << 64) | (2**62 - 1)


def test_without_a_time_the_clock_of_the_system_counts() -> None:
    before = time.time_ns() // 1_000_000
    assert before <= int(new_id()[:12], 16) <= time.time_ns() // 1_000_000
