"""What became of the rows of a file, for people and for programs."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from crm_tui.cli.output import Reply, table, to_json
from crm_tui.domain.matching.wording import said
from crm_tui.i18n import _, ngettext
from crm_tui.operations.errors import Refused
from crm_tui.operations.import_rows import Choice, Likeness, RowReport
from crm_tui.operations.imports import ImportReport, RecordKind
from crm_tui.widgets.import_words import counted, row_lines

if TYPE_CHECKING:
    from crm_tui.interchange import Source

SHOWN_ROWS: Final = 50
_NO_ROWS: Final = '"rows": []'


@dataclass(frozen=True, slots=True)
class ImportReply(Reply):
    """A reply whose rows stand on lines of their own in its JSON, written one by one: memory stays flat."""

    rows: Iterable[RowReport] = ()
    closing: ExitStack = field(default_factory=ExitStack)

    def show(self, *, as_json: bool) -> int:
        """Print it and give the exit code back."""
        with self.closing:
            return self._show_rows() if as_json else super(ImportReply, self).show(as_json=False)

    def _show_rows(self) -> int:
        before, _rows, after = to_json(self.data).partition(_NO_ROWS)
        print(f'{before}"rows": [', end="")
        for place, row in enumerate(self.rows):
            print("," if place else "", to_json(row_data(row), indent=None), sep="\n", end="")
        print(f"\n]{after}")
        return self.exit_code


def reply(
    source: "Source",
    report: ImportReport,
    own: Collection[str],
    duplicates: Choice,
    rows: Iterable[RowReport] | None = None,
    closing: ExitStack | None = None,
) -> ImportReply:
    """What to answer; ``rows`` are those for programs, the rows that deserve a word where they are not given.

    What is in ``closing`` is closed once they are written.

    The exit code is that of a refusal where a row was refused, or waits because nobody has decided about it.
    """
    told = {**asdict(report), "rows": [], "left_out": report.left_out}
    data = {"kind": source.kind, "format": source.format, "columns": source.columns, "report": told}
    waits = duplicates is Choice.ASK and report.left_out > 0
    refused = report.refused or (waits and source.kind is RecordKind.CONTACTS)
    lines = _lines(source, report, own, waits=waits)
    shown = report.rows if rows is None else rows
    code = Refused.exit_code if refused else 0
    return ImportReply(data, lines, exit_code=code, rows=shown, closing=closing or ExitStack())


def _lines(source: "Source", report: ImportReport, own: Collection[str], *, waits: bool) -> Iterator[str]:
    """How the columns were understood, what became of the rows, and which deserve a word."""
    if source.columns:
        headings = (_("Column"), _("Read as"), _("For example"))
        yield from table(headings, [(each.heading, each.read_as(own), each.sample) for each in source.columns])
        yield ""
    yield _("Dry run, nothing was stored.") if report.dry_run else _("Stored.")
    yield from counted(report)
    if waits:
        yield _("--duplicates update puts them into their contacts, new makes new ones, skip leaves them out.")
    if not report.matched and source.kind is RecordKind.CONTACTS:
        yield _("Rows were not compared with anybody; --matching does that.")
    yield from chain.from_iterable(row_lines(row) for row in report.rows[:SHOWN_ROWS])
    rest = len(report.rows) - SHOWN_ROWS
    if rest > 0:
        more = ngettext(
            "… and %(n)d more row; see them with --json.",
            "… and %(n)d more rows; see them with --json.",
            rest,
        )
        yield more % {"n": rest}


def row_data(row: RowReport) -> dict[str, Any]:
    """A row for programs."""
    return {
        "number": row.number,
        "verdict": row.verdict,
        "name": row.name,
        "reason": row.reason,
        "choice": row.choice,
        "changes": [asdict(change) for change in row.changes],
        "matches": [_match_data(likeness) for likeness in row.likenesses],
    }


def _match_data(likeness: Likeness) -> dict[str, Any]:
    reference = likeness.external_id or likeness.contact_id
    return {
        "contact_ref": reference,
        "contact_id": likeness.contact_id,
        "row": likeness.row or None,
        "name": likeness.name,
        "about": likeness.about,
        "band": likeness.band,
        "score": round(likeness.score, 1),
        "reasons": list(map(said, likeness.reasons)),
    }
