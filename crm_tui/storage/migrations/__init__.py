"""Bring a store's schema up to what this program speaks, one numbered migration after the other (alembic)."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from crm_tui.storage import match_index

_NEWEST = "head"
_NOT_BY_BYTES = text("""
    SELECT table_name, string_agg(format('ALTER %I TYPE %s COLLATE "C"', column_name, data_type), ', ')
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
        AND data_type IN ('character varying', 'text') AND collation_name IS DISTINCT FROM 'C'
    GROUP BY table_name ORDER BY table_name
""")


def upgrade(connection: Connection, revision: str = _NEWEST) -> None:
    """Run the migrations that are missing, in the transaction that ``connection`` is in.

    The index that people are found alike by is filled in the same transaction, about eight seconds for each 100,000
    contacts: no store of this schema is ever without it, so that nobody is told of fewer people than there are.
    """
    config = Config()
    config.set_main_option("script_location", "crm_tui:storage/migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    if revision == _NEWEST:
        match_index.build(connection)
    if connection.dialect.name == "postgresql":
        _order_by_bytes(connection)


def _order_by_bytes(connection: Connection) -> None:
    """Compare texts by their bytes, as SQLite does, whatever language a PostgreSQL database was made for.

    A rank is the same place everywhere then, and two programs agree on the order of titles.
    """
    for table, changes in connection.execute(_NOT_BY_BYTES).all():
        connection.exec_driver_sql(f'ALTER TABLE "{table}" {changes}')
