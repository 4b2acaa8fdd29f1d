"""Two contacts side by side: why they may be one, where they differ, and which value merging keeps."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from crm_tui.i18n import N_, _
from crm_tui.operations.matching import DuplicatePair, Similar
from crm_tui.widgets.buyer.words import band_words, bar, reasons_words, wrapped
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.oneline import Part, cut
from crm_tui.widgets.painted import MARK, Painted, Row

_LABEL: Final = 16
_SIDE_BY_SIDE: Final = 66
"""Cells from which both values of a field stand on one line."""
_REASON_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class PairField:
    """A field in which the two differ: its name in requests, its label, both values, and whether the second's stays."""

    name: str
    label: str
    first: str
    second: str
    takes_second: bool


class PairView(Painted, can_focus=True):
    """One cursor over the fields that differ; an arrow or space says whose value stays."""

    PREFIX: ClassVar[str] = "pair"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pair--text",
        "pair--mark",
        "pair--lit",
        "pair--muted",
        "pair--name",
        "pair--kept",
        "pair--sign",
        "pair--same",
        "pair--likely",
        "pair--maybe",
    }
    DEFAULT_CSS: ClassVar[str] = """
    PairView {
        width: 1fr;
        height: 1fr;
        background: $background;
        color: $foreground;
        & > .pair--mark { color: $accent; }
        & > .pair--lit { background: $surface; }
        & > .pair--muted { color: $foreground 60%; }
        & > .pair--name { text-style: bold; }
        & > .pair--sign { color: $text-success; }
        & > .pair--same { color: $text-success; text-style: bold; }
        & > .pair--likely { color: $text-warning; }
        & > .pair--maybe { color: $foreground 60%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "field(1)", N_("Next field"), show=False, id="pair.next"),
        Binding("up,k", "field(-1)", N_("Previous field"), show=False, id="pair.previous"),
        Binding("space", "turn", N_("The other value"), id="pair.turn"),
        Binding("left,h", "side(False)", N_("The value on the left"), show=False, id="pair.left"),
        Binding("right,l", "side(True)", N_("The value on the right"), show=False, id="pair.right"),
    ]

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.sign = glyphs.cursor
        self._glyphs = glyphs
        self._pair: DuplicatePair | None = None
        self._fields: tuple[PairField, ...] = ()
        self._taken: set[str] = set()
        self._at = 0
        self._note = "┄"
        self._field_of: list[int | None] = []

    # What the screen tells and asks

    def show(self, pair: DuplicatePair, fields: Sequence[PairField] | None) -> None:
        """Show a pair; its fields may follow later. What was chosen for the same pair stays."""
        same = self._pair is not None and (self._pair.first.id, self._pair.second.id) == (pair.first.id, pair.second.id)
        anew = not same or not self._fields
        self._pair, self._fields = pair, tuple(fields or ())
        if anew:
            self._taken = {field.name for field in self._fields if field.takes_second}
            self._at, self._top = 0, 0
        self.changed()

    def say(self, note: str) -> None:
        """There is no pair: say why."""
        self._pair, self._fields, self._note = None, (), note
        self.changed()

    @property
    def taken(self) -> tuple[str, ...]:
        """The fields whose values come from the second, in their order."""
        return tuple(field.name for field in self._fields if field.name in self._taken)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without fields there is nothing to choose between."""
        return bool(self._fields) or action not in ("turn", "side", "field")

    def action_field(self, step: int) -> None:
        """The next or the previous field."""
        if 0 <= self._at + step < len(self._fields):
            self._at += step
            self.changed()

    def action_turn(self) -> None:
        """Keep the other value."""
        if self._fields:
            self._taken ^= {self._fields[self._at].name}
            self.changed()

    def action_side(self, second: bool) -> None:
        """Keep the value of that side."""
        if self._fields and (self._fields[self._at].name in self._taken) is not second:
            self.action_turn()

    def pointed(self, at: int) -> None:
        """A click turns the field."""
        place = self._field_of[at] if at < len(self._field_of) else None
        if place is not None:
            self._at = place
            self.action_turn()

    # What stands where

    def rows(self, width: int) -> Iterable[Row]:
        """The verdict, the names, the fields, and what both keep."""
        made = list(self._made(width))
        self._field_of = [place for place, _row in made]
        return [row for _place, row in made]

    def _made(self, width: int) -> Iterator[tuple[int | None, Row]]:
        pair = self._pair
        if pair is None:
            for line in wrapped(self._note.split(" "), " ", width - MARK, _REASON_LINES):
                yield None, Row((Part(line, "muted"),))
            return
        yield from ((None, row) for row in self._verdict(pair, width))
        yield None, Row(())
        yield from ((None, row) for row in self._columns(_("stays"), _("goes into it"), "muted", width))
        yield from ((None, row) for row in self._columns(pair.first.name, pair.second.name, "name", width))
        for at, field in enumerate(self._fields):
            for row in self._field(field, at == self._at and self.has_focus, width):
                yield at, row
        yield from ((None, row) for row in self._of_both(pair, width))

    def _verdict(self, pair: DuplicatePair, width: int) -> Iterator[Row]:
        score = (Part(f"  {bar(pair.score, self._glyphs)}", pair.band.value), Part(f" {pair.score:.0f}", "text"))
        yield Row((Part(band_words(pair.band), pair.band.value), *score))
        between = f" {self._glyphs.dot} "
        for line in wrapped(reasons_words(pair.reasons), between, width - MARK, _REASON_LINES):
            yield Row((Part(line, "muted"),))

    def _field(self, field: PairField, lit: bool, width: int) -> Iterator[Row]:
        second = field.name in self._taken
        sides = [self._value(field.first, not second), self._value(field.second, second)]
        if width >= _SIDE_BY_SIDE:
            cells = self._cells(width)
            padded = [*_padded(sides[0], cells), *sides[1]]
            yield Row((_label(field.label), *padded), (), lit)
            return
        yield Row((Part(cut(field.label, width), "muted"),), (), lit)
        for side in sides:
            yield Row((Part("  ", "text"), *side), (), lit)

    def _value(self, text: str, kept: bool) -> tuple[Part, ...]:
        sign = Part(f"{self._glyphs.saved} ", "sign") if kept else Part(f"{self._glyphs.unsaved} ", "muted")
        return sign, Part(cut(text, 400) or "—", "kept" if kept else "muted")

    def _columns(self, first: str, second: str, style: str, width: int, label: str = "") -> Iterator[Row]:
        """Two texts that are not chosen between."""
        texts = [(Part("  ", "text"), Part(cut(text, 400), style)) for text in (first, second)]
        if width >= _SIDE_BY_SIDE:
            yield Row((_label(label), *_padded(texts[0], self._cells(width)), *texts[1]))
            return
        if label:
            yield Row((Part(cut(label, width), "muted"),))
        yield from (Row(text) for text in texts if text[1].text)

    def _of_both(self, pair: DuplicatePair, width: int) -> Iterator[Row]:
        """Phones, e-mails and deals: merging loses none."""
        both = [
            (label, of(pair.first), of(pair.second))
            for label, of in ((_("Phones"), _phones), (_("E-mails"), _emails), (_("Open deals"), _deals))
        ]
        told = [(label, first, second) for label, first, second in both if first or second]
        if told:
            yield Row(())
            yield Row((Part(_("Kept of both"), "name"),))
        for label, first, second in told:
            yield from self._columns(first, second, "kept", width, label)

    def _cells(self, width: int) -> int:
        return (width - MARK - _LABEL) // 2


def _label(text: str) -> Part:
    shown = cut(text, _LABEL - 2)
    return Part(shown + " " * (_LABEL - Part(shown, "").cells), "muted")


def _padded(parts: Sequence[Part], cells: int) -> list[Part]:
    """The parts in exactly so many cells, the last one blank."""
    sign, text = parts
    words = cut(text.text, cells - sign.cells - 1)
    gap = cells - sign.cells - Part(words, "").cells
    return [sign, Part(words, text.style), Part(" " * max(0, gap), "text")]


def _phones(one: Similar) -> str:
    return ", ".join(phone.typed for phone in one.phones)


def _emails(one: Similar) -> str:
    return ", ".join(email.typed for email in one.emails)


def _deals(one: Similar) -> str:
    return ", ".join(one.open_deals)
