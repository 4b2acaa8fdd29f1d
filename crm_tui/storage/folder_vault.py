"""Contents of documents beside a SQLite file: a folder of the owner's alone, a file an id."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from crm_tui.storage.sqlite_file import naming

_ID: Final = re.compile(r"[0-9a-f]{32}")


class FolderVault:
    """Files in ``<store>.files``; see ``storage.vault.Vault``."""

    def __init__(self, store: Path) -> None:
        self.folder = store.with_name(f"{store.name}.files")

    def put(self, file_id: str, data: bytes) -> None:
        """Keep a file's content: never over another's, never through a link, and on the disk when this is done."""
        with naming(self.folder):
            self.folder.mkdir(mode=0o700, exist_ok=True)
            path = self._path(file_id)
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
            try:
                with os.fdopen(file, "wb") as target:
                    target.write(data)
                    target.flush()
                    os.fsync(target.fileno())
                _settle(self.folder)
            except BaseException:
                path.unlink(missing_ok=True)
                raise

    def get(self, file_id: str) -> bytes | None:
        """A file's content; None where there is none, or something else stands in its place."""
        with naming(self.folder), suppress(FileNotFoundError):
            if self._is_there(file_id):
                file = os.open(self._path(file_id), os.O_RDONLY | os.O_NOFOLLOW)
                with os.fdopen(file, "rb") as source:
                    return source.read()
        return None

    def missing(self, file_ids: Iterable[str]) -> frozenset[str]:
        """Those of the files that are not there any more."""
        return frozenset(file_id for file_id in file_ids if not self._is_there(file_id))

    def remove(self, file_id: str) -> None:
        """Take a file away again."""
        with naming(self.folder):
            self._path(file_id).unlink(missing_ok=True)

    def files(self) -> Iterator[str]:
        """The ids of all files that are there."""
        with naming(self.folder), suppress(FileNotFoundError):
            yield from sorted(name for name in os.listdir(self.folder) if _ID.fullmatch(name))

    def age(self, file_id: str, now: float) -> float:
        """How many seconds ago a file was written, at the time ``now`` (since 1970)."""
        with naming(self.folder):
            return now - self._path(file_id).lstat().st_mtime

    def fill(self, source: "FolderVault") -> int:
        """Take over what another folder has and this one has not; how many files that were."""
        wanted = sorted(self.missing(source.files()))
        for file_id in wanted:
            data = source.get(file_id)
            if data is not None:
                self.put(file_id, data)
        return len(wanted)

    def _path(self, file_id: str) -> Path:
        """The place of a file. A store that somebody sent may name anything as an id: that is no path."""
        return self.folder / (file_id if _ID.fullmatch(file_id) else "unknown")

    def _is_there(self, file_id: str) -> bool:
        try:
            return stat.S_ISREG(self._path(file_id).lstat().st_mode)
        except (FileNotFoundError, NotADirectoryError):
            return False


def _settle(folder: Path) -> None:
    """Let the disk know of a new name in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
