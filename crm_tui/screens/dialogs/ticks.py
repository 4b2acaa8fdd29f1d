"""Choosing any number of lines."""

from collections.abc import Collection, Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import OptionList

from crm_tui.i18n import N_
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.tick_list import Tick, TickList


class TicksDialog(Dialog[tuple[str, ...]]):
    """Lines with boxes; gives the ids of those that are ticked."""

    keys = (("space", N_("tick")), ("enter", N_("save")), ("esc", N_("back")))

    def __init__(self, title: str, offered: Iterable[Tick], ticked: Collection[str]) -> None:
        super().__init__()
        self.title_text = title
        self._offered, self._ticked = tuple(offered), ticked

    def body(self) -> Iterable[Widget]:
        """The lines."""
        yield TickList(self._offered, self._ticked).add_class("dialog-ticks")

    def answer(self) -> tuple[str, ...]:
        """What is ticked now."""
        return self.query_one(TickList).ticked

    @on(OptionList.OptionSelected)
    def _entered(self) -> None:
        self.action_accept()
