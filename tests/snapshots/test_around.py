"""Pictures of what surrounds the board: welcome, help, palette, jumping, going."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from crm_tui.interchange.errors import FileMissing
from crm_tui.operations.base import Store
from crm_tui.operations.deals import ListDeals
from crm_tui.operations.errors import DiskFull
from crm_tui.operations.import_rows import RowReport
from crm_tui.screens.files import Files, ImportReview, ImportTerms, Progress, Watch
from tests.journeys.driving import Manager
from tests.screens.imports import ROWS, FakeImports
from tests.snapshots.camera import MAIN, NARROW, PLAIN, WORDY, M, S, Scene, hasty, keys, shots, takes
from tests.snapshots.conftest import Photograph


async def half(_store: Store, progress: Progress) -> None:
    """Sample data of which half is in, and no more comes."""
    progress(250, 500)
    await asyncio.Event().wait()


async def no_room(_store: Store, _progress: Progress) -> None:
    """Sample data for which there is no room."""
    raise DiskFull("crm.db")


async def not_written(_store: Store, _path: Path, _wanted: ListDeals) -> int:
    """An export that nobody asks for."""
    raise AssertionError


def found(rows: Sequence[RowReport] = ROWS) -> Files:
    """A file with these rows."""
    imports = FakeImports(rows)
    return Files(imports.review, imports.take_in, not_written)


async def half_way(_store: Store, _path: Path, _terms: ImportTerms, watch: Watch) -> ImportReview:
    """A file of which half is looked at, and no more comes."""
    watch.progress(50_000, 100_000)
    await asyncio.Event().wait()
    raise AssertionError


async def not_there(_store: Store, path: Path, _terms: ImportTerms, _watch: Watch) -> ImportReview:
    """A file that is not there."""
    raise FileMissing(path)


FILES = found()
HALF_WAY = Files(half_way, FakeImports().take_in, not_written)
NOT_THERE = Files(not_there, FakeImports().take_in, not_written)
Welcome = partial(Scene, empty=True, files=FILES)


async def looking(manager: Manager) -> None:
    """The state while a file is looked at, which never ends."""
    await manager.press("I")
    await manager.type("deals.csv")
    await manager.pilot.press("enter")
    for _round in range(5):
        await manager.pilot.pause()


_FILE = ("I", "'deals.csv'", "enter")
LOOKED_AT = keys(*_FILE)

PICTURES = [
    *shots(Welcome("welcome", hasty(), fill=half), [*MAIN, *takes(S, langs=("ru", "uk"))]),
    *shots(Welcome("welcome-path", hasty("i"), fill=half), takes(S)),
    *shots(Scene("import", LOOKED_AT, files=FILES), [*MAIN, *takes(NARROW), *takes(S, M, langs=("ru", "uk"))]),
    *shots(Scene("import-likely", keys(*_FILE, "5", "x"), files=FILES), takes(S)),
    *shots(Scene("import-columns", keys(*_FILE, "7", "c"), files=FILES), takes(S, M)),
    *shots(Scene("import-not-compared", keys(*_FILE, "M"), files=FILES), takes(S)),
    *shots(Scene("import-empty", LOOKED_AT, files=found(())), [*takes(S), *takes(NARROW)]),
    *shots(Scene("import-half", looking, files=HALF_WAY), [*takes(S), *takes(NARROW)]),
    *shots(Scene("import-failed", LOOKED_AT, files=NOT_THERE), WORDY),
    *shots(Scene("import-plain", LOOKED_AT, files=FILES, config={"ascii": True}), takes(S)),
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
