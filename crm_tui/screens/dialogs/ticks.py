"""Choosing several of a few answers."""

from collections.abc import Collection, Iterable, Sequence

from textual import on
from textual.widget import Widget
from textual.widgets import OptionList

from crm_tui.i18n import N_
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.tick_list import Tick, TickList


class TicksDialog(Dialog[tuple[str, ...]]):
    """Answers with a tick where they are given; the given ones come back in their order."""

    keys = (("space", N_("tick")), ("enter", N_("save")), ("esc", N_("back")))

    def __init__(self, title: str, answers: Sequence[str], given: Collection[str]) -> None:
        super().__init__()
        self.title_text = title
        self._answers = answers
        self._given = given

    def body(self) -> Iterable[Widget]:
        """The ticks."""
        yield TickList((Tick(one, one) for one in self._answers), self._given).add_class("dialog-ticks")

    def answer(self) -> tuple[str, ...]:
        """What is ticked."""
        return self.query_one(TickList).ticked

    @on(OptionList.OptionSelected)
    def _entered(self) -> None:
        self.action_accept()
