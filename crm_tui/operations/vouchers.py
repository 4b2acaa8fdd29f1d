"""Requests, invoices and payments on cards (C7)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from crm_tui.domain.ids import RecordId, VoucherId
from crm_tui.domain.money import Money
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.values import UNSET, Line, Name, Page, Text, Unset


class VoucherKind(StrEnum):
    """What a voucher is."""

    REQUEST = "request"
    INVOICE = "invoice"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class VoucherInfo:
    """A request, an invoice or a payment.

    Of an invoice ``paid`` is the sum of the payments against it and ``due`` what is still owed, below zero where more
    was paid; of a payment ``invoice_id`` and ``invoice_number`` name what it is against. ``records`` are the cards that
    it is linked to.
    """

    id: VoucherId
    kind: VoucherKind
    number: str
    title: str
    amount: Money | None
    currency: str
    day: date
    due_day: date | None
    invoice_id: VoucherId | None
    invoice_number: str
    paid: Money | None
    due: Money | None
    comment: str
    records: tuple[RecordId, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class VoucherChanges:
    """A partial change: what is UNSET stays as it is. ``amount`` is text as a person types it, "" empties it."""

    number: Line | Unset = UNSET
    title: Line | Unset = UNSET
    amount: Line | Unset = UNSET
    day: date | Unset = UNSET
    due_day: date | None | Unset = UNSET
    invoice_id: VoucherId | None | Unset = UNSET
    comment: Text | Unset = UNSET


@dataclass(frozen=True)
class ListVouchers(Query[tuple[VoucherInfo, ...]]):
    """The vouchers of a kind on a card, on a contact's and a company's also those of their deals; newest first.

    ``for_its_invoices`` asks for payments against the invoices of the card instead, on whatever cards they stand.
    Raises NotFound.
    """

    route = Route("GET", "/records/{record_id}/vouchers/{kind}")
    record_id: RecordId
    kind: VoucherKind
    for_its_invoices: bool = False


@dataclass(frozen=True)
class FindVouchers(Query[tuple[VoucherInfo, ...]]):
    """Vouchers of a kind whose number or title holds the text, newest first: to link one that exists."""

    route = Route("GET", "/vouchers/{kind}")
    kind: VoucherKind
    text: Line = ""
    limit: Page = 30


@dataclass(frozen=True)
class CreateVoucher(Command[VoucherInfo]):
    """A new voucher on a card; today's where no day is given. A payment may be against an invoice.

    Its currency, where none is named, is the invoice's, else the deal's, else the base's. Raises NotFound, InvalidValue
    where an amount cannot be read, a payment has none, or the invoice is in another currency.
    """

    route = Route("POST", "/records/{record_id}/vouchers")
    record_id: RecordId
    kind: VoucherKind
    number: Name = ""
    title: Line = ""
    amount: Line = ""
    currency: Line = ""
    day: date | None = None
    due_day: date | None = None
    invoice_id: VoucherId | None = None
    comment: Text = ""


@dataclass(frozen=True)
class EditVoucher(Command[VoucherInfo]):
    """Change a voucher. Raises NotFound, InvalidValue."""

    route = Route("PATCH", "/vouchers/{voucher_id}")
    voucher_id: VoucherId
    changes: VoucherChanges


@dataclass(frozen=True)
class LinkVoucher(Command[VoucherInfo]):
    """Put a voucher on a card; where it stands already, nothing changes. Raises NotFound."""

    route = Route("POST", "/vouchers/{voucher_id}/link")
    voucher_id: VoucherId
    record_id: RecordId


@dataclass(frozen=True)
class UnlinkVoucher(Command[VoucherInfo]):
    """Take a voucher off a card. Raises NotFound."""

    route = Route("POST", "/vouchers/{voucher_id}/unlink")
    voucher_id: VoucherId
    record_id: RecordId


@dataclass(frozen=True)
class DeleteVoucher(Command[None]):
    """Take a voucher out of sight. Raises NotFound, InvalidValue for an invoice that payments are against."""

    route = Route("DELETE", "/vouchers/{voucher_id}")
    voucher_id: VoucherId
