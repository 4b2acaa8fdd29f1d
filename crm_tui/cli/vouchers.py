"""``crm-tui vouchers``: requests, invoices and payments on cards."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from crm_tui.cli import resolve
from crm_tui.cli.help_page import GroupPage
from crm_tui.cli.options import CardArgument
from crm_tui.cli.output import Reply, money, short, table
from crm_tui.cli.session import Session, command
from crm_tui.domain import due as due_words
from crm_tui.domain.ids import RecordId, VoucherId
from crm_tui.domain.money import Money
from crm_tui.i18n import N_, _
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.vouchers import CreateVoucher, LinkVoucher, ListVouchers, VoucherInfo, VoucherKind

app = typer.Typer(
    name="vouchers",
    cls=GroupPage,
    help=_("Requests, invoices and payments: list, add, link."),
    no_args_is_help=True,
)

KINDS = {VoucherKind.REQUEST: N_("request"), VoucherKind.INVOICE: N_("invoice"), VoucherKind.PAYMENT: N_("payment")}
KindOption = Annotated[
    VoucherKind | None, typer.Option(metavar="request|invoice|payment", help=_("Only those of this kind."))
]
KindArgument = Annotated[VoucherKind, typer.Argument(metavar="request|invoice|payment", help=_("What is to be added."))]
VoucherArgument = Annotated[
    str, typer.Argument(metavar="ID", help=_("The id of the request, invoice or payment, or the end of it as listed."))
]
NumberOption = Annotated[str, typer.Option(metavar="N", help=_("Its number."))]
TitleOption = Annotated[str, typer.Option(metavar="T", help=_("What it is for."))]
SumOption = Annotated[str, typer.Option(metavar="A", help=_("How much: digits, spaces, a decimal comma or point."))]
CurrencyOption = Annotated[str, typer.Option(metavar="EUR", help=_("In which currency; else the deal's."))]
DayOption = Annotated[str, typer.Option(metavar="D", help=_("Its date, such as 2026-11-25 or 25.11; else today."))]
DueOption = Annotated[str, typer.Option(metavar="D", help=_("By when it is to be paid."))]
AgainstOption = Annotated[str, typer.Option(metavar="ID", help=_("The invoice that a payment is against."))]
CommentOption = Annotated[str, typer.Option(metavar="C", help=_("A comment."))]


@command(app, "list", _("List the requests, invoices and payments of a deal, a contact or a company."))
async def list_vouchers(session: Session, card: CardArgument, kind: KindOption = None) -> Reply:
    """The vouchers of a card, kind after kind, newest first."""
    record_id = await resolve.card(session, card)
    kinds = tuple(VoucherKind) if kind is None else (kind,)
    found = [voucher for each in kinds for voucher in await session.ask(ListVouchers(record_id, each))]
    return Reply(found, _lines(found) if found else [_("None.")])


@command(app, "add", _("Add a request, an invoice or a payment to a deal, a contact or a company."))
async def add(
    session: Session,
    card: CardArgument,
    kind: KindArgument,
    number: NumberOption = "",
    title: TitleOption = "",
    amount: SumOption = "",
    currency: CurrencyOption = "",
    day: DayOption = "",
    due: DueOption = "",
    against: AgainstOption = "",
    comment: CommentOption = "",
) -> Reply:
    """A new voucher on a card."""
    made = await session.do(
        CreateVoucher(
            await resolve.card(session, card),
            kind,
            number=number,
            title=title,
            amount=amount,
            currency=currency,
            day=_day(session, "day", day),
            due_day=_day(session, "due_day", due),
            invoice_id=VoucherId(await resolve.by_id(session, "voucher", against)) if against else None,
            comment=comment,
        )
    )
    return Reply(made, _lines([made]))


@command(app, "link", _("Put a request, an invoice or a payment on one more card."))
async def link(session: Session, voucher: VoucherArgument, card: CardArgument) -> Reply:
    """A voucher on one more card; where it stands already, nothing changes."""
    voucher_id = VoucherId(await resolve.by_id(session, "voucher", voucher))
    record_id: RecordId = await resolve.card(session, card)
    linked = await session.do(LinkVoucher(voucher_id, record_id))
    return Reply(linked, _lines([linked]))


def _day(session: Session, field: str, typed: str) -> date | None:
    """A day as people write it. Raises InvalidValue."""
    if not typed.strip():
        return None
    meant = due_words.parse(typed, session.clock.now().astimezone())
    if meant is None:
        raise InvalidValue(field, N_("is no date; type it as 2026-12-31 or 31.12.2026"))
    return meant.date()


def _lines(vouchers: Sequence[VoucherInfo]) -> list[str]:
    headings = ("ID", _("Kind"), _("Number"), _("Title"), _("Amount"), _("Due"), _("Date"), _("Pay by"))
    rows = [
        (
            short(each.id),
            _(KINDS[each.kind]),
            each.number or each.invoice_number,
            each.title,
            money(each.amount),
            _owed(each),
            str(each.day),
            str(each.due_day or ""),
        )
        for each in vouchers
    ]
    return list(table(headings, rows, right=frozenset({4, 5})))


def _owed(voucher: VoucherInfo) -> str:
    """What is still due, or that more was paid."""
    if voucher.due is None:
        return ""
    if voucher.due.minor < 0:
        return _("%(sum)s too much") % {"sum": money(Money(-voucher.due.minor, voucher.due.currency))}
    return money(voucher.due) if voucher.due.minor else _("paid")
