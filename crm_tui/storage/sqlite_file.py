"""A store's file before any engine: is it ours, is it whole, and a raw connection with the pragmas that we rely on."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crm_tui.i18n import N_
from crm_tui.operations.errors import (
    CrmError,
    DamagedStore,
    DiskFull,
    InvalidValue,
    NewerStore,
    NotOurFile,
    StoreLocked,
    StoreReadOnly,
)
from crm_tui.storage.schema import APPLICATION_ID, HEAD

BUSY_MS = 5_000
UNSTORABLE = (OverflowError, UnicodeEncodeError)
"""What the driver raises for a number beyond 64 bits, and for text with half a character in it."""
_HEADER = 100
_MAGIC = b"SQLite format 3\x00"

_BY_CODE: dict[int, type[DamagedStore | DiskFull | NotOurFile | StoreLocked | StoreReadOnly]] = {
    sqlite3.SQLITE_BUSY: StoreLocked,
    sqlite3.SQLITE_LOCKED: StoreLocked,
    sqlite3.SQLITE_READONLY: StoreReadOnly,
    sqlite3.SQLITE_CANTOPEN: StoreReadOnly,
    sqlite3.SQLITE_PERM: StoreReadOnly,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_IOERR: DiskFull,
    sqlite3.SQLITE_CORRUPT: DamagedStore,
    sqlite3.SQLITE_NOTADB: NotOurFile,
}


def is_there(path: Path) -> bool:
    """Whether there is such a file. Raises StoreReadOnly or NotOurFile where the disk will not tell."""
    with naming(path):
        return path.exists()


def examine(path: Path) -> int:
    """The schema number of the store in a file, read from its first 100 bytes (sqlite.org/fileformat, section 1.3).

    Raises NotOurFile, DamagedStore (shorter than it says), NewerStore, StoreReadOnly. While a log lies beside it, a
    file may be short: a program that ends while it empties the log has written the new length, but not all pages.
    """
    with naming(path), path.open("rb") as file:
        head = file.read(_HEADER)
        size = os.fstat(file.fileno()).st_size
        logged = _log_size(path) > 0
    if len(head) < _HEADER or not head.startswith(_MAGIC) or _number(head, 68) != APPLICATION_ID:
        raise NotOurFile(str(path))
    page = int.from_bytes(head[16:18], "big")
    if not logged and size < _number(head, 28) * (65_536 if page == 1 else page):
        raise DamagedStore(str(path))
    schema = _number(head, 60)
    if schema > HEAD:
        raise NewerStore(str(path))
    return schema


def _log_size(path: Path) -> int:
    log = path.with_name(f"{path.name}-wal")
    return log.stat().st_size if log.exists() else 0


def _number(head: bytes, at: int) -> int:
    return int.from_bytes(head[at : at + 4], "big")


def connect(path: Path, *, any_thread: bool = False) -> sqlite3.Connection:
    """A raw connection in autocommit, waiting up to five seconds for another program's lock."""
    with naming(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=not any_thread,
        )
        prepare(connection)
    return connection


def prepare(connection: sqlite3.Connection) -> None:
    """The pragmas of every connection: WAL, foreign keys, durable commits, and no code from the schema."""
    for pragma in (
        f"busy_timeout = {BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cache_size = -16000",
    ):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Turn what the disk and SQLite raise into the store's own errors, which name the file and the way out."""
    try:
        yield
    except sqlite3.Error as error:
        raise explained(error, path) from error
    except OSError as error:
        raise _from_disk(error, path) from error


def explained(error: Exception, path: Path) -> Exception:
    """The store's own error for one of SQLite's, by its primary result code; a fault of the program stays itself."""
    if isinstance(error, UNSTORABLE):
        return InvalidValue(N_("value"), N_("cannot be stored; type it again"))
    kind = _BY_CODE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return error if kind is None else kind(str(path))


def _from_disk(error: OSError, path: Path) -> CrmError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(str(path))
    if error.errno in (errno.EISDIR, errno.ENOTDIR):
        return NotOurFile(str(path))
    return StoreReadOnly(str(path))
