"""A request, an invoice or a payment as a form (C7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain import days, due
from crm_tui.domain.ids import VoucherId
from crm_tui.i18n import N_, _
from crm_tui.operations.vouchers import VoucherInfo, VoucherKind
from crm_tui.screens.dialogs.form_dialog import FormDialog
from crm_tui.widgets.field_form import Choice, FieldForm, FieldKind, FormField
from crm_tui.widgets.plain import MUTED, one_line
from crm_tui.widgets.wording import amount_typed, full_day_text, money_text

_NONE = ""
NEW_NAMES = {
    VoucherKind.REQUEST: N_("New request"),
    VoucherKind.INVOICE: N_("New invoice"),
    VoucherKind.PAYMENT: N_("New payment"),
}
NAMES = {VoucherKind.REQUEST: N_("Request"), VoucherKind.INVOICE: N_("Invoice"), VoucherKind.PAYMENT: N_("Payment")}


@dataclass(frozen=True, slots=True)
class VoucherTyped:
    """A voucher as it was typed; ``amount`` as text, to be read by the store."""

    number: str
    title: str
    amount: str
    day: date
    due_day: date | None
    invoice_id: VoucherId | None
    comment: str


class VoucherForm(FormDialog[VoucherTyped]):
    """The fields of a voucher. Days are read back in full; an invoice to pay says what is still due.

    ``shown`` is the voucher that is changed, None for a new one; ``invoices`` those that a payment can be against;
    ``begun`` is the title of a new one, ``faults`` what the store refused.
    """

    keys = (("ctrl+s", N_("save")), ("tab", N_("next field")), ("esc", N_("back")))

    def __init__(
        self,
        kind: VoucherKind,
        today: date,
        *,
        shown: VoucherInfo | None = None,
        invoices: Sequence[VoucherInfo] = (),
        title: str = "",
        faults: Mapping[str, str] | None = None,
        typed: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(typed)
        self.title_text = _(NAMES[kind]) if shown else _(NEW_NAMES[kind])
        self._kind, self._today = kind, today
        self._shown, self._invoices, self._title, self._faults = shown, invoices, title, faults

    def body(self) -> Iterable[Widget]:
        """The form, and the days read back."""
        yield FieldForm(self.begun(self._fields()), self._faults)
        yield Static("", classes="dialog-note", id="understood", markup=False)

    def answer(self) -> VoucherTyped | None:
        """The voucher as it would be kept."""
        form = self.query_one(FieldForm)
        if not form.check():
            return None
        values = form.values
        return VoucherTyped(
            values["number"],
            values["title"],
            values["amount"],
            self._read("day", values["day"]) or self._today,
            self._read("due_day", values.get("due_day", "")),
            VoucherId(values["invoice_id"]) if values.get("invoice_id") else None,
            values["comment"],
        )

    @on(FieldForm.Submitted)
    def _submitted(self) -> None:
        self.action_accept()

    @on(FieldForm.Edited)
    def _edited(self, event: FieldForm.Edited) -> None:
        if event.name in ("day", "due_day"):
            day = self._read(event.name, event.value)
            self.query_one("#understood", Static).update(Content.styled(full_day_text(day) if day else "", MUTED))

    def _fields(self) -> list[FormField]:
        old = self._shown
        fields = [
            FormField("number", _("Number"), old.number if old else ""),
            FormField("title", _("Title"), old.title if old else self._title),
            FormField("amount", _("Amount"), amount_typed(old.amount) if old else "", placeholder="50 000"),
            self._day("day", _("Day"), old.day if old else self._today),
        ]
        if self._kind is VoucherKind.INVOICE:
            fields.append(self._day("due_day", _("To be paid by"), old.due_day if old else None))
        if self._kind is VoucherKind.PAYMENT:
            chosen = (old.invoice_id or _NONE) if old else _NONE
            fields.append(FormField("invoice_id", _("Pays invoice"), chosen, FieldKind.CHOICE, self._choices()))
        fields.append(FormField("comment", _("Comment"), old.comment if old else "", kind=FieldKind.LONG))
        return fields

    def _day(self, name: str, label: str, day: date | None) -> FormField:
        return FormField(
            name,
            label,
            f"{day:%d.%m.%Y}" if day else "",
            placeholder=_("today, yesterday, 25.12"),
            check=lambda text: self._day_fault(name, text),
        )

    def _choices(self) -> tuple[Choice, ...]:
        return (Choice(_NONE, _("No invoice")), *(Choice(each.id, _invoice(each)) for each in self._invoices))

    def _read(self, name: str, text: str) -> date | None:
        """A voucher's own day is the nearest of that name, what is to be paid by the next one."""
        if name == "day":
            return days.parse(text, self._today)
        moment = due.parse(text, datetime.combine(self._today, time.min))
        return None if moment is None else moment.date()

    def _day_fault(self, name: str, text: str) -> str:
        understood = not text or self._read(name, text) is not None
        return "" if understood else _("Not understood; try “today”, “yesterday” or “25.12”.")


def _invoice(invoice: VoucherInfo) -> str:
    named = one_line(invoice.number or invoice.title or f"{invoice.day:%d.%m.%Y}", 40)
    if invoice.due is None:
        return named
    return _("%(invoice)s · still due %(sum)s") % {"invoice": named, "sum": money_text(invoice.due)}
