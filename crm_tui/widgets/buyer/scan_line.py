"""How far the base has been looked through for duplicates: words, and a bar while it goes on."""

from collections.abc import Sequence
from typing import ClassVar, Final

from crm_tui.i18n import _, language, ngettext
from crm_tui.operations.matching import ScanState
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.oneline import OneLine, Part, cut
from crm_tui.widgets.shown import count

_BAR: Final = 20
_ROOMY: Final = 70


class ScanLine(OneLine):
    """It is told the state and whether somebody looks at the moment."""

    PREFIX: ClassVar[str] = "scan"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"scan--text", "scan--bar", "scan--rest"}
    DEFAULT_CSS: ClassVar[str] = """
    ScanLine {
        height: 1;
        width: 1fr;
        background: $background;
        color: $foreground 60%;
        & > .scan--bar { color: $text-success; }
        & > .scan--rest { color: $foreground 24%; }
    }
    """

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._glyphs = glyphs
        self._state: ScanState | None = None
        self._running = False

    def show(self, state: ScanState | None, *, running: bool) -> None:
        """Say how far it is."""
        if (state, running) != (self._state, self._running):
            self._state, self._running = state, running
            self.changed()

    def left(self, width: int) -> Sequence[Part]:
        """The words."""
        return [Part(f" {cut(self._words, width - 1)}", "text")] if self._state else []

    def right(self, width: int) -> Sequence[Part]:
        """The bar, as long as something is left."""
        state = self._state
        if state is None or state.complete or not state.total:
            return []
        share = state.done / state.total
        cells = int(share * _BAR)
        percent = Part(f"{int(share * 100):>4} % ", "text")
        if width < _ROOMY:
            return [percent]
        return [
            Part(self._glyphs.bar * cells, "bar"),
            Part(self._glyphs.line * (_BAR - cells), "rest"),
            percent,
        ]

    @property
    def _words(self) -> str:
        state = self._state
        if state is None:
            return ""
        words = {"done": count(state.done, language()), "total": count(state.total, language())}
        pairs = ngettext("%(n)s pair found", "%(n)s pairs found", state.found) % {"n": count(state.found, language())}
        if state.complete:
            said = _("All contacts looked through: %(total)s") % words
        elif self._running:
            said = _("Looking through the base: %(done)s of %(total)s, esc stops") % words
        else:
            said = _("Looked through %(done)s of %(total)s, R goes on") % words
        return f"{said} {self._glyphs.dot} {pairs}"
