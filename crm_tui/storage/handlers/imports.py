"""Taking a file's rows in: a verdict for each, one transaction, one step of undo."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from crm_tui.operations import problems
from crm_tui.operations.errors import Refused
from crm_tui.operations.imports import (
    Draft,
    ImportRecords,
    ImportReport,
    RecordKind,
    RowReport,
    Verdict,
    no_text,
)
from crm_tui.operations.remarks import Remark
from crm_tui.storage.context import Context, handles
from crm_tui.storage.intake import Intake
from crm_tui.storage.intake_contacts import ContactIntake
from crm_tui.storage.intake_deals import DealIntake

_BATCH = 500
_ROWS_REPORTED = 10_000


@handles(ImportRecords)
def import_records(context: Context, command: ImportRecords) -> ImportReport:
    """Take all drafts in; a dry run is taken back by whoever called it."""
    intake: Intake = ContactIntake(context) if command.kind is RecordKind.CONTACTS else DealIntake(context)
    counts: Counter[Verdict] = Counter()
    rows: list[RowReport] = []
    for report in _take_all(intake, command):
        counts[report.verdict] += 1
        if report.remarks and len(rows) < _ROWS_REPORTED:
            rows.append(report)
    intake.finish()
    return ImportReport(
        new=counts[Verdict.NEW],
        updated=counts[Verdict.UPDATED],
        unchanged=counts[Verdict.UNCHANGED],
        refused=counts[Verdict.REFUSED],
        rows=tuple(rows),
        dry_run=command.dry_run,
        unknown_responsible=intake.strangers,
    )


def _take_all(intake: Intake, command: ImportRecords) -> Iterator[RowReport]:
    done = 0
    for batch in _batches(command.drafts):
        intake.prepare(batch)
        for draft in batch:
            yield _take(intake, draft)
        done += len(batch)
        if command.progress is not None:
            command.progress(done)


def _take(intake: Intake, draft: Draft) -> RowReport:
    if draft.problem:
        return RowReport(draft.number, Verdict.REFUSED, (Remark(draft.problem),))
    try:
        _check_text(draft)
        verdict = intake.take(draft)
    except Refused as refusal:
        return RowReport(draft.number, Verdict.REFUSED, (problems.remark(refusal),))
    phones = [*draft.phones, *(phone for person in draft.people for phone in person.phones)]
    doubts = [Remark(phone.problem, about=phone.typed) for phone in phones if phone.problem]
    return RowReport(draft.number, verdict, (*doubts, *intake.notes))


def _check_text(draft: Draft) -> None:
    """Raise InvalidValue where a row holds half a character or none: no database takes it, and the batch would fall."""
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
        whole = "".join(texts).encode()
    except UnicodeEncodeError:
        whole = b"\0"
    if b"\0" in whole:
        raise no_text()


def _batches(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    remaining = iter(drafts)
    while batch := list(islice(remaining, _BATCH)):
        yield batch
