"""A new contact or company in a few lines; the rest is filled in on its card."""

from collections.abc import Iterable, Mapping

from textual import on
from textual.widget import Widget

from crm_tui.i18n import N_, _
from crm_tui.screens.dialogs import checks
from crm_tui.screens.dialogs.form_dialog import FormDialog
from crm_tui.widgets.field_form import FieldForm, FormField


class ClientFormDialog(FormDialog[dict[str, str]]):
    """Name, phones, e-mails, of a person also where they work; gives what was typed, by field."""

    keys = (("ctrl+s", N_("make it")), ("tab", N_("next field")), ("esc", N_("back")))

    def __init__(
        self,
        title: str,
        *,
        company: bool = False,
        typed: Mapping[str, str] | None = None,
        faults: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(typed)
        self.title_text = title
        self._with_company = company
        self._faults = faults

    def body(self) -> Iterable[Widget]:
        """The form."""
        several = _("several with ; between them")
        fields = [
            FormField("name", _("Name"), check=checks.required(_("Type a name."))),
            FormField("phones", _("Phones"), placeholder=several),
            FormField("emails", _("E-mails"), placeholder=several, check=checks.optional(checks.email)),
            FormField("company", _("Company"), hidden=not self._with_company),
        ]
        yield FieldForm(self.begun(fields), self._faults)

    def answer(self) -> dict[str, str] | None:
        """What was typed, once nothing is wrong with it."""
        form = self.query_one(FieldForm)
        return form.values if form.check() else None

    @on(FieldForm.Submitted)
    def _submitted(self) -> None:
        self.action_accept()
