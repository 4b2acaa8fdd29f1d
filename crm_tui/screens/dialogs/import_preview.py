"""What an import would do, before it is done (A1)."""

from collections.abc import Iterable, Iterator

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.imports import ImportReport, RowReport, Verdict
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.screens.files import ImportPreview
from crm_tui.widgets.plain import MUTED, one_line

MOST_ROWS = 20


class ImportPreviewDialog(Dialog[bool]):
    """How the columns are understood, how many rows are new, and which deserve a word; enter takes the file in."""

    keys: tuple[tuple[str, str], ...] = (("enter", N_("take it in")), ("esc", N_("back")))
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, name: str, preview: ImportPreview) -> None:
        super().__init__()
        self.title_text = _("Import of %(file)s") % {"file": name}
        self._preview = preview
        if not self._changes:
            self.keys = (("esc", N_("back")),)

    @property
    def _changes(self) -> int:
        return self._preview.report.new + self._preview.report.updated

    def body(self) -> Iterable[Widget]:
        """The counts, the columns, the rows in doubt."""
        yield Static(Content(counted(self._preview.report)), classes="dialog-text", markup=False)
        lines = Content("\n").join([*self._columns(), *self._rows()])
        yield VerticalScroll(Static(lines, markup=False), classes="dialog-list")

    def answer(self) -> bool | None:
        """Yes, where anything at all would change."""
        return True if self._changes else None

    def action_cancel(self) -> None:
        """No."""
        self.dismiss(False)

    def _columns(self) -> Iterator[Content]:
        for heading, read_as, sample in self._preview.columns:
            example = (f"  {one_line(sample, 24)}", MUTED)
            yield Content.assemble(one_line(heading, 24), " → ", (one_line(read_as, 24), "$text-accent"), example)

    def _rows(self) -> Iterator[Content]:
        rows = sorted(self._preview.report.rows, key=lambda row: row.verdict is not Verdict.REFUSED)
        for row in rows[:MOST_ROWS]:
            yield _told(row)
        rest = len(rows) - MOST_ROWS
        if rest > 0:
            yield Content(_("… and %(n)d more") % {"n": rest})


def counted(report: ImportReport) -> str:
    """How many rows of each verdict."""
    said = _("New: %(new)d, updated: %(updated)d, unchanged: %(unchanged)d, refused: %(refused)d.") % {
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": report.refused,
    }
    strangers = report.unknown_responsible
    if not strangers:
        return said
    told = ngettext(
        "%(n)d row names a responsible who is no colleague here.",
        "%(n)d rows name a responsible who is no colleague here.",
        strangers,
    )
    return f"{said} {told % {'n': strangers}}"


def _told(row: RowReport) -> Content:
    refused = row.verdict is Verdict.REFUSED
    sentence = N_("Row %(number)d refused: %(reason)s") if refused else N_("Row %(number)d taken: %(reason)s")
    text = _(sentence) % {"number": row.number, "reason": row.reason}
    return Content.assemble(("! " if refused else "· ", "$text-warning"), one_line(text))
