"""``crm-tui notes``, ``feed`` and ``memo``: what is written down on a card, and what happened on it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from crm_tui.cli import resolve
from crm_tui.cli.help_page import GroupPage
from crm_tui.cli.options import CardArgument, DealArgument, LimitOption
from crm_tui.cli.output import Reply, short, when
from crm_tui.cli.paging import PAGE
from crm_tui.cli.session import Session, command
from crm_tui.domain.ids import RecordId
from crm_tui.i18n import _
from crm_tui.operations.feed import FeedFilter, FeedItem, FeedKind, GetFeed
from crm_tui.operations.notes import AddNote, SetMemo

app = typer.Typer(name="notes", cls=GroupPage, help=_("Notes on cards: add, list."), no_args_is_help=True)

TextArgument = Annotated[str, typer.Argument(metavar="TEXT", help=_("The note; @name tells a colleague."))]
MemoArgument = Annotated[str | None, typer.Argument(metavar="TEXT", help=_("The memo anew; “” takes it away."))]
KindOption = Annotated[
    list[FeedKind] | None,
    typer.Option(
        metavar="KIND",
        help=_("change, note, memo, task, communication or document; may be given several times."),
    ),
]
HoldingOption = Annotated[str, typer.Option("--filter", metavar="TEXT", help=_("Only those that hold this text."))]


def attach(program: typer.Typer) -> None:
    """Put the commands that are no nouns under the program."""
    command(program, "feed", _("Show what happened on a card, newest first."))(feed)
    command(program, "memo", _("Show a deal’s memo, or write it anew."))(memo)


@command(app, "add", _("Write a note on a card."))
async def add_note(session: Session, identity: CardArgument, text: TextArgument) -> Reply:
    """A note on a card."""
    note = await session.do(AddNote(await resolve.card(session, identity), text))
    return Reply(note, [f"{_('Noted')}: {short(note.id)}"])


@command(app, "list", _("List the notes on a card, newest first."))
async def list_notes(session: Session, identity: CardArgument, limit: LimitOption = 100) -> Reply:
    """Notes on a card, and on a contact's or a company's deals."""
    items = await _items(session, identity, FeedFilter(kinds=(FeedKind.NOTE,)), limit)
    return Reply(items, _lines(session, items))


async def feed(
    session: Session,
    identity: CardArgument,
    kind: KindOption = None,
    text: HoldingOption = "",
    limit: LimitOption = 50,
) -> Reply:
    """Everything that happened on a card."""
    items = await _items(session, identity, FeedFilter(kinds=tuple(kind or ()), text=text), limit)
    return Reply(items, _lines(session, items))


async def memo(session: Session, identity: DealArgument, text: MemoArgument = None) -> Reply:
    """The one memo of a deal."""
    deal_id = await resolve.deal(session, identity)
    if text is not None:
        written = await session.do(SetMemo(deal_id, text))
        return Reply(written, [_("Noted") if written.text else _("Taken away")])
    wanted = FeedFilter(kinds=(FeedKind.MEMO,))
    page = await session.ask(GetFeed(RecordId(deal_id), wanted, limit=1))
    found = page.items[0].text if page.items else ""
    return Reply({"deal_id": deal_id, "text": found}, found.splitlines() or [_("There is no memo.")])


async def _items(session: Session, identity: str, wanted: FeedFilter, limit: int) -> list[FeedItem]:
    """So many items of a card's feed, window after window."""
    query: GetFeed | None = GetFeed(await resolve.card(session, identity), wanted, limit=min(PAGE, limit))
    found: list[FeedItem] = []
    while query is not None and len(found) < limit:
        page = await session.ask(query)
        found += page.items
        query = None if page.older is None else replace(query, before=page.older)
    return found[:limit]


def _lines(session: Session, items: Sequence[FeedItem]) -> Iterator[str]:
    from crm_tui.widgets.activity_feed.words import said
    from crm_tui.widgets.glyphs import UNICODE

    if not items:
        yield _("Nothing here yet.")
    for item in items:
        words = said(item, session.clock.now().astimezone(), UNICODE)
        first, *more = (words.text or " ").split("\n")
        yield "  ".join(part for part in (when(item.at), words.who, first, words.note) if part)
        yield from (f"    {line}" for line in more)
