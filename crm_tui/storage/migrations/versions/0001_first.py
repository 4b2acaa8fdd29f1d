"""The first schema: pipelines, deals, people, directory, journal, the kept counters and the search index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_COUNT_IN = """
INSERT INTO stage_stat (stage_id, currency, deals, amount)
VALUES (NEW.stage_id, NEW.currency, 1, coalesce(NEW.amount, 0))
ON CONFLICT (stage_id, currency) DO UPDATE SET deals = deals + 1, amount = amount + excluded.amount;
"""
_COUNT_OUT = """
UPDATE stage_stat SET deals = deals - 1, amount = amount - coalesce(OLD.amount, 0)
WHERE stage_id = OLD.stage_id AND currency = OLD.currency AND OLD.deleted_at IS NULL;
"""
_NEXT_TASK = """
UPDATE deal SET next_task_at = (
    SELECT min(due_at) FROM task WHERE deal_id = NEW.deal_id AND done_at IS NULL AND deleted_at IS NULL
) WHERE id = NEW.deal_id;
"""
_SQLITE = (
    f"CREATE TRIGGER deal_counted_in AFTER INSERT ON deal WHEN NEW.deleted_at IS NULL BEGIN {_COUNT_IN} END",
    "CREATE TRIGGER deal_counted_out AFTER UPDATE OF stage_id, amount, currency, deleted_at ON deal "
    f"BEGIN {_COUNT_OUT} END",
    "CREATE TRIGGER deal_counted_again AFTER UPDATE OF stage_id, amount, currency, deleted_at ON deal "
    f"WHEN NEW.deleted_at IS NULL BEGIN {_COUNT_IN} END",
    f"CREATE TRIGGER task_planned AFTER INSERT ON task BEGIN {_NEXT_TASK} END",
    f"CREATE TRIGGER task_changed AFTER UPDATE OF due_at, done_at, deleted_at ON task BEGIN {_NEXT_TASK} END",
    "CREATE VIRTUAL TABLE deal_search USING fts5(text, tokenize = 'trigram')",
    "CREATE VIRTUAL TABLE contact_search USING fts5(text, tokenize = 'trigram')",
    "CREATE VIRTUAL TABLE company_search USING fts5(text, tokenize = 'trigram')",
)

# For each statement, not for each row: a transaction that writes one counter a thousand times walks over all its own
# versions of it each time.
_COUNT = """
INSERT INTO stage_stat (stage_id, currency, deals, amount)
SELECT stage_id, currency, sum(deals), sum(amount) FROM ({}) AS moved GROUP BY stage_id, currency
HAVING sum(deals) <> 0 OR sum(amount) <> 0
ON CONFLICT (stage_id, currency)
DO UPDATE SET deals = stage_stat.deals + excluded.deals, amount = stage_stat.amount + excluded.amount;
"""
_CAME = "SELECT stage_id, currency, 1 AS deals, coalesce(amount, 0) AS amount FROM come WHERE deleted_at IS NULL"
_WENT = "SELECT stage_id, currency, -1, -coalesce(amount, 0) FROM gone WHERE deleted_at IS NULL"
_PLAN = """
UPDATE deal SET next_task_at = (
    SELECT min(due_at) FROM task WHERE deal_id = deal.id AND done_at IS NULL AND deleted_at IS NULL
) WHERE id IN (SELECT deal_id FROM come);
"""
_NUMBERED = ("company", "contact", "deal")


def _function(name: str, body: str, answer: str = "NULL") -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN {answer}; END $$"


def _numbering(table: str) -> tuple[str, str]:
    """A record's number is the one after the last, as SQLite gives it: those who write exclude each other."""
    body = f"NEW.n := (SELECT coalesce(max(n), 0) + 1 FROM {table});"
    return (
        _function(f"number_{table}", body, "NEW"),
        f"CREATE TRIGGER {table}_numbered BEFORE INSERT ON {table} FOR EACH ROW WHEN (NEW.n IS NULL) "
        f"EXECUTE FUNCTION number_{table}()",
    )


def _searching(table: str) -> tuple[str, str]:
    return (
        f"CREATE TABLE {table}_search (rowid bigint CONSTRAINT pk_{table}_search PRIMARY KEY, text text NOT NULL)",
        f"CREATE INDEX ix_{table}_search_text ON {table}_search USING gin (text gin_trgm_ops)",
    )


_POSTGRES = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    _function("count_new_deals", _COUNT.format(_CAME)),
    _function("count_changed_deals", _COUNT.format(f"{_CAME} UNION ALL {_WENT}")),
    _function("plan_tasks", _PLAN),
    "CREATE TRIGGER deal_counted AFTER INSERT ON deal REFERENCING NEW TABLE AS come "
    "FOR EACH STATEMENT EXECUTE FUNCTION count_new_deals()",
    "CREATE TRIGGER deal_counted_again AFTER UPDATE ON deal REFERENCING NEW TABLE AS come OLD TABLE AS gone "
    "FOR EACH STATEMENT EXECUTE FUNCTION count_changed_deals()",
    "CREATE TRIGGER task_planned AFTER INSERT ON task REFERENCING NEW TABLE AS come "
    "FOR EACH STATEMENT EXECUTE FUNCTION plan_tasks()",
    "CREATE TRIGGER task_changed AFTER UPDATE ON task REFERENCING NEW TABLE AS come "
    "FOR EACH STATEMENT EXECUTE FUNCTION plan_tasks()",
    *(statement for table in _NUMBERED for statement in (*_numbering(table), *_searching(table))),
)


def upgrade() -> None:
    _tables()
    op.execute("INSERT INTO sequence (id, value) VALUES (1, 0)")
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRES:
        op.execute(statement)


def _tables() -> None:
    _company()
    _email()
    _journal()
    _journal_entry()
    _lost_reason()
    _member()
    _phone()
    _pipeline()
    _sequence()
    _setting()
    _stage_stat()
    _tag()
    _contact()
    _stage()
    _tagging()
    _view()
    _deal()
    _deal_indexes()
    _person()
    _task()


def _company() -> None:
    op.create_table(
        "company",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_company")),
        sa.UniqueConstraint("id", name=op.f("uq_company_id")),
    )
    op.create_index(op.f("ix_company_name_key"), "company", ["name_key"], unique=False)


def _email() -> None:
    op.create_table(
        "email",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("typed", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email")),
    )
    op.create_index(op.f("ix_email_address"), "email", ["address"], unique=False)
    op.create_index(op.f("ix_email_owner_id"), "email", ["owner_id"], unique=False)


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("applied_seq", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
    )
    op.create_index("ix_journal_actor", "journal", ["actor_id", "kind", "state", "seq"], unique=False)


def _journal_entry() -> None:
    op.create_table(
        "journal_entry",
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", "place", name=op.f("pk_journal_entry")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_journal_entry_subject", "journal_entry", ["subject_id", "seq"], unique=False)


def _lost_reason() -> None:
    op.create_table(
        "lost_reason",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("wants_note", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lost_reason")),
    )


def _member() -> None:
    op.create_table(
        "member",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )


def _phone() -> None:
    op.create_table(
        "phone",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("typed", sa.String(), nullable=False),
        sa.Column("e164", sa.String(), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone")),
    )
    op.create_index(op.f("ix_phone_e164"), "phone", ["e164"], unique=False)
    op.create_index(op.f("ix_phone_owner_id"), "phone", ["owner_id"], unique=False)


def _pipeline() -> None:
    op.create_table(
        "pipeline",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pipeline")),
    )


def _sequence() -> None:
    op.create_table(
        "sequence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sequence")),
    )


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )


def _stage_stat() -> None:
    op.create_table(
        "stage_stat",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("stage_id", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("deals", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stage_id", "currency", name=op.f("pk_stage_stat")),
    )


def _tag() -> None:
    op.create_table(
        "tag",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("name_key", name=op.f("uq_tag_name_key")),
    )


def _contact() -> None:
    op.create_table(
        "contact",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=True),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("birthday", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("responsible_id", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_contact_company_id")),
        sa.ForeignKeyConstraint(["responsible_id"], ["member.id"], name=op.f("fk_contact_responsible_id")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_contact")),
        sa.UniqueConstraint("id", name=op.f("uq_contact_id")),
    )
    op.create_index("ix_contact_company", "contact", ["company_id"], unique=False)
    op.create_index(
        "ix_contact_external_id",
        "contact",
        ["external_id"],
        unique=False,
        sqlite_where=sa.text("external_id <> ''"),
        postgresql_where=sa.text("external_id <> ''"),
    )


def _stage() -> None:
    op.create_table(
        "stage",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("pipeline_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("probability", sa.Integer(), nullable=False),
        sa.Column("rot_days", sa.Integer(), nullable=False),
        sa.Column("wip_limit", sa.Integer(), nullable=True),
        sa.Column("wip_rule", sa.String(), nullable=False),
        sa.Column("required", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pipeline_id"], ["pipeline.id"], name=op.f("fk_stage_pipeline_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage")),
    )
    op.create_index("ix_stage_pipeline", "stage", ["pipeline_id", "position"], unique=False)


def _tagging() -> None:
    op.create_table(
        "tagging",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("tag_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_tagging_tag_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tagging")),
    )
    op.create_index(op.f("ix_tagging_record_id"), "tagging", ["record_id"], unique=False)
    op.create_index(op.f("ix_tagging_tag_id"), "tagging", ["tag_id"], unique=False)


def _view() -> None:
    op.create_table(
        "view",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("filter", sa.Text(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("as_table", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_view_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_view")),
    )


def _deal() -> None:
    op.create_table(
        "deal",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("pipeline_id", sa.String(), nullable=False),
        sa.Column("stage_id", sa.String(), nullable=False),
        sa.Column("rank", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("buyer_id", sa.String(), nullable=True),
        sa.Column("has_contact", sa.Boolean(), nullable=False),
        sa.Column("responsible_id", sa.String(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.Column("lost_reason_id", sa.String(), nullable=True),
        sa.Column("lost_note", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("touched_at", sa.BigInteger(), nullable=False),
        sa.Column("stage_since", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("next_task_at", sa.BigInteger(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lost_reason_id"], ["lost_reason.id"], name=op.f("fk_deal_lost_reason_id")),
        sa.ForeignKeyConstraint(["pipeline_id"], ["pipeline.id"], name=op.f("fk_deal_pipeline_id")),
        sa.ForeignKeyConstraint(["responsible_id"], ["member.id"], name=op.f("fk_deal_responsible_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_deal_stage_id")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_deal")),
        sa.UniqueConstraint("id", name=op.f("uq_deal_id")),
    )


def _deal_indexes() -> None:
    op.create_index(
        "ix_deal_amount",
        "deal",
        ["stage_id", sa.text("coalesce(amount, -1)"), "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_deal_board",
        "deal",
        ["stage_id", "rank", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index("ix_deal_buyer", "deal", ["buyer_id"], unique=False)
    op.create_index(
        "ix_deal_created",
        "deal",
        ["created_at", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_deal_external_id",
        "deal",
        ["external_id"],
        unique=False,
        sqlite_where=sa.text("external_id <> ''"),
        postgresql_where=sa.text("external_id <> ''"),
    )
    op.create_index(
        "ix_deal_touched",
        "deal",
        ["stage_id", "touched_at", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deal_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_person_contact_id")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_person_deal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_contact_id"), "person", ["contact_id"], unique=False)
    op.create_index(op.f("ix_person_deal_id"), "person", ["deal_id"], unique=False)


def _task() -> None:
    op.create_table(
        "task",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deal_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("assignee_id", sa.String(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["assignee_id"], ["member.id"], name=op.f("fk_task_assignee_id")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_task_deal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(op.f("ix_task_deal_id"), "task", ["deal_id"], unique=False)
