"""A copy of a store while it is in use, and the way back from it."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from crm_tui.i18n import N_
from crm_tui.operations.errors import DamagedStore, MissingStore, NotOurFile, Refused, StoreReadOnly
from crm_tui.storage.folder_vault import FolderVault
from crm_tui.storage.sqlite_file import BUSY_MS, examine, is_there, naming


class TargetExists(Refused):
    """The file that should receive the copy is there already."""

    code = "exists"
    sentence = N_("“%(where)s” already exists and was left as it is; name another file.")

    def __init__(self, where: str) -> None:
        super().__init__(where=where)


class CopyNotWritten(StoreReadOnly):
    """The file that should receive the copy cannot be made."""

    sentence = N_("“%(where)s” cannot be written; name a file in a folder that is there and open to you.")


class MissingBackup(MissingStore):
    """There is no such backup."""

    sentence = N_("There is no backup “%(where)s”; check the name and the folder.")


class NotABackup(NotOurFile):
    """The file to be restored is none of ours."""

    sentence = N_("“%(where)s” is not a backup of a crm-tui store; name another file, nothing was changed.")


class DamagedBackup(DamagedStore):
    """The file to be restored is ours and broken."""

    sentence = N_("The backup “%(where)s” is damaged; name an older one, nothing was changed.")


class BackupUnreadable(StoreReadOnly):
    """The system does not let us read the backup."""

    sentence = N_("The backup “%(where)s” cannot be read; check its permissions or name another file.")


def backup(path: Path, target: Path) -> int:
    """Copy a store, the other programs' last commits included, into a new file; the size of it in bytes.

    The contents of documents go into ``<target>.files``, after the rows that name them. Raises MissingStore,
    NotOurFile, TargetExists, DiskFull, CopyNotWritten.
    """
    if not is_there(path):
        raise MissingStore(str(path))
    examine(path)
    contents = FolderVault(target)
    for place in (target, contents.folder):
        if os.path.lexists(place):
            raise TargetExists(str(place))
    try:
        copy_beside(path, target)
        _fill_fresh(contents, path, target)
    except (StoreReadOnly, NotOurFile):
        raise CopyNotWritten(str(target)) from None
    return target.stat().st_size


def _fill_fresh(contents: FolderVault, path: Path, target: Path) -> None:
    """Copy the contents of documents too, or leave nothing of the copy."""
    try:
        contents.fill(FolderVault(path))
    except BaseException:
        target.unlink(missing_ok=True)
        shutil.rmtree(contents.folder, ignore_errors=True)
        raise


def restore(source: Path, path: Path) -> None:
    """Put a backup in a store's place; the file that stood there is kept beside it as ``.before-restore-<time>``.

    Contents of documents that are missing here come back out of the backup, and none is taken away. Raises
    MissingBackup, NotABackup, NewerStore, DamagedBackup, BackupUnreadable: the store in place is then untouched.
    """
    _check_backup(source)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    in_place = _in_place(path, stamp)
    FolderVault(path).fill(FolderVault(source))
    if in_place:
        kept = path.with_name(f"{path.name}.before-restore-{stamp}")
        copy_beside(path, kept)
        FolderVault(kept).fill(FolderVault(path))
        _pages(source, path)
    else:
        copy_beside(source, path)


def _check_backup(source: Path) -> None:
    """Raise what is wrong with a backup, before anything is touched, in sentences about the file that was named."""
    try:
        if not is_there(source):
            raise MissingBackup(str(source))
        examine(source)
        _whole(source)
    except NotOurFile:
        raise NotABackup(str(source)) from None
    except DamagedStore:
        raise DamagedBackup(str(source)) from None
    except StoreReadOnly:
        raise BackupUnreadable(str(source)) from None


def _in_place(path: Path, stamp: str) -> bool:
    """Whether a sound store stands at ``path``; a damaged one is put aside, and where none is, a folder made."""
    if not is_there(path):
        with naming(path):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return False
    try:
        examine(path)
        _whole(path)
    except DamagedStore:
        path.rename(path.with_name(f"{path.name}.damaged-{stamp}"))
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        return False
    return True


def copy_beside(path: Path, target: Path) -> None:
    """Copy a store into a new file of the program's own choosing. Raises DiskFull, StoreReadOnly."""
    with naming(target):
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        _pages(path, target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _pages(origin: Path, target: Path) -> None:
    """Write a store's pages over another's in one transaction: programs that have it open see the new content."""
    with naming(target), closing(sqlite3.connect(origin)) as source, closing(sqlite3.connect(target)) as copy:
        copy.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        source.backup(copy)


def _whole(path: Path) -> None:
    with naming(path):
        connection = sqlite3.connect(path)
        try:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            connection.close()
    if verdict != "ok":
        raise DamagedStore(str(path))
