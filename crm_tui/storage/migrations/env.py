"""What alembic runs: the connection is handed in by ``upgrade``; there is no alembic.ini."""

from alembic import context

from crm_tui.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
