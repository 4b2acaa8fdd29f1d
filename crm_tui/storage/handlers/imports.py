"""Taking a file's rows in: a verdict for each, one transaction, one step of undo."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from crm_tui.operations import problems
from crm_tui.operations.errors import Refused
from crm_tui.operations.import_rows import Choice, RowReport, Verdict
from crm_tui.operations.imports import Draft, ImportRecords, ImportReport, RecordKind, no_text
from crm_tui.operations.remarks import Remark
from crm_tui.storage.context import Context, handles
from crm_tui.storage.intake import Intake
from crm_tui.storage.intake_contacts import ContactIntake
from crm_tui.storage.intake_deals import DealIntake
from crm_tui.storage.intake_people import People

_BATCH = 500
_ROWS_REPORTED = 10_000


@handles(ImportRecords)
def import_records(context: Context, command: ImportRecords) -> ImportReport:
    """Take all drafts in; a dry run is taken back by whoever called it."""
    people = People(context, command)
    make = ContactIntake if command.kind is RecordKind.CONTACTS else DealIntake
    intake: Intake = make(context, people)
    counts = _Counts()
    for report in _take_all(intake, command):
        counts.add(report)
        if command.row_told is not None:
            command.row_told(report)
    intake.finish()
    return counts.report(dry_run=command.dry_run, strangers=intake.strangers, matched=people.matched)


class _Counts:
    """What became of the rows so far."""

    def __init__(self) -> None:
        self._verdicts: Counter[Verdict] = Counter()
        self._choices: Counter[Choice] = Counter()
        self._likely = 0
        self._rows: list[RowReport] = []

    def add(self, report: RowReport) -> None:
        """Count a row, and keep it where it deserves a word."""
        self._verdicts[report.verdict] += 1
        if report.choice is not None:
            self._choices[report.choice] += 1
        elif report.likenesses:
            self._likely += 1
        if report.doubtful and len(self._rows) < _ROWS_REPORTED:
            self._rows.append(report)

    def report(self, *, dry_run: bool, strangers: int, matched: bool) -> ImportReport:
        """All of it."""
        return ImportReport(
            new=self._verdicts[Verdict.NEW],
            updated=self._verdicts[Verdict.UPDATED],
            unchanged=self._verdicts[Verdict.UNCHANGED],
            refused=self._verdicts[Verdict.REFUSED],
            rows=tuple(self._rows),
            dry_run=dry_run,
            unknown_responsible=strangers,
            duplicates=self._choices.total(),
            added=self._choices[Choice.UPDATE],
            made=self._choices[Choice.NEW],
            likely=self._likely,
            matched=matched,
        )


def _take_all(intake: Intake, command: ImportRecords) -> Iterator[RowReport]:
    done = 0
    for batch in _batches(command.drafts):
        read = [(draft, not draft.problem and _is_text(draft)) for draft in batch]
        intake.prepare([draft for draft, readable in read if readable])
        for draft, readable in read:
            yield _take(intake, draft) if readable else _unreadable(draft)
        done += len(batch)
        if command.progress is not None:
            command.progress(done)


def _take(intake: Intake, draft: Draft) -> RowReport:
    try:
        report = intake.take(draft)
    except Refused as refusal:
        return RowReport(draft.number, Verdict.REFUSED, (problems.remark(refusal),), draft.called)
    phones = [*draft.phones, *(phone for person in draft.people for phone in person.phones)]
    doubts = tuple(Remark(phone.problem, about=phone.typed) for phone in phones if phone.problem)
    return replace(report, remarks=doubts + report.remarks) if doubts else report


def _unreadable(draft: Draft) -> RowReport:
    remark = Remark(draft.problem) if draft.problem else problems.remark(no_text())
    return RowReport(draft.number, Verdict.REFUSED, (remark,))


def _is_text(draft: Draft) -> bool:
    """Whether a row holds no half character and no zero: no database takes those, and the batch would fall."""
    texts = [draft.name, draft.title, draft.amount, draft.stage, draft.description, draft.company, draft.position]
    texts += (draft.city, draft.address, draft.birthday, draft.source, draft.comment, draft.responsible)
    texts += (draft.external_id, *draft.tags, *draft.extra, *draft.extra.values())
    texts += (draft.currency, draft.pipeline, draft.lost_reason, draft.lost_note, draft.closed_at)
    phones, emails = list(draft.phones), list(draft.emails)
    for person in draft.people:
        texts += (person.name, person.role)
        phones += person.phones
        emails += person.emails
    for phone in phones:
        texts += (phone.typed, phone.label)
    for email in emails:
        texts += (email.typed, email.label)
    try:
        return b"\0" not in "".join(texts).encode()
    except UnicodeEncodeError:
        return False


def _batches(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    remaining = iter(drafts)
    while batch := list(islice(remaining, _BATCH)):
        yield batch
