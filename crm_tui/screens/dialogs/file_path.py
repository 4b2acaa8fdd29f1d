"""Asking for the path of a file until it can be used: what was typed comes back with what was wrong beside it."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.i18n import N_, _
from crm_tui.screens.dialogs import checks
from crm_tui.screens.dialogs.form_dialog import FormDialog
from crm_tui.screens.dialogs.path import BETWEEN, home_opened
from crm_tui.widgets.field_form import FieldForm, FormField
from crm_tui.widgets.path_suggester import PathSuggester


class FilePathDialog(FormDialog[str]):
    """One line for a path, as typed; ``fault`` says what was wrong with it before.

    Where files that are there are asked for (``browsing``), they can be chosen from their folders too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "browse", N_("Choose from a folder"), show=False, priority=True, id="file.browse"),
    ]

    def __init__(self, title: str, example: str, *, value: str = "", fault: str = "", browsing: bool = False) -> None:
        super().__init__({"path": value} if fault else None)
        self.title_text = title
        self._browsing = browsing
        chosen = (("ctrl+o", N_("choose")),) if browsing else ()
        self.keys = (("enter", N_("go on")), ("→", N_("complete")), *chosen, ("esc", N_("back")))
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A place to save to is typed."""
        return self._browsing if action == "browse" else True

    def action_browse(self) -> None:
        """Choose a file from its folder; it joins those on the line."""
        from crm_tui.screens.dialogs.file_picker import FilePicker

        self.app.push_screen(FilePicker(_folder_of(self._typed), self.title_text), self._take)

    @property
    def _typed(self) -> str:
        return self.query_one(FieldForm).values["path"]

    def _take(self, path: Path | None) -> None:
        if path is not None:
            line = self.query_one(Input)
            line.value = f"{BETWEEN} ".join(filter(None, (self._typed.rstrip(f"{BETWEEN} "), str(path))))
            line.cursor_position = len(line.value)

    @on(FieldForm.Submitted)
    def _submitted(self) -> None:
        self.action_accept()


def _folder_of(typed: str) -> Path:
    """The folder of the last path on the line, where there is one; else the user's own."""
    last = home_opened(typed.rpartition(BETWEEN)[2].strip())
    folder = last if last.is_dir() else last.parent
    return folder if typed and folder.is_absolute() and folder.is_dir() else home_opened("~")
