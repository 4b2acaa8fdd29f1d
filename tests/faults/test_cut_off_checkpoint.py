"""A program ends while it empties the log into the file: the file is short, the log has the rest, nothing is lost."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest_asyncio

from crm_tui.domain.clock import FixedClock
from crm_tui.storage.doctor import examine
from crm_tui.storage.opening import open_store
from tests.storage.acts import deal, titles

PAGE = 4_096


@pytest_asyncio.fixture
async def cut_off(store_path: Path, tmp_path: Path, clock: FixedClock) -> Path:
    """A store whose file got its new first page, and of the pages behind its old end none."""
    cut = tmp_path / "cut.db"
    store = await open_store(str(store_path), clock=clock, create=False)
    with closing(sqlite3.connect(store_path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM deal").fetchone()
        await deal(store, "kept", description="words " * 20_000)
        shutil.copy(store_path, cut)
        shutil.copyfile(log(store_path), log(cut))
    await store.close()
    with cut.open("r+b") as file, store_path.open("rb") as emptied:
        file.write(emptied.read(PAGE))
    return cut


def log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


async def test_it_opens_and_holds_what_was_acknowledged(cut_off: Path, clock: FixedClock) -> None:
    store = await open_store(str(cut_off), clock=clock, create=False)

    assert await titles(store) == ["kept"]
    await store.close()


def test_the_doctor_finds_it_sound(cut_off: Path) -> None:
    findings = {finding.name: finding.ok for finding in examine(cut_off)}

    assert all(findings.values()), findings
