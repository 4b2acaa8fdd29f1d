"""What managers do with requests, invoices and payments on a card."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final

from textual.app import App

from crm_tui.domain.ids import RecordId
from crm_tui.i18n import N_, _
from crm_tui.operations.errors import InvalidValue, StoreError
from crm_tui.operations.vouchers import (
    CreateVoucher,
    EditVoucher,
    FindVouchers,
    LinkVoucher,
    ListVouchers,
    UnlinkVoucher,
    VoucherChanges,
    VoucherInfo,
    VoucherKind,
)
from crm_tui.screens.card.pages.base import Desk
from crm_tui.widgets.failures import Failure
from crm_tui.widgets.picker import PickerRow
from crm_tui.widgets.plain import one_line
from crm_tui.widgets.wording import money_text

if TYPE_CHECKING:
    from crm_tui.screens.dialogs.voucher_form import VoucherTyped

LINK_TITLES: Final = {
    VoucherKind.REQUEST: N_("Link a request"),
    VoucherKind.INVOICE: N_("Link an invoice"),
    VoucherKind.PAYMENT: N_("Link a payment"),
}


class VoucherActs:
    """Acts on the vouchers of one kind on one card; each answers whether anything changed."""

    def __init__(self, app: App[Any], desk: Desk, record_id: RecordId, kind: VoucherKind) -> None:
        self._app, self._desk, self._store = app, desk, desk.store
        self._record_id, self._kind = record_id, kind

    async def more(self, present: frozenset[str]) -> bool:
        """Link a voucher that is found, or make a new one; ``present`` are the ids of those on the card."""
        from crm_tui.screens.dialogs.search import Fresh, SearchDialog
        from crm_tui.screens.dialogs.voucher_form import NEW_NAMES

        dialog = SearchDialog(_(LINK_TITLES[self._kind]), self._find, _(NEW_NAMES[self._kind]))
        chosen = await self._app.push_screen_wait(dialog)
        if chosen is None:
            return False
        if isinstance(chosen, Fresh):
            return await self._make(chosen.text)
        return await self._link(chosen, present)

    async def edit(self, voucher: VoucherInfo) -> bool:
        """Change a voucher in its form."""

        def save(typed: "VoucherTyped") -> Awaitable[VoucherInfo]:
            return self._store.do(EditVoucher(voucher.id, _changes(typed)))

        saved = await self._fill_in(save, voucher)
        if saved is not None:
            self._desk.say(_("Saved: %(title)s · u undo") % {"title": _named(saved)})
        return saved is not None

    async def less(self, voucher: VoucherInfo) -> bool:
        """Take a voucher off the card."""
        if self._record_id not in voucher.records:
            self._desk.say(_("It is here through one of the deals; take it off on the deal's card."))
            return False
        await self._store.do(UnlinkVoucher(voucher.id, self._record_id))
        self._desk.say(_("Taken off · u undo"))
        return True

    async def _find(self, text: str) -> list[tuple[PickerRow, VoucherInfo]]:
        found = await self._store.ask(FindVouchers(self._kind, text))
        return [(voucher_row(voucher), voucher) for voucher in found]

    async def _link(self, voucher: VoucherInfo, present: frozenset[str]) -> bool:
        if voucher.id in present:
            self._desk.say(_("“%(title)s” is on this card already.") % {"title": _named(voucher)})
            return False
        await self._store.do(LinkVoucher(voucher.id, self._record_id))
        self._desk.say(_("Linked: %(title)s · u undo") % {"title": _named(voucher)})
        return True

    async def _make(self, title: str) -> bool:
        def save(typed: "VoucherTyped") -> Awaitable[VoucherInfo]:
            return self._store.do(_new(self._record_id, self._kind, typed))

        made = await self._fill_in(save, None, title)
        if made is not None:
            self._desk.say(_("Made: %(title)s · u undo") % {"title": _named(made)})
        return made is not None

    async def _fill_in(
        self, save: Callable[["VoucherTyped"], Awaitable[VoucherInfo]], shown: VoucherInfo | None, title: str = ""
    ) -> VoucherInfo | None:
        """Show the form until what is typed is kept or given up: a refusal comes back beside its field."""
        from crm_tui.screens.dialogs.voucher_form import VoucherForm

        today = self._desk.clock.now().astimezone().date()
        invoices = await self._invoices(shown)
        form = VoucherForm(self._kind, today, shown=shown, invoices=invoices, title=title)
        while typed := await self._app.push_screen_wait(form):
            faults: dict[str, str] = {}
            try:
                return await save(typed)
            except InvalidValue as error:
                faults = {error.field.removeprefix("voucher.").removeprefix("changes."): error.reason}
            except StoreError as error:
                self._app.post_message(Failure(error))
            form = VoucherForm(
                self._kind, today, shown=shown, invoices=invoices, title=title, faults=faults, typed=form.typed
            )
        return None

    async def _invoices(self, shown: VoucherInfo | None) -> tuple[VoucherInfo, ...]:
        """The invoices of the card that a payment can be against: those still due, and the one that it is against."""
        if self._kind is not VoucherKind.PAYMENT:
            return ()
        invoices = await self._store.ask(ListVouchers(self._record_id, VoucherKind.INVOICE))
        against = shown.invoice_id if shown else None
        return tuple(each for each in invoices if each.id == against or (each.due and each.due.minor > 0))


def _new(record_id: RecordId, kind: VoucherKind, typed: "VoucherTyped") -> CreateVoucher:
    return CreateVoucher(
        record_id,
        kind,
        number=typed.number,
        title=typed.title,
        amount=typed.amount,
        day=typed.day,
        due_day=typed.due_day,
        invoice_id=typed.invoice_id,
        comment=typed.comment,
    )


def _changes(typed: "VoucherTyped") -> VoucherChanges:
    return VoucherChanges(
        number=typed.number,
        title=typed.title,
        amount=typed.amount,
        day=typed.day,
        due_day=typed.due_day,
        invoice_id=typed.invoice_id,
        comment=typed.comment,
    )


def _named(voucher: VoucherInfo) -> str:
    return one_line(" ".join(filter(None, (voucher.number, voucher.title))) or f"{voucher.day:%d.%m.%Y}", 60)


def voucher_row(voucher: VoucherInfo) -> PickerRow:
    """A voucher as a line to choose."""
    detail = "  ".join(filter(None, (money_text(voucher.amount), f"{voucher.day:%d.%m.%Y}")))
    return PickerRow(voucher.id, _named(voucher), detail)
