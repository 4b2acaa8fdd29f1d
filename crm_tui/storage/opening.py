"""Open a store by where it is: the one place that chooses a concrete store."""

from pathlib import Path
from typing import TYPE_CHECKING

from crm_tui.domain.clock import Clock
from crm_tui.operations.errors import MissingStore, NoSuchStore
from crm_tui.storage.backend import Backend
from crm_tui.storage.local import LocalStore
from crm_tui.storage.schema import HEAD
from crm_tui.storage.sqlite import SqliteBackend
from crm_tui.storage.sqlite_file import examine, naming

if TYPE_CHECKING:
    from crm_tui.storage.remote import RemoteStore


async def open_store(
    where: str, *, clock: Clock, create: bool = True, user: str = "", region: str = "", currency: str = ""
) -> LocalStore:
    """The store at a place in the hands of ``user``: a colleague by that name, else the owner. See ``open_backend``."""
    backend = await open_backend(where, clock=clock, create=create, user=user, region=region, currency=currency)
    return LocalStore(backend, await backend.user(user))


async def open_backend(
    where: str, *, clock: Clock, create: bool = True, user: str = "", region: str = "", currency: str = ""
) -> Backend:
    """The base at a place; a file that is not there is made unless ``create`` is off.

    A new base is ``user``'s, and its phones and sums read by ``region`` and ``currency``. Raises NoSuchStore,
    MissingStore, NotOurFile, DamagedStore, NewerStore, StoreLocked, StoreReadOnly, DiskFull.
    """
    if "://" in where:
        raise NoSuchStore(where)
    path = _existing(where, create=create, user=user, region=region, currency=currency)
    if examine(path) < HEAD:
        from crm_tui.storage.creating import migrate

        migrate(path)
    return SqliteBackend(path, clock)


def open_remote(where: str, *, insecure: bool = False) -> "RemoteStore":
    """The store on a server, with the token that was kept for it. Raises NoSuchStore, NotProtected, LoginNeeded."""
    from crm_tui.storage.credentials import find_token
    from crm_tui.storage.places import server_url
    from crm_tui.storage.remote import RemoteStore

    url = server_url(where, insecure=insecure)
    return RemoteStore(url, find_token(url))


def is_there(path: Path) -> bool:
    """Whether there is such a file. Raises StoreReadOnly or NotOurFile where the disk will not tell."""
    with naming(path):
        return path.exists()


def _existing(where: str, *, create: bool, user: str, region: str, currency: str) -> Path:
    path = Path(where).expanduser()
    if not is_there(path):
        if not create:
            raise MissingStore(where)
        _make(path, user, region, currency)
    return path


def _make(path: Path, user: str, region: str, currency: str) -> None:
    from crm_tui.storage.creating import create
    from crm_tui.storage.seeding import Seed

    create(path, Seed(user=user or _system_user(), region=region or "US", currency=currency or "USD"))


def _system_user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "user"
