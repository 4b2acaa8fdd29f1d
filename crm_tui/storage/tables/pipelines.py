"""Pipelines, their stages, the counters kept for the board, and why deals are lost."""

from sqlalchemy import BigInteger, Column, Index, Text
from sqlmodel import Field

from crm_tui.storage.tables.base import Table, metadata, reference


class Pipeline(Table, table=True):
    """A pipeline: ordered stages and the currency of its new deals; ``reopens`` says that a client's return does."""

    metadata = metadata

    id: str = Field(primary_key=True)
    name: str
    currency: str
    position: int
    is_default: bool = False
    reopens: bool = False


class Stage(Table, table=True):
    """A column of the board. ``required`` is a JSON list of field names."""

    metadata = metadata
    __table_args__ = (Index("ix_stage_pipeline", "pipeline_id", "position"),)

    id: str = Field(primary_key=True)
    pipeline_id: str = reference("pipeline.id")
    name: str
    kind: str
    colour: str
    probability: int
    rot_days: int = 0
    wip_limit: int | None = None
    wip_rule: str = "soft"
    required: str = Field(default="[]", sa_column=Column(Text, nullable=False))
    position: int


class StageStat(Table, table=True):
    """Kept, not counted: how many deals a stage holds and their sum, per currency. Triggers keep it."""

    metadata = metadata
    __tablename__ = "stage_stat"

    stage_id: str = Field(primary_key=True)
    currency: str = Field(primary_key=True)
    deals: int = 0
    amount: int = Field(default=0, sa_type=BigInteger)


class LostReason(Table, table=True):
    """A reason that a lost deal can be given."""

    metadata = metadata
    __tablename__ = "lost_reason"

    id: str = Field(primary_key=True)
    name: str
    wants_note: bool = False
    position: int
