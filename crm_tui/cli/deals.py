"""``crm-tui deals``: list, show, make, move, win, lose, file and snooze."""

from typing import Annotated

import typer

from crm_tui.cli import resolve
from crm_tui.cli.deal_text import deal_lines, list_lines
from crm_tui.cli.help_page import GroupPage
from crm_tui.cli.moments import moment
from crm_tui.cli.options import (
    AmountOption,
    AsTypedOption,
    DealArgument,
    EmailOption,
    FilterOption,
    LimitOption,
    NoteOption,
    PhoneOption,
    RegionOption,
    TagOption,
)
from crm_tui.cli.output import Reply, short, when
from crm_tui.cli.paging import more_follow, some_deals
from crm_tui.cli.session import Opens, Session, command
from crm_tui.domain.ids import DealId, StageId
from crm_tui.domain.stages import StageKind
from crm_tui.i18n import _
from crm_tui.operations.deals import (
    CreateDeal,
    DealCard,
    DealChanges,
    GetDeal,
    ListDeals,
    MoveDeal,
    NewPerson,
)
from crm_tui.operations.filters import DealFilter
from crm_tui.operations.triage import FileDeals, SnoozeDeals
from crm_tui.operations.values import UNSET, Unset

app = typer.Typer(
    name="deals", cls=GroupPage, help=_("Deals: list, show, make, move, win, lose, file, snooze."), no_args_is_help=True
)

StageOption = Annotated[str | None, typer.Option(metavar="S", help=_("A stage, by its name."))]
PipelineOption = Annotated[str | None, typer.Option(metavar="P", help=_("A pipeline, by its name."))]
StageArgument = Annotated[str, typer.Argument(metavar="STAGE", help=_("The stage, by its name."))]
DealsArgument = Annotated[
    list[str], typer.Argument(metavar="ID", help=_("The deals’ ids, or the ends of them as listed."))
]
UntilArgument = Annotated[
    str, typer.Argument(metavar="WHEN", help=_("Until when, in plain words: “tomorrow 10:00”, “+2h”; “” is at once."))
]
TitleOption = Annotated[str, typer.Option(metavar="T", help=_("What the deal is about."))]
NameOption = Annotated[str, typer.Option(metavar="N", help=_("The contact's name."))]
ReasonOption = Annotated[str | None, typer.Option(metavar="R", help=_("Why the deal is lost, by the reason's name."))]
NeededReasonOption = Annotated[str, typer.Option(metavar="R", help=_("Why it is lost, by the reason's name."))]


@command(app, "list", _("List deals, newest first."))
async def list_deals(
    session: Session,
    stage: StageOption = None,
    pipeline: PipelineOption = None,
    text: FilterOption = "",
    limit: LimitOption = 100,
) -> Reply:
    """Deals as lines, page after page up to the limit."""
    within = await resolve.pipeline(session, pipeline)
    pipeline_id = within.id if within else None
    stage_id = (await resolve.stage(session, stage, pipeline_id)).id if stage is not None else None
    wanted = ListDeals(pipeline_id=pipeline_id, stage_id=stage_id, filter=DealFilter(text=text))
    page = await some_deals(session, wanted, limit)
    return Reply(page, list_lines(page.rows, filtered=bool(text)), "" if page.complete else more_follow(limit))


@command(app, "show", _("Show one deal."))
async def show_deal(session: Session, identity: DealArgument) -> Reply:
    """Everything about a deal."""
    card = await session.ask(GetDeal(await resolve.deal(session, identity)))
    return Reply(card, deal_lines(card))


@command(app, "new", _("Make a deal."), opens=Opens.CREATING)
async def new_deal(
    session: Session,
    title: TitleOption,
    name: NameOption,
    phone: PhoneOption = None,
    email: EmailOption = None,
    amount: AmountOption = "",
    stage: StageOption = None,
    tag: TagOption = None,
    region: RegionOption = None,
    as_typed: AsTypedOption = False,
) -> Reply:
    """A new deal with its contact."""
    phones = resolve.phones(phone or (), await resolve.region(session, region), as_typed=as_typed)
    card = await session.do(
        CreateDeal(
            title=title,
            contact=NewPerson(name=name, phones=phones, emails=resolve.emails(email or (), as_typed=as_typed)),
            amount=amount,
            stage_id=(await resolve.stage(session, stage)).id if stage is not None else None,
            tags=tuple(tag or ()),
        )
    )
    return _done(_("Made"), card)


@command(app, "move", _("Move a deal into a stage."))
async def move_deal(
    session: Session,
    identity: DealArgument,
    stage: StageArgument,
    reason: ReasonOption = None,
    note: NoteOption = "",
    amount: AmountOption = "",
) -> Reply:
    """A deal into a stage by name, with what the stage asks for."""
    card = await session.ask(GetDeal(await resolve.deal(session, identity)))
    target = await resolve.stage(session, stage, card.pipeline_id)
    return await _move(session, card.id, target.id, await _filled(session, reason, note, amount))


@command(app, "win", _("Mark a deal as won."))
async def win_deal(session: Session, identity: DealArgument, amount: AmountOption = "") -> Reply:
    """A deal into the won stage of its pipeline."""
    return await _close(session, identity, StageKind.WON, await _filled(session, None, "", amount))


@command(app, "lose", _("Mark a deal as lost."))
async def lose_deal(
    session: Session, identity: DealArgument, reason: NeededReasonOption, note: NoteOption = ""
) -> Reply:
    """A deal into the lost stage of its pipeline, with the reason."""
    return await _close(session, identity, StageKind.LOST, await _filled(session, reason, note, ""))


@command(app, "file", _("File unsorted deals; several appeals of one person become one deal."))
async def file_deals(session: Session, identities: DealsArgument, stage: StageOption = None) -> Reply:
    """Out of the unsorted stage into the first open one, or the one that is named."""
    deals = [await session.ask(GetDeal(await resolve.deal(session, identity))) for identity in identities]
    target = None if stage is None else (await resolve.stage(session, stage, deals[0].pipeline_id)).id
    return _done(_("Filed"), await session.do(FileDeals(tuple(deal.id for deal in deals), target)))


@command(app, "snooze", _("Keep a deal out of triage until a moment."))
async def snooze_deal(session: Session, identity: DealArgument, until: UntilArgument) -> Reply:
    """A deal out of the queue, or back in it where no moment is named."""
    deal_id = await resolve.deal(session, identity)
    card = await session.do(SnoozeDeals((deal_id,), moment(session, until, "until")))
    line = f"{_('Snoozed')}: {short(card.id)}  {card.title}  {when(card.snoozed_until)}".rstrip()
    return Reply(card, [line if card.snoozed_until else f"{_('Awake')}: {short(card.id)}  {card.title}"])


async def _filled(session: Session, reason: str | None, note: str, amount: str) -> DealChanges:
    """What the command line gives towards a stage's demands."""
    given = await resolve.reason(session, reason) if reason is not None else UNSET
    return DealChanges(amount=_given(amount), lost_reason=given, lost_note=_given(note))


def _given(text: str) -> str | Unset:
    return text or UNSET


async def _close(session: Session, identity: str, kind: StageKind, fill: DealChanges) -> Reply:
    card = await session.ask(GetDeal(await resolve.deal(session, identity)))
    target = await resolve.closing_stage(session, card.pipeline_id, kind)
    return await _move(session, card.id, target.id, fill)


async def _move(session: Session, deal_id: DealId, stage_id: StageId, fill: DealChanges) -> Reply:
    return _done(_("Moved"), await session.do(MoveDeal(deal_id, stage_id, fill=fill)))


def _done(what: str, card: DealCard) -> Reply:
    line = f"{what}: {short(card.id)}  {card.title}  → {card.stage}"
    return Reply(card, [line], _("One of its addresses is on the spam list.") if card.spam else "")
