"""What stands side by side is whole or not there."""

import pytest

from crm_tui.widgets.fitting import fitting


@pytest.mark.parametrize(
    ("room", "seen"), [(0, ""), (2, "c"), (3, "a"), (4, "a"), (5, "a"), (7, "ac"), (9, "ab"), (13, "abc")]
)
def test_what_is_too_wide_is_left_out_and_the_rest_keeps_its_order(room: int, seen: str) -> None:
    assert "".join(fitting([("a", 3), ("b", 5), ("c", 2)], room, 1)) == seen
