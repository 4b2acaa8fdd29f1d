"""A file that becomes a template: where it is, and what it is called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.widget import Widget

from crm_tui.i18n import N_, _
from crm_tui.screens.dialogs import checks
from crm_tui.screens.dialogs.form_dialog import FormDialog
from crm_tui.screens.dialogs.path import home_opened
from crm_tui.widgets.field_form import FieldForm, FormField


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A file and the name of the template that it becomes."""

    path: Path
    name: str


class TemplateDialog(FormDialog[TemplateFile]):
    """A path and a name; without a name it is the file's."""

    keys = (("enter", N_("go on")), ("esc", N_("back")))

    def __init__(self, typed: Mapping[str, str] | None = None, faults: Mapping[str, str] | None = None) -> None:
        super().__init__(typed)
        self.title_text = _("New template")
        self._faults = faults

    def body(self) -> Iterable[Widget]:
        """The form."""
        fields = [
            FormField("path", _("File"), placeholder="~/offer.docx", check=checks.required(_("Type a path."))),
            FormField("name", _("Name"), placeholder=_("as the file is called")),
        ]
        yield FieldForm(self.begun(fields), self._faults)

    def answer(self) -> TemplateFile | None:
        """The file, once there is a path."""
        form = self.query_one(FieldForm)
        if not form.check():
            return None
        path = home_opened(form.values["path"])
        return TemplateFile(path, form.values["name"] or path.stem)

    @on(FieldForm.Submitted)
    def _submitted(self) -> None:
        self.action_accept()
