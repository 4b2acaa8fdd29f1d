"""Choosing which fields of a card one sees (C9)."""

from collections.abc import Iterable, Set

from textual import on
from textual.widget import Widget
from textual.widgets import OptionList

from crm_tui.i18n import N_, _
from crm_tui.screens.card import shown_fields
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.tick_list import Tick, TickList


class ShownFieldsDialog(Dialog[frozenset[str]]):
    """All fields with a tick where they are seen; gives the hidden ones."""

    keys = (("space", N_("tick")), ("enter", N_("save")), ("esc", N_("back")))

    def __init__(self, offered: tuple[Tick, ...], hidden: Set[str]) -> None:
        super().__init__()
        self.title_text = _("Fields that you see")
        self._offered = offered
        self._hidden = frozenset(hidden)

    def body(self) -> Iterable[Widget]:
        """The ticks."""
        seen = {tick.id for tick in self._offered} - self._hidden
        yield TickList(self._offered, seen).add_class("dialog-ticks")

    def answer(self) -> frozenset[str]:
        """What is hidden from now on."""
        return shown_fields.chosen(self._hidden, self._offered, self.query_one(TickList).ticked)

    @on(OptionList.OptionSelected)
    def _entered(self) -> None:
        self.action_accept()
