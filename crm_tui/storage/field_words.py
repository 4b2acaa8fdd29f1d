"""What the value of a field says to a person: names instead of ids, sums with their sign."""

import json
from typing import Final

from crm_tui.domain.money import Money, symbol
from crm_tui.storage.board_sql import Rows

_NAMED: Final = {
    "stage_id": "SELECT name FROM stage WHERE id = :id",
    "responsible_id": "SELECT name FROM member WHERE id = :id",
    "lost_reason_id": "SELECT name FROM lost_reason WHERE id = :id",
    "buyer_id": "SELECT name FROM contact WHERE id = :id",
    "contact_id": "SELECT name FROM contact WHERE id = :id",
    "invoice_id": "SELECT number FROM voucher WHERE id = :id",
}


def shown(rows: Rows, field: str, value: str | None, currency: str) -> str | None:
    """A field's value, as the journal keeps it, in words; None is no value."""
    if value is None:
        return None
    plain = json.loads(value)
    if field in _NAMED:
        found = rows(_NAMED[field], {"id": plain})
        return str(found[0][0]) if found else ""
    if field == "amount":
        return f"{Money(plain, currency).decimal:f} {symbol(currency)}"
    return str(plain)
