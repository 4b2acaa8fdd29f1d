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
from tests.snapshots.office import furnish

Photograph = Callable[[Scene, tuple[int, int], str, str], bool]


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """No blinking, no animation, no zone but UTC, no colours of this machine's choosing."""

    def stay(_widget: object) -> None:
        return None

    monkeypatch.setattr(Input, "_toggle_cursor", stay)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", stay)
    for name in ("TEXTUAL_ANIMATIONS", "NO_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bool], Path]:
    """The file of the office in a language, or of a store that is empty yet."""
    folder = tmp_path_factory.mktemp("offices")

    def office(lang: str, empty: bool) -> Path:
        path = folder / f"{lang}-{'empty' if empty else 'full'}.db"
        if not path.exists():
            i18n.use(lang)
            if empty:
                create(path, Seed(user=OWNER, region="UA", currency="UAH"))
            else:
                asyncio.run(furnish(path, lang))
        return path

    return office


@pytest.fixture
def photograph(snap_compare: Callable[..., bool], offices: Callable[[str, bool], Path], tmp_path: Path) -> Photograph:
    """Takes the picture of a scene and compares it with the one that was accepted."""

    def take(scene: Scene, size: tuple[int, int], theme: str, lang: str) -> bool:
        path = tmp_path / "crm.db"
        shutil.copyfile(offices(lang, scene.empty), path)
        path.chmod(0o600)
        i18n.use(lang)
        app = staged(scene, path, theme, lang)
        return snap_compare(app, terminal_size=size, run_before=before(scene))

    return take
