"""A task: what is to be done, and by when in plain words (F2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain import due
from crm_tui.i18n import N_, _
from crm_tui.operations.values import TaskKind
from crm_tui.screens.dialogs import checks
from crm_tui.screens.dialogs.form_dialog import FormDialog
from crm_tui.widgets.field_form import Choice, FieldForm, FieldKind, FormField
from crm_tui.widgets.wording import TASK_KINDS, full_moment_text


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task as it was typed; ``due_at`` is aware, in UTC."""

    text: str
    due_at: datetime | None
    kind: TaskKind


class TaskDialog(FormDialog[NewTask]):
    """The text, the deadline with what is understood of it, the kind. ``now_local`` is naive, in the user's zone."""

    keys = (("ctrl+s", N_("save")), ("tab", N_("next field")), ("esc", N_("back")))

    def __init__(self, now_local: datetime, typed: Mapping[str, str] | None = None) -> None:
        super().__init__(typed)
        self.title_text = _("New task")
        self._now = now_local.replace(tzinfo=None)

    def body(self) -> Iterable[Widget]:
        """The form, and the deadline read back."""
        kinds = tuple(Choice(kind.value, _(name)) for kind, name in TASK_KINDS.items())
        fields = [
            FormField("text", _("What is to be done"), check=checks.required(_("Say what is to be done."))),
            FormField("due", _("By when"), placeholder=_("tomorrow 10:00, fri 15:30, 25.12, +3d"), check=self._due),
            FormField("kind", _("Kind"), TaskKind.CALL.value, FieldKind.CHOICE, kinds),
        ]
        yield FieldForm(self.begun(fields))
        yield Static("", classes="dialog-note", id="understood", markup=False)

    def answer(self) -> NewTask | None:
        """The task as it would be planned."""
        form = self.query_one(FieldForm)
        if not form.check():
            return None
        values = form.values
        due_at = due.parse(values["due"], self._now)
        return NewTask(values["text"], due_at.astimezone(UTC) if due_at else None, TaskKind(values["kind"]))

    @on(FieldForm.Submitted)
    def _submitted(self) -> None:
        self.action_accept()

    @on(FieldForm.Edited)
    def _edited(self, event: FieldForm.Edited) -> None:
        if event.name == "due":
            self.query_one("#understood", Static).update(self._understood(event.value))

    def _understood(self, text: str) -> Content:
        due_at = due.parse(text, self._now)
        if due_at is None:
            return Content("")
        late = _("  already past") if due_at < self._now else ""
        return Content.assemble((full_moment_text(due_at), "$text-accent"), (late, "$text-warning"))

    def _due(self, text: str) -> str:
        understood = not text or due.parse(text, self._now) is not None
        return "" if understood else _("Not understood; try “tomorrow 10:00”, “fri 15:30” or “25.12”.")
