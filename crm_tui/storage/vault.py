"""Where the contents of documents and templates lie: one small protocol, and a way for each kind of base."""

from collections.abc import Iterable
from typing import Protocol


class Vault(Protocol):
    """Keeps files under the ids of their records, never under a name that somebody gave; what is in never changes."""

    def put(self, file_id: str, data: bytes) -> None:
        """Keep a file's content, on the disk before the transaction that names it. Raises DiskFull, StoreReadOnly."""
        ...

    def get(self, file_id: str) -> bytes | None:
        """A file's content; None where there is none any more."""
        ...

    def missing(self, file_ids: Iterable[str]) -> frozenset[str]:
        """Those of the files that are not there any more."""
        ...

    def remove(self, file_id: str) -> None:
        """Take a file away again, where its record did not come about."""
        ...
