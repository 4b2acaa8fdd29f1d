"""Open a store by where it is: the one place that chooses a concrete store."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from crm_tui.domain.clock import Clock
from crm_tui.domain.places import is_address, is_database
from crm_tui.operations.directory import CreateUser
from crm_tui.operations.documents import LIMIT_MB
from crm_tui.operations.errors import MissingStore, NoSuchStore, StoreReadOnly
from crm_tui.storage.local import LocalStore
from crm_tui.storage.schema import HEAD
from crm_tui.storage.sqlite import SqliteBackend
from crm_tui.storage.sqlite_file import examine, is_there

if TYPE_CHECKING:
    from crm_tui.storage.backend import Backend
    from crm_tui.storage.remote import RemoteStore
    from crm_tui.storage.seeding import Seed


async def open_store(
    where: str,
    *,
    clock: Clock,
    create: bool = True,
    user: str = "",
    region: str = "",
    currency: str = "",
    document_limit: int = LIMIT_MB,
) -> LocalStore:
    """The store at a place in the hands of ``user``; see ``open_backend``.

    That is the colleague of that name, made where there is none; the owner without a name.
    """
    backend = await open_backend(
        where,
        clock=clock,
        create=create,
        user=user,
        region=region,
        currency=currency,
        document_limit=document_limit,
    )
    return await _in_the_hands_of(user, backend)


async def open_backend(
    where: str,
    *,
    clock: Clock,
    create: bool = True,
    user: str = "",
    region: str = "",
    currency: str = "",
    document_limit: int = LIMIT_MB,
) -> "Backend":
    """The base at a place, a file or ``postgresql://…``; a file that is not there is made unless ``create`` is off.

    A new base is ``user``'s, and its phones and sums read by ``region`` and ``currency``. Documents may be as large as
    ``document_limit`` (megabytes) says. A database is shared: it is
    made and brought up to date by ``crm-tui store``, never on the way.

    Raises NoSuchStore, MissingStore, NotOurFile, DamagedStore, NewerStore, StoreLocked, StoreReadOnly, DiskFull; of a
    database EmptyDatabase, OlderStore, MissingDatabase, LoginRefused, StoreUnreachable.
    """
    if is_database(where):
        return await _database(where, clock, document_limit)
    if is_address(where):
        raise NoSuchStore(where)
    path = _existing(where, create=create, user=user, region=region, currency=currency)
    if examine(path) < HEAD:
        from crm_tui.storage.creating import migrate

        migrate(path)
    return SqliteBackend(path, clock, document_limit)


async def _database(where: str, clock: Clock, document_limit: int) -> "Backend":
    from crm_tui.storage.postgres import PostgresBackend
    from crm_tui.storage.postgres_creating import check

    await asyncio.to_thread(check, where)
    return PostgresBackend(where, clock, document_limit)


def open_remote(where: str, *, insecure: bool = False) -> "RemoteStore":
    """The store on a server, with the token that was kept for it. Raises NoSuchStore, NotProtected, LoginNeeded."""
    from crm_tui.storage.addresses import server_url
    from crm_tui.storage.credentials import find_token
    from crm_tui.storage.remote import RemoteStore

    url = server_url(where, insecure=insecure)
    return RemoteStore(url, find_token(url))


async def _in_the_hands_of(name: str, backend: "Backend") -> LocalStore:
    """The door in a colleague's name; one whom the settings name and nobody knows yet is made a manager.

    Where nothing can be written there is nothing to write down under that name either: the owner reads.
    """
    try:
        user = await backend.user(name)
        if name and user.name != name:
            with suppress(StoreReadOnly):
                user = await LocalStore(backend, user).do(CreateUser(name))
        return LocalStore(backend, user)
    except BaseException:
        await backend.close()
        raise


def _existing(where: str, *, create: bool, user: str, region: str, currency: str) -> Path:
    path = Path(where).expanduser()
    if not is_there(path):
        if not create:
            raise MissingStore(where)
        _make(path, user, region, currency)
    return path


def _make(path: Path, user: str, region: str, currency: str) -> None:
    from crm_tui.storage.creating import create

    create(path, seed(user, region, currency))


def seed(user: str, region: str, currency: str) -> "Seed":
    """Whose a new store is and how its sums read; what is not said is the system's user, US and USD."""
    from crm_tui.storage.seeding import Seed

    return Seed(user=user or _system_user(), region=region or "US", currency=currency or "USD")


def _system_user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "user"
