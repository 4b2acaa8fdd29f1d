"""A record's history as lines that a person reads: when, who, what from what to what."""

from collections.abc import Callable, Iterable
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from crm_tui.domain.text import initials
from crm_tui.i18n import _
from crm_tui.operations.values import Event
from crm_tui.widgets.history_words import event_words
from crm_tui.widgets.plain import MUTED
from crm_tui.widgets.wording import moment_text


def history_content(events: Iterable[Event], now: datetime) -> Content:
    """The events as lines, in the order given; those that say nothing to a person are left out."""
    lines = [
        Content.assemble(
            (f"{moment_text(event.at, now)}  ", MUTED),
            (f"{initials(event.actor):<2}  ", "$text-accent"),
            words,
        )
        for event in events
        if (words := event_words(event))
    ]
    return Content("\n").join(lines) if lines else Content.styled(_("Nothing has happened yet."), MUTED)


class HistoryList(VerticalScroll, can_focus=True):
    """The history of a card; arrows scroll it."""

    def __init__(self, now: Callable[[], datetime], *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._now = now

    def compose(self) -> ComposeResult:
        """The lines in one piece."""
        yield Static(Content.styled("┄", MUTED), markup=False)

    def show(self, events: Iterable[Event]) -> None:
        """Show other events."""
        self.query_one(Static).update(history_content(events, self._now()))
