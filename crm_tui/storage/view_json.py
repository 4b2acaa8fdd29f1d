"""A saved view's filter as the JSON that its row holds: only what differs from the default, so that it can grow."""

import json
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from crm_tui.domain.ids import FieldId
from crm_tui.operations.filters import DealFilter, FieldFilter, FieldOperator

_DEFAULT = DealFilter()
_DATES = ("created_from", "created_to")


def write_filter(wanted: DealFilter) -> str:
    """A filter as JSON."""
    values: dict[str, Any] = {}
    for field in fields(DealFilter):
        value = getattr(wanted, field.name)
        if value != getattr(_DEFAULT, field.name):
            values[field.name] = _plain(value)
    return json.dumps(values, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return asdict(value) if isinstance(value, FieldFilter) else value


def read_filter(text: str) -> DealFilter:
    """A filter from its JSON; a condition that this program does not know is passed over."""
    known = {field.name for field in fields(DealFilter)}
    values: dict[str, Any] = {name: value for name, value in json.loads(text).items() if name in known}
    for name in _DATES:
        if name in values:
            values[name] = date.fromisoformat(values[name])
    if "custom" in values:
        values["custom"] = [_field(one) for one in values["custom"]]
    settled: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return DealFilter(**settled)


def _field(kept: dict[str, str]) -> FieldFilter:
    return FieldFilter(FieldId(kept["field_id"]), FieldOperator(kept["operator"]), kept["value"])
