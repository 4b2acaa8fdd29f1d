"""Asking for the path of a file."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.i18n import N_
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.one_line_input import OneLineInput

BETWEEN: Final = ";"
"""What parts several paths on one line."""


class PathDialog(Dialog[Path]):
    """One line for a path; ~ is the user's own folder."""

    keys: tuple[tuple[str, str], ...] = (("enter", N_("go on")), ("esc", N_("back")))

    def __init__(self, title: str, example: str) -> None:
        super().__init__()
        self.title_text = title
        self._example = example

    def body(self) -> Iterable[Widget]:
        """The line."""
        yield OneLineInput(placeholder=self._example)

    def answer(self) -> Path | None:
        """The path, once one is typed."""
        typed = self.query_one(OneLineInput).value.strip()
        return home_opened(typed) if typed else None

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_accept()


def home_opened(typed: str) -> Path:
    """The path that was typed, with ~ as the user's folder; as typed where nobody knows that folder."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        return Path(typed)
