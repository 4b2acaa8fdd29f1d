"""An import tried or done from the command line; a person at a terminal decides about known people in between."""

import sys
from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, replace
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from crm_tui.cli import launch, own_fields
from crm_tui.cli.import_rows import ImportReply, reply
from crm_tui.cli.output import progress
from crm_tui.cli.session import Session
from crm_tui.cli.stopping import stop_on_cancel, until
from crm_tui.domain.matching.reasons import Band
from crm_tui.i18n import _, ngettext
from crm_tui.operations.import_rows import Choice, RowReport
from crm_tui.operations.imports import ImportRecords, ImportReport

if TYPE_CHECKING:
    from crm_tui.interchange import Source

_ANSWERS: Final = frozenset({Choice.UPDATE, Choice.NEW, Choice.SKIP})


@dataclass(frozen=True, slots=True)
class Terms:
    """Whether rows are compared, and what becomes of those whose person is known: see ``ImportRecords``."""

    matching: bool | None
    duplicates: Choice
    least: Band


async def tried(session: Session, source: "Source", terms: Terms) -> ImportReply:
    """Say what would become of each row; without a store, on an empty one that is thrown away.

    For programs every row is told, however many there are: they wait on the disk until they are written.
    """
    from crm_tui.interchange.row_spool import RowSpool

    async with AsyncExitStack() as stack:
        where = session.where
        if not launch.is_there(where):
            where = f"{stack.enter_context(TemporaryDirectory())}/crm.db"
        opened = await stack.enter_async_context(session.open(create=True, where=where))
        with ExitStack() as closing:
            rows = closing.enter_context(RowSpool()) if session.as_json else None
            report = await _run(opened, source, terms, dry_run=True, row_told=rows.add if rows else None)
            own = await own_fields.names(opened, source.kind)
            return reply(source, report, own, terms.duplicates, rows, closing.pop_all())


async def taken_in(session: Session, source: "Source", terms: Terms) -> ImportReply:
    """Take the rows in, and say what became of them."""
    async with session.open(create=True) as opened:
        if terms.duplicates is Choice.ASK and not session.as_json and sys.stdin.isatty():
            terms = await _settled(opened, source, terms)
        report = await _run(opened, source, terms, dry_run=False)
        return reply(source, report, await own_fields.names(opened, source.kind), terms.duplicates)


async def _settled(opened: Session, source: "Source", terms: Terms) -> Terms:
    """The same with what a person decides, where there is anything to decide."""
    looked = await _run(opened, source, terms, dry_run=True)
    return replace(terms, duplicates=_asked(looked)) if looked.duplicates else terms


def _asked(looked: ImportReport) -> Choice:
    from typer import prompt

    told = ngettext("%(n)d row is a person who is known.", "%(n)d rows are people who are known.", looked.duplicates)
    question = _("update (fill the contact), new (make another) or skip (leave the row out)?")
    said: Choice = prompt(f"{told % {'n': looked.duplicates}} {question}", value_proc=_answer, err=True)
    return said


def _answer(typed: str) -> Choice:
    """The choice that a person means. Raises BadParameter, upon which they are asked once more."""
    from typer import BadParameter

    word = typed.strip().lower()
    if word not in _ANSWERS:
        raise BadParameter(_("type update, new or skip"))
    return Choice(word)


async def _run(
    opened: Session,
    source: "Source",
    terms: Terms,
    *,
    dry_run: bool,
    row_told: Callable[[RowReport], None] | None = None,
) -> ImportReport:
    with progress(_("Import"), source.total_hint) as advance, stop_on_cancel() as stop:
        return await opened.do(
            ImportRecords(
                source.kind,
                until(stop, source.drafts()),
                dry_run=dry_run,
                progress=advance,
                matching=terms.matching,
                duplicates=terms.duplicates,
                least=terms.least,
                row_told=row_told,
            )
        )
