"""A look at where the contents of documents lie, behind the door; and a way to break them there."""

from dataclasses import dataclass
from pathlib import Path

import psycopg

from crm_tui.domain.places import is_database


@dataclass(frozen=True)
class Contents:
    """The contents of the documents of a base."""

    where: str

    @property
    def folder(self) -> Path:
        """Where a file's contents lie."""
        return Path(f"{self.where}.files")

    def count(self) -> int:
        """How many there are."""
        if is_database(self.where):
            return int(self._ask("SELECT count(DISTINCT file_id) FROM chunk"))
        return len(list(self.folder.iterdir())) if self.folder.exists() else 0

    def lose(self, file_id: str) -> None:
        """Somebody takes a content away."""
        if is_database(self.where):
            self._ask("DELETE FROM chunk WHERE file_id = %s RETURNING 1", file_id)
        else:
            (self.folder / file_id).unlink()

    def change(self, file_id: str, data: bytes) -> None:
        """Somebody writes over a content."""
        if is_database(self.where):
            self._ask("UPDATE chunk SET data = %s WHERE file_id = %s RETURNING 1", data, file_id)
        else:
            (self.folder / file_id).write_bytes(data)

    def _ask(self, sql: str, *values: object) -> int:
        with psycopg.connect(self.where, autocommit=True) as database:
            found = database.execute(sql.encode(), values).fetchone()
        assert found is not None
        return int(found[0])
