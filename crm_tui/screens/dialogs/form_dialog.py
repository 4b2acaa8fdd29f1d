"""A dialog around a form that can come back with what was typed: a store that failed takes nothing from anybody."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Generic, TypeVar

from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.field_form import FieldForm, FormField

Result = TypeVar("Result")


class FormDialog(Dialog[Result], Generic[Result]):
    """``typed`` is what the form held when it gave its answer, by the names of the fields; a new one begins with it."""

    def __init__(self, typed: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._before = dict(typed or {})
        self.typed: dict[str, str] = {}

    @property
    def unsent(self) -> bool:
        """Whether something typed would be lost by leaving, now or the last time."""
        return bool(self._before) or super().unsent

    def action_accept(self) -> None:
        """Give the answer, and remember what it was made from."""
        if self.is_mounted:
            self.typed = self.query_one(FieldForm).values
        super().action_accept()

    def begun(self, fields: Iterable[FormField]) -> list[FormField]:
        """The fields with what was typed into them before."""
        return [replace(field, value=self._before.get(field.name, field.value)) for field in fields]
