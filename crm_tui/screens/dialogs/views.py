"""Saved views: choose one, drop one, keep the present one (P8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from crm_tui.domain.ids import ViewId
from crm_tui.i18n import N_, _
from crm_tui.operations.board import SavedView
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.screens.dialogs.form_dialog import FormDialog
from crm_tui.widgets.field_form import Choice, FieldForm, FieldKind, FormField
from crm_tui.widgets.picker import Picker, PickerRow

ALL = "all"


@dataclass(frozen=True, slots=True)
class ViewChoice:
    """The view to show, or every deal."""

    view: ViewId | Literal["all"]


@dataclass(frozen=True, slots=True)
class DeleteViewRequest:
    """The view to drop."""

    view: ViewId


@dataclass(frozen=True, slots=True)
class NewView:
    """The name under which the present filter and sort are kept, for whom, and how they are shown."""

    name: str
    shared: bool
    as_table: bool


class ViewsDialog(Dialog[ViewChoice | DeleteViewRequest]):
    """The saved views, and every deal on top; ctrl+d drops the one under the cursor."""

    keys = (("enter", N_("show")), ("ctrl+d", N_("drop")), ("esc", N_("back")))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+d", "drop", N_("Drop the view"), show=False, priority=True, id="views.drop")
    ]

    def __init__(self, views: tuple[SavedView, ...], current: ViewId | None) -> None:
        super().__init__()
        self.title_text = _("Views")
        self._views = {view.id: view for view in views}
        self._current = current

    def body(self) -> Iterable[Widget]:
        """The list."""
        rows = [PickerRow(ALL, _("All deals"))]
        rows += [PickerRow(view.id, view.name, self._detail(view)) for view in self._views.values()]
        yield Picker(rows, highlight=self._current)

    def answer(self) -> ViewChoice | None:
        """The view under the cursor."""
        row = self.query_one(Picker).highlighted
        if row is None:
            return None
        return ViewChoice(ViewId(row.id) if row.id in self._views else "all")

    def action_drop(self) -> None:
        """Ask for the view under the cursor to be dropped."""
        row = self.query_one(Picker).highlighted
        if row is not None and row.id in self._views:
            self.dismiss(DeleteViewRequest(ViewId(row.id)))

    @on(Picker.Chosen)
    def _chosen(self) -> None:
        self.action_accept()

    def _detail(self, view: SavedView) -> str:
        shape = _("table") if view.as_table else _("board")
        return f"{shape}, {_('shared') if view.shared else _('mine')}"


class SaveViewDialog(FormDialog[NewView]):
    """A name for the present filter and sort, for oneself or for everybody, as a board or as a table."""

    keys = (("ctrl+s", N_("save")), ("esc", N_("back")))

    def __init__(self, suggested: str, *, as_table: bool = False, typed: Mapping[str, str] | None = None) -> None:
        super().__init__(typed)
        self.title_text = _("Save this view")
        self._suggested = suggested
        self._shape = "table" if as_table else "board"

    def body(self) -> Iterable[Widget]:
        """The form."""
        whose = (Choice("mine", _("Only me")), Choice("shared", _("Everybody")))
        shape = (Choice("board", _("Board")), Choice("table", _("Table")))
        fields = [
            FormField("name", _("Title"), self._suggested, check=_named),
            FormField("whose", _("Who sees it"), "mine", FieldKind.CHOICE, whose),
            FormField("shape", _("Shown as"), self._shape, FieldKind.CHOICE, shape),
        ]
        yield FieldForm(self.begun(fields))

    def answer(self) -> NewView | None:
        """The view as it would be saved."""
        form = self.query_one(FieldForm)
        if not form.check():
            return None
        values = form.values
        return NewView(values["name"], values["whose"] == "shared", values["shape"] == "table")

    @on(FieldForm.Submitted)
    def _submitted(self) -> None:
        self.action_accept()


def _named(text: str) -> str:
    return "" if text else _("A view needs a name.")
