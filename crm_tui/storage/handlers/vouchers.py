"""Requests, invoices and payments: made, changed, put on cards and taken off them."""

from datetime import date
from typing import Final

from crm_tui.domain import currencies, money
from crm_tui.domain.ids import VoucherId, new_id
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue, NotFound
from crm_tui.operations.values import Unset
from crm_tui.operations.vouchers import (
    CreateVoucher,
    DeleteVoucher,
    EditVoucher,
    FindVouchers,
    LinkVoucher,
    ListVouchers,
    UnlinkVoucher,
    VoucherChanges,
    VoucherInfo,
    VoucherKind,
)
from crm_tui.storage import records, scope, voucher_reads
from crm_tui.storage.context import Context, from_ms, handles
from crm_tui.storage.tables import Deal, Voucher, VoucherLink
from crm_tui.storage.words import short_match

_ON_IT: Final = """SELECT l.voucher_id FROM around a
    JOIN voucher_link l ON l.record_id = a.id WHERE l.deleted_at IS NULL"""


@handles(ListVouchers)
def list_vouchers(context: Context, query: ListVouchers) -> tuple[VoucherInfo, ...]:
    """The vouchers of a kind on a card."""
    before = scope.begin(scope.kind_of(context, query.record_id))
    named = "v.invoice_id" if query.for_its_invoices else "v.id"
    condition = f"v.kind = :kind AND {named} IN ({_ON_IT})"
    values = {"kind": query.kind, "record": query.record_id}
    return voucher_reads.found(records.rows_of(context), condition, values, before=before)


@handles(FindVouchers)
def find_vouchers(context: Context, query: FindVouchers) -> tuple[VoucherInfo, ...]:
    """Vouchers of a kind whose number or title holds the text."""
    rows = records.rows_of(context)
    condition, values = "v.kind = :kind", {"kind": query.kind, "limit": max(1, min(query.limit, 200))}
    if typed := query.text.strip():
        holds, spellings = short_match(rows.dialect.like, ("v.number", "v.title"), typed, "text")
        condition, values = f"{condition} AND ({holds})", {**values, **spellings}
    return voucher_reads.found(rows, condition, values)


@handles(CreateVoucher)
def create_voucher(context: Context, command: CreateVoucher) -> VoucherInfo:
    """A new voucher on a card."""
    currency = _currency(context, command)
    voucher = Voucher(
        id=new_id(context.now),
        kind=command.kind,
        number=_line(command.number),
        title=_line(command.title),
        amount=_amount(command.amount, command.kind, currency),
        currency=currency,
        at=voucher_reads.midnight(command.day or _today(context)),
        due_at=None if command.due_day is None else voucher_reads.midnight(command.due_day),
        comment=command.comment,
        created_at=context.now,
    )
    if command.invoice_id is not None:
        _pay(context, voucher, command.invoice_id)
    context.session.add(voucher)
    context.session.flush()
    link(context, voucher.id, command.record_id)
    return _shown(context, voucher)


@handles(EditVoucher)
def edit_voucher(context: Context, command: EditVoucher) -> VoucherInfo:
    """Change a voucher."""
    voucher = _voucher(context, command.voucher_id)
    _change(context, voucher, command.changes)
    return _shown(context, voucher)


@handles(LinkVoucher)
def link_voucher(context: Context, command: LinkVoucher) -> VoucherInfo:
    """Put a voucher on a card."""
    voucher = _voucher(context, command.voucher_id)
    scope.kind_of(context, command.record_id)
    link(context, voucher.id, command.record_id)
    return _shown(context, voucher)


@handles(UnlinkVoucher)
def unlink_voucher(context: Context, command: UnlinkVoucher) -> VoucherInfo:
    """Take a voucher off a card."""
    voucher = _voucher(context, command.voucher_id)
    link = context.session.get(VoucherLink, command.record_id + voucher.id)
    if link is not None and link.deleted_at is None:
        link.deleted_at = context.now
    return _shown(context, voucher)


@handles(DeleteVoucher)
def delete_voucher(context: Context, command: DeleteVoucher) -> None:
    """Take a voucher out of sight, unless payments are against it."""
    voucher = _voucher(context, command.voucher_id)
    sql = "SELECT 1 FROM voucher WHERE invoice_id = :invoice AND deleted_at IS NULL LIMIT 1"
    if records.rows_of(context)(sql, {"invoice": voucher.id}):
        raise InvalidValue("voucher_id", N_("has payments against it; take those away first"))
    voucher.deleted_at = context.now


def _change(context: Context, voucher: Voucher, changes: VoucherChanges) -> None:
    if not isinstance(changes.number, Unset):
        voucher.number = _line(changes.number)
    if not isinstance(changes.title, Unset):
        voucher.title = _line(changes.title)
    if not isinstance(changes.amount, Unset):
        voucher.amount = _amount(changes.amount, VoucherKind(voucher.kind), voucher.currency)
    if not isinstance(changes.day, Unset):
        voucher.at = voucher_reads.midnight(changes.day)
    if not isinstance(changes.due_day, Unset):
        voucher.due_at = None if changes.due_day is None else voucher_reads.midnight(changes.due_day)
    if not isinstance(changes.invoice_id, Unset):
        _pay(context, voucher, changes.invoice_id)
    if not isinstance(changes.comment, Unset):
        voucher.comment = changes.comment


def _pay(context: Context, voucher: Voucher, invoice_id: VoucherId | None) -> None:
    """Say which invoice a payment is against. Raises NotFound, InvalidValue for what is no payment or other money."""
    if invoice_id is None:
        voucher.invoice_id = None
        return
    if voucher.kind != VoucherKind.PAYMENT:
        raise InvalidValue("invoice_id", N_("is for payments alone; leave it out"))
    invoice = _invoice(context, invoice_id)
    if invoice.currency != voucher.currency:
        reason = N_("is in %(invoice)s and the payment in %(payment)s; choose an invoice of the same currency")
        raise InvalidValue("invoice_id", reason, {"invoice": invoice.currency, "payment": voucher.currency})
    voucher.invoice_id = invoice.id


def link(context: Context, voucher_id: str, record_id: str) -> None:
    link = context.session.get(VoucherLink, record_id + voucher_id)
    if link is None:
        link = VoucherLink(id=record_id + voucher_id, record_id=record_id, voucher_id=voucher_id)
    link.deleted_at = None
    context.session.add(link)


def _currency(context: Context, command: CreateVoucher) -> str:
    """The currency that was named; else the invoice's, the deal's, the base's."""
    kind = scope.kind_of(context, command.record_id)
    if command.currency.strip():
        named = currencies.named(command.currency)
        if named is None:
            raise InvalidValue("currency", N_("is not known; type its code, such as EUR"))
        return named
    if command.invoice_id is not None:
        return _invoice(context, command.invoice_id).currency
    return records.deal(context.session, command.record_id).currency if kind == Deal.__tablename__ else context.currency


def _amount(typed: str, kind: VoucherKind, currency: str) -> int | None:
    """Minor units of what was typed; None where nothing was, which only a payment may not leave open."""
    if not typed.strip():
        if kind is VoucherKind.PAYMENT:
            raise InvalidValue("voucher.amount", N_("is empty; type how much was paid"))
        return None
    try:
        amount = money.parse(typed, currency)
    except money.BadAmount as error:
        raise InvalidValue("voucher.amount", error.reason, {"currency": currency}) from error
    if amount.minor < 0:
        raise InvalidValue("voucher.amount", N_("is below zero; type it without the minus"))
    return amount.minor


def _line(typed: str) -> str:
    return " ".join(typed.split())


def _today(context: Context) -> date:
    return from_ms(context.now).astimezone().date()


def _voucher(context: Context, voucher_id: str) -> Voucher:
    voucher = context.session.get(Voucher, voucher_id)
    if voucher is None or voucher.deleted_at is not None:
        raise NotFound(N_("voucher"), voucher_id)
    return voucher


def _invoice(context: Context, invoice_id: str) -> Voucher:
    invoice = context.session.get(Voucher, invoice_id)
    if invoice is None or invoice.deleted_at is not None or invoice.kind != VoucherKind.INVOICE:
        raise NotFound(N_("invoice"), invoice_id)
    return invoice


def _shown(context: Context, voucher: Voucher) -> VoucherInfo:
    context.session.flush()
    (info,) = voucher_reads.found(records.rows_of(context), "v.id = :id", {"id": voucher.id})
    return info
