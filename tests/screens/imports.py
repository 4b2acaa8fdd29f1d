"""A file that was looked at, as the review is told of it: made up, so that no store is needed."""

from collections.abc import Sequence
from pathlib import Path

from crm_tui.domain.ids import ContactId
from crm_tui.domain.matching.reasons import Band, Evidence, Reason
from crm_tui.interchange.row_spool import RowSpool
from crm_tui.operations.base import Store
from crm_tui.operations.import_rows import Choice, FieldChange, Likeness, RowReport, Verdict
from crm_tui.operations.imports import ImportReport, RecordKind
from crm_tui.operations.remarks import Remark
from crm_tui.screens.files import ImportReview, ImportTerms, Watch

COLUMNS = (("Имя", "name", "Олена"), ("Телефон, моб.", "phone (mobile)", "067 123"), ("ИНН", "kept", "77"))
_PHONE = Reason(Evidence.SAME_PHONE, 16.2, "067 123 45 67", "+380671234567")
_SHORT = Reason(Evidence.SHORT_NAME, 8.4, "Лена", "Олена")
_TOWN = Reason(Evidence.OTHER_TOWN, -1.1, "Львів", "Київ")


def like(name: str, band: Band, *reasons: Reason, row: int = 0) -> Likeness:
    """Somebody who is like a contact, or like an earlier row."""
    score = sum(reason.bits for reason in reasons)
    return Likeness(name, name, None if row else ContactId("c" * 32), row, score, band, reasons)


ROWS = (
    RowReport(2, Verdict.NEW, name="Тарас Мельник"),
    RowReport(
        3,
        Verdict.DUPLICATE,
        name="Лена Шевченко",
        changes=(FieldChange("email", "", "lena@ex.ua"), FieldChange("alias", "", "Лена Шевченко")),
        likenesses=(like("Шевченко Олена Іванівна", Band.SAME, _PHONE, _SHORT, _TOWN),),
        choice=Choice.UPDATE,
    ),
    RowReport(
        4,
        Verdict.NEW,
        (Remark("there is no colleague “[b]Bob[/b]”; you are responsible"),),
        name="Марія Шевченко",
        likenesses=(like("Шевченко Олена Іванівна", Band.LIKELY, _PHONE),),
    ),
    RowReport(
        5,
        Verdict.DUPLICATE,
        name="Мельник Тарас",
        likenesses=(like("Тарас Мельник", Band.SAME, _PHONE, row=2),),
        choice=Choice.UPDATE,
    ),
    RowReport(
        6,
        Verdict.UPDATED,
        name="Ян",
        changes=(FieldChange("city", "Київ", "Львів"), FieldChange("tags", "", "vip")),
    ),
    RowReport(7, Verdict.UNCHANGED, name="Оля"),
    RowReport(8, Verdict.REFUSED, (Remark("budget: is too large; look for a digit too many"),), name="Дах"),
)


def report(rows: Sequence[RowReport] = ROWS, *, matched: bool = True) -> ImportReport:
    """What the rows come to."""
    count = {verdict: sum(row.verdict is verdict for row in rows) for verdict in Verdict}
    known = [row for row in rows if row.choice is not None]
    return ImportReport(
        new=count[Verdict.NEW],
        updated=count[Verdict.UPDATED],
        unchanged=count[Verdict.UNCHANGED],
        refused=count[Verdict.REFUSED],
        rows=(),
        dry_run=True,
        duplicates=len(known),
        added=len(known),
        likely=sum(bool(row.likenesses) and row.choice is None for row in rows),
        matched=matched,
    )


def review(rows: Sequence[RowReport] = ROWS, *, matched: bool = True) -> ImportReview:
    """A review of contacts."""
    spool = RowSpool()
    for row in rows:
        spool.add(row)
    return ImportReview(RecordKind.CONTACTS, COLUMNS, report(rows, matched=matched), spool)


class FakeImports:
    """Looks at any file and finds the rows that a test put there; remembers what it was asked."""

    def __init__(self, rows: Sequence[RowReport] = ROWS) -> None:
        self.rows = rows
        self.looked: list[ImportTerms] = []
        self.taken: list[ImportTerms] = []

    async def review(self, _store: Store, _path: Path, terms: ImportTerms, _watch: Watch) -> ImportReview:
        """What is in the file."""
        self.looked.append(terms)
        return review(self.rows, matched=terms.matching is not False)

    async def take_in(
        self, _store: Store, _path: Path, terms: ImportTerms, _review: ImportReview, _watch: Watch
    ) -> ImportReport:
        """What came of it."""
        self.taken.append(terms)
        return report(self.rows)
