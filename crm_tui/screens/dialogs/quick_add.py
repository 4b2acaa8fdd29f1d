"""A new deal on one line, with what is understood of it shown as one types (P10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from crm_tui.domain import money, quick_add
from crm_tui.domain.ids import StageId
from crm_tui.domain.quick_add import QuickDeal
from crm_tui.i18n import N_, _
from crm_tui.operations.deals import CreateDeal, NewPerson
from crm_tui.operations.values import Phone
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.one_line_input import OneLineInput
from crm_tui.widgets.plain import MUTED, one_line
from crm_tui.widgets.wording import money_text, read_emails, read_phones

_NAME_WIDTH: Final = 12


@dataclass(frozen=True, slots=True)
class FullForm:
    """The full form is wanted, with what was understood so far."""

    deal: QuickDeal


class QuickAddDialog(Dialog[QuickDeal | FullForm]):
    """One line, read as it is typed; enter makes the deal, tab goes on in the full form."""

    keys = (("enter", N_("make the deal")), ("tab", N_("full form")), ("esc", N_("back")))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "full_form", N_("Full form"), show=False, priority=True, id="quick_add.full_form")
    ]

    def __init__(self, region: str, currency: str, stage_name: str, begun: str = "") -> None:
        super().__init__()
        self._begun = begun
        self.title_text = _("New deal in “%(stage)s”") % {"stage": stage_name}
        self._region = region
        self._currency = currency

    def body(self) -> Iterable[Widget]:
        """The line, and what is understood of it."""
        yield OneLineInput(self._begun, placeholder="Ivan Petrov +7 916 123-45-67 50000 #vip", compact=True)
        yield Static("", id="understood", classes="dialog-note", markup=False)
        yield Static("", id="fault", classes="form-fault", markup=False)

    @property
    def typed(self) -> str:
        """What stands in the line, also after the dialog was left."""
        return self._begun

    @property
    def unsent(self) -> bool:
        """Whether there is something in the line."""
        return bool(self._begun.strip())

    def action_cancel(self) -> None:
        """Leave without asking: what was left stands there again the next time."""
        self.dismiss(None)

    def answer(self) -> QuickDeal | None:
        """The deal, unless something is missing."""
        deal = self._deal()
        fault = self._fault(deal)
        self.query_one("#fault", Static).update(Content(fault))
        return None if fault else deal

    def action_full_form(self) -> None:
        """Go on in the full form."""
        self.dismiss(FullForm(self._deal()))

    @on(Input.Changed)
    def _read(self, event: Input.Changed) -> None:
        self._begun = event.value
        self.query_one("#fault", Static).update("")
        self.query_one("#understood", Static).update(self._understood(self._deal()))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_accept()

    def _deal(self) -> QuickDeal:
        return quick_add.parse(self.query_one(Input).value, self._region, self._currency)

    def _fault(self, deal: QuickDeal) -> str:
        if not deal.title:
            return _("Type a name or a title.")
        if not deal.name and (deal.phones or deal.emails):
            return _("Add the contact's name: a contact in a deal always has one.")
        if deal.amount and deal.currency not in ("", self._currency):
            return _("Amounts here are in %(sign)s.") % {"sign": money.symbol(self._currency)}
        return ""

    def _understood(self, deal: QuickDeal) -> Content:
        amount = money_text(money.parse(deal.amount, deal.currency or self._currency)) if deal.amount else ""
        facts = [
            (_("Deal"), deal.title),
            (_("Contact"), deal.name),
            (_("Phone"), "; ".join(_phone_text(phone) for phone in phones_of(deal, self._region))),
            (_("E-mail"), "; ".join(deal.emails)),
            (_("Budget"), amount),
            (_("Tags"), " ".join(f"#{tag}" for tag in deal.tags)),
        ]
        lines = [Content.assemble((f"{name:<{_NAME_WIDTH}}", MUTED), one_line(value)) for name, value in facts if value]
        return Content("\n").join(lines)


def phones_of(deal: QuickDeal, region: str) -> tuple[Phone, ...]:
    """The phones of a quick line, normalised."""
    return tuple(phone for typed in deal.phones for phone in read_phones(typed, region))


def new_deal(deal: QuickDeal, region: str, stage_id: StageId | None) -> CreateDeal:
    """The command that makes the deal of a quick line."""
    emails = tuple(email for typed in deal.emails for email in read_emails(typed))
    contact = NewPerson(deal.name, phones_of(deal, region), emails) if deal.name else None
    return CreateDeal(deal.title, contact, deal.amount, stage_id, deal.tags)


def _phone_text(phone: Phone) -> str:
    return f"{phone.typed} ({_(phone.problem)})" if phone.problem else phone.e164 or phone.typed
