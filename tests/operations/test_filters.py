"""When a filter lets everything through: the question that decides between kept counters and counting."""

from dataclasses import fields, replace
from typing import Any

import pytest

from crm_tui.domain.ids import FieldId
from crm_tui.operations.filters import DealFilter, FieldFilter, FieldOperator

SOMETHING: dict[str, Any] = {
    "text": "x", "responsible": "u", "nobody": True, "tags_any": ("t",), "tags_all": ("t",), "tags_none": ("t",),
    "amount_from": 0, "amount_to": 0, "created_from": "2026-01-01", "created_to": "2026-01-01", "unread": True,
    "overdue": True, "rotting": True, "no_task": True, "unsaved": True,
    "custom": (FieldFilter(FieldId("f"), FieldOperator.FILLED),),
}  # fmt: skip


def test_the_default_lets_all_through() -> None:
    assert DealFilter().empty


@pytest.mark.parametrize("field", [field.name for field in fields(DealFilter)])
def test_any_condition_ends_that(field: str) -> None:
    assert not replace(DealFilter(), **{field: SOMETHING[field]}).empty
