"""The camera: an office in each language, made once, and a program that stands still while its picture is taken."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from crm_tui import i18n
from crm_tui.storage.creating import create
from crm_tui.storage.seeding import Seed
from tests.conftest import OWNER
from tests.snapshots.camera import Scene, before, staged
from tests.snapshots.clients_office import furnish_clients
from tests.snapshots.office import furnish

Photograph = Callable[[Scene, tuple[int, int], str, str], bool]


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """No blinking, no animation, no zone but UTC, no colours of this machine's choosing, no program that opens here."""

    def stay(_widget: object) -> None:
        return None

    monkeypatch.setattr(Input, "_toggle_cursor", stay)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", stay)
    monkeypatch.setenv("SSH_TTY", "/dev/pts/0")
    for name in ("TEXTUAL_ANIMATIONS", "NO_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)


async def leave_empty(path: Path, _lang: str) -> None:
    """A store that holds nothing yet."""
    create(path, Seed(user=OWNER, region="UA", currency="UAH"))


FURNISHING = {"full": furnish, "clients": furnish_clients, "empty": leave_empty}


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """The file of an office in a language, made when it is first wanted."""
    folder = tmp_path_factory.mktemp("offices")
    furnished: set[Path] = set()

    def office(lang: str, kind: str) -> Path:
        path = folder / f"{lang}-{kind}.db"
        if path not in furnished:
            i18n.use(lang)
            asyncio.run(FURNISHING[kind](path, lang))
            furnished.add(path)
        return path

    return office


@pytest.fixture
def photograph(snap_compare: Callable[..., bool], offices: Callable[[str, str], Path], tmp_path: Path) -> Photograph:
    """Takes the picture of a scene and compares it with the one that was accepted."""

    def take(scene: Scene, size: tuple[int, int], theme: str, lang: str) -> bool:
        path = tmp_path / "crm.db"
        copy(offices(lang, scene.office), path)
        i18n.use(lang)
        app = staged(scene, path, theme, lang)
        return snap_compare(app, terminal_size=size, run_before=before(scene))

    return take


def copy(office: Path, path: Path) -> None:
    """A store's file with the documents that lie beside it."""
    shutil.copyfile(office, path)
    path.chmod(0o600)
    files = office.with_name(f"{office.name}.files")
    if files.exists():
        shutil.copytree(files, path.with_name(f"{path.name}.files"))
