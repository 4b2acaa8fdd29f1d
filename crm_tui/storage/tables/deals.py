"""Deals, the people typed on them, and their tasks."""

from typing import ClassVar

from sqlalchemy import BigInteger, Column, Index, Text, text
from sqlmodel import Field

from crm_tui.storage.tables.base import Table, metadata, moment, reference

_LIVE = text("deleted_at IS NULL")
_OPEN = text("closed_at IS NULL AND deleted_at IS NULL")
_UNREAD = text("unread AND deleted_at IS NULL")
_PLANNED = text("next_task_at IS NOT NULL AND closed_at IS NULL AND deleted_at IS NULL")
_SNOOZED = text("snoozed_until IS NOT NULL AND deleted_at IS NULL")


class Deal(Table, table=True):
    """A deal. ``amount`` is in minor units of ``currency``; ``rank`` is its place in the stage.

    ``contact_name``, ``buyer_id`` and ``has_contact`` repeat the first person of the deal, and ``next_task_at`` its
    first open task, so that a column of the board is one read. ``snoozed_until`` is when it comes back into the queue,
    ``spam`` whether any of its people is on that list.
    """

    metadata = metadata
    objects: ClassVar[frozenset[str]] = frozenset({"custom"})
    __table_args__ = (
        Index("ix_deal_board", "stage_id", "rank", "id", sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("ix_deal_touched", "stage_id", "touched_at", "id", sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index(
            "ix_deal_amount",
            "stage_id",
            text("coalesce(amount, -1)"),
            "id",
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_deal_created", "created_at", "id", sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index(
            "ix_deal_external_id",
            "external_id",
            sqlite_where=text("external_id <> ''"),
            postgresql_where=text("external_id <> ''"),
        ),
        Index(
            "ix_deal_waiting",
            "stage_id",
            "responsible_id",
            "touched_at",
            "id",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_deal_unread", "touched_at", "id", "responsible_id", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
        Index("ix_deal_due", "next_task_at", "id", "responsible_id", sqlite_where=_PLANNED, postgresql_where=_PLANNED),
        Index(
            "ix_deal_snoozed",
            "snoozed_until",
            "id",
            "responsible_id",
            sqlite_where=_SNOOZED,
            postgresql_where=_SNOOZED,
        ),
        Index("ix_deal_buyer", "buyer_id"),
        Index("ix_deal_company", "company_id"),
    )

    n: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    title: str
    pipeline_id: str = reference("pipeline.id")
    stage_id: str = reference("stage.id")
    rank: str
    amount: int | None = Field(default=None, sa_type=BigInteger)
    currency: str
    contact_name: str = ""
    buyer_id: str | None = None
    has_contact: bool = False
    responsible_id: str | None = reference("member.id", default=None)
    description: str = Field(default="", sa_column=Column(Text, nullable=False))
    comment: str = Field(default="", sa_column=Column(Text, nullable=False))
    unread: bool = False
    lost_reason_id: str | None = reference("lost_reason.id", default=None)
    lost_note: str = ""
    created_at: int = moment()
    touched_at: int = moment()
    stage_since: int = moment()
    closed_at: int | None = moment(default=None)
    next_task_at: int | None = moment(default=None)
    external_id: str = ""
    extra: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    company_id: str | None = None
    source: str = ""
    custom: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    snoozed_until: int | None = moment(default=None)
    spam: bool = False


class Person(Table, table=True):
    """A contact of a deal as typed on it; the first one is the deal's main contact."""

    metadata = metadata
    subject: ClassVar[str] = "deal_id"

    id: str = Field(primary_key=True)
    deal_id: str = reference("deal.id", index=True)
    position: int
    name: str
    role: str = ""
    contact_id: str | None = reference("contact.id", default=None, index=True)


class Task(Table, table=True):
    """What was promised on a card (``subject_id``), and by when; ``deal_id`` where the card is a deal's."""

    metadata = metadata
    subject: ClassVar[str] = "subject_id"
    __table_args__ = (
        Index("ix_task_subject", "subject_id", "due_at"),
        Index("ix_task_done", "subject_id", "done_at", "id"),
    )

    id: str = Field(primary_key=True)
    subject_id: str
    deal_id: str | None = reference("deal.id", default=None, index=True)
    kind: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    due_at: int | None = moment(default=None)
    assignee_id: str | None = reference("member.id", default=None)
    created_at: int = moment()
    done_at: int | None = moment(default=None)
    done_by: str | None = None
    result: str = ""
