"""What a record is, by its id alone: a deal, a contact or a company."""

from typing import Final

from crm_tui.domain.fields import Entity
from crm_tui.storage.board_sql import Rows

TITLES: Final = {Entity.DEAL: "title", Entity.CONTACT: "name", Entity.COMPANY: "name"}


def entity_of(rows: Rows, record_id: str) -> Entity | None:
    """What kind of record it is; None where there is none in sight."""
    for entity in TITLES:
        if rows(f"SELECT 1 FROM {entity} WHERE id = :id AND deleted_at IS NULL", {"id": record_id}):
            return entity
    return None


def title_of(rows: Rows, record_id: str) -> str:
    """What it is called, out of sight or not; "" where there is none."""
    for entity, column in TITLES.items():
        if found := rows(f"SELECT {column} FROM {entity} WHERE id = :id", {"id": record_id}):
            return str(found[0][0])
    return ""
