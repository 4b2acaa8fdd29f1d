"""Pictures of what surrounds the board: welcome, help, palette, jumping, going."""

import asyncio
from functools import partial
from pathlib import Path

import pytest

from crm_tui.operations.base import Store
from crm_tui.operations.deals import ListDeals
from crm_tui.operations.errors import DiskFull
from crm_tui.operations.imports import ImportReport, RowReport, Verdict
from crm_tui.operations.remarks import Remark
from crm_tui.screens.files import Files, ImportPreview, Progress
from tests.snapshots.camera import MAIN, NARROW, PLAIN, WORDY, M, S, Scene, hasty, keys, shots, takes
from tests.snapshots.conftest import Photograph


async def half(_store: Store, progress: Progress) -> None:
    """Sample data of which half is in, and no more comes."""
    progress(250, 500)
    await asyncio.Event().wait()


async def no_room(_store: Store, _progress: Progress) -> None:
    """Sample data for which there is no room."""
    raise DiskFull("crm.db")


PREVIEW = ImportPreview(
    (("Название сделки", "title", "Крыша"), ("Бюджет, EUR", "amount (EUR)", "1 200"), ("ИНН", "kept", "77")),
    ImportReport(
        new=120,
        updated=3,
        unchanged=1,
        refused=1,
        rows=(
            RowReport(4, Verdict.NEW, (Remark("there is no colleague “[b]Bob[/b]”; you are responsible"),)),
            RowReport(7, Verdict.REFUSED, (Remark("budget: is too large; look for a digit too many"),)),
        ),
        dry_run=True,
        unknown_responsible=1,
    ),
)


async def looked_at(_store: Store, _path: Path, _progress: Progress) -> ImportPreview:
    """A file with rows in doubt."""
    return PREVIEW


async def not_needed(_store: Store, _path: Path, _progress: Progress) -> ImportReport:
    """An import that nobody asks for."""
    raise AssertionError


async def not_written(_store: Store, _path: Path, _wanted: ListDeals) -> int:
    """An export that nobody asks for."""
    raise AssertionError


FILES = Files(looked_at, not_needed, not_written)
Welcome = partial(Scene, empty=True, files=FILES)

LOOKED_AT = keys("I", "'deals.csv'", "enter")

PICTURES = [
    *shots(Welcome("welcome", hasty(), fill=half), [*MAIN, *takes(S, langs=("ru", "uk"))]),
    *shots(Welcome("welcome-path", hasty("i"), fill=half), takes(S)),
    *shots(Scene("import-preview", LOOKED_AT, files=FILES), [*MAIN, *takes(S, langs=("ru", "uk"))]),
    *shots(Welcome("welcome-half", hasty("s"), fill=half), PLAIN),
    *shots(Welcome("welcome-failed", hasty("s"), fill=no_room), WORDY),
    *shots(Scene("help", keys("question_mark")), [*MAIN, *takes(S, M, langs=("ru", "uk")), *takes(NARROW)]),
    *shots(Scene("help-end", keys("question_mark", "end")), takes(S)),
    *shots(Scene("help-deal", keys("enter", "question_mark")), PLAIN),
    *shots(Scene("palette", keys("ctrl+p")), [*PLAIN, *takes(S, langs=("ru",))]),
    *shots(Scene("palette-typed", keys("ctrl+p", "'colours'")), takes(M)),
    *shots(Scene("jump", keys("ctrl+k")), PLAIN),
    *shots(Scene("jump-found", keys("ctrl+k", "'лес'")), MAIN),
    *shots(Scene("jump-nothing", keys("ctrl+k", "'zzzz'")), takes(S)),
    *shots(Scene("go", keys("g")), takes(S, M)),
]


@pytest.mark.parametrize(("scene", "size", "theme", "lang"), PICTURES)
def test_around(photograph: Photograph, scene: Scene, size: tuple[int, int], theme: str, lang: str) -> None:
    assert photograph(scene, size, theme, lang)
