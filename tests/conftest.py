"""What all tests share: a clock that stands still, surroundings of their own, and a store made in a moment."""

import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from crm_tui import i18n
from crm_tui.domain.clock import FixedClock
from crm_tui.operations.directory import CreateUser
from crm_tui.storage.creating import create
from crm_tui.storage.local import LocalStore
from crm_tui.storage.opening import open_store
from crm_tui.storage.seeding import Seed

pytest_plugins = ["tests.postgres"]

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OWNER = "Олена Коваль"
COLLEAGUE = "Ivan Petrenko"
Opener = Callable[..., Awaitable[LocalStore]]

_OWN = (
    "CRM_TUI_STORE",
    "CRM_TUI_CONFIG",
    "CRM_TUI_TOKEN",
    "NO_COLOR",
    "FORCE_COLOR",
    "LC_ALL",
    "LC_MESSAGES",
    "LANGUAGE",
    "SSH_CONNECTION",
    "SSH_TTY",
)
_FOLDERS = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No settings, language or zone of this machine; English again after a test that spoke another language."""
    for name in _OWN:
        monkeypatch.delenv(name, raising=False)
    for name in _FOLDERS:
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    i18n.use("en")


@pytest.fixture
def clock() -> FixedClock:
    """Sunday, 22 November 2026, nine in the morning, UTC."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh store's file, made once: the others are copies of it."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    create(path, Seed(user=OWNER, region="UA", currency="UAH"))
    return path


@pytest.fixture
def store_path(template: Path, tmp_path: Path) -> Path:
    """A fresh store's file, not open yet."""
    path = tmp_path / "crm.db"
    shutil.copyfile(template, path)
    path.chmod(0o600)
    return path


@pytest.fixture
def where(request: pytest.FixtureRequest) -> str:
    """The place of a fresh store: a file, or a database where a test asks for ``tests.storage.kinds.on_both``."""
    kind = getattr(request, "param", "sqlite")
    place = request.getfixturevalue("postgres_url" if kind == "postgres" else "store_path")
    return str(place)


@pytest_asyncio.fixture
async def open_again(where: str, clock: FixedClock) -> AsyncIterator[Opener]:
    """Opens the test's store once more, as the owner or as ``user``; what is still open is closed in the end."""
    opened: list[LocalStore] = []

    async def again(user: str = "") -> LocalStore:
        opened.append(await open_store(where, clock=clock, create=False, user=user))
        return opened[-1]

    yield again
    for one in reversed(opened):
        await one.close()


@pytest_asyncio.fixture
async def store(open_again: Opener) -> LocalStore:
    """A fresh store: the owner, the "Buyers" pipeline with its six stages, no deals."""
    return await open_again()


@pytest_asyncio.fixture
async def colleague(store: LocalStore, open_again: Opener) -> LocalStore:
    """The same store in the hands of another manager."""
    await store.do(CreateUser(COLLEAGUE))
    return await open_again(COLLEAGUE)
