"""The store did not open: what happened, what to do, and a key to try again."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crm_tui.domain.text import clean
from crm_tui.i18n import N_, _
from crm_tui.screens.closing import ClosesOnce
from crm_tui.widgets.keys import KeyHints


class ProblemScreen(ModalScreen[bool], ClosesOnce[bool]):
    """Says in one sentence why there is no board; the answer is whether to try again."""

    CSS_PATH = "../styles/problem.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "answer(True)", N_("Try again"), id="problem.retry"),
        Binding("q,escape", "answer(False)", N_("Leave the program"), id="problem.quit"),
    ]

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        """A heading, the sentence as it stands, and the two keys."""
        yield Static(Content(_("The board cannot be opened")), id="problem-title")
        yield Static(Content(clean(self._sentence)), id="problem-sentence")
        yield KeyHints()

    def action_answer(self, again: bool) -> None:
        """Close with the user's wish."""
        self.dismiss(again)
