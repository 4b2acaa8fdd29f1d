"""Pipelines, stages and lost reasons."""

import json

from sqlmodel import col, select

from crm_tui.domain.ids import ReasonId, new_id
from crm_tui.domain.stages import StageKind
from crm_tui.i18n import N_, _
from crm_tui.operations.board import PipelineInfo
from crm_tui.operations.errors import InvalidValue, NameTaken, NotFound
from crm_tui.operations.pipelines import (
    AddStage,
    CreateLostReason,
    CreatePipeline,
    EditStage,
    ListLostReasons,
    LostReason,
    NewStage,
    StageChanges,
)
from crm_tui.operations.values import UNSET
from crm_tui.storage import board_sql, records, tables
from crm_tui.storage.context import Context, handles
from crm_tui.storage.tables import Pipeline, Stage


@handles(ListLostReasons)
def list_lost_reasons(context: Context, query: ListLostReasons) -> tuple[LostReason, ...]:
    """The reasons in the admin's order."""
    return tuple(_reason(row) for row in _reasons(context))


def _reasons(context: Context) -> list[tables.LostReason]:
    query = select(tables.LostReason).where(col(tables.LostReason.deleted_at).is_(None))
    return list(context.session.exec(query.order_by(col(tables.LostReason.position), col(tables.LostReason.id))))


def _reason(row: tables.LostReason) -> LostReason:
    return LostReason(ReasonId(row.id), row.name, row.wants_note)


@handles(CreateLostReason)
def create_lost_reason(context: Context, command: CreateLostReason) -> LostReason:
    """One more reason."""
    present = _reasons(context)
    name = _free_name(command.name, [row.name for row in present])
    row = tables.LostReason(id=new_id(), name=name, wants_note=command.wants_note, position=len(present))
    context.session.add(row)
    return _reason(row)


@handles(CreatePipeline)
def create_pipeline(context: Context, command: CreatePipeline) -> PipelineInfo:
    """A new pipeline with its unsorted stage in front."""
    query = select(Pipeline).where(col(Pipeline.deleted_at).is_(None))
    present = context.session.exec(query).all()
    pipeline = Pipeline(
        id=new_id(),
        name=_free_name(command.name, [row.name for row in present]),
        currency=command.currency or context.currency,
        position=len(present),
    )
    context.session.add(pipeline)
    context.session.flush()
    for position, stage in enumerate(_with_unsorted(command.stages)):
        context.session.add(_stage(stage, pipeline.id, position))
    return _info(context, pipeline.id)


def _with_unsorted(stages: tuple[NewStage, ...]) -> list[NewStage]:
    first = [stage for stage in stages if stage.kind is StageKind.UNSORTED]
    if len(first) > 1:
        raise InvalidValue("stages", N_("name two unsorted stages; a pipeline has one"))
    if len({stage.name.casefold() for stage in stages}) < len(stages):
        raise InvalidValue("stages", N_("bear one name twice; choose another"))
    unsorted = first or [NewStage(_("Unsorted"), kind=StageKind.UNSORTED, colour="grey", probability=0)]
    return [*unsorted, *(stage for stage in stages if stage.kind is not StageKind.UNSORTED)]


@handles(AddStage)
def add_stage(context: Context, command: AddStage) -> PipelineInfo:
    """A new stage after another, or behind the open ones."""
    pipeline = records.pipeline(context.session, command.pipeline_id)
    present = _stages(context, pipeline.id)
    if command.stage.kind is StageKind.UNSORTED:
        raise InvalidValue("kind", N_("is taken: a pipeline has one unsorted stage"))
    name = _free_name(command.stage.name, [stage.name for stage in present])
    stage = _stage(command.stage, pipeline.id, 0)
    stage.name = name
    present.insert(_position(present, command), stage)
    for position, row in enumerate(present):
        row.position = position
        context.session.add(row)
    return _info(context, pipeline.id)


def _position(present: list[Stage], command: AddStage) -> int:
    if command.after is not None:
        for place, stage in enumerate(present):
            if stage.id == command.after:
                return place + 1
        raise NotFound(N_("stage"), command.after)
    return sum(1 for stage in present if not StageKind(stage.kind).closed)


@handles(EditStage)
def edit_stage(context: Context, command: EditStage) -> PipelineInfo:
    """Change a stage."""
    stage = records.stage(context.session, command.stage_id)
    changes = command.changes
    if changes.name is not UNSET:
        others = [row.name for row in _stages(context, stage.pipeline_id) if row.id != stage.id]
        stage.name = _free_name(changes.name, others)
    _change_demands(stage, changes)
    _check_bounds(stage.probability, stage.rot_days, stage.wip_limit)
    return _info(context, stage.pipeline_id)


def _change_demands(stage: Stage, changes: StageChanges) -> None:
    if changes.colour is not UNSET:
        stage.colour = changes.colour
    if changes.probability is not UNSET:
        stage.probability = changes.probability
    if changes.rot_days is not UNSET:
        stage.rot_days = changes.rot_days
    if changes.wip_limit is not UNSET:
        stage.wip_limit = changes.wip_limit
    if changes.wip_rule is not UNSET:
        stage.wip_rule = changes.wip_rule
    if changes.required is not UNSET:
        stage.required = json.dumps(list(changes.required))


def _stages(context: Context, pipeline_id: str) -> list[Stage]:
    query = select(Stage).where(Stage.pipeline_id == pipeline_id, col(Stage.deleted_at).is_(None))
    return list(context.session.exec(query.order_by(col(Stage.position), col(Stage.id))))


def _stage(stage: NewStage, pipeline_id: str, position: int) -> Stage:
    _check_bounds(stage.probability, stage.rot_days, stage.wip_limit)
    return Stage(
        id=new_id(),
        pipeline_id=pipeline_id,
        name=_free_name(stage.name, []),
        kind=stage.kind,
        colour=stage.colour,
        probability=stage.probability,
        rot_days=stage.rot_days,
        wip_limit=stage.wip_limit,
        wip_rule=stage.wip_rule,
        required=json.dumps(list(stage.required)),
        position=position,
    )


def _check_bounds(probability: int, rot_days: int, wip_limit: int | None) -> None:
    if not 0 <= probability <= 100:
        raise InvalidValue("probability", N_("is a percentage from 0 to 100"))
    if not 0 <= rot_days <= 3650:
        raise InvalidValue("rot_days", N_("is a number of days from 0 to 3650"))
    if wip_limit is not None and not 1 <= wip_limit <= 1_000_000:
        raise InvalidValue("wip_limit", N_("is a number from 1 to 1000000"))


def _free_name(typed: str, taken: list[str]) -> str:
    name = " ".join(typed.split())
    if not name:
        raise InvalidValue("name", N_("is empty; type one"))
    if name.casefold() in {other.casefold() for other in taken}:
        raise NameTaken(name)
    return name


def _info(context: Context, pipeline_id: str) -> PipelineInfo:
    context.session.flush()
    return next(one for one in board_sql.pipelines(records.rows_of(context)) if one.id == pipeline_id)
