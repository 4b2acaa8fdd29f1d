"""Triage: snoozed deals, the indexes of the queue, deliveries taken once, closed deals opened again."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_INDEXES = (
    (
        "ix_deal_waiting",
        ["stage_id", "responsible_id", "touched_at", "id"],
        "closed_at IS NULL AND deleted_at IS NULL",
    ),
    ("ix_deal_unread", ["touched_at", "id", "responsible_id"], "unread AND deleted_at IS NULL"),
    (
        "ix_deal_due",
        ["next_task_at", "id", "responsible_id"],
        "next_task_at IS NOT NULL AND closed_at IS NULL AND deleted_at IS NULL",
    ),
    (
        "ix_deal_snoozed",
        ["snoozed_until", "id", "responsible_id"],
        "snoozed_until IS NOT NULL AND deleted_at IS NULL",
    ),
)
_PLAN = """
UPDATE deal SET next_task_at = (
    SELECT min(due_at) FROM task WHERE deal_id = {deal} AND done_at IS NULL AND deleted_at IS NULL
) WHERE id = {deal};
"""
_SQLITE = (
    "DROP TRIGGER task_changed",
    "CREATE TRIGGER task_changed AFTER UPDATE OF deal_id, due_at, done_at, deleted_at ON task "
    f"BEGIN {_PLAN.format(deal='NEW.deal_id')} {_PLAN.format(deal='OLD.deal_id')} END",
)
_POSTGRES = (
    """
    CREATE FUNCTION plan_changed_tasks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE deal SET next_task_at = (
            SELECT min(due_at) FROM task WHERE deal_id = deal.id AND done_at IS NULL AND deleted_at IS NULL
        ) WHERE id IN (SELECT deal_id FROM come UNION SELECT deal_id FROM gone);
        RETURN NULL; END $$
    """,
    "DROP TRIGGER task_changed ON task",
    "CREATE TRIGGER task_changed AFTER UPDATE ON task REFERENCING NEW TABLE AS come OLD TABLE AS gone "
    "FOR EACH STATEMENT EXECUTE FUNCTION plan_changed_tasks()",
)


def upgrade() -> None:
    op.add_column("deal", sa.Column("snoozed_until", sa.BigInteger(), nullable=True))
    op.add_column("pipeline", sa.Column("reopens", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("communication", sa.Column("delivery", sa.String(), nullable=False, server_default=""))
    for name, columns, held in _INDEXES:
        _index(name, "deal", columns, held)
    _index("ix_communication_delivery", "communication", ["channel", "delivery"], "delivery <> ''", unique=True)
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRES:
        op.execute(statement)


def _index(name: str, table: str, columns: list[str], held: str, *, unique: bool = False) -> None:
    where = sa.text(held)
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)
