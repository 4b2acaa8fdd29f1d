"""What the lines at the top of the screens share: they say on the right how fresh the data is."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import ClassVar

from crm_tui.i18n import _
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.oneline import OneLine, Part
from crm_tui.widgets.shown import elapsed

FOR_THE_REST = 24
"""Cells that what else stands in the line can count on."""


class Connection(StrEnum):
    """How fresh the data is: followed as it changes, read in part only, or cut off from the store.

    ``UNKNOWN`` is cut off too: the store is there and does not know the person any more. ``SAVING``: it takes its time
    over a change, and nobody knows yet.
    """

    LIVE = "live"
    STALE = "stale"
    LOST = "lost"
    UNKNOWN = "unknown"
    SAVING = "saving"


class HeadLine(OneLine):
    """A line with the state of the connection at its right end."""

    PREFIX: ClassVar[str] = "head"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "head--text",
        "head--strong",
        "head--muted",
        "head--path",
        "head--filter",
        "head--live",
        "head--stale",
        "head--lost",
        "head--unknown",
        "head--saving",
    }
    DEFAULT_CSS: ClassVar[str] = """
    HeadLine {
        height: 1;
        width: 1fr;
        background: $surface;
        color: $foreground;
        & > .head--strong { color: $foreground; text-style: bold; }
        & > .head--muted { color: $text-muted; }
        & > .head--path { color: $foreground 60%; }
        & > .head--filter { color: $text-warning; }
        & > .head--live { color: $text-success; }
        & > .head--stale { color: $text-warning; }
        & > .head--lost { color: $text-warning; text-style: bold; }
        & > .head--saving { color: $text-muted; }
        & > .head--unknown { color: $text-error; text-style: bold; }
    }
    """

    def __init__(
        self,
        *,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._glyphs = glyphs
        self._connection: Connection | None = None
        self._words: tuple[str, ...] = ()

    def set_connection(self, state: Connection, age: timedelta | None = None) -> None:
        """Show how fresh the data is, with its age once the connection is lost; drawn anew only where words change."""
        words = _wordings(state, age)
        if (state, words) != (self._connection, self._words):
            self._connection, self._words = state, words
            self.changed()

    @property
    def lost(self) -> bool:
        """Whether the line says that the connection is lost."""
        return self._connection in (Connection.LOST, Connection.UNKNOWN)

    @property
    def _sign(self) -> str:
        if self._connection is Connection.SAVING:
            return self._glyphs.dot
        return self._glyphs.live if self._connection is Connection.LIVE else self._glyphs.overdue

    def state(self, width: int) -> Sequence[Part]:
        """The state of the connection: always there, in fewer words where the line is short."""
        if self._connection is None:
            return []
        said = [Part(f"   {self._sign} {words} ", self._connection.value) for words in self._words]
        return [next((part for part in said if part.cells <= width - FOR_THE_REST), said[-1])]


def _wordings(state: Connection, age: timedelta | None) -> tuple[str, ...]:
    """The state in words, from the fullest to the shortest."""
    if state is Connection.LIVE:
        return (_("live"),)
    if state is Connection.SAVING:
        return (_("saving…"),)
    if state is Connection.STALE:
        return (_("not up to date"),)
    if state is Connection.UNKNOWN:
        return _("your token is not valid any more: crm-tui login"), _("token not valid")
    old = () if age is None else (_("no connection · data {age} old").format(age=elapsed(age)),)
    return (*old, _("no connection"))
