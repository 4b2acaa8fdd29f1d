"""What becomes of the people of a file who are known already: one choice for all, and one of its own for a row."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from crm_tui.domain.matching.reasons import Band
from crm_tui.operations.import_rows import Choice, Decision, RowReport, Verdict
from crm_tui.operations.imports import ImportReport, RecordKind
from crm_tui.screens.files import ImportTerms

MOST_DECISIONS: Final = 10_000
"""Rows with a choice of their own; more than anybody decides by hand."""
_NEXT: Final[Mapping[Choice | None, Choice]] = {
    Choice.UPDATE: Choice.NEW,
    Choice.NEW: Choice.SKIP,
    Choice.SKIP: Choice.UPDATE,
    None: Choice.UPDATE,
}


class ImportChoices:
    """``usual`` is for all rows without a choice of their own; ``likely`` takes in those likely known as well."""

    def __init__(self) -> None:
        self.usual = Choice.UPDATE
        self.likely = False
        self._own: dict[int, tuple[Decision, RowReport]] = {}

    def of(self, row: RowReport) -> Choice | None:
        """What becomes of a row; None where its person is not known, or only likely and that is left open."""
        own = self._own.get(row.number)
        if own is not None:
            return own[0].choice
        return self.usual if row.choice is not None or (self.likely and row.likenesses) else None

    @property
    def full(self) -> bool:
        """Whether there is no room for one more row with a choice of its own."""
        return len(self._own) >= MOST_DECISIONS

    def decide(self, row: RowReport, choice: Choice) -> None:
        """Give a row whose person may be known a choice of its own: it is the one that it is most like."""
        best = row.likenesses[0]
        self._own[row.number] = (Decision(row.number, choice, best.contact_id, best.row), row)

    def turn(self, row: RowReport) -> None:
        """Give it the next choice."""
        self.decide(row, _NEXT[self.of(row)])

    def decide_all(self, choice: Choice) -> None:
        """One choice for all: those of single rows are forgotten."""
        self.usual = choice
        self._own.clear()

    def terms(self, matching: bool | None) -> ImportTerms:
        """What to ask of the store."""
        least = Band.LIKELY if self.likely else Band.SAME
        return ImportTerms(matching, self.usual, least, tuple(decision for decision, _row in self._own.values()))

    def outcome(self, report: ImportReport, kind: RecordKind) -> tuple[int, Counter[Choice]]:
        """How many rows are new by themselves, and how many known people become what."""
        known = report.duplicates + (report.likely if self.likely else 0)
        tally: Counter[Choice] = Counter(decision.choice for decision, _row in self._own.values())
        hinted = [row for _decision, row in self._own.values() if row.choice is None]
        counted = len(self._own) if self.likely else len(self._own) - len(hinted)
        tally[self.usual] += known - counted
        taken = report.likely if self.likely else len(hinted)
        return report.new - (taken if kind is RecordKind.CONTACTS else 0), tally


def decidable(row: RowReport | None) -> bool:
    """Whether there is anything to decide about a row."""
    return row is not None and bool(row.likenesses) and row.verdict in (Verdict.NEW, Verdict.DUPLICATE, Verdict.UPDATED)
