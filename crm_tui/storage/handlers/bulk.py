"""One act on many deals, tried first where somebody asks what it would do (P6)."""

from crm_tui.domain.ids import DealId
from crm_tui.operations import problems
from crm_tui.operations.deals import BulkAct, BulkResult, ChangeDeals, PreviewDeals, Refusal
from crm_tui.operations.errors import CrmError, NotFound
from crm_tui.operations.values import UNSET
from crm_tui.storage import journal, moving, records, tagging
from crm_tui.storage.context import Context, handles
from crm_tui.storage.handlers.deals import assign, change, move, touch
from crm_tui.storage.tables import Deal


@handles(PreviewDeals)
def preview_deals(context: Context, query: PreviewDeals) -> BulkResult:
    """Do it and look; a rehearsal is taken back by whoever called it."""
    return _change_all(context, query.deal_ids, query.act)


@handles(ChangeDeals)
def change_deals(context: Context, command: ChangeDeals) -> BulkResult:
    """Do it; deals that it does not fit are left alone."""
    return _change_all(context, command.deal_ids, command.act)


def _change_all(context: Context, deal_ids: tuple[DealId, ...], act: BulkAct) -> BulkResult:
    changed: list[DealId] = []
    refused: list[Refusal] = []
    for deal_id in dict.fromkeys(deal_ids):
        refusal = _change_one(context, deal_id, act)
        if refusal is None:
            changed.append(deal_id)
        else:
            refused.append(refusal)
    return BulkResult(changed=tuple(changed), refused=tuple(refused))


def _change_one(context: Context, deal_id: DealId, act: BulkAct) -> Refusal | None:
    try:
        deal = records.deal(context.session, deal_id)
    except NotFound as error:
        return Refusal(deal_id, "", problems.remark(error))
    title = deal.title
    try:
        with journal.attempt(context.session):
            _apply(context, deal, act)
    except CrmError as error:
        context.session.refresh(deal)
        return Refusal(deal_id, title, problems.remark(error))
    return None


def _apply(context: Context, deal: Deal, act: BulkAct) -> None:
    if act.move_to is not None:
        move(context, deal, act.move_to, act.fill)
        moving.place(context, deal, None)
    else:
        change(context, deal, act.fill)
    if act.assign_to is not UNSET:
        assign(context, deal, act.assign_to)
    tagging.add(context, deal.id, act.add_tags)
    tagging.remove(context, deal.id, act.remove_tags)
    if act.delete:
        deal.deleted_at = context.now
    touch(context, deal)
