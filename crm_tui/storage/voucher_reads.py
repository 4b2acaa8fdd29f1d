"""Requests, invoices and payments as an answer shows them: what is paid, what is due, on which cards they stand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final

from crm_tui.domain.ids import RecordId, VoucherId
from crm_tui.domain.money import Money
from crm_tui.operations.vouchers import VoucherInfo, VoucherKind
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.context import from_ms, to_ms

AT_MOST: Final = 1_000
PAID: Final = """(SELECT sum(p.amount) FROM voucher p
    WHERE p.invoice_id = v.id AND p.kind = 'payment' AND p.deleted_at IS NULL)"""
"""What was paid against the invoice ``v``, in SQL."""
_LINE: Final = f"""SELECT v.id, v.kind, v.number, v.title, v.amount, v.currency, v.at, v.due_at, v.invoice_id,
    i.number, {PAID}, v.comment, v.created_at FROM voucher v LEFT JOIN voucher i ON i.id = v.invoice_id
    WHERE v.deleted_at IS NULL"""
_TOGETHER: Final = 500


def found(rows: Rows, condition: str, values: Mapping[str, Any], *, before: str = "") -> tuple[VoucherInfo, ...]:
    """The live vouchers ``v`` under a condition, newest first; ``before`` begins the statement."""
    sql = f"{before} {_LINE} AND {condition} ORDER BY v.at DESC, v.created_at DESC, v.id DESC LIMIT :limit"
    lines = rows(sql, {"limit": AT_MOST, **values})
    links = _links(rows, [line[0] for line in lines])
    return tuple(_info(line, links[line[0]]) for line in lines)


def _links(rows: Rows, ids: Sequence[str]) -> dict[str, list[RecordId]]:
    links: dict[str, list[RecordId]] = defaultdict(list)
    for start in range(0, len(ids), _TOGETHER):
        batch = {f"id{place}": one for place, one in enumerate(ids[start : start + _TOGETHER])}
        marks = ", ".join(f":{name}" for name in batch)
        sql = f"""SELECT voucher_id, record_id FROM voucher_link
            WHERE voucher_id IN ({marks}) AND deleted_at IS NULL ORDER BY id"""
        for voucher_id, record_id in rows(sql, batch):
            links[voucher_id].append(RecordId(record_id))
    return links


def _info(line: Sequence[Any], links: Sequence[RecordId]) -> VoucherInfo:
    amount = None if line[4] is None else Money(line[4], line[5])
    paid = Money(int(line[10] or 0), line[5]) if line[1] == VoucherKind.INVOICE else None
    return VoucherInfo(
        id=VoucherId(line[0]),
        kind=VoucherKind(line[1]),
        number=line[2],
        title=line[3],
        amount=amount,
        currency=line[5],
        day=day_of(line[6]),
        due_day=None if line[7] is None else day_of(line[7]),
        invoice_id=VoucherId(line[8]) if line[8] else None,
        invoice_number=line[9] or "",
        paid=paid,
        due=Money(amount.minor - paid.minor, line[5]) if amount and paid else None,
        comment=line[11],
        records=tuple(links),
        created_at=from_ms(line[12]),
    )


def midnight(day: date) -> int:
    """A day as the tables keep it: the moment at which it begins in UTC, whatever the reader's zone."""
    return to_ms(datetime.combine(day, time(), UTC))


def day_of(ms: int) -> date:
    """The day that the tables' moment stands for."""
    return from_ms(ms).date()
