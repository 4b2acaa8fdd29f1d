"""The tabs of requests, invoices and payments: one kind each (C7)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from textual.app import App
from textual.content import Content

from crm_tui.domain.ids import RecordId
from crm_tui.domain.money import Money
from crm_tui.i18n import N_, _
from crm_tui.operations.base import Store
from crm_tui.operations.vouchers import ListVouchers, VoucherInfo, VoucherKind
from crm_tui.screens.card.custom_values import AnyRecord
from crm_tui.screens.card.pages.base import Desk, Plain
from crm_tui.screens.card.pages.voucher_acts import VoucherActs
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.plain import MUTED, content, one_line
from crm_tui.widgets.wording import money_text

TITLES: Final = {
    VoucherKind.REQUEST: N_("Requests"),
    VoucherKind.INVOICE: N_("Invoices"),
    VoucherKind.PAYMENT: N_("Payments"),
}
_EMPTY: Final = {
    VoucherKind.REQUEST: N_("No requests yet; + links one or makes a new one."),
    VoucherKind.INVOICE: N_("No invoices yet; + links one or makes a new one."),
    VoucherKind.PAYMENT: N_("No payments yet; + links one or makes a new one."),
}


class VouchersPage(Plain):
    """The vouchers of one kind on a card."""

    def __init__(self, desk: Desk, kind: VoucherKind) -> None:
        self.id = kind.value
        self._desk = desk
        self._kind = kind
        self._record_id = RecordId("")
        self._shown: dict[str, VoucherInfo] = {}

    @property
    def title(self) -> str:
        """What stands on the tab."""
        return _(TITLES[self._kind])

    async def blocks(self, store: Store, card: AnyRecord) -> tuple[CardBlock, ...]:
        """A line for each voucher, under the sums by currency."""
        self._record_id = RecordId(card.id)
        vouchers = await store.ask(ListVouchers(self._record_id, self._kind))
        self._shown = {voucher.id: voucher for voucher in vouchers}
        today = self._desk.clock.now().astimezone().date()
        lines = tuple(voucher_line(voucher, today, self._desk.glyphs) for voucher in vouchers)
        return (CardBlock(self._heading(vouchers), lines, _(_EMPTY[self._kind])),)

    async def opened(self, app: App[Any], field: CardField) -> bool:
        """Enter opens the form."""
        voucher = self._shown.get(field.name)
        return voucher is not None and await self._acts(app).edit(voucher)

    async def more(self, app: App[Any], field: CardField | None) -> bool:
        """Link one that exists, or make a new one."""
        return await self._acts(app).more(frozenset(self._shown))

    async def less(self, app: App[Any], field: CardField) -> bool:
        """Take it off the card; it stays where else it is linked."""
        voucher = self._shown.get(field.name)
        return voucher is not None and await self._acts(app).less(voucher)

    def _acts(self, app: App[Any]) -> VoucherActs:
        return VoucherActs(app, self._desk, self._record_id, self._kind)

    def _heading(self, vouchers: Sequence[VoucherInfo]) -> str:
        if not vouchers:
            return ""
        parts = [f"{self.title} {len(vouchers)}", *map(money_text, sums(voucher.amount for voucher in vouchers))]
        if owed := sums(voucher.due for voucher in vouchers):
            parts.append(_("still due %(sum)s") % {"sum": ", ".join(map(money_text, owed))})
        return one_line("   ".join(parts))


def voucher_line(voucher: VoucherInfo, today: date, glyphs: Glyphs) -> CardField:
    """A sign for how it stands, number and title, how it stands in words, sum and day."""
    named = Content.assemble(content(f"{voucher.number}  ") if voucher.number else "", content(voucher.title))
    sign, state = _state(voucher, today, glyphs)
    shown = Content.assemble(sign, named if named.plain else content(_("without a title"), MUTED), state)
    if voucher.invoice_number:
        against = _("for invoice %(number)s") % {"number": one_line(voucher.invoice_number, 40)}
        shown = Content.assemble(shown, content(f"  {against}", MUTED))
    amount = Content(money_text(voucher.amount))
    remark = Content.assemble(amount, (f"  {voucher.day:%d.%m.%Y}", MUTED))
    return CardField(voucher.id, "", shown, way=Way.OPEN, remark=remark, brief=amount, cut=True)


def sums(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """The sums by currency, in the order of its code; nothing for what is nothing."""
    totals: dict[str, int] = {}
    for amount in amounts:
        if amount is not None and amount.minor:
            totals[amount.currency] = totals.get(amount.currency, 0) + amount.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(totals.items()))


def _state(voucher: VoucherInfo, today: date, glyphs: Glyphs) -> tuple[Content, Content]:
    """Of an invoice: paid, overdue, or what is still due; a sign and words, so that colour is not alone."""
    if voucher.kind is not VoucherKind.INVOICE:
        return Content(""), Content("")
    if voucher.due is None or not voucher.due.minor:
        return Content.styled(f"{glyphs.mark if voucher.amount else ' '} ", "$text-success"), Content("")
    due = {"sum": money_text(voucher.due)}
    if voucher.due_day and voucher.due_day < today:
        late = _("overdue, %(sum)s due") % due
        return Content.styled(f"{glyphs.overdue} ", "$text-error"), Content.styled(f"  {late}", "$text-error")
    words = _("%(sum)s due") % due
    return Content.styled(f"{glyphs.due} ", "$text-warning"), Content.styled(f"  {words}", "$text-warning")
