"""``crm-tui match``, ``duplicates`` and ``learn``: a file of people looked up in the base, and the base in itself."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crm_tui.cli import resolve
from crm_tui.cli.match_text import pair_data, pair_lines, similar_data, similar_lines
from crm_tui.cli.options import LimitOption, RegionOption
from crm_tui.cli.output import JsonLines, Reply, progress
from crm_tui.cli.session import Session, command
from crm_tui.domain.matching.reasons import Band
from crm_tui.i18n import _, ngettext
from crm_tui.operations.imports import Draft, RecordKind
from crm_tui.operations.matching import (
    DuplicatePage,
    DuplicatePair,
    FindSimilar,
    GetScan,
    LearnWeights,
    ListDuplicates,
    ScanDuplicates,
    Similar,
)

if TYPE_CHECKING:
    from crm_tui.interchange import Source

_SHOWN = 5
_AT_ONCE = 500

QueriesOption = Annotated[
    Path, typer.Option("--queries", metavar="FILE", help=_("People to look up: qid, name, phones, emails, region."))
]
BandOption = Annotated[Band, typer.Option("--min-band", help=_("How sure a pair must be at least."))]
AfreshOption = Annotated[bool, typer.Option("--afresh", help=_("Look through the whole base once more."))]


def attach(app: typer.Typer) -> None:
    """Put the commands under the program."""
    command(app, "match", _("Look people of a file up in the base, with the reasons."))(match)
    command(app, "duplicates", _("List contacts that may be one person, best first."))(duplicates)
    command(app, "learn", _("Learn from this base how much each sign of one person weighs."))(learn)


async def match(session: Session, queries: QueriesOption, region: RegionOption = None) -> Reply:
    """The five contacts most like each person of a file."""
    from crm_tui.interchange import open_file

    home = await resolve.region(session, region)
    source = open_file(queries, kind=RecordKind.CONTACTS, region=home, currency=session.config.currency)
    answers = [answer async for answer in _looked_up(session, source)]
    lines = (line for draft, found in answers for line in _query_lines(draft, found))
    return JsonLines([_query_data(draft, found) for draft, found in answers], lines)


async def _looked_up(session: Session, source: "Source") -> AsyncIterator[tuple[Draft, Sequence[Similar]]]:
    with progress(_("Matching"), source.total_hint) as advance:
        for done, draft in enumerate(source.drafts(), 1):
            wanted = FindSimilar(draft.name, tuple(draft.phones), tuple(draft.emails), draft.city, _SHOWN)
            yield draft, await session.ask(wanted)
            if advance is not None:
                advance(done)


def _query_data(draft: Draft, found: Iterable[Similar]) -> dict[str, Any]:
    return {"qid": draft.external_id, "matches": [similar_data(one) for one in found]}


def _query_lines(draft: Draft, found: Sequence[Similar]) -> Iterator[str]:
    yield f"{draft.external_id}  {draft.name}"
    yield from (f"  {line}" for line in similar_lines(found))


async def duplicates(
    session: Session,
    min_band: BandOption = Band.LIKELY,
    limit: LimitOption = 10_000,
    afresh: AfreshOption = False,
) -> Reply:
    """Look through what nobody has looked through yet, then list the pairs."""
    await _scan(session, afresh=afresh)
    pairs = [pair async for pair in _pairs(session, min_band, limit)]
    lines = pair_lines(pairs) if pairs else [_("No duplicates found.")]
    return Reply([pair_data(pair) for pair in pairs], lines)


async def _scan(session: Session, *, afresh: bool) -> None:
    state = await session.ask(GetScan())
    with progress(_("Looking for duplicates"), state.total) as advance:
        while afresh or not state.complete:
            state = await session.do(ScanDuplicates(afresh=afresh))
            afresh = False
            if advance is not None:
                advance(state.done)


async def _pairs(session: Session, least: Band, limit: int) -> AsyncIterator[DuplicatePair]:
    after = None
    while limit:
        page: DuplicatePage = await session.ask(ListDuplicates(least, after, min(limit, _AT_ONCE)))
        for pair in page.pairs:
            yield pair
        limit -= len(page.pairs)
        if page.complete or not page.pairs:
            return
        last = page.pairs[-1]
        after = (last.score, last.first.id, last.second.id)


async def learn(session: Session) -> Reply:
    """Weigh the evidence as this base shows it."""
    learnt = await session.do(LearnWeights())
    told = ngettext(
        "Learnt from %(n)d pair; the farthest weight moved by %(bits).1f bits.",
        "Learnt from %(n)d pairs; the farthest weight moved by %(bits).1f bits.",
        learnt.pairs,
    )
    return Reply(learnt, [told % {"n": learnt.pairs, "bits": learnt.moved}])
