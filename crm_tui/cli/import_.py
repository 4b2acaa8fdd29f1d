"""``crm-tui import``: a file of deals or contacts into the store, with a word on each row in doubt."""

from pathlib import Path
from typing import Annotated

import typer

from crm_tui.cli import resolve
from crm_tui.cli.import_runs import Terms, taken_in, tried
from crm_tui.cli.options import RegionOption
from crm_tui.cli.output import Reply
from crm_tui.cli.session import Opens, Session, command
from crm_tui.domain.matching.reasons import Band
from crm_tui.i18n import N_, _
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.import_rows import Choice
from crm_tui.operations.imports import RecordKind

FileArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="[contacts|deals] FILE",
        help=_("A CSV, XLSX or vCard file, and before it what its rows are; guessed if left out."),
        show_default=False,
    ),
]
KindOption = Annotated[RecordKind | None, typer.Option("--as", help=_("What its rows are; guessed if left out."))]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="COLUMN=FIELD", help=_("Read a column as a field; may be given several times.")),
]
DuplicatesOption = Annotated[
    Choice,
    typer.Option(
        help=_("What becomes of rows of known people: update fills the contact, new makes another, skip leaves out.")
    ),
]
LeastOption = Annotated[
    Band, typer.Option("--min-band", help=_("How sure it must be that a row's person is known; likely takes more in."))
]
MatchingOption = Annotated[
    bool | None,
    typer.Option(
        "--matching/--no-matching",
        help=_("Compare rows with the base and with each other; if left out, where the base has contacts."),
        show_default=False,
    ),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=_("Only say what would become of each row."))]


def attach(app: typer.Typer) -> None:
    """Put the command under the program."""
    summary = _("Take a file of deals or contacts in. Exit code 3 says that a row was refused; the others are in.")
    command(app, "import", summary, opens=Opens.NOTHING)(import_file)


async def import_file(
    session: Session,
    named: FileArgument,
    kind: KindOption = None,
    mapping: MapOption = None,
    region: RegionOption = None,
    duplicates: DuplicatesOption = Choice.ASK,
    least: LeastOption = Band.SAME,
    matching: MatchingOption = None,
    dry_run: DryRunOption = False,
) -> Reply:
    """Read a file, tell how its columns are understood, and take its rows in as one step of undo."""
    from crm_tui.interchange import open_file

    word, file = _parted(named)
    source = open_file(
        file,
        kind=kind or word,
        mapping=_mapping(mapping or []),
        region=await resolve.region(session, region),
        currency=session.config.currency,
    )
    terms = Terms(matching, duplicates, least)
    if dry_run:
        return await tried(session, source, terms)
    return await taken_in(session, source, terms)


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


def _parted(named: list[Path]) -> tuple[RecordKind | None, Path]:
    """What stands before the file, if anything, and the file. Raises InvalidValue for anything else."""
    *words, file = named
    if not words:
        return None, file
    if len(words) > 1 or str(words[0]) not in list(RecordKind):
        raise InvalidValue("FILE", N_("should be one file, with contacts or deals before it if you like"))
    return RecordKind(str(words[0])), file
