"""The people who may be the one on the card, best first, and a new one as the last line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.message import Message

from crm_tui.domain.ids import ContactId
from crm_tui.domain.matching.reasons import Band
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.matching import Similar
from crm_tui.widgets.buyer.words import BAR, band_words, bar, reasons_words, wrapped
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.oneline import Part, cut
from crm_tui.widgets.painted import MARK, Painted, Row

ROOMY: Final = 56
"""Cells from which a score has a bar."""
_REASON_LINES: Final = 2
_REASON_LINES_NARROW: Final = 3
_INDENT: Final = "  "
_SURE: Final = (Band.SAME, Band.LIKELY)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the person; ``picked`` says that the user chose them from the whole base."""

    similar: Similar
    picked: bool = False

    @property
    def id(self) -> ContactId:
        """Which contact it is."""
        return self.similar.id


class SimilarList(Painted, can_focus=True):
    """One cursor over the candidates and "new"; it is told data by ``show`` and says when the cursor has moved."""

    PREFIX: ClassVar[str] = "similar"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "similar--text",
        "similar--mark",
        "similar--lit",
        "similar--name",
        "similar--saved",
        "similar--muted",
        "similar--new",
        "similar--same",
        "similar--likely",
        "similar--maybe",
    }
    DEFAULT_CSS: ClassVar[str] = """
    SimilarList {
        width: 1fr;
        height: 1fr;
        background: $surface;
        color: $foreground;
        & > .similar--mark { color: $accent; }
        & > .similar--lit { background: $panel; }
        & > .similar--name { text-style: bold; }
        & > .similar--saved { color: $text-success; }
        & > .similar--muted { color: $foreground 60%; }
        & > .similar--new { color: $text-accent; }
        & > .similar--same { color: $text-success; text-style: bold; }
        & > .similar--likely { color: $text-warning; }
        & > .similar--maybe { color: $foreground 60%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "end(-1)", N_("The first"), show=False, id="similar.first"),
        Binding("end", "end(1)", N_("The last"), show=False, id="similar.last"),
    ]

    class Moved(Message):
        """The cursor stands on another line."""

    class Clicked(Message):
        """The line under the cursor was clicked on a second time."""

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.sign = glyphs.cursor
        self._glyphs = glyphs
        self._candidates: tuple[Candidate, ...] = ()
        self._new = ""
        self._note = ""
        self._at = 0
        self._waiting = "┄"
        self._lines_of: list[int] = []

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Who stands in the list."""
        return self._candidates

    @property
    def chosen(self) -> Candidate | None:
        """The candidate under the cursor; None for a new one."""
        return self._candidates[self._at] if self._at < len(self._candidates) else None

    @property
    def ready(self) -> bool:
        """Whether there is an answer to choose from."""
        return not self._waiting

    def show(self, candidates: Sequence[Candidate], new: str, keep: ContactId | None = None, note: str = "") -> None:
        """Show who was found, the cursor on ``keep`` if they are still there, else on what keeps the base clean.

        ``new`` says what the last line makes; ``note`` stands under it.
        """
        self._waiting = ""
        self._candidates, self._new, self._note = tuple(candidates), new, note
        ids = [one.id for one in self._candidates]
        self._at = ids.index(keep) if keep in ids else self._advised
        self.changed()

    def fail(self) -> None:
        """The answer did not come; who stands in the list stays, and an answer that never came is not "nobody"."""
        if self._waiting:
            self._waiting = _("not read")
            self.changed()

    def move(self, by: int) -> None:
        """Move the cursor, not round the ends."""
        self._go(self._at + by)

    def go_to_new(self) -> None:
        """Put the cursor on "new"."""
        self._go(len(self._candidates))

    def action_end(self, step: int) -> None:
        """The first or the last line."""
        self._go(0 if step < 0 else len(self._candidates))

    def pointed(self, at: int) -> None:
        """A click moves the cursor; on the line where it stands it chooses."""
        if at >= len(self._lines_of):
            return
        if self._lines_of[at] == self._at:
            self.post_message(self.Clicked())
        else:
            self._go(self._lines_of[at])

    @property
    def _advised(self) -> int:
        """The best one where the evidence is good, else a new one: a shared phone alone is no verdict (B8)."""
        best = self._candidates[0] if self._candidates else None
        sure = best is not None and (best.picked or best.similar.band in _SURE)
        return 0 if sure else len(self._candidates)

    def _go(self, at: int) -> None:
        at = max(0, min(at, len(self._candidates)))
        if at != self._at:
            self._at = at
            self.changed()
            self.post_message(self.Moved())

    # What stands where

    def rows(self, width: int) -> Iterable[Row]:
        """Each candidate in two or three lines, the new one in one."""
        if self._waiting:
            self._lines_of = []
            return [Row((Part(self._waiting, "muted"),))]
        made = [(at, row) for at, one in enumerate(self._candidates) for row in self._of(one, at == self._at, width)]
        new = (Part("+ ", "new"), Part(cut(self._new, width), "text"))
        made.append((len(self._candidates), Row(new, (), self._at == len(self._candidates))))
        self._lines_of = [at for at, _row in made]
        notes = [Row((Part(_INDENT + self._note, "muted"),))] if self._note else []
        return [*(row for _at, row in made), *notes]

    def _of(self, one: Candidate, lit: bool, width: int) -> Iterator[Row]:
        roomy = width >= ROOMY
        similar = one.similar
        name = (Part(f"{self._glyphs.saved} ", "saved"), Part(cut(similar.name, width), "name"))
        yield Row((*name, *self._details(similar)) if roomy else name, self._verdict(one, roomy), lit)
        between = f" {self._glyphs.dot} "
        cells, lines = width - MARK - len(_INDENT), _REASON_LINES if roomy else _REASON_LINES_NARROW
        for line in (*wrapped(reasons_words(similar.reasons), between, cells, lines), *_deals(similar)):
            yield Row((Part(_INDENT + line, "muted"),), (), lit)

    def _details(self, similar: Similar) -> tuple[Part, ...]:
        """What tells two namesakes apart."""
        words = ", ".join(filter(None, (similar.city, similar.company)))
        return (Part(f"  {cut(words, 60)}", "muted"),) if words else ()

    def _verdict(self, one: Candidate, roomy: bool) -> tuple[Part, ...]:
        if one.picked:
            return (Part(_("chosen"), "saved"),)
        band, score = one.similar.band, one.similar.score
        words = Part(band_words(band), band.value)
        if not roomy:
            return (words, Part(f" {score:.0f}", "text"))
        return (words, Part(f"   {bar(score, self._glyphs):<{BAR}}", band.value), Part(f"{score:>4.0f}", "text"))


def _deals(similar: Similar) -> list[str]:
    """The open deals of somebody, in one line."""
    count = len(similar.open_deals)
    words = ngettext("%(n)d open deal: %(titles)s", "%(n)d open deals: %(titles)s", count)
    titles = ", ".join(cut(title, 40) for title in similar.open_deals)
    return [words % {"n": count, "titles": titles}] if count else []
