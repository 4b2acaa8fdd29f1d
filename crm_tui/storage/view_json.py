"""A saved view's filter as the JSON that its row holds: only what differs from the default, so that it can grow."""

import json
from dataclasses import fields
from datetime import date
from typing import Any

from crm_tui.operations.filters import DealFilter

_DEFAULT = DealFilter()
_DATES = ("created_from", "created_to")


def write_filter(wanted: DealFilter) -> str:
    """A filter as JSON."""
    values: dict[str, Any] = {}
    for field in fields(DealFilter):
        value = getattr(wanted, field.name)
        if value != getattr(_DEFAULT, field.name):
            values[field.name] = value.isoformat() if isinstance(value, date) else value
    return json.dumps(values, ensure_ascii=False)


def read_filter(text: str) -> DealFilter:
    """A filter from its JSON; a condition that this program does not know is passed over."""
    known = {field.name for field in fields(DealFilter)}
    values: dict[str, Any] = {name: value for name, value in json.loads(text).items() if name in known}
    for name in _DATES:
        if name in values:
            values[name] = date.fromisoformat(values[name])
    settled: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return DealFilter(**settled)
