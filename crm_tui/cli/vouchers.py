"""``crm-tui vouchers``: requests, invoices and payments: list, add, link."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated

import typer

from crm_tui.cli import resolve
from crm_tui.cli.help_page import GroupPage
from crm_tui.cli.options import AmountOption, CardArgument
from crm_tui.cli.output import Reply, money, short, table
from crm_tui.cli.session import Session, command
from crm_tui.domain.ids import VoucherId
from crm_tui.i18n import _
from crm_tui.operations.vouchers import CreateVoucher, LinkVoucher, ListVouchers, VoucherInfo, VoucherKind

app = typer.Typer(
    name="vouchers", cls=GroupPage, help=_("Requests, invoices, payments: list, add, link."), no_args_is_help=True
)

KindArgument = Annotated[VoucherKind, typer.Argument(metavar="KIND", help=_("request, invoice or payment."))]
VoucherArgument = Annotated[str, typer.Argument(metavar="VOUCHER", help=_("The voucher’s id, or the end of it."))]
NumberOption = Annotated[str, typer.Option(metavar="N", help=_("Its number."))]
TitleOption = Annotated[str, typer.Option(metavar="T", help=_("What it is about."))]
CurrencyOption = Annotated[str, typer.Option(metavar="EUR", help=_("The currency; else the invoice’s or the deal’s."))]
DayOption = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help=_("Of which day it is."))]
DueOption = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help=_("When it is due."))]
InvoiceOption = Annotated[
    str | None, typer.Option(metavar="ID", help=_("The invoice that a payment is against, by its id."))
]
CommentOption = Annotated[str, typer.Option(metavar="C", help=_("A comment."))]


@command(app, "list", _("List the requests, invoices or payments of a card."))
async def list_vouchers(session: Session, identity: CardArgument, kind: KindArgument) -> Reply:
    """Vouchers of a kind, newest first."""
    found = await session.ask(ListVouchers(await resolve.card(session, identity), kind))
    return Reply(found, _lines(found))


@command(app, "add", _("Make a request, an invoice or a payment on a card."))
async def add_voucher(
    session: Session,
    identity: CardArgument,
    kind: KindArgument,
    number: NumberOption = "",
    title: TitleOption = "",
    amount: AmountOption = "",
    currency: CurrencyOption = "",
    day: DayOption = None,
    due: DueOption = None,
    invoice: InvoiceOption = None,
    comment: CommentOption = "",
) -> Reply:
    """A new voucher; today's where no day is given."""
    voucher = CreateVoucher(
        await resolve.card(session, identity),
        kind,
        number=number,
        title=title,
        amount=amount,
        currency=currency,
        day=day.date() if day else None,
        due_day=due.date() if due else None,
        invoice_id=None if invoice is None else await _voucher(session, invoice),
        comment=comment,
    )
    return _told(_("Made"), await session.do(voucher))


@command(app, "link", _("Put a voucher on one more card; twice changes nothing."))
async def link_voucher(session: Session, voucher: VoucherArgument, identity: CardArgument) -> Reply:
    """A voucher that exists, on a card."""
    card = await resolve.card(session, identity)
    return _told(_("Linked"), await session.do(LinkVoucher(await _voucher(session, voucher), card)))


async def _voucher(session: Session, text: str) -> VoucherId:
    return VoucherId(await resolve.identity(session, "voucher", text))


def _told(what: str, voucher: VoucherInfo) -> Reply:
    words = (short(voucher.id), voucher.number, voucher.title, money(voucher.amount))
    return Reply(voucher, [f"{what}: {'  '.join(word for word in words if word)}"])


def _lines(found: Sequence[VoucherInfo]) -> Iterator[str]:
    if not found:
        yield _("Nothing here yet. Make one with: crm-tui vouchers add …")
        return
    rows = [
        (short(each.id), each.number, each.title, str(each.day), money(each.amount), money(each.paid), money(each.due))
        for each in found
    ]
    headings = (_("ID"), _("Number"), _("Title"), _("Day"), _("Amount"), _("Paid"), _("Due"))
    yield from table(headings, rows, right=frozenset({4, 5, 6}))
