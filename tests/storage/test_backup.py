"""A copy of a store in use, and the way back from it."""

import asyncio
import stat
from pathlib import Path

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.operations.base import Store
from crm_tui.operations.errors import DamagedStore, MissingStore, NewerStore, NotOurFile
from crm_tui.storage.backup import TargetExists, backup, restore
from crm_tui.storage.opening import open_store
from crm_tui.storage.schema import HEAD
from tests.storage.acts import deal, rows, titles
from tests.storage.dump import dump


async def test_a_backup_holds_what_is_still_in_the_log(store: Store, store_path: Path, tmp_path: Path) -> None:
    await deal(store, "Roof")
    copy = tmp_path / "copy.db"

    size = backup(store_path, copy)

    assert size == copy.stat().st_size
    assert dump(copy) == dump(store_path)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert rows(copy, "PRAGMA integrity_check") == [("ok",)]


async def test_a_backup_under_writes_is_one_state_of_the_store(store: Store, store_path: Path, tmp_path: Path) -> None:
    async def write() -> None:
        for number in range(40):
            await deal(store, f"deal {number}", tags=(f"tag {number}",))

    async def copy() -> None:
        for number in range(4):
            await asyncio.to_thread(backup, store_path, tmp_path / f"copy{number}.db")

    await asyncio.gather(write(), copy())

    for number in range(4):
        path = tmp_path / f"copy{number}.db"
        ((sequence,),) = rows(path, "SELECT value FROM sequence")
        assert rows(path, "SELECT count(*) FROM deal") == rows(path, "SELECT count(*) FROM tagging") == [(sequence,)]


async def test_a_backup_never_overwrites(store_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "precious.txt"
    target.write_text("precious")

    with pytest.raises(TargetExists):
        backup(store_path, target)
    with pytest.raises(TargetExists):
        backup(store_path, store_path)
    with pytest.raises(MissingStore):
        backup(tmp_path / "nothing.db", tmp_path / "copy.db")

    assert target.read_text() == "precious"
    assert not (tmp_path / "copy.db").exists()


async def test_a_restore_in_place_is_seen_by_an_open_store(store: Store, store_path: Path, tmp_path: Path) -> None:
    await deal(store, "before")
    backup(store_path, tmp_path / "copy.db")
    await deal(store, "after")

    restore(tmp_path / "copy.db", store_path)

    assert await titles(store) == ["before"]
    await deal(store, "since")
    assert await titles(store) == ["since", "before"]
    (kept,) = found(tmp_path, "crm.db.before-restore-*")
    assert sorted(rows(kept, "SELECT title FROM deal")) == [("after",), ("before",)]


async def test_a_restore_where_nothing_stands(store_path: Path, tmp_path: Path, clock: FixedClock) -> None:
    target = tmp_path / "new" / "crm.db"

    restore(store_path, target)

    opened = await open_store(str(target), clock=clock, create=False)
    assert await titles(opened) == []
    await opened.close()
    assert stat.S_IMODE(target.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("damage", ["cut", "zeroed"])
async def test_a_damaged_store_is_put_aside_and_replaced(
    store_path: Path, tmp_path: Path, clock: FixedClock, damage: str
) -> None:
    backup(store_path, tmp_path / "copy.db")
    spoil(store_path, damage)

    restore(tmp_path / "copy.db", store_path)

    opened = await open_store(str(store_path), clock=clock, create=False)
    await deal(opened, "alive")
    assert await titles(opened) == ["alive"]
    await opened.close()
    assert len(found(tmp_path, "crm.db.damaged-*")) == 1


async def test_what_is_no_good_backup_is_not_restored(store: Store, store_path: Path, tmp_path: Path) -> None:
    await deal(store, "kept")
    foreign, empty, cut, newer = (tmp_path / name for name in ("foreign.db", "empty.db", "cut.db", "newer.db"))
    rows(foreign, "CREATE TABLE deal (id)")
    empty.touch()
    backup(store_path, newer)
    cut.write_bytes(newer.read_bytes()[:9_000])
    rows(newer, f"PRAGMA user_version = {HEAD + 1}")

    for source, error in (
        (foreign, NotOurFile),
        (empty, NotOurFile),
        (cut, DamagedStore),
        (newer, NewerStore),
        (tmp_path / "nothing.db", MissingStore),
    ):
        with pytest.raises(error):
            restore(source, store_path)

    assert await titles(store) == ["kept"]
    assert found(tmp_path, "crm.db.before-*") == []


def test_a_foreign_file_is_not_overwritten(store_path: Path, tmp_path: Path) -> None:
    foreign, words = tmp_path / "foreign.db", tmp_path / "words.txt"
    rows(foreign, "CREATE TABLE deal (id)")
    words.write_text("a letter to a friend")
    before = foreign.read_bytes()

    for target in (foreign, words):
        with pytest.raises(NotOurFile):
            restore(store_path, target)

    assert foreign.read_bytes() == before
    assert words.read_text() == "a letter to a friend"


def found(folder: Path, pattern: str) -> list[Path]:
    return list(folder.glob(pattern))


def spoil(path: Path, damage: str) -> None:
    """Cut a file in the middle, or blank all its pages but the first."""
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if damage == "cut" else whole[:4096] + bytes(len(whole) - 4096))
