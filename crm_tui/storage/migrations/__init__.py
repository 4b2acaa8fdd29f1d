"""Bring a store's schema up to what this program speaks, one numbered migration after the other (alembic)."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations that are missing, in the transaction that ``connection`` is in."""
    config = Config()
    config.set_main_option("script_location", "crm_tui:storage/migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
