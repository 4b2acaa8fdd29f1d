"""What the card adds to the chosen buyer, line by line: space keeps or skips one (B4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType

from crm_tui.i18n import N_
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.oneline import Part, cut
from crm_tui.widgets.painted import Painted, Row


@dataclass(frozen=True, slots=True)
class Addition:
    """One thing that may be added: its ``id`` in the dialog, what it is, its text, and whether it is kept at first.

    ``fixed`` is what is added in any case: there is nothing to keep or skip.
    """

    id: str
    label: str
    text: str
    kept: bool = True
    fixed: bool = False


class Additions(Painted, can_focus=True):
    """A heading and a tick for each addition; what was skipped stays so for as long as the buyer is the same."""

    PREFIX: ClassVar[str] = "adds"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"adds--text", "adds--mark", "adds--lit", "adds--head", "adds--muted"}
    DEFAULT_CSS: ClassVar[str] = """
    Additions {
        width: 1fr;
        height: 4;
        background: $surface;
        color: $foreground;
        & > .adds--mark { color: $accent; }
        & > .adds--lit { background: $panel; }
        & > .adds--head { text-style: bold; }
        & > .adds--muted { color: $foreground 60%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", N_("Down"), show=False, id="adds.down"),
        Binding("up,k", "move(-1)", N_("Up"), show=False, id="adds.up"),
        Binding("space", "turn", N_("Keep or skip"), id="adds.turn"),
    ]

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.sign = glyphs.cursor
        self._heading = ""
        self._additions: tuple[Addition, ...] = ()
        self._kept: dict[str, bool] = {}
        self._at = 0

    @property
    def kept(self) -> frozenset[str]:
        """The ids of what is kept."""
        return frozenset(one.id for one in self._additions if one.fixed or self._kept.get(one.id, one.kept))

    def show(self, heading: str, additions: Sequence[Addition], *, anew: bool) -> None:
        """Show what would be added; ``anew`` forgets what was kept and skipped of another buyer."""
        if anew:
            self._kept, self._at = {}, 0
        self._heading, self._additions = heading, tuple(additions)
        self._at = max(0, min(self._at, len(self._choices) - 1))
        self.can_focus = bool(self._choices)
        self.changed()

    @property
    def choices(self) -> int:
        """How many things can be kept or skipped."""
        return len(self._choices)

    def action_move(self, by: int) -> None:
        """The next or the previous line; above the first one are the people."""
        if self._at + by < 0:
            self.screen.focus_previous()
        elif self._at + by < len(self._choices):
            self._at += by
            self.changed()

    def action_turn(self) -> None:
        """Keep what was skipped, or skip what was kept."""
        if self._at < len(self._choices):
            one = self._choices[self._at]
            self._kept[one.id] = not self._kept.get(one.id, one.kept)
            self.changed()

    def pointed(self, at: int) -> None:
        """A click turns the line."""
        if 1 <= at <= len(self._choices):
            self._at = at - 1
            self.action_turn()

    @property
    def _choices(self) -> tuple[Addition, ...]:
        return tuple(one for one in self._additions if not one.fixed)

    def rows(self, width: int) -> Iterable[Row]:
        """The heading, then a line each."""
        yield Row((Part(cut(self._heading, width), "head"),))
        under = self._choices[self._at] if self.has_focus and self._choices else None
        for one in self._additions:
            tick = "" if one.fixed else "[x] " if one.id in self.kept else "[ ] "
            words = (Part(f"{tick}{one.label} ", "text" if tick else "muted"), Part(cut(one.text, width), "text"))
            yield Row(words, (), one is under)
