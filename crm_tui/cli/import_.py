"""``crm-tui import``: a file of deals or contacts into the store, with a word on each row in doubt."""

from collections.abc import Collection, Iterator
from contextlib import AsyncExitStack
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli import launch, own_fields, resolve
from crm_tui.cli.options import RegionOption
from crm_tui.cli.output import Reply, progress, table
from crm_tui.cli.session import Opens, Session, command
from crm_tui.cli.stopping import stop_on_cancel, until
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.errors import InvalidValue, Refused
from crm_tui.operations.imports import ImportRecords, ImportReport, RecordKind, RowReport, Verdict

if TYPE_CHECKING:
    from crm_tui.interchange import Source

SHOWN_ROWS = 50

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help=_("A CSV, XLSX or vCard file."))]
KindOption = Annotated[RecordKind | None, typer.Option("--as", help=_("What its rows are; guessed if left out."))]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="COLUMN=FIELD", help=_("Read a column as a field; may be given several times.")),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=_("Only say what would become of each row."))]


def attach(app: typer.Typer) -> None:
    """Put the command under the program."""
    summary = _("Take a file of deals or contacts in. Exit code 3 says that a row was refused; the others are in.")
    command(app, "import", summary, opens=Opens.NOTHING)(import_file)


async def import_file(
    session: Session,
    file: FileArgument,
    kind: KindOption = None,
    mapping: MapOption = None,
    region: RegionOption = None,
    dry_run: DryRunOption = False,
) -> Reply:
    """Read a file, tell how its columns are understood, and take its rows in as one step of undo."""
    from crm_tui.interchange import open_file

    source = open_file(
        file,
        kind=kind,
        mapping=_mapping(mapping or []),
        region=await resolve.region(session, region),
        currency=session.config.currency,
    )
    report, own = await _take_in(session, source, dry_run=dry_run)
    return _reply(source, report, own, exit_code=Refused.exit_code if report.refused else 0)


async def _take_in(session: Session, source: "Source", *, dry_run: bool) -> tuple[ImportReport, tuple[str, ...]]:
    """Import into the store, and which fields it has of its own.

    A dry run without a store is tried on an empty one that is thrown away.
    """
    async with AsyncExitStack() as stack:
        where = session.where
        if dry_run and not launch.is_there(session.where):
            where = f"{stack.enter_context(TemporaryDirectory())}/crm.db"
        opened = await stack.enter_async_context(session.open(create=True, where=where))
        advance = stack.enter_context(progress(_("Import"), source.total_hint))
        drafts = until(stack.enter_context(stop_on_cancel()), source.drafts())
        report = await opened.do(ImportRecords(source.kind, drafts, dry_run=dry_run, progress=advance))
        return report, await own_fields.names(opened, source.kind)


def _mapping(given: list[str]) -> dict[str, str]:
    """``COLUMN=FIELD`` as typed. Raises InvalidValue where there is no equals sign."""
    mapping = {}
    for each in given:
        column, equals, field = each.rpartition("=")
        if not equals:
            reason = _("“%(text)s” should read COLUMN=FIELD, such as --map Telefon=phone") % {"text": each}
            raise InvalidValue(N_("--map"), reason)
        mapping[column] = field.strip()
    return mapping


def _reply(source: "Source", report: ImportReport, own: Collection[str], *, exit_code: int) -> Reply:
    rows = [{"number": row.number, "verdict": row.verdict, "reason": row.reason} for row in report.rows]
    told = {**asdict(report), "rows": rows}
    data = {"kind": source.kind, "format": source.format, "columns": source.columns, "report": told}
    return Reply(data, _lines(source, report, own), exit_code=exit_code)


def _lines(source: "Source", report: ImportReport, own: Collection[str]) -> Iterator[str]:
    """How the columns were understood, what became of the rows, and which deserve a word."""
    if source.columns:
        headings = (_("Column"), _("Read as"), _("For example"))
        yield from table(headings, [(each.heading, each.read_as(own), each.sample) for each in source.columns])
        yield ""
    yield _("Dry run, nothing was stored.") if report.dry_run else _("Stored.")
    yield _("New: %(new)d, updated: %(updated)d, unchanged: %(unchanged)d, refused: %(refused)d.") % {
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": report.refused,
    }
    if strangers := report.unknown_responsible:
        told = ngettext(
            "%(n)d row names a responsible who is no colleague here.",
            "%(n)d rows name a responsible who is no colleague here.",
            strangers,
        )
        yield told % {"n": strangers}
    for row in report.rows[:SHOWN_ROWS]:
        yield _row_line(row)
    rest = len(report.rows) - SHOWN_ROWS
    if rest > 0:
        more = ngettext(
            "… and %(n)d more row; see them with --json.",
            "… and %(n)d more rows; see them with --json.",
            rest,
        )
        yield more % {"n": rest}


def _row_line(row: RowReport) -> str:
    sentence = (
        N_("Row %(number)d refused: %(reason)s")
        if row.verdict is Verdict.REFUSED
        else N_("Row %(number)d taken: %(reason)s")
    )
    return _(sentence) % {"number": row.number, "reason": row.reason}
