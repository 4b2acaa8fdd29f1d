"""Triage: the queue, deals filed and snoozed, appeals taken."""

from collections.abc import Sequence

from crm_tui.domain.ids import DealId
from crm_tui.domain.stages import StageKind
from crm_tui.i18n import N_
from crm_tui.operations.board import PipelineInfo
from crm_tui.operations.deals import DealCard
from crm_tui.operations.errors import AlreadyFiled, InvalidValue, NotFound
from crm_tui.operations.triage import (
    Appeal,
    FileDeals,
    ListTriage,
    RecordAppeal,
    SetReopening,
    SnoozeDeals,
    Taken,
    TriageQueue,
)
from crm_tui.storage import appeals, board_sql, deal_card, joining, moving, records, triage_queue
from crm_tui.storage.appellants import grouped
from crm_tui.storage.context import Context, handles, to_ms
from crm_tui.storage.handlers.deal_reads import card
from crm_tui.storage.handlers.deals import change, touch
from crm_tui.storage.tables import Deal, Stage


@handles(ListTriage)
def list_triage(context: Context, query: ListTriage) -> TriageQueue:
    """What waits for the caller, or for everybody."""
    rows = records.rows_of(context)
    return triage_queue.read(rows, context.actor.id, context.now, everybody=query.everybody, limit=query.limit)


@handles(FileDeals)
def file_deals(context: Context, command: FileDeals) -> DealCard:
    """A deal, or several appeals of one person as one, into an open stage."""
    deal, *others = _unsorted(context, command.deal_ids)
    stage = _target(context, deal, command.stage_id)
    if others:
        _refuse_strangers(context, (deal, *others))
        joining.join(context, deal, others)
    deal.responsible_id = deal.responsible_id or context.actor.id
    change(context, deal, command.fill)
    moving.enter(context, deal, stage)
    moving.place(context, deal, None)
    deal.unread, deal.snoozed_until = False, None
    touch(context, deal)
    return card(context, deal)


def _unsorted(context: Context, deal_ids: Sequence[DealId]) -> list[Deal]:
    """The deals, the oldest first. Raises NotFound, and AlreadyFiled where one is in another stage by now."""
    deals = _named(context, deal_ids)
    for deal in deals:
        stage = records.stage(context.session, deal.stage_id)
        if stage.kind != StageKind.UNSORTED:
            raise AlreadyFiled(deal.title, stage.name)
    return sorted(deals, key=lambda deal: (deal.created_at, deal.id))


def _named(context: Context, deal_ids: Sequence[DealId]) -> list[Deal]:
    if not deal_ids:
        raise InvalidValue("deal_ids", N_("name no deal; give at least one"))
    return [records.deal(context.session, deal_id) for deal_id in dict.fromkeys(deal_ids)]


def _target(context: Context, deal: Deal, stage_id: str | None) -> Stage:
    if stage_id is None:
        stage = appeals.first_open_stage(context, deal.pipeline_id)
        if stage is None:
            raise InvalidValue("stage", N_("is missing: the pipeline has no open one; an admin adds it"))
        return stage
    stage = records.stage(context.session, stage_id)
    if stage.kind == StageKind.UNSORTED:
        raise InvalidValue("stage", N_("is where unsorted deals are; choose another"))
    return stage


def _refuse_strangers(context: Context, deals: Sequence[Deal]) -> None:
    groups = grouped(records.rows_of(context), {deal.id: deal.buyer_id for deal in deals})
    if set(groups.get(deals[0].id, ())) != {deal.id for deal in deals}:
        raise InvalidValue("deal_ids", N_("share no phone or e-mail; file them one by one"))


@handles(SnoozeDeals)
def snooze_deals(context: Context, command: SnoozeDeals) -> DealCard:
    """Deals out of the queue until a moment."""
    until = None if command.until is None else to_ms(command.until)
    if until is not None and until <= context.now:
        raise InvalidValue("until", N_("has passed; choose a moment that lies ahead"))
    first, *others = _named(context, command.deal_ids)
    for deal in (first, *others):
        deal.snoozed_until = until
    return card(context, first)


@handles(RecordAppeal)
def record_appeal(context: Context, command: RecordAppeal) -> Appeal:
    """An appeal, onto the deal that it belongs to, once."""
    if not command.key.strip():
        raise InvalidValue("key", N_("is empty; name the delivery, so that it is taken once"))
    who = appeals.appellant(context, command)
    if not who.shown:
        raise InvalidValue("phone", N_("is missing, and so are e-mail and name; say who it is from"))
    if (taken := appeals.earlier(context, command)) is not None:
        return Appeal(Taken.REPEATED, _shown(context, taken))
    if (listed := appeals.from_spam(context, who)) is not None:
        appeals.keep(context, command, who, listed)
        return Appeal(Taken.SPAM, None)
    deal, outcome = appeals.deal_for(context, command, who)
    appeals.put_on(context, command, who, deal)
    return Appeal(outcome, card(context, deal))


def _shown(context: Context, deal_id: str) -> DealCard | None:
    """A deal as its screen shows it; None where it is gone."""
    try:
        return deal_card.read(records.rows_of(context), deal_id)
    except NotFound:
        return None


@handles(SetReopening)
def set_reopening(context: Context, command: SetReopening) -> PipelineInfo:
    """What becomes of those who come back to a pipeline."""
    pipeline = records.pipeline(context.session, command.pipeline_id)
    pipeline.reopens = command.reopens
    context.session.flush()
    return next(one for one in board_sql.pipelines(records.rows_of(context)) if one.id == pipeline.id)
