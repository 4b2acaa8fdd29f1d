"""Dialogs that pick one line of a list."""

from collections.abc import Iterable
from typing import Generic, Literal, TypeVar

from textual import on
from textual.widget import Widget

from crm_tui.domain.ids import StageId, UserId
from crm_tui.i18n import N_, _
from crm_tui.operations.board import PipelineInfo
from crm_tui.operations.filters import Sort
from crm_tui.operations.values import User
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.picker import Picker, PickerRow

Chosen = TypeVar("Chosen")

SORT_NAMES: dict[Sort, str] = {
    Sort.RANK: N_("By hand"),
    Sort.NEWEST: N_("Newest first"),
    Sort.OLDEST: N_("Oldest first"),
    Sort.AMOUNT: N_("Largest amount first"),
    Sort.TITLE: N_("By title"),
    Sort.TOUCHED: N_("Last touched first"),
    Sort.ROTTING: N_("Rotting first"),
}


class ListDialog(Dialog[Chosen], Generic[Chosen]):
    """Rows to pick from, and what each stands for."""

    def __init__(self, title: str, rows: Iterable[tuple[PickerRow, Chosen]], *, current: str | None = None) -> None:
        super().__init__()
        self.title_text = title
        pairs = tuple(rows)
        self._rows = tuple(row for row, _meaning in pairs)
        self._meanings = {row.id: meaning for row, meaning in pairs}
        self._current = current

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield Picker(self._rows, highlight=self._current)

    def answer(self) -> Chosen | None:
        """What the row under the cursor stands for."""
        row = self.query_one(Picker).highlighted
        return self._meanings[row.id] if row else None

    @on(Picker.Chosen)
    def _chosen(self) -> None:
        self.action_accept()


class MoveToDialog(ListDialog[StageId]):
    """Any stage of any pipeline (P4); the cursor starts on the stage after the current one."""

    def __init__(self, pipelines: tuple[PipelineInfo, ...], current: StageId) -> None:
        stages = [(stage, pipeline) for pipeline in pipelines for stage in pipeline.stages]
        rows = [
            (PickerRow(stage.id, stage.name, pipeline.name, "▪", stage.colour), stage.id) for stage, pipeline in stages
        ]
        ids = [stage.id for stage, _pipeline in stages]
        at = ids.index(current) if current in ids else -1
        super().__init__(_("Move to"), rows, current=ids[(at + 1) % len(ids)] if ids else None)


class AssigneeDialog(ListDialog[UserId | Literal["nobody"]]):
    """A colleague who becomes responsible, or nobody."""

    def __init__(self, users: tuple[User, ...], current: UserId | None = None) -> None:
        rows: list[tuple[PickerRow, UserId | Literal["nobody"]]] = [
            (PickerRow(user.id, user.name, user.initials), user.id) for user in users
        ]
        rows.append((PickerRow("nobody", _("Nobody")), "nobody"))
        super().__init__(_("Responsible"), rows, current=current)


class SortDialog(ListDialog[Sort]):
    """The order inside the columns."""

    def __init__(self, current: Sort) -> None:
        rows = [(PickerRow(sort.value, _(name)), sort) for sort, name in SORT_NAMES.items()]
        super().__init__(_("Sort by"), rows, current=current.value)


class ChoiceDialog(ListDialog[str]):
    """A question with a few answers: "Copy what?". ``rows`` are (value, title, detail); the value comes back."""

    def __init__(self, title: str, rows: Iterable[tuple[str, str, str]], *, current: str | None = None) -> None:
        numbered = list(enumerate(rows))
        super().__init__(
            title,
            [(PickerRow(str(at), title_, detail), value) for at, (value, title_, detail) in numbered],
            current=next((str(at) for at, (value, _title, _detail) in numbered if value == current), None),
        )
