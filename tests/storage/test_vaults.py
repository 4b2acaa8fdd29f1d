"""Contents of documents: where they lie and for whom, through copies, backups and what went wrong."""

import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from crm_tui.domain.clock import SystemClock
from crm_tui.domain.ids import DealId, RecordId
from crm_tui.operations.base import Store
from crm_tui.operations.documents import AttachDocument, DocumentInfo, ListDocuments, ReadDocument
from crm_tui.operations.errors import DiskFull, DocumentVanished, StoreNotEmpty, StoreReadOnly
from crm_tui.storage import doctor, upkeep
from crm_tui.storage.backup import TargetExists, backup, restore
from crm_tui.storage.folder_vault import FolderVault
from crm_tui.storage.opening import open_store
from tests.conftest import Opener
from tests.storage.acts import deal, rows
from tests.storage.contents import Contents
from tests.storage.dump import whole
from tests.storage.kinds import on_both

DATA = bytes(range(256)) * 2_000
STRAY = "0" * 32
HELD = {"chunk"}


def kept_aside(folder: Path) -> list[Path]:
    return [path for path in folder.glob("crm.db.before-restore-*") if path.is_file()]


async def attach(store: Store, deal_id: DealId, data: bytes = DATA) -> DocumentInfo:
    return await store.do(AttachDocument(RecordId(deal_id), "offer.bin", data))


async def read(where: str, document: DocumentInfo) -> bytes:
    store = await open_store(where, clock=SystemClock(), create=False)
    try:
        return (await store.ask(ReadDocument(document.id))).data
    finally:
        await store.close()


async def test_a_content_is_a_file_of_the_owners_alone(store: Store, store_path: Path) -> None:
    kept = await attach(store, (await deal(store)).id)

    folder = Contents(str(store_path)).folder
    assert [path.name for path in folder.iterdir()] == [kept.id]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / kept.id).stat().st_mode) == 0o600


async def test_a_link_in_a_contents_place_is_not_followed(store: Store, store_path: Path, tmp_path: Path) -> None:
    kept = await attach(store, (await deal(store)).id)
    secret = tmp_path / "secret"
    secret.write_bytes(DATA)
    place = Contents(str(store_path)).folder / kept.id
    place.unlink()
    place.symlink_to(secret)

    with pytest.raises(DocumentVanished):
        await store.ask(ReadDocument(kept.id))
    with pytest.raises(StoreReadOnly):
        FolderVault(store_path).put(kept.id, b"overwritten")

    assert secret.read_bytes() == DATA


async def test_an_id_that_is_a_path_leads_nowhere(store: Store, store_path: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(DATA)
    await attach(store, (await deal(store)).id)

    vault = FolderVault(store_path)

    assert vault.get("../secret") is None
    assert vault.missing(["../secret"]) == {"../secret"}


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), OSError(13, "Permission denied")])
async def test_a_disk_that_takes_nothing_is_told_and_nothing_is_left(
    store: Store, store_path: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError
) -> None:
    made = await deal(store)

    def full(_file: int) -> None:
        raise fault

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises((DiskFull, StoreReadOnly)):
            await attach(store, made.id)

    assert await store.ask(ListDocuments(RecordId(made.id))) == ()
    assert Contents(str(store_path)).count() == 0


@on_both
async def test_a_copy_holds_the_contents_both_ways(
    store: Store, where: str, empty_url: str, tmp_path: Path, open_again: Opener
) -> None:
    made = await deal(store)
    kept, lost = await attach(store, made.id), await attach(store, made.id, b"lost")
    Contents(where).lose(lost.id)
    back = str(tmp_path / "back.db")

    there = upkeep.copy(where, empty_url, lambda _done, _total: None)
    again = upkeep.copy(empty_url, back, lambda _done, _total: None)

    assert (there.files, again.files) == (1, 1)
    assert await read(empty_url, kept) == await read(back, kept) == DATA
    assert rows(back, "SELECT count(*) FROM chunk") == [(0,)]
    held = {name: there for name, there in whole(where).items() if name not in HELD}
    assert {name: there for name, there in whole(back).items() if name not in HELD} == held


async def test_a_copy_does_not_mix_with_anothers_contents(store: Store, store_path: Path, tmp_path: Path) -> None:
    await attach(store, (await deal(store)).id)
    target = tmp_path / "copy.db"
    FolderVault(target).put(STRAY, b"another's")

    with pytest.raises(StoreNotEmpty):
        upkeep.copy(str(store_path), str(target), lambda _done, _total: None)

    assert not target.exists()
    assert Contents(str(target)).count() == 1


async def test_a_copy_that_is_stopped_leaves_no_content(
    store: Store, store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        await attach(store, (await deal(store)).id)
    target = tmp_path / "copy.db"
    put, done = FolderVault.put, list[str]()

    def once(vault: FolderVault, file_id: str, data: bytes) -> None:
        if done:
            raise KeyboardInterrupt
        put(vault, file_id, data)
        done.append(file_id)

    monkeypatch.setattr(FolderVault, "put", once)
    with suppress(KeyboardInterrupt):
        upkeep.copy(str(store_path), str(target), lambda _done, _total: None)

    assert not target.exists()
    assert Contents(str(target)).count() == 0


async def test_a_backup_takes_the_contents_along(store: Store, store_path: Path, tmp_path: Path) -> None:
    kept = await attach(store, (await deal(store)).id)
    target = tmp_path / "copy.db"

    backup(store_path, target)
    Contents(str(store_path)).lose(kept.id)
    later = await attach(store, (await deal(store)).id, b"later")
    restore(target, store_path)

    assert await read(str(target), kept) == await read(str(store_path), kept) == DATA
    (before,) = kept_aside(tmp_path)
    assert await read(str(before), later) == b"later"


async def test_a_backup_comes_back_where_there_is_nothing(store: Store, store_path: Path, tmp_path: Path) -> None:
    kept = await attach(store, (await deal(store)).id)
    target, elsewhere = tmp_path / "copy.db", tmp_path / "new" / "crm.db"

    backup(store_path, target)
    restore(target, elsewhere)

    assert await read(str(elsewhere), kept) == DATA


async def test_a_backup_that_runs_out_of_room_leaves_nothing(
    store: Store, store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await attach(store, (await deal(store)).id)

    def full(_vault: FolderVault, _file_id: str, _data: bytes) -> None:
        raise DiskFull("copy.db")

    monkeypatch.setattr(FolderVault, "put", full)
    with pytest.raises(DiskFull):
        backup(store_path, tmp_path / "copy.db")

    assert not [name for name in os.listdir(tmp_path) if name.startswith("copy.db")]


async def test_a_backup_never_mixes_with_anothers_contents(store: Store, store_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    FolderVault(target).put(STRAY, b"another's")

    with pytest.raises(TargetExists):
        backup(store_path, target)

    assert not target.exists()


async def test_the_doctor_tells_of_what_is_gone_and_clears_what_nothing_names(store: Store, store_path: Path) -> None:
    kept, contents = await attach(store, (await deal(store)).id), Contents(str(store_path))
    vault = FolderVault(store_path)
    for age, file_id in ((0, "1" * 32), (2 * 86_400, STRAY)):
        vault.put(file_id, b"stray")
        written = (contents.folder / file_id).stat().st_mtime - age
        os.utime(contents.folder / file_id, (written, written))

    (sound,) = (finding for finding in doctor.examine(store_path) if finding.name == "documents")
    assert (sound.ok, set(vault.files())) == (True, {kept.id, "1" * 32})

    contents.lose(kept.id)
    (gone,) = (finding for finding in doctor.examine(store_path) if finding.name == "documents")
    assert (gone.ok, gone.detail) == (False, "1 of 1 without content")
