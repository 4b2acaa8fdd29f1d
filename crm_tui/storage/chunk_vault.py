"""Contents of documents inside a database, in pieces: there from the moment at which their record is, for everybody."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from crm_tui.storage.database import rows, write

PIECE: Final = 262_144
_TOGETHER: Final = 500
_PUT: Final = "INSERT INTO chunk (file_id, place, data) VALUES (:file_id, :place, :data)"


class ChunkVault:
    """Files in the table ``chunk``, through a transaction's connection; see ``storage.vault.Vault``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, file_id: str, data: bytes) -> None:
        """Keep a file's content."""
        pieces = (
            {"file_id": file_id, "place": place, "data": data[start : start + PIECE]}
            for place, start in enumerate(range(0, len(data), PIECE))
        )
        write(self._connection, _PUT, pieces)

    def get(self, file_id: str) -> bytes | None:
        """A file's content; None where there is none any more."""
        sql = "SELECT data FROM chunk WHERE file_id = :file_id ORDER BY place"
        found = rows(self._connection, sql, {"file_id": file_id})
        return b"".join(piece for (piece,) in found) if found else None

    def missing(self, file_ids: Iterable[str]) -> frozenset[str]:
        """Those of the files that are not there any more."""
        asked, there = list(file_ids), set[str]()
        for start in range(0, len(asked), _TOGETHER):
            batch = {f"id{place}": one for place, one in enumerate(asked[start : start + _TOGETHER])}
            marks = ", ".join(f":{name}" for name in batch)
            sql = f"SELECT file_id FROM chunk WHERE place = 0 AND file_id IN ({marks})"
            there.update(file_id for (file_id,) in rows(self._connection, sql, batch))
        return frozenset(asked) - there

    def remove(self, file_id: str) -> None:
        """Take a file away again."""
        write(self._connection, "DELETE FROM chunk WHERE file_id = :file_id", [{"file_id": file_id}])
