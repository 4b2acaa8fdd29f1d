"""Papers: what was filled in is text and no markup, broken templates are told, and those that come along will do."""

import io
import zipfile

import pytest

from crm_tui.i18n import LANGUAGES
from crm_tui.operations.errors import BadTemplate
from crm_tui.papers import archives, built_in, docx, making
from crm_tui.papers.fields import Values, specimen
from crm_tui.papers.marks import Heading, Paragraph, Rule, Table, apart, blocks
from crm_tui.papers.media_types import DOCX, TEXT, media_type
from tests.papers.sheets import read_pdf, read_word, word

HOSTILE = "**bold** # no\n# heading\n| a | b |\n---\n{{ deal.title }} \x1b[31m \u202e&<b>"


def saying(title: str) -> Values:
    deal = {**dict.fromkeys(("description", "amount"), "…"), "title": title}
    return {**specimen(), "deal": deal}


def test_marks_are_read_into_blocks() -> None:
    text = "# Offer\n\nTo **Марія** now\n| No | What |\n|---|---|\n| 1 | Roof | x |\n---\n- one"

    assert list(blocks(text)) == [
        Heading("Offer", 1),
        Paragraph(()),
        Paragraph((("To ", False), ("Марія", True), (" now", False))),
        Table((("No", "What", ""), ("1", "Roof", "x"))),
        Rule(),
        Paragraph((("one", False),), bullet=True),
    ]


def test_what_was_filled_in_is_no_mark() -> None:
    (block,) = blocks(str(apart(HOSTILE)))

    assert block == Paragraph(((HOSTILE, False),))


def test_a_pdf_says_what_was_filled_in_and_no_more() -> None:
    made, _ending = making.make("x", TEXT, b"{{ deal.title }}", saying(HOSTILE))

    said = read_pdf(made)
    assert said[:4] == ["**bold** # no", "# heading", "| a | b |", "---"]
    assert said[4].startswith("{{ deal.title }}")
    assert not {"\x1b", "\u202e"} & set("".join(said))


def test_a_word_paper_says_what_was_filled_in_and_no_more() -> None:
    made, _ending = making.make("x", DOCX, word("{{ deal.title }}"), saying("{{ total }} <w:p/> & ]]>"))

    assert read_word(made) == ["{{ total }} <w:p/> & ]]>"]


def test_letters_of_three_alphabets_are_in_the_font() -> None:
    text = "Їжак Ґанок Ёлка Straße 50 000,00 ₴ ₽ € № «…»"

    assert read_pdf(making.make("x", TEXT, text.encode(), specimen())[0]) == [text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_templates_that_come_along_will_do(language: str) -> None:
    for template_id in built_in.ids(language):
        made, ending = making.make(template_id, TEXT, built_in.text(template_id) or b"", specimen())

        assert (ending, media_type(made)) == (".pdf", "application/pdf")
        assert read_pdf(made)[0] == built_in.name(template_id)
    assert built_in.ids("de") == built_in.ids("en")
    assert built_in.text("../offer-en") is built_in.text("offer-de") is None


def zipped(*members: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        (zipped(("word/document.xml", b"x")), "no sound"),
        (word("x")[:-200], "no sound"),
        (b"PK\x03\x04", "no sound"),
        (zipped(("word/document.xml", bytes(20_000_000))), "far more"),
        (zipped(("word/document.xml", b'<!DOCTYPE x [<!ENTITY e "x">]><x/>')), "far more"),
    ],
    ids=["no document", "cut off", "a beginning", "a bomb", "entities"],
)
def test_a_word_template_that_is_none_or_a_bomb_is_told(template: bytes, reason: str) -> None:
    with pytest.raises(BadTemplate, match=reason):
        docx.fill("offer.docx", template, specimen())


def test_a_text_that_is_no_text_is_told() -> None:
    with pytest.raises(BadTemplate, match="UTF-8"):
        making.try_out("offer", TEXT, "Ціна".encode("cp1251"))


def test_an_archive_may_hold_just_so_much() -> None:
    packed = zipped(("a", b"x" * 1_000), ("b", b"y" * 1_000))

    archives.check(io.BytesIO(packed), 2_000)
    with pytest.raises(archives.PackedTooTightly):
        archives.check(io.BytesIO(packed), 1_999)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (word("x"), DOCX),
        (zipped(("a.txt", b"x")), "application/zip"),
        (zipped(("xl/workbook.xml", b"x")), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (
            zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), packing=zipfile.ZIP_STORED),
            "application/vnd.oasis.opendocument.text",
        ),
        (b"PK\x03\x04 cut off", "application/zip"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"<html><body>x</body></html>", "text/html"),
        ("Привіт".encode(), "text/plain"),
    ],
    ids=["word", "archive", "workbook", "open document", "cut off", "bytes", "page", "text"],
)
def test_a_file_is_what_is_in_it(data: bytes, kind: str) -> None:
    assert media_type(data) == kind
