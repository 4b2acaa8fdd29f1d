"""The tab of documents: attached, shown, opened outside, saved, deleted, by keys."""

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from crm_tui.domain.file_names import cleaned
from crm_tui.domain.ids import DocumentId, RecordId
from crm_tui.operations.documents import (
    AttachDocument,
    DeleteDocument,
    DocumentContent,
    DocumentInfo,
    ListDocuments,
    ReadDocument,
)
from crm_tui.operations.errors import DocumentMislabelled, DocumentTooLarge, DocumentVanished
from crm_tui.papers.media_types import media_type
from tests.opener import stand_in
from tests.screens.card.drawer import Drawer, Shelf, opened
from tests.screens.fakes import NOW


def document(name: str, data: bytes = b"Hello", **changes: Any) -> DocumentInfo:
    """A document on the contact's card."""
    values: dict[str, Any] = {
        "id": DocumentId(f"f-{name}"),
        "subject_id": RecordId("c-1"),
        "name": name,
        "media_type": media_type(data),
        "size": len(data),
        "sha256": "",
        "author": "Anna",
        "at": NOW,
    }
    return DocumentInfo(**{**values, **changes})


def holding(**files: bytes) -> Shelf:
    """A card with files; ``__`` in a keyword stands for the point of a name."""
    named = {name.replace("__", "."): data for name, data in files.items()}
    shelf = Shelf()
    infos = {name: document(name, data) for name, data in named.items()}
    shelf.answers[ListDocuments] = lambda _query: tuple(infos.values())
    shelf.answers[ReadDocument] = lambda query: DocumentContent(
        infos[query.document_id.removeprefix("f-")], named[query.document_id.removeprefix("f-")]
    )
    return shelf


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Path]]:
    """The system's opener, and the files that it was given."""
    given = stand_in(tmp_path, monkeypatch)
    return lambda: [Path(path) for path in given()]


def flowing(drawer: Drawer) -> str:
    """What stands on the screen without the frames, so that a sentence of several lines is one."""
    return " ".join(drawer.text.replace("│", " ").split())


async def attaches(drawer: Drawer, paths: str) -> None:
    await drawer.goes_to("documents")
    await drawer.press("plus")
    await drawer.sees("Attach files")
    await drawer.write(paths)
    await drawer.press("enter")


async def exports(drawer: Drawer, path: Path) -> None:
    await drawer.goes_to("documents")
    await drawer.press("E")
    await drawer.sees("Save to a file")
    await drawer.write(str(path))
    await drawer.press("enter")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 20)])
async def test_a_line_tells_kind_name_and_size(size: tuple[int, int]) -> None:
    async with opened(holding(offer__pdf=b"%PDF-1.4\n%\xff\n" * 200), size=size) as drawer:
        await drawer.goes_to("documents")
        await drawer.sees("PDF", "offer.pdf")
        if size[0] >= 80:
            await drawer.sees("3 KB", "Anna")


async def test_an_empty_page_names_the_key_and_the_acts_are_off_with_the_reason() -> None:
    async with opened(holding()) as drawer:
        await drawer.goes_to("documents")
        await drawer.sees("No documents yet; + attaches a file.")
        assert drawer.screen.check_action("export", ()) is None
        assert drawer.screen.why_disabled("export") == "There is no document here yet; + attaches one."
        assert drawer.screen.why_disabled("make") == "Offers and invoices are made on the card of a deal."


async def test_on_other_tabs_the_acts_say_where_they_belong() -> None:
    async with opened(holding(a__txt=b"a")) as drawer:
        assert drawer.screen.check_action("launch", ()) is None
        assert drawer.screen.why_disabled("launch") == "That is for documents; > goes to their tab."
        await drawer.goes_to("documents")
        assert drawer.screen.check_action("launch", ())


async def test_several_paths_are_attached_and_what_failed_stays_in_the_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"first")
    (tmp_path / "b; c.txt").write_bytes(b"second")
    (tmp_path / "d e.txt").write_bytes(b"third")
    shelf = holding()
    async with opened(shelf) as drawer:
        link = (tmp_path / "d e.txt").as_uri()
        await attaches(drawer, f"{tmp_path}/a.txt; '{tmp_path}/gone.txt';{link}")
        await drawer.sees("2 files are attached")
        focused = drawer.app.focused
        assert focused is not None
        assert getattr(focused, "value", "") == f"'{tmp_path}/gone.txt'"
        await drawer.write(f"{tmp_path}/b; c.txt")
        await drawer.press("enter")
        await drawer.until(lambda: "Attached: 3 files · u undo" in drawer.app.said)
    assert shelf.done == [
        AttachDocument(RecordId("c-1"), name, data)
        for name, data in (("a.txt", b"first"), ("d e.txt", b"third"), ("b; c.txt", b"second"))
    ]


@pytest.mark.parametrize(
    ("refusal", "words"), [(DocumentTooLarge(10), "10 MB"), (DocumentMislabelled("a.png"), "picture and is none")]
)
async def test_what_the_store_refuses_stands_beside_the_path(tmp_path: Path, refusal: Exception, words: str) -> None:
    (tmp_path / "a.png").write_bytes(b"no picture")
    shelf = holding()
    shelf.refusals = [refusal]
    async with opened(shelf) as drawer:
        await attaches(drawer, str(tmp_path / "a.png"))
        await drawer.sees(words)
        assert not shelf.done


@pytest.mark.parametrize("path", ["/dev/zero", "/tmp", "~nobody-of-that-name/x", "a\0b"])
async def test_what_is_no_file_is_told_in_a_sentence(path: str) -> None:
    async with opened(holding()) as drawer:
        await attaches(drawer, path)
        await drawer.until(lambda: "cannot be read" in flowing(drawer) or "There is no file" in flowing(drawer))
        assert not drawer.app.failures


async def test_a_text_is_shown_clean() -> None:
    async with opened(holding(note__txt="Hello\n\x1b[2J\u202egnp\u200b [/][@click=app.quit]x[/]".encode())) as drawer:
        await drawer.goes_to("documents")
        await drawer.press("enter")
        await drawer.sees("Hello", "[/][@click=app.quit]x[/]")
        assert "\x1b" not in drawer.text
        await drawer.press("escape")
        await drawer.until(lambda: drawer.app.screen is drawer.screen)


async def test_a_text_in_an_older_encoding_is_read() -> None:
    async with opened(holding(note__txt="Договор подписан, отправьте счёт\n".encode("cp1251"))) as drawer:
        await drawer.goes_to("documents")
        await drawer.press("enter")
        await drawer.sees("Договор подписан")


async def test_a_table_stands_in_columns() -> None:
    async with opened(holding(prices__csv="Товар;Цена\nДоска дубовая;100\nБрус;7\n".encode())) as drawer:
        await drawer.goes_to("documents")
        await drawer.press("enter")
        await drawer.sees("Товар         │ Цена", "Доска дубовая │ 100", "Брус          │ 7")


async def test_markdown_has_its_headings_and_points() -> None:
    async with opened(holding(read__md=b"# Terms\n\n- thirty days\n")) as drawer:
        await drawer.goes_to("documents")
        await drawer.press("enter")
        await drawer.sees("Terms", "· thirty days")
        assert "# Terms" not in drawer.text


async def test_a_long_text_says_that_it_goes_on() -> None:
    async with opened(holding(long__txt=b"line\n" * 300_000)) as drawer:
        await drawer.goes_to("documents")
        await drawer.press("enter")
        await drawer.sees("line")
        await drawer.press("end")
        await drawer.sees("Only the beginning is shown")


def png(size: tuple[int, int] = (8, 8), colour: str = "red") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def bomb() -> bytes:
    """A picture whose head promises nine hundred million pixels."""
    whole = png()
    head = b"IHDR" + struct.pack(">II", 30_000, 30_000) + whole[24:29]
    return whole[:12] + head + struct.pack(">I", zlib.crc32(head)) + whole[33:]


async def test_a_picture_is_drawn_in_half_blocks() -> None:
    async with opened(holding(plan__png=png())) as drawer:
        await drawer.goes_to("documents")
        await drawer.press("enter")
        await drawer.sees("▀▀▀▀▀▀▀▀")


@pytest.mark.parametrize("data", [png()[:50], bomb()], ids=["cut off", "a bomb"])
async def test_a_picture_that_cannot_be_drawn_says_so(data: bytes) -> None:
    async with opened(holding(plan__png=data)) as drawer:
        await drawer.goes_to("documents")
        await drawer.press("enter")
        await drawer.sees("it is damaged or too large")


async def test_other_kinds_offer_their_own_program(opener: Callable[[], list[Path]]) -> None:
    async with opened(holding(offer__pdf=b"%PDF-1.4\n%\xff\n")) as drawer:
        await drawer.goes_to("documents")
        await drawer.press("enter")
        await drawer.sees("application/pdf", "o opens it")
        await drawer.press("o")
        await drawer.until(opener)
        (path,) = opener()
        assert path.read_bytes() == b"%PDF-1.4\n%\xff\n"
        assert (path.name, path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (
            "offer.pdf",
            0o600,
            0o700,
        )


@pytest.mark.parametrize("name", ["../../x.pdf", "-rf.pdf", "$(id).pdf", 'a"b\n\x1b[2J.pdf', "con.pdf"])
async def test_a_hostile_name_is_never_part_of_a_path_or_a_shell_line(
    name: str, opener: Callable[[], list[Path]]
) -> None:
    shelf = Shelf()
    info = document(name, b"%PDF-1.4\n%\xff\n", id=DocumentId("f-1"))
    shelf.answers[ListDocuments] = lambda _query: (info,)
    shelf.answers[ReadDocument] = lambda _query: DocumentContent(info, b"%PDF-1.4\n%\xff\n")
    async with opened(shelf) as drawer:
        await drawer.goes_to("documents")
        await drawer.press("o")
        await drawer.until(opener)
        (path,) = opener()
        assert path.name == cleaned(name)
        assert path.is_file()
        assert path.parent.name.startswith("crm-tui-")


async def test_a_program_is_not_started(opener: Callable[[], list[Path]]) -> None:
    async with opened(holding(offer__sh=b"#!/bin/sh\nid\n")) as drawer:
        await drawer.goes_to("documents")
        await drawer.press("o")
        await drawer.until(lambda: drawer.app.failures)
        assert "is a program" in str(drawer.app.failures[0])
        assert not opener()


async def test_saving_asks_before_it_replaces(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"mine")
    async with opened(holding(a__txt=b"theirs")) as drawer:
        await exports(drawer, target)
        await drawer.until(lambda: "is there already. Replace it?" in flowing(drawer))
        await drawer.press("escape")
        await drawer.sees("Choose another name.")
        assert target.read_bytes() == b"mine"
        await drawer.press("enter")
        await drawer.until(lambda: "is there already. Replace it?" in flowing(drawer))
        await drawer.press("enter")
        await drawer.until(lambda: any(said.startswith("Saved to") for said in drawer.app.said))
        assert target.read_bytes() == b"theirs"
        assert target.stat().st_mode & 0o777 == 0o600
        assert os.listdir(tmp_path) == ["a.txt"]


async def test_saving_follows_no_link_that_lies_in_wait(tmp_path: Path) -> None:
    victim, link = tmp_path / "victim", tmp_path / "a.txt"
    link.symlink_to(victim)
    async with opened(holding(a__txt=b"theirs")) as drawer:
        await exports(drawer, link)
        await drawer.until(lambda: "is there already. Replace it?" in flowing(drawer))
        await drawer.press("enter")
        await drawer.until(lambda: link.is_file() and not link.is_symlink())
        assert not victim.exists()


async def test_saving_into_a_folder_takes_the_name_along_and_a_wrong_path_comes_back(tmp_path: Path) -> None:
    async with opened(holding(a__txt=b"theirs")) as drawer:
        await exports(drawer, tmp_path / "nowhere" / "a.txt")
        await drawer.until(lambda: "cannot be written" in flowing(drawer))
        await drawer.write(str(tmp_path))
        await drawer.press("enter")
        await drawer.until((tmp_path / "a.txt").exists)
        assert (tmp_path / "a.txt").read_bytes() == b"theirs"


async def test_a_vanished_file_is_marked_and_told() -> None:
    shelf = Shelf()
    shelf.answers[ListDocuments] = lambda _query: (document("a.txt", vanished=True),)

    def gone(_query: ReadDocument) -> DocumentContent:
        raise DocumentVanished("a.txt")

    shelf.answers[ReadDocument] = gone
    async with opened(shelf) as drawer:
        await drawer.goes_to("documents")
        await drawer.sees("! content is gone", "a.txt")
        await drawer.press("enter")
        await drawer.until(lambda: drawer.app.failures)
        assert "restore a backup" in str(drawer.app.failures[0])


async def test_minus_deletes_and_says_how_to_undo() -> None:
    shelf = holding(a__txt=b"a")
    async with opened(shelf) as drawer:
        await drawer.goes_to("documents")
        await drawer.press("minus")
        await drawer.until(lambda: "Deleted: a.txt · u undo" in drawer.app.said)
        assert shelf.done == [DeleteDocument(DocumentId("f-a.txt"))]
