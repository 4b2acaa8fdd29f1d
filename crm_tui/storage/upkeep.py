"""A store made, brought up to date, or moved elsewhere; a file or a database, by where it is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from crm_tui.domain.places import is_address, is_database
from crm_tui.operations.errors import MissingStore, NoSuchStore, OlderStore, StoreNotEmpty
from crm_tui.storage import copying, creating, database, postgres_creating
from crm_tui.storage.chunk_vault import ChunkVault
from crm_tui.storage.folder_vault import FolderVault
from crm_tui.storage.postgres_database import PostgresDatabase
from crm_tui.storage.schema import HEAD
from crm_tui.storage.seeding import Seed, plant
from crm_tui.storage.sqlite_database import SqliteDatabase
from crm_tui.storage.sqlite_file import examine, is_there, naming

if TYPE_CHECKING:
    from crm_tui.storage.database import Database
    from crm_tui.storage.vault import Vault

Progress = Callable[[int, int], None]


def init(where: str, seed: Seed) -> None:
    """Make a store in an empty place. Raises StoreNotEmpty, UnfitDatabase and what the place has to say."""
    _make(where, lambda connection: plant(connection, seed))


def upgrade(where: str) -> bool:
    """Bring a store up to this program's schema; whether there was anything to do. A file is copied first.

    Raises MissingStore, EmptyDatabase, NotOurFile, NewerStore and what the place has to say.
    """
    if is_database(where):
        return postgres_creating.migrate(where)
    path = _file(where)
    if examine(path) == HEAD:
        return False
    creating.migrate(path)
    return True


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds: how many rows each table has, and the contents of how many documents and templates."""

    tables: dict[str, int]
    files: int


def copy(source: str, target: str, progress: Progress) -> Copied:
    """Copy a store into an empty place, contents of documents included. ``progress`` is told (done, total) rows.

    It is there as a whole or not at all, and the source is only read. Raises StoreNotEmpty, OlderStore, CopyIncomplete.
    """
    held: list[Copied] = []
    base = _base(source)
    try:
        with database.naming(base), base.reading.connect() as origin, origin.begin():
            total = sum(copying.counts(origin).values())
            progress(0, total)

            def fill(fresh: Connection) -> None:
                tables = copying.copy_rows(origin, fresh, target, lambda done: progress(done, total))
                files = copying.copy_contents(origin, base.vault(origin), _empty_vault(target, fresh), target)
                held.append(Copied(tables, files))

            _make(target, fill)
    finally:
        base.close()
    _learn(target)
    return held[0]


def _empty_vault(where: str, connection: Connection) -> "Vault":
    """Where a fresh store's contents go. Raises StoreNotEmpty where another's lie there."""
    if is_database(where):
        return ChunkVault(connection)
    vault = FolderVault(_path(where))
    if any(vault.files()):
        raise StoreNotEmpty(str(vault.folder))
    return vault


def _learn(where: str) -> None:
    """Let the planner know what a fresh copy holds."""
    base = _base(where)
    try:
        with database.naming(base), base.writing.connect() as connection, base.bulk(connection):
            pass
    finally:
        base.close()


def _base(where: str) -> "Database":
    """A store that is there, to be read."""
    if is_database(where):
        postgres_creating.check(where)
        return PostgresDatabase(where)
    path = _file(where)
    if examine(path) < HEAD:
        raise OlderStore(where)
    return SqliteDatabase(path)


def _file(where: str) -> Path:
    path = _path(where)
    if not is_there(path):
        raise MissingStore(where)
    return path


def _path(where: str) -> Path:
    if is_address(where):
        raise NoSuchStore(where)
    return Path(where).expanduser()


def _make(where: str, fill: Callable[[Connection], None]) -> None:
    if is_database(where):
        postgres_creating.make(where, fill)
        return
    path = _path(where)
    with naming(path):
        if is_there(path) or not creating.make(path, fill):
            raise StoreNotEmpty(where)
