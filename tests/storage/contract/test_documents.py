"""Files on cards: what is kept of them, and what is refused."""

from base64 import b64decode
from datetime import timedelta

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import DocumentId, RecordId
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import CreateContact
from crm_tui.operations.documents import (
    MEGABYTE,
    AttachDocument,
    DeleteDocument,
    DocumentInfo,
    ListDocuments,
    ReadDocument,
    RenameDocument,
)
from crm_tui.operations.errors import (
    DocumentDamaged,
    DocumentMislabelled,
    DocumentTooLarge,
    DocumentVanished,
    InvalidValue,
    NotAllowed,
    NotFound,
)
from crm_tui.operations.history import Redo, Undo
from tests.storage.acts import deal
from tests.storage.contents import Contents
from tests.storage.kinds import Place, Served

PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
NONE = DocumentId("f" * 32)


@pytest.fixture
def contents(base: Place | Served) -> Contents:
    """What lies behind the door, for breaking it."""
    return Contents(base.where)


async def attached(store: Store, record_id: str, name: str = "offer.txt", data: bytes = b"Roof, oak") -> DocumentInfo:
    return await store.do(AttachDocument(RecordId(record_id), name, data))


async def documents(store: Store, record_id: str) -> tuple[DocumentInfo, ...]:
    return await store.ask(ListDocuments(RecordId(record_id)))


async def test_a_file_comes_back_as_it_was(store: Store, manager: Store, clock: FixedClock) -> None:
    made, everything = await deal(store), bytes(range(256)) * 3_000

    kept = await attached(store, made.id, "план 1.bin", everything)

    assert (kept.name, kept.size, kept.media_type) == ("план 1.bin", len(everything), "application/octet-stream")
    assert (kept.author, kept.at, kept.vanished) == ("Олена Коваль", clock.now(), False)
    content = await manager.ask(ReadDocument(kept.id))
    assert (content.info, content.data) == (kept, everything)


async def test_the_files_of_each_kind_of_card_stand_newest_first(store: Store, clock: FixedClock) -> None:
    contact = await store.do(CreateContact("Марія", company="Дах"))
    assert contact.company_id
    for record_id in ((await deal(store)).id, contact.id, contact.company_id):
        older = await attached(store, record_id)
        clock.set(clock.now() + timedelta(minutes=1))
        newer = await attached(store, record_id)

        assert await documents(store, record_id) == (newer, older)


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("photo.png", PNG, "image/png"),
        ("photo.jpg", PNG, "image/png"),
        ("notes", "Привіт\n".encode(), "text/plain"),
        ("prices.csv", "Ціна;100\n".encode("cp1251"), "text/plain"),
        ("paper.exe", b"%PDF-1.7\n", "application/pdf"),
        ("bmw.txt", b"BMW, a car", "text/plain"),
    ],
)
async def test_what_a_file_is_is_looked_at(store: Store, name: str, data: bytes, media_type: str) -> None:
    assert (await attached(store, (await deal(store)).id, name, data)).media_type == media_type


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../x", "x"),
        ("..\\..\\con.txt", "_con.txt"),
        ("/etc/passwd", "passwd"),
        ("a\x1b[31m\u202etxt.exe\n.pdf", "a[31mtxt.exe .pdf"),
        ("  счёт   №5 .docx ", "счёт №5 .docx"),
        ('<a>|"b"?.txt', "_a___b__.txt"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
async def test_a_name_is_no_path_and_steers_nothing(store: Store, given: str, kept: str) -> None:
    made = await deal(store)

    assert (await attached(store, made.id, given)).name == kept
    assert (await store.do(RenameDocument((await attached(store, made.id)).id, given))).name == kept


async def test_a_document_taken_away_comes_back_by_undo(store: Store) -> None:
    made = await deal(store)
    kept = await attached(store, made.id)

    await store.do(DeleteDocument(kept.id))
    assert await documents(store, made.id) == ()
    with pytest.raises(NotFound):
        await store.ask(ReadDocument(kept.id))
    await store.do(Undo())
    assert (await store.ask(ReadDocument(kept.id))).data == b"Roof, oak"
    await store.do(Undo())
    assert await documents(store, made.id) == ()
    await store.do(Redo())
    assert (await store.ask(ReadDocument(kept.id))).data == b"Roof, oak"


async def test_a_document_whose_content_is_gone_says_so(store: Store, contents: Contents) -> None:
    made = await deal(store)
    kept = await attached(store, made.id)

    contents.lose(kept.id)

    assert [each.vanished for each in await documents(store, made.id)] == [True]
    with pytest.raises(DocumentVanished, match=r"offer\.txt"):
        await store.ask(ReadDocument(kept.id))


async def test_a_document_whose_content_was_changed_says_so(store: Store, contents: Contents) -> None:
    kept = await attached(store, (await deal(store)).id)

    contents.change(kept.id, b"Roof, gold")

    with pytest.raises(DocumentDamaged, match=r"offer\.txt"):
        await store.ask(ReadDocument(kept.id))


async def test_what_is_no_document_is_refused(store: Store, contents: Contents) -> None:
    made = await deal(store)
    kept, held = await attached(store, made.id), contents.count()

    with pytest.raises(DocumentTooLarge, match="10 MB"):
        await attached(store, made.id, "large", b"x" * (10 * MEGABYTE + 1))
    with pytest.raises(DocumentTooLarge, match="10 MB"):
        await attached(store, made.id, "huge", b"x" * (20 * MEGABYTE))
    with pytest.raises(DocumentMislabelled, match=r"photo\.PNG"):
        await attached(store, made.id, "photo.PNG", b"no picture")
    with pytest.raises(DocumentMislabelled):
        await store.do(RenameDocument(kept.id, "photo.jpeg"))
    for name, data in (("empty.txt", b""), ("", b"x"), ("../..", b"x"), ("\u202e", b"x")):
        with pytest.raises(InvalidValue):
            await attached(store, made.id, name, data)
    with pytest.raises(InvalidValue):
        await store.do(RenameDocument(kept.id, " . "))

    assert await documents(store, made.id) == (kept,)
    assert contents.count() == held


async def test_what_is_not_there_is_told(store: Store, reader: Store) -> None:
    with pytest.raises(NotFound):
        await documents(store, "f" * 32)
    with pytest.raises(NotFound):
        await store.ask(ReadDocument(NONE))
    for command in (AttachDocument(RecordId(NONE), "x", b"x"), RenameDocument(NONE, "x"), DeleteDocument(NONE)):
        with pytest.raises(NotFound):
            await store.do(command)
    made = await deal(store)
    with pytest.raises(NotAllowed):
        await attached(reader, made.id)


async def test_a_document_as_large_as_the_limit_goes_in_and_comes_back(store: Store) -> None:
    data = bytes(range(256)) * (10 * MEGABYTE // 256)

    kept = await attached(store, (await deal(store)).id, "large.bin", data)

    assert (await store.ask(ReadDocument(kept.id))).data == data
