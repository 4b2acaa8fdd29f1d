"""The line above triage: which of how many, what remains of each cause, and whether the data is live."""

from collections.abc import Mapping, Sequence
from typing import Final

from crm_tui.i18n import N_, _
from crm_tui.operations.triage import Cause
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.head_line import HeadLine
from crm_tui.widgets.oneline import Part

CAUSES: Final = {
    Cause.UNSORTED: N_("unsorted"),
    Cause.UNREAD: N_("unread"),
    Cause.OVERDUE: N_("overdue"),
    Cause.ROTTING: N_("rotting"),
}
_STYLES: Final = {Cause.OVERDUE: "unknown", Cause.ROTTING: "stale"}
_BETWEEN: Final = "   "


class TriageLine(HeadLine):
    """The place in the queue on the left, then the counts as far as there is room; the connection on the right."""

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(glyphs=glyphs, id=id)
        self._place = ""
        self._whose = ""
        self._counts: Mapping[Cause, int] = {}

    def show(self, place: str, counts: Mapping[Cause, int], whose: str) -> None:
        """Show another place, other counts, and whose deals these are."""
        self._place, self._counts, self._whose = place, dict(counts), whose
        self.changed()

    def left(self, width: int) -> Sequence[Part]:
        """The name of the screen, the place, the counts that fit."""
        parts = [Part(f" {_('Triage')}", "strong"), Part(f"{_BETWEEN}{self._place}" if self._place else "", "text")]
        more = [self._count(cause, count) for cause, count in self._counts.items() if count]
        more += [Part(f"{_BETWEEN}{self._whose}", "path")] if self._whose else []
        for part in more:
            if sum(one.cells for one in parts) + part.cells > width:
                break
            parts.append(part)
        return parts

    def _count(self, cause: Cause, count: int) -> Part:
        return Part(f"{_BETWEEN}{_(CAUSES[cause])} {count}", _STYLES.get(cause, "text"))

    def right(self, width: int) -> Sequence[Part]:
        """How fresh the data is."""
        return self.state(width)
