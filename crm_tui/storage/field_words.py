"""What the value of a field says to a person: names instead of ids, sums with their sign."""

import json
from typing import Any, Final

from crm_tui.domain.fields import FieldKind
from crm_tui.domain.ids import FieldId
from crm_tui.domain.money import Money, symbol
from crm_tui.domain.system_fields import BY_ID
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.context import from_ms

_NAMED: Final = {
    "stage_id": "SELECT name FROM stage WHERE id = :id",
    "responsible_id": "SELECT name FROM member WHERE id = :id",
    "lost_reason_id": "SELECT name FROM lost_reason WHERE id = :id",
    "buyer_id": "SELECT name FROM contact WHERE id = :id",
    "contact_id": "SELECT name FROM contact WHERE id = :id",
    "company_id": "SELECT name FROM company WHERE id = :id",
    "invoice_id": "SELECT number FROM voucher WHERE id = :id",
}


_FIELD: Final = "SELECT name, kind FROM card_field WHERE id = :id"
CUSTOM: Final = "custom."
VOUCHER: Final = "voucher."
"""What stands before the kind of a voucher that has no name of its own, for the reader's language."""


def label(rows: Rows, field: str) -> str:
    """What a field on a card is called, for the catalogue where every base has it; "" for a column of its own."""
    field_id = field.removeprefix(CUSTOM)
    if field_id == field:
        return ""
    if field_id in BY_ID:
        return BY_ID[FieldId(field_id)].label
    found = rows(_FIELD, {"id": field_id})
    return str(found[0][0]) if found else field_id


def shown(rows: Rows, field: str, value: str | None, currency: str) -> str | None:
    """A field's value, as the journal keeps it, in words; None is no value."""
    if value is None:
        return None
    plain = json.loads(value)
    if field in _NAMED:
        found = rows(_NAMED[field], {"id": plain})
        return str(found[0][0]) if found else ""
    if field.startswith(CUSTOM):
        return _custom(rows, field.removeprefix(CUSTOM), plain)
    if field == "snoozed_until":
        return f"{from_ms(plain).astimezone():%d.%m.%Y %H:%M}"
    if field == "amount":
        return f"{Money(plain, currency).decimal:f} {symbol(currency)}"
    return str(plain)


def voucher_name(rows: Rows, voucher_id: str) -> str:
    """A voucher as the feed names it: title and number, else its kind and sum."""
    found = rows("SELECT title, number, kind, amount, currency FROM voucher WHERE id = :id", {"id": voucher_id})
    if not found:
        return ""
    title, number, kind, amount, currency = found[0]
    if named := f"{title} {number}".strip():
        return named
    return f"{VOUCHER}{kind}" + (f" {Money(amount, currency).decimal:f} {symbol(currency)}" if amount else "")


def _custom(rows: Rows, field_id: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    found = rows(_FIELD, {"id": field_id})
    return _colleague(rows, value) if found and found[0][1] == FieldKind.USER else str(value)


def _colleague(rows: Rows, user_id: str) -> str:
    found = rows(_NAMED["responsible_id"], {"id": user_id})
    return str(found[0][0]) if found else ""
