"""Tags out of a file, made where they are new, and put on records."""

from collections.abc import Iterable

from sqlalchemy import Connection

from crm_tui.domain import tags
from crm_tui.storage import database, tagging
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.loader import Loader

_WORN = """SELECT t.name_key FROM tagging w JOIN tag t ON t.id = w.tag_id
    WHERE w.record_id = :record AND w.deleted_at IS NULL AND t.deleted_at IS NULL"""


class Tagger:
    """Puts tags on the records of one load."""

    def __init__(self, loader: Loader, connection: Connection, rows: Rows) -> None:
        self._loader, self._connection, self._rows = loader, connection, rows
        self._tags: dict[str, str] = {}

    def missing(self, record_id: str, names: Iterable[str]) -> list[str]:
        """Which of these tags a record, written before, does not wear."""
        worn = {key for (key,) in self._rows(_WORN, {"record": record_id})}
        return [name for key, name in _by_key(names).items() if key not in worn]

    def put(self, record_id: str, names: Iterable[str], *, fresh: bool = False) -> None:
        """Put tags on a record that does not wear them; a ``fresh`` one never wore any."""
        for name in _by_key(names).values():
            worn = record_id + self._id(name)
            found = None if fresh else self._state("tagging", "id", worn)
            if found is None:
                self._loader.make("tagging", record_id, {"id": worn, "record_id": record_id, "tag_id": self._id(name)})
            elif found[1] is not None:
                self._revive("tagging", worn, record_id, found[1])

    def _state(self, entity: str, column: str, value: str) -> tuple[str, int | None] | None:
        """The id of a row and when it was hidden, if it was."""
        found = self._rows(f"SELECT id, deleted_at FROM {entity} WHERE {column} = :value", {"value": value})
        return found[0] if found else None

    def _revive(self, entity: str, row_id: str, subject_id: str, deleted_at: int) -> None:
        """Show a row again that was taken off, or undone."""
        database.write(self._connection, f"UPDATE {entity} SET deleted_at = NULL WHERE id = :id", {"id": row_id})
        self._loader.note(entity, row_id, subject_id, "deleted_at", str(deleted_at), None)

    def _id(self, name: str) -> str:
        key = tagging.key(name)
        if key not in self._tags:
            found = self._state("tag", "name_key", key)
            if found is not None and found[1] is not None:
                self._revive("tag", found[0], found[0], found[1])
            self._tags[key] = found[0] if found else self._made(name, key)
        return self._tags[key]

    def _made(self, name: str, key: str) -> str:
        tag_id = next(self._loader.ids)
        made = {"id": tag_id, "name": tags.shown(name), "name_key": key, "colour": tags.colour_of(name)}
        self._loader.make("tag", tag_id, made)
        return tag_id


def _by_key(names: Iterable[str]) -> dict[str, str]:
    """Names that are one tag once."""
    return {tagging.key(name): name for name in names if tagging.key(name)}
