"""Cards: fields, groups and tabs of one's own, notes, memos, calls and messages, documents, invoices and payments."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_CHANGES = "entity NOT IN ('communication', 'document', 'memo', 'mention', 'note', 'task')"
_NEXT_TASK = """
UPDATE deal SET next_task_at = (
    SELECT min(due_at) FROM task WHERE deal_id = NEW.deal_id AND done_at IS NULL AND deleted_at IS NULL
) WHERE id = NEW.deal_id;
"""
_TASK_TRIGGERS = (
    f"CREATE TRIGGER task_planned AFTER INSERT ON task BEGIN {_NEXT_TASK} END",
    f"CREATE TRIGGER task_changed AFTER UPDATE OF due_at, done_at, deleted_at ON task BEGIN {_NEXT_TASK} END",
)


def upgrade() -> None:
    _card_tab()
    _card_group()
    _card_field()
    _card_value()
    _preference()
    _note()
    _memo()
    _mention()
    _communication()
    _document()
    _template()
    _chunk()
    _voucher()
    _voucher_link()
    _new_columns()
    _tasks_of_any_card()
    op.create_index(
        "ix_journal_entry_changes",
        "journal_entry",
        ["subject_id", "seq"],
        unique=False,
        sqlite_where=sa.text(_CHANGES),
        postgresql_where=sa.text(_CHANGES),
    )


def _new_columns() -> None:
    _texts("deal", {"source": "", "custom": "{}"})
    op.add_column("deal", sa.Column("company_id", sa.String(), nullable=True))
    op.create_index("ix_deal_company", "deal", ["company_id"], unique=False)
    _texts("contact", {"messengers": "", "custom": "{}"})
    _texts(
        "company",
        dict.fromkeys(("city", "address", "website", "source", "comment", "external_id"), "")
        | {"extra": "{}", "custom": "{}"},
    )
    op.add_column("company", sa.Column("responsible_id", sa.String(), nullable=True))
    op.create_index(
        "ix_company_external_id",
        "company",
        ["external_id"],
        unique=False,
        sqlite_where=sa.text("external_id <> ''"),
        postgresql_where=sa.text("external_id <> ''"),
    )


def _texts(table: str, columns: dict[str, str]) -> None:
    for name, empty in columns.items():
        kind = sa.Text() if name in ("comment", "custom", "extra") else sa.String()
        op.add_column(table, sa.Column(name, kind, nullable=False, server_default=empty))


def _tasks_of_any_card() -> None:
    """A task belongs to a card of any kind. SQLite makes the table anew for that, and its triggers go with the old."""
    if op.get_bind().dialect.name == "sqlite":
        _new_task_table()
    else:
        op.add_column("task", sa.Column("subject_id", sa.String(), nullable=False, server_default=""))
        op.alter_column("task", "deal_id", nullable=True)
        op.execute("UPDATE task SET subject_id = deal_id")
    op.create_index("ix_task_subject", "task", ["subject_id", "due_at"], unique=False)
    op.create_index("ix_task_done", "task", ["subject_id", "done_at", "id"], unique=False)


def _new_task_table() -> None:
    op.drop_index("ix_task_deal_id", "task")
    op.rename_table("task", "older_task")
    op.create_table(
        "task",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("deal_id", sa.String(), nullable=True),
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
    kept = "id, deal_id, kind, text, due_at, assignee_id, created_at, done_at, done_by, result, deleted_at"
    op.execute(f"INSERT INTO task (subject_id, {kept}) SELECT deal_id, {kept} FROM older_task")
    op.drop_table("older_task")
    op.create_index("ix_task_deal_id", "task", ["deal_id"], unique=False)
    for statement in _TASK_TRIGGERS:
        op.execute(statement)


def _card_tab() -> None:
    op.create_table(
        "card_tab",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_tab")),
    )


def _card_group() -> None:
    op.create_table(
        "card_group",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("tab", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_group")),
    )


def _card_field() -> None:
    op.create_table(
        "card_field",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("tab", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("distinct", sa.Boolean(), nullable=False),
        sa.Column("default_value", sa.Text(), nullable=False),
        sa.Column("pipelines", sa.Text(), nullable=False),
        sa.Column("indexed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["card_group.id"], name=op.f("fk_card_field_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_field")),
    )
    op.create_index("ix_card_field_entity", "card_field", ["entity", "tab", "position"], unique=False)


def _card_value() -> None:
    op.create_table(
        "card_value",
        sa.Column("field_id", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("field_id", "value", "record_id", name=op.f("pk_card_value")),
        sqlite_with_rowid=False,
    )


def _preference() -> None:
    op.create_table(
        "preference",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["member.id"], name=op.f("fk_preference_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preference")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_preference_user_id_name")),
    )


def _note() -> None:
    op.create_table(
        "note",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("edited_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_note_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index("ix_note_subject", "note", ["subject_id", "at", "id"], unique=False)


def _memo() -> None:
    op.create_table(
        "memo",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_memo_author_id")),
        sa.ForeignKeyConstraint(["id"], ["deal.id"], name=op.f("fk_memo_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo")),
    )


def _mention() -> None:
    op.create_table(
        "mention",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("note_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_mention_note_id")),
        sa.ForeignKeyConstraint(["user_id"], ["member.id"], name=op.f("fk_mention_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
    )
    op.create_index(op.f("ix_mention_note_id"), "mention", ["note_id"], unique=False)
    op.create_index("ix_mention_user", "mention", ["user_id", "read_at", "at"], unique=False)


def _communication() -> None:
    op.create_table(
        "communication",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("incoming", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_communication_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communication")),
    )
    op.create_index("ix_communication_subject", "communication", ["subject_id", "at", "id"], unique=False)


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_document_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index("ix_document_subject", "document", ["subject_id", "at", "id"], unique=False)


def _template() -> None:
    op.create_table(
        "template",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template")),
    )


def _chunk() -> None:
    op.create_table(
        "chunk",
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("file_id", "place", name=op.f("pk_chunk")),
    )


def _voucher() -> None:
    op.create_table(
        "voucher",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("invoice_id", sa.String(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher")),
    )
    op.create_index("ix_voucher_invoice", "voucher", ["invoice_id"], unique=False)


def _voucher_link() -> None:
    op.create_table(
        "voucher_link",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("voucher_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["voucher_id"], ["voucher.id"], name=op.f("fk_voucher_link_voucher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_link")),
    )
    op.create_index(op.f("ix_voucher_link_record_id"), "voucher_link", ["record_id"], unique=False)
    op.create_index(op.f("ix_voucher_link_voucher_id"), "voucher_link", ["voucher_id"], unique=False)
