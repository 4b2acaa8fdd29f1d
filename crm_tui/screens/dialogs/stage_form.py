"""Everything that a stage asks for, in one form (P5)."""

from collections.abc import Callable, Iterable, Mapping

from textual import on
from textual.widget import Widget

from crm_tui.domain.ids import ReasonId, UserId
from crm_tui.domain.stages import DealField
from crm_tui.i18n import N_, _
from crm_tui.operations.board import StageInfo
from crm_tui.operations.deals import DealChanges, NewPerson
from crm_tui.operations.pipelines import LostReason
from crm_tui.operations.values import UNSET, Person, Phone, User
from crm_tui.screens.dialogs import checks
from crm_tui.screens.dialogs.form_dialog import FormDialog
from crm_tui.widgets.field_form import Choice, FieldForm, FieldKind, FormField
from crm_tui.widgets.wording import read_emails, read_phones

_PERSON_FIELDS = (DealField.CONTACT, DealField.PHONE, DealField.EMAIL)


class StageFormDialog(FormDialog[DealChanges]):
    """The fields that are missing, each checked as it is typed; nothing moves until all are there.

    ``person`` is the deal's contact, kept but for what is typed. ``typed`` and ``faults`` bring back a form that the
    store refused, by the names of the fields.
    """

    keys = (("ctrl+s", N_("move")), ("esc", N_("leave the deal where it is")))

    def __init__(
        self,
        stage: StageInfo,
        missing: tuple[DealField, ...],
        reasons: tuple[LostReason, ...],
        users: tuple[User, ...],
        currency: str,
        region: str,
        *,
        person: Person | None = None,
        typed: Mapping[str, str] | None = None,
        faults: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(typed)
        self.title_text = _("“%(stage)s” asks for") % {"stage": stage.name}
        self._missing = self._with_name(missing, person)
        self._reasons = {reason.id: reason for reason in reasons}
        self._users = users
        self._currency = currency
        self._region = region
        self._person = person
        self._faults = faults or {}

    def body(self) -> Iterable[Widget]:
        """The form, in the order in which the stage asks."""
        yield FieldForm([self._field(field) for field in self._order()], self._faults)

    def answer(self) -> DealChanges | None:
        """What to write before the move."""
        form = self.query_one(FieldForm)
        if not form.check():
            return None
        values = form.values
        return DealChanges(
            amount=values.get(DealField.AMOUNT, UNSET),
            description=values.get(DealField.DESCRIPTION, UNSET),
            responsible=UserId(values[DealField.RESPONSIBLE]) if DealField.RESPONSIBLE in values else UNSET,
            contact=self._contact(values) if any(field in values for field in _PERSON_FIELDS) else UNSET,
            lost_reason=ReasonId(values[DealField.LOST_REASON]) if DealField.LOST_REASON in values else UNSET,
            lost_note=values.get(DealField.LOST_NOTE, UNSET),
        )

    @on(FieldForm.Submitted)
    def _submitted(self) -> None:
        self.action_accept()

    @on(FieldForm.Edited)
    def _edited(self, event: FieldForm.Edited) -> None:
        if event.name == DealField.LOST_REASON and DealField.LOST_NOTE not in self._missing:
            self.query_one(FieldForm).show(DealField.LOST_NOTE, self._wants_note(event.value))

    def _wants_note(self, reason: str) -> bool:
        found = self._reasons.get(ReasonId(reason))
        return found is not None and found.wants_note

    def _order(self) -> tuple[DealField, ...]:
        """The missing fields; the note follows the reason, as a reason may ask for it."""
        fields: list[DealField] = [field for field in self._missing if field is not DealField.LOST_NOTE]
        if DealField.LOST_REASON in fields:
            fields.insert(fields.index(DealField.LOST_REASON) + 1, DealField.LOST_NOTE)
        elif DealField.LOST_NOTE in self._missing:
            fields.append(DealField.LOST_NOTE)
        return tuple(fields)

    @staticmethod
    def _with_name(missing: tuple[DealField, ...], person: Person | None) -> tuple[DealField, ...]:
        """A phone or an e-mail belongs to a contact, and a contact has a name (D2)."""
        if person is None and DealField.CONTACT not in missing and set(missing) & set(_PERSON_FIELDS):
            return (DealField.CONTACT, *missing)
        return missing

    def _field(self, field: DealField) -> FormField:
        return self._makers()[field](self._before.get(field, ""))

    def _makers(self) -> dict[DealField, Callable[[str], FormField]]:
        def line(field: DealField, label: str, check: checks.Check) -> Callable[[str], FormField]:
            return lambda value: FormField(field, label, value, check=check)

        return {
            DealField.AMOUNT: line(DealField.AMOUNT, _("Budget"), checks.amount(self._currency, needed=True)),
            DealField.CONTACT: line(DealField.CONTACT, _("Contact"), checks.required(_("A contact needs a name."))),
            DealField.PHONE: line(DealField.PHONE, _("Phone"), checks.phones(self._region)),
            DealField.EMAIL: line(DealField.EMAIL, _("E-mail"), checks.email),
            DealField.RESPONSIBLE: self._responsible,
            DealField.DESCRIPTION: self._description,
            DealField.LOST_REASON: self._reason,
            DealField.LOST_NOTE: self._note,
        }

    def _responsible(self, value: str) -> FormField:
        choices = tuple(Choice(user.id, user.name) for user in self._users)
        return FormField(DealField.RESPONSIBLE, _("Responsible"), value, FieldKind.CHOICE, choices)

    def _description(self, value: str) -> FormField:
        check = checks.required(_("Write a few words."))
        return FormField(DealField.DESCRIPTION, _("Description"), value, FieldKind.LONG, check=check)

    def _reason(self, value: str) -> FormField:
        choices = tuple(Choice(reason.id, reason.name) for reason in self._reasons.values())
        return FormField(
            DealField.LOST_REASON, _("Why it is lost"), value, FieldKind.CHOICE, choices,
            check=checks.required(_("There are no reasons to choose from; an admin adds them.")),
        )  # fmt: skip

    def _note(self, value: str) -> FormField:
        first = self._before.get(DealField.LOST_REASON) or next(iter(self._reasons), "")
        hidden = DealField.LOST_NOTE not in self._missing and not self._wants_note(first)
        check = checks.required(_("This reason wants a few words."))
        return FormField(DealField.LOST_NOTE, _("In your own words"), value, check=check, hidden=hidden)

    def _contact(self, values: Mapping[str, str]) -> NewPerson:
        before = self._person or Person("", "", "")
        phones: tuple[Phone, ...] = read_phones(values.get(DealField.PHONE, ""), self._region)
        return NewPerson(
            values.get(DealField.CONTACT) or before.name,
            phones or before.phones,
            read_emails(values.get(DealField.EMAIL, "")) or before.emails,
            before.role,
            before.contact_id,
        )
