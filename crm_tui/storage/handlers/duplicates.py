"""Pairs that may be one person: looked for, listed, and told apart."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from crm_tui.domain.ids import ContactId
from crm_tui.domain.matching.reasons import Band, Match
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.matching import (
    DuplicatePage,
    DuplicatePair,
    GetScan,
    ListDuplicates,
    NotDuplicates,
    ScanDuplicates,
    ScanState,
    Similar,
)
from crm_tui.storage import duplicates, match_pairs, match_scan, merging, records, similar
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.context import Context, handles, prepares
from crm_tui.storage.tables import Distinct

_COUNTED: Final = 10_000
_UNDECIDED: Final = """
    FROM duplicate d JOIN contact a ON a.n = d.first JOIN contact b ON b.n = d.second
    WHERE d.band IN (BANDS) AND a.deleted_at IS NULL AND b.deleted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM not_duplicate o WHERE o.id = a.id || b.id AND o.deleted_at IS NULL)
"""
_BEHIND: Final = """
    AND (d.score, d.first, d.second) < (:score,
        (SELECT n FROM contact WHERE id = :first), (SELECT n FROM contact WHERE id = :second))
"""
_ORDER: Final = "ORDER BY d.score DESC, d.first DESC, d.second DESC LIMIT :limit"
_BANDS: Final = {
    Band.SAME: "'same'",
    Band.LIKELY: "'same', 'likely'",
    Band.MAYBE: "'same', 'likely', 'maybe'",
}


@handles(GetScan)
def get_scan(context: Context, query: GetScan) -> ScanState:
    """How far the base has been looked through."""
    return match_scan.state(records.rows_of(context))


@prepares(ScanDuplicates)
def look_through(context: Context, command: ScanDuplicates) -> duplicates.Step:
    """The next contacts, compared before anybody has to wait for it."""
    return duplicates.look(records.rows_of(context), command)


@handles(ScanDuplicates)
def scan_duplicates(context: Context, command: ScanDuplicates) -> ScanState:
    """What was found, kept."""
    duplicates.keep(context.session.connection(), context.prepared, context.now, afresh=command.afresh)
    return match_scan.state(records.rows_of(context))


@handles(ListDuplicates)
def list_duplicates(context: Context, query: ListDuplicates) -> DuplicatePage:
    """Pairs that nobody has decided on, best first."""
    rows, among = records.rows_of(context), _UNDECIDED.replace("BANDS", _BANDS[query.least])
    where: dict[str, Any] = {"limit": query.limit + 1}
    if query.after is not None:
        where |= dict(zip(("score", "first", "second"), query.after, strict=True))
    behind = _BEHIND if query.after is not None else ""
    found = rows(f"SELECT d.first, d.second, d.score, d.band {among} {behind} {_ORDER}", where)
    total = rows(f"SELECT count(*) FROM (SELECT 1 {among} LIMIT {_COUNTED}) AS waiting", {})[0][0]
    return DuplicatePage(_shown(rows, found[: query.limit]), len(found) <= query.limit, total)


def _shown(rows: Rows, found: Sequence[Sequence[Any]]) -> tuple[DuplicatePair, ...]:
    """Pairs with both contacts and why they may be one, in the order in which they were found."""
    matches = match_pairs.compared(rows, [(row[0], row[1]) for row in found])
    cards = similar.shown(rows, [(contact, match) for pair, match in matches.items() for contact in pair])
    return tuple(
        _pair(cards[first], cards[second], matches[first, second], score, Band(band))
        for first, second, score, band in found
        if first in cards and second in cards and (first, second) in matches
    )


def _pair(first: Similar, second: Similar, match: Match, score: float, band: Band) -> DuplicatePair:
    return DuplicatePair(_side(first, match), _side(second, match), score, band, match.reasons)


def _side(card: Similar, match: Match) -> Similar:
    return replace(card, score=match.score, band=match.band, reasons=match.reasons)


@handles(NotDuplicates)
def not_duplicates(context: Context, command: NotDuplicates) -> None:
    """Two contacts are two people."""
    if command.first == command.second:
        raise InvalidValue("second", N_("is the same contact; choose another one"))
    both = [merging.standing(context, contact) for contact in (command.first, command.second)]
    older, newer = sorted(both, key=lambda contact: contact.n or 0)
    pair = ContactId(older.id + newer.id)
    known = context.session.get(Distinct, pair)
    told = known if known is not None else Distinct(id=pair, first_id=older.id, second_id=newer.id)
    told.deleted_at = None
    context.session.add(told)
