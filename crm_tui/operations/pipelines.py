"""Pipelines, stages and lost reasons: what an admin keeps (P1, P5)."""

from dataclasses import dataclass

from crm_tui.domain.ids import PipelineId, ReasonId, StageId
from crm_tui.domain.rights import Right
from crm_tui.domain.stages import DealField, StageKind, WipRule
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.board import PipelineInfo
from crm_tui.operations.values import UNSET, Name, Unset


@dataclass(frozen=True, slots=True)
class LostReason:
    """Why deals are lost. ``wants_note`` is set for "other": words of one's own are asked for."""

    id: ReasonId
    name: str
    wants_note: bool


@dataclass(frozen=True, slots=True)
class NewStage:
    """A stage to be made. ``probability`` is in percent, ``rot_days`` 0 means never, ``wip_limit`` None means none."""

    name: Name
    kind: StageKind = StageKind.OPEN
    colour: str = "blue"
    probability: int = 50
    rot_days: int = 0
    wip_limit: int | None = None
    wip_rule: WipRule = WipRule.SOFT
    required: tuple[DealField, ...] = ()


@dataclass(frozen=True, slots=True)
class StageChanges:
    """A partial change of a stage: what is UNSET stays as it is."""

    name: Name | Unset = UNSET
    colour: str | Unset = UNSET
    probability: int | Unset = UNSET
    rot_days: int | Unset = UNSET
    wip_limit: int | None | Unset = UNSET
    wip_rule: WipRule | Unset = UNSET
    required: tuple[DealField, ...] | Unset = UNSET


@dataclass(frozen=True)
class ListPipelines(Query[tuple[PipelineInfo, ...]]):
    """All pipelines in order, the default one first."""

    route = Route("GET", "/pipelines")


@dataclass(frozen=True)
class ListLostReasons(Query[tuple[LostReason, ...]]):
    """The reasons that a lost deal can be given, in the admin's order."""

    route = Route("GET", "/lost-reasons")


@dataclass(frozen=True)
class CreatePipeline(Command[PipelineInfo]):
    """A new pipeline. Its unsorted stage comes first and is made whether or not ``stages`` names one.

    Raises NameTaken, InvalidValue (a second unsorted stage, no name, a probability out of 0-100).
    """

    route = Route("POST", "/pipelines")
    right = Right.EDIT_PIPELINES
    name: Name
    stages: tuple[NewStage, ...] = ()
    currency: str = ""


@dataclass(frozen=True)
class AddStage(Command[PipelineInfo]):
    """A new stage at the end of the open ones, or after a given stage. Raises NotFound, NameTaken, InvalidValue."""

    route = Route("POST", "/pipelines/{pipeline_id}/stages")
    right = Right.EDIT_PIPELINES
    pipeline_id: PipelineId
    stage: NewStage
    after: StageId | None = None


@dataclass(frozen=True)
class EditStage(Command[PipelineInfo]):
    """Change a stage; its kind stays what it is. Raises NotFound, NameTaken, InvalidValue."""

    route = Route("PATCH", "/stages/{stage_id}")
    right = Right.EDIT_PIPELINES
    stage_id: StageId
    changes: StageChanges


@dataclass(frozen=True)
class CreateLostReason(Command[LostReason]):
    """One more reason to choose from. Raises NameTaken, InvalidValue."""

    route = Route("POST", "/lost-reasons")
    right = Right.EDIT_PIPELINES
    name: Name
    wants_note: bool = False
