"""The line above a card: where it stands, who else has it open, and whether the data is live."""

from collections.abc import Sequence
from typing import Final

from crm_tui.i18n import _
from crm_tui.operations.presence import Looker
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.head_line import FOR_THE_REST, HeadLine
from crm_tui.widgets.oneline import Part, cut

UNREAD: Final = "┄"
_NAME = 24
_NAMED_AT_MOST = 5


class CardLine(HeadLine):
    """Where the record stands on the left; the colleagues who look at it too and the connection on the right."""

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(glyphs=glyphs, id=id)
        self._path = UNREAD
        self._lookers: tuple[Looker, ...] = ()

    def set_path(self, *steps: str) -> None:
        """Say where the record stands: in which pipeline, at which stage; nothing says that it is not read yet."""
        self._path = " › ".join(cut(step, 40) for step in steps) or UNREAD
        self.changed()

    def set_lookers(self, lookers: Sequence[Looker]) -> None:
        """Name those who look at it too; none while that is not known."""
        if self._lookers != tuple(lookers):
            self._lookers = tuple(lookers)
            self.changed()

    def left(self, width: int) -> Sequence[Part]:
        """Where it stands."""
        return [Part(f" {cut(self._path, width - 1)}", "path")]

    def right(self, width: int) -> Sequence[Part]:
        """Names where they fit, else initials; without a connection nobody knows who looks."""
        state = self.state(width)
        if self.lost or not self._lookers:
            return state
        room = width - FOR_THE_REST - sum(part.cells for part in state)
        names = [cut(looker.name, _NAME) for looker in self._lookers]
        initials = [cut(looker.initials or looker.name, 2) for looker in self._lookers]
        said = [_("also here: {names}").format(names=some) for some in (_listed(names, ", "), _listed(initials, " "))]
        here = [Part(words, "path") for words in (*said, _listed(initials, " "))]
        return [next((part for part in here if part.cells <= room), here[-1]), *state]


def _listed(names: Sequence[str], between: str) -> str:
    """The first few, and how many more."""
    more = len(names) - _NAMED_AT_MOST
    return between.join(names[:_NAMED_AT_MOST]) + (f" +{more}" if more > 0 else "")
