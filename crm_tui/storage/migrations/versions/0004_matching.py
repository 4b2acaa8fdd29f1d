"""Matching: the index that people are found alike by, pairs that may be one person, merges, other names."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("contact", sa.Column("aliases", sa.Text(), nullable=False, server_default=""))
    _index()
    _scan()
    _duplicate()
    _not_duplicate()
    _contact_merge()


def _index() -> None:
    op.create_table(
        "match_profile",
        sa.Column("contact", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("contact", name=op.f("pk_match_profile")),
    )
    op.create_table(
        "match_key",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contact", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "contact", name=op.f("pk_match_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "match_token",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_match_token")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "match_variant",
        sa.Column("variant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("variant", "token", name=op.f("pk_match_variant")),
        sqlite_with_rowid=False,
    )


def _scan() -> None:
    op.create_table(
        "match_scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_scan")),
    )
    op.create_table(
        "match_candidate",
        sa.Column("first", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("second", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("first", "second", name=op.f("pk_match_candidate")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "match_pending",
        sa.Column("contact", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("contact", name=op.f("pk_match_pending")),
    )


def _duplicate() -> None:
    op.create_table(
        "duplicate",
        sa.Column("first", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("second", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("band", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("first", "second", name=op.f("pk_duplicate")),
    )
    op.create_index("ix_duplicate_best", "duplicate", ["score", "first", "second"], unique=False)
    op.create_index("ix_duplicate_second", "duplicate", ["second"], unique=False)


def _not_duplicate() -> None:
    op.create_table(
        "not_duplicate",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("first_id", sa.String(), nullable=False),
        sa.Column("second_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["contact.id"], name=op.f("fk_not_duplicate_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["contact.id"], name=op.f("fk_not_duplicate_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_duplicate")),
    )


def _contact_merge() -> None:
    op.create_table(
        "contact_merge",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=False),
        sa.Column("moved", sa.Text(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("split_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_contact_merge_author_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_merge_contact_id")),
        sa.ForeignKeyConstraint(["other_id"], ["contact.id"], name=op.f("fk_contact_merge_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_merge")),
    )
    op.create_index(op.f("ix_contact_merge_contact_id"), "contact_merge", ["contact_id"], unique=False)
    op.create_index(op.f("ix_contact_merge_other_id"), "contact_merge", ["other_id"], unique=False)
