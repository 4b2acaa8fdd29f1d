"""Spam: a list of numbers and addresses, and which deals have one of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "spam",
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("deal_id", sa.String(), nullable=True),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_spam_deal_id")),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_spam_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spam")),
        sa.UniqueConstraint("address", name=op.f("uq_spam_address")),
    )
    op.add_column("deal", sa.Column("spam", sa.Boolean(), nullable=False, server_default=sa.false()))
