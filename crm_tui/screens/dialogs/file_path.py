"""Asking for the path of a file until it can be used: what was typed comes back with what was wrong beside it."""

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from crm_tui.i18n import N_, _
from crm_tui.screens.dialogs import checks
from crm_tui.screens.dialogs.form_dialog import FormDialog
from crm_tui.widgets.field_form import FieldForm, FormField
from crm_tui.widgets.path_suggester import PathSuggester


class FilePathDialog(FormDialog[str]):
    """One line for a path, as typed; ``fault`` says what was wrong with it before."""

    keys = (("enter", N_("go on")), ("→", N_("complete")), ("esc", N_("back")))

    def __init__(self, title: str, example: str, *, value: str = "", fault: str = "") -> None:
        super().__init__({"path": value} if fault else None)
        self.title_text = title
        self._example, self._value, self._fault = example, value, fault

    def body(self) -> Iterable[Widget]:
        """The line."""
        check = checks.required(_("Type a path."))
        field = FormField(
            "path", _("File"), self._value, placeholder=self._example, check=check, suggester=PathSuggester()
        )
        yield FieldForm(self.begun([field]), {"path": self._fault} if self._fault else None)

    def answer(self) -> str | None:
        """What is typed."""
        form = self.query_one(FieldForm)
        return form.values["path"] if form.check() else None

    @on(FieldForm.Submitted)
    def _submitted(self) -> None:
        self.action_accept()
