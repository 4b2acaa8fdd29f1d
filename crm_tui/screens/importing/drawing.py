"""A row of a file as a line, and all there is to know of it beside the list."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from crm_tui.domain.matching.reasons import Reason
from crm_tui.domain.matching.wording import said
from crm_tui.i18n import N_, _
from crm_tui.operations.import_rows import Choice, Likeness, RowReport, Verdict
from crm_tui.operations.imports import RecordKind
from crm_tui.widgets.buyer.words import band_words
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.import_words import field_name, gains, whom, why
from crm_tui.widgets.oneline import Part, cut
from crm_tui.widgets.plain import MUTED, one_line

_NUMBER: Final = 6
_WORD: Final = 15
_NAME_SHARE: Final = 3
_LEAST_NAME: Final = 14
_MOST_NAME: Final = 32
_LEAST_GIST: Final = 8
_LONGEST: Final = 120
_MOST_LIKE: Final = 5

_VERDICTS: Final[Mapping[Verdict, str]] = {
    Verdict.NEW: N_("new here"),
    Verdict.UPDATED: N_("changed"),
    Verdict.UNCHANGED: N_("unchanged"),
    Verdict.DUPLICATE: N_("known"),
    Verdict.REFUSED: N_("refused"),
}
_STYLES: Final = {Verdict.NEW: "good", Verdict.UPDATED: "accent", Verdict.UNCHANGED: "muted", Verdict.REFUSED: "bad"}
_PEOPLE: Final[Mapping[Choice, str]] = {
    Choice.UPDATE: N_("into contact"),
    Choice.NEW: N_("new anyway"),
    Choice.SKIP: N_("left out"),
    Choice.ASK: N_("waits"),
}
_BUYERS: Final[Mapping[Choice, str]] = {
    Choice.UPDATE: N_("buyer linked"),
    Choice.NEW: N_("not linked"),
    Choice.SKIP: N_("not linked"),
    Choice.ASK: N_("not linked"),
}


class RowDrawing:
    """Draws rows of a file of one kind."""

    def __init__(self, kind: RecordKind, glyphs: Glyphs) -> None:
        self._kind, self._glyphs = kind, glyphs

    def line(self, row: RowReport, choice: Choice | None, width: int) -> Sequence[Part]:
        """Its sign, its number, what it is called, what becomes of it and why."""
        sign, style = self._sign(row, choice)
        name_cells = max(_LEAST_NAME, min(_MOST_NAME, (width - _NUMBER - _WORD) // _NAME_SHARE))
        word = _padded(cut(self.outcome(row, choice), _WORD - 1), _WORD)
        head = [Part(f"{sign} ", style), Part(f"{row.number:>{_NUMBER - 1}} ", "muted")]
        name = Part(_padded(cut(row.name or "—", name_cells - 1), name_cells), "text")
        rest = width - 2 - _NUMBER - name_cells - _WORD
        gist = cut(self._gist(row), rest) if rest >= _LEAST_GIST else ""
        return [*head, name, Part(word, style), Part(gist, "muted")]

    def outcome(self, row: RowReport, choice: Choice | None) -> str:
        """What becomes of a row, in a word or two."""
        if choice is not None:
            return _((_PEOPLE if self._kind is RecordKind.CONTACTS else _BUYERS)[choice])
        return _("new, likely known") if row.likenesses else _(_VERDICTS[row.verdict])

    def detail(self, row: RowReport, choice: Choice | None) -> Content:
        """All there is to know of a row."""
        return Content("\n").join(self._lines(row, choice))

    def _sign(self, row: RowReport, choice: Choice | None) -> tuple[str, str]:
        glyphs = self._glyphs
        if row.verdict is Verdict.REFUSED:
            return glyphs.overdue, "bad"
        if choice is not None:
            known = {Choice.UPDATE: (glyphs.saved, "good"), Choice.NEW: ("+", "good")}
            return known.get(choice, (glyphs.line, "muted"))
        if row.likenesses:
            return glyphs.about, "warning"
        signs = {Verdict.NEW: "+", Verdict.UPDATED: glyphs.above}
        return signs.get(row.verdict, glyphs.dot), _STYLES.get(row.verdict, "muted")

    def _gist(self, row: RowReport) -> str:
        """Why, in as few words as there are."""
        if row.likenesses:
            best = row.likenesses[0]
            return f"{self._glyphs.right} {whom(best)}: {why(best)}"
        return row.reason or ", ".join(gains(row.changes))

    def _lines(self, row: RowReport, choice: Choice | None) -> Iterator[Content]:
        called = {"number": row.number, "name": one_line(row.name, _LONGEST)}
        title = _("Row %(number)d   %(name)s") % called
        yield Content.assemble((title, "bold"), (f" {self._glyphs.dot} {self.outcome(row, choice)}", MUTED))
        for remark in row.remarks:
            yield Content.styled(f"{self._glyphs.overdue} {one_line(str(remark), _LONGEST)}", "$text-warning")
        for place, likeness in enumerate(row.likenesses[:_MOST_LIKE]):
            if place:
                yield Content("")
            yield from self._alike(likeness)
        if row.changes:
            yield Content.styled(_("Adds") if row.likenesses else _("Changes"), MUTED)
            yield from self._changes(row)

    def _alike(self, likeness: Likeness) -> Iterator[Content]:
        name = (one_line(whom(likeness), _LONGEST), "$text-accent")
        yield Content.assemble(name, f"   {band_words(likeness.band)} {likeness.score:.0f}")
        if self._kind is RecordKind.DEALS:
            yield Content.styled(_("for %(name)s") % {"name": one_line(likeness.about, _LONGEST)}, MUTED)
        for reason in sorted(likeness.reasons, key=lambda reason: -reason.bits):
            yield Content.styled(f"  {_weight(reason)} {one_line(said(reason), _LONGEST)}", MUTED)

    def _changes(self, row: RowReport) -> Iterator[Content]:
        for change in row.changes:
            name = one_line(field_name(change), _LONGEST)
            before, after = one_line(change.before, _LONGEST), one_line(change.after, _LONGEST)
            yield Content.assemble(f"  {name}  ", (f"{before} → " if before else "+ ", MUTED), after)


def _weight(reason: Reason) -> str:
    """What a reason weighs: for it, against it, or beside it."""
    return f"{reason.bits:+5.1f}" if reason.bits else "     "


def _padded(text: str, cells: int) -> str:
    return text + " " * max(0, cells - cell_len(text))
