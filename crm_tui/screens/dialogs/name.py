"""Asking for one name."""

from collections.abc import Iterable, Mapping

from textual import on
from textual.widget import Widget

from crm_tui.i18n import N_, _
from crm_tui.screens.dialogs import checks
from crm_tui.screens.dialogs.form_dialog import FormDialog
from crm_tui.widgets.field_form import FieldForm, FormField


class NameDialog(FormDialog[str]):
    """One line; ``fault`` says what was wrong with the name that ``typed`` brings back."""

    keys = (("enter", N_("save")), ("esc", N_("back")))

    def __init__(self, title: str, value: str = "", *, typed: Mapping[str, str] | None = None, fault: str = "") -> None:
        super().__init__(typed)
        self.title_text = title
        self._value = value
        self._faults = {"name": fault} if fault else None

    def body(self) -> Iterable[Widget]:
        """The line."""
        field = FormField("name", _("Name"), self._value, check=checks.required(_("Type a name.")))
        yield FieldForm(self.begun([field]), self._faults)

    def answer(self) -> str | None:
        """The name, once there is one."""
        form = self.query_one(FieldForm)
        return " ".join(form.values["name"].split()) if form.check() else None

    @on(FieldForm.Submitted)
    def _submitted(self) -> None:
        self.action_accept()
