"""The values of one card field over all records, and the indexes over them that admins ask for."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, text

from crm_tui.domain.fields import Entity
from crm_tui.storage import records
from crm_tui.storage.context import Context
from crm_tui.storage.database import rows
from crm_tui.storage.dialects import DIALECTS

_PREFIX: Final = "ix_value_"
_WANTED: Final = "SELECT id, entity FROM card_field WHERE indexed AND deleted_at IS NULL"
_PRESENT: Final = (
    "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND left(indexname, 9) = 'ix_value_'"
)


def values(context: Context, entity: Entity, field_id: str) -> Sequence[str]:
    """The values of a field on live records; several choices as JSON."""
    asked = records.rows_of(context)
    value = asked.dialect.json_text("custom", field_id)
    found = asked(f"SELECT {value} FROM {entity.value} WHERE deleted_at IS NULL AND {value} IS NOT NULL", {})
    return [str(row[0]) for row in found]


def settle(connection: Connection) -> None:
    """Make the indexes that fields ask for by now, and drop the others; a part of the transaction that changed them."""
    dialect = DIALECTS[connection.dialect.name]
    if not dialect.indexes_json:
        return
    wanted = {f"{_PREFIX}{field_id}": (field_id, entity) for field_id, entity in rows(connection, _WANTED, {})}
    present = {name for (name,) in rows(connection, _PRESENT, {})}
    for name in sorted(present - set(wanted)):
        connection.execute(text(f"DROP INDEX {name}"))
    for name in sorted(set(wanted) - present):
        field_id, entity = wanted[name]
        value = dialect.json_text("custom", field_id)
        connection.exec_driver_sql(f"CREATE INDEX {name} ON {entity} ({value}) WHERE deleted_at IS NULL")
