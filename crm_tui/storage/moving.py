"""Deals through stages: the contract at the door of each, the limit inside, and the place in the column."""

import json

from crm_tui.domain import ranks
from crm_tui.domain.stages import DealField, StageContract, StageKind, WipRule
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue, StageFull, StageRefused
from crm_tui.storage import records
from crm_tui.storage.context import Context
from crm_tui.storage.tables import Deal, LostReason, Stage


def enter(context: Context, deal: Deal, stage: Stage) -> None:
    """Put a deal, its fields already filled, into a stage. Raises StageRefused, StageFull; place it afterwards."""
    contract = contract_of(stage)
    if contract.demanding:
        missing = contract.missing(filled(context, deal), note_needed=_note_needed(context, deal, contract))
        if missing:
            raise StageRefused(stage.name, missing)
    if stage.wip_limit is not None and contract.full(_held(context, stage.id)):
        raise StageFull(stage.name, stage.wip_limit)
    if contract.kind is not StageKind.LOST:
        deal.lost_reason_id, deal.lost_note = None, ""
    deal.pipeline_id, deal.stage_id = stage.pipeline_id, stage.id
    deal.stage_since = context.now
    deal.closed_at = context.now if contract.kind.closed else None


def contract_of(stage: Stage) -> StageContract:
    """What a stage demands."""
    return StageContract(
        kind=StageKind(stage.kind),
        required=tuple(DealField(name) for name in json.loads(stage.required)),
        wip_limit=stage.wip_limit,
        wip_rule=WipRule(stage.wip_rule),
    )


def filled(context: Context, deal: Deal) -> frozenset[DealField]:
    """The fields of a deal that hold something, of those that a stage can ask for."""
    has = {
        DealField.AMOUNT: deal.amount is not None,
        DealField.CONTACT: deal.has_contact,
        DealField.PHONE: _reachable(context, deal, "phone"),
        DealField.EMAIL: _reachable(context, deal, "email"),
        DealField.RESPONSIBLE: deal.responsible_id is not None,
        DealField.DESCRIPTION: bool(deal.description.strip()),
        DealField.LOST_REASON: deal.lost_reason_id is not None,
        DealField.LOST_NOTE: bool(deal.lost_note.strip()),
    }
    return frozenset(field for field, there in has.items() if there)


def _reachable(context: Context, deal: Deal, table: str) -> bool:
    sql = f"SELECT 1 FROM {table} WHERE subject_id = :deal AND deleted_at IS NULL LIMIT 1"
    return bool(records.rows_of(context)(sql, {"deal": deal.id}))


def _note_needed(context: Context, deal: Deal, contract: StageContract) -> bool:
    if contract.kind is not StageKind.LOST or deal.lost_reason_id is None:
        return False
    reason = context.session.get(LostReason, deal.lost_reason_id)
    return reason is not None and reason.wants_note


def _held(context: Context, stage_id: str) -> int:
    context.session.flush()
    found = records.rows_of(context)("SELECT deals FROM stage_stat WHERE stage_id = :stage", {"stage": stage_id})
    return sum(deals for (deals,) in found)


def place(context: Context, deal: Deal, after: str | None) -> None:
    """Give a deal its rank: right after another deal of its stage, or at the top. Raises InvalidValue."""
    before_it = None
    if after is not None and after != deal.id:
        neighbour = records.deal(context.session, after)
        if neighbour.stage_id != deal.stage_id:
            raise InvalidValue("after", N_("names a deal of another stage; choose one of the same column"))
        before_it = neighbour.rank
    deal.rank = ranks.between(before_it, _next_rank(context, deal, before_it))


def shift(context: Context, deal: Deal, by: int) -> None:
    """Move a deal by places inside its stage: up where negative. At an end of the column it stays there."""
    sign, way = (">", "ASC") if by > 0 else ("<", "DESC")
    found = records.rows_of(context)(
        "SELECT rank FROM deal WHERE stage_id = :stage AND deleted_at IS NULL "
        f"AND (rank, id) {sign} (:rank, :deal) ORDER BY rank {way}, id {way} LIMIT :limit",
        {"stage": deal.stage_id, "rank": deal.rank, "deal": deal.id, "limit": abs(by) + 1},
    )
    if not by or not found:
        return
    passed = found[min(abs(by), len(found)) - 1][0]
    beyond = found[abs(by)][0] if len(found) > abs(by) else None
    deal.rank = _between(passed, beyond) if by > 0 else _between(beyond, passed)


def _between(before: str | None, after: str | None) -> str:
    """A rank between two; where two deals share one, as imported files can bring, right after the first."""
    if before is not None and after is not None and before >= after:
        return before
    return ranks.between(before, after)


def _next_rank(context: Context, deal: Deal, before_it: str | None) -> str | None:
    beyond = "" if before_it is None else "AND rank > :rank"
    found = records.rows_of(context)(
        f"SELECT rank FROM deal WHERE stage_id = :stage AND deleted_at IS NULL AND id <> :deal {beyond} "
        "ORDER BY rank LIMIT 1",
        {"stage": deal.stage_id, "deal": deal.id, "rank": before_it},
    )
    return found[0][0] if found else None
