"""What a row changes on a record that is there, field by field, in words: for those who look before it is done."""

import json
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, Final

from crm_tui.domain.fields import FieldValue
from crm_tui.domain.money import Money
from crm_tui.operations.import_rows import EXTRA, FieldChange
from crm_tui.storage.board_sql import Rows

_NAMED: Final = {
    "company_id": ("company", "company"),
    "responsible_id": ("responsible", "member"),
    "lost_reason_id": ("lost_reason", "lost_reason"),
    "pipeline_id": ("pipeline", "pipeline"),
    "stage_id": ("stage", "stage"),
}
"""Columns that name another record: the field they are to a person, and the table with the name."""
_SILENT: Final = frozenset(
    {"currency", "rank", "stage_since", "closed_at", "has_contact", "contact_name", "aliases", "spam"}
)
"""Columns that follow from others, or are told in words of their own."""


class Changes:
    """Gathers what one row changes."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.found: list[FieldChange] = []

    def clear(self) -> None:
        """Begin with the next row."""
        self.found.clear()

    def gained(self, field: str, value: str) -> None:
        """The record has one more of several: a phone, a tag."""
        self.found.append(FieldChange(field, "", value))

    def field(self, name: str, before: FieldValue | None, after: FieldValue | None) -> None:
        """A field of the card that admins added, by its name."""
        self.found.append(FieldChange(name, _said(before), _said(after)))

    def columns(
        self, present: Mapping[str, Any], wanted: Mapping[str, Any], changed: Collection[str], company: str
    ) -> None:
        """Columns of the record; ``company`` is what a company is called that is made only now."""
        for column in changed:
            if column == "extra":
                self._extra(present[column], wanted[column])
            elif column == "amount":
                self.found.append(FieldChange("amount", _sum(present), _sum(wanted)))
            elif column in _NAMED:
                name, table = _NAMED[column]
                after = company if table == "company" else self._name(table, wanted[column])
                self.found.append(FieldChange(name, self._name(table, present[column]), after))
            elif column not in _SILENT:
                self.found.append(FieldChange(column, _said(present[column]), _said(wanted[column])))

    def _extra(self, before: str, after: str) -> None:
        old, new = json.loads(before), json.loads(after)
        changed = {heading: value for heading, value in new.items() if old.get(heading) != value}
        self.found += [FieldChange(EXTRA + heading, old.get(heading, ""), value) for heading, value in changed.items()]

    def _name(self, table: str, record_id: str | None) -> str:
        found = self._rows(f"SELECT name FROM {table} WHERE id = :id", {"id": record_id})
        return str(found[0][0]) if found else ""


def _said(value: FieldValue | None) -> str:
    return ", ".join(value) if isinstance(value, tuple | list) else value or ""


def _sum(values: Mapping[str, Any]) -> str:
    """An amount and its currency, exact and the same in every language."""
    if values["amount"] is None:
        return ""
    amount: Decimal = Money(values["amount"], values["currency"]).decimal
    return f"{amount} {values['currency']}"
