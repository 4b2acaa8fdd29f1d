"""Files that cannot be taken in: one clear sentence each, and nothing unpacked that should not be."""

import io
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from crm_tui.interchange import errors, open_file
from crm_tui.interchange.source import Source
from crm_tui.operations.imports import RecordKind

SAMPLES = Path(__file__).parent / "samples"


def opened(path: Path, kind: RecordKind | None = None) -> Source:
    return open_file(path, kind=kind, region="RU", currency="RUB")


def made(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(errors.FileMissing):
        opened(tmp_path / "none.csv")
    with pytest.raises(errors.NotAFile):
        opened(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = made(tmp_path / "secret.csv", b"Name\nAnn\n")
    path.chmod(0)
    with pytest.raises(errors.FileUnreadable):
        opened(path)


@pytest.mark.parametrize("content", [b"", b"\n \r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(errors.EmptyFile):
        opened(made(tmp_path / "a.csv", content))


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 x", b"SQLite format 3\0 x", b"\x89PNG\r\n", b"<html><table>", b'{"a": 1}', bytes(range(1, 32)) * 9],
)
def test_foreign_files(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(errors.UnknownFormat):
        opened(made(tmp_path / "a.csv", content))


def test_no_headings(tmp_path: Path) -> None:
    with pytest.raises(errors.NoHeadings, match="--map"):
        opened(made(tmp_path / "a.csv", b"1,2\n3,4\n"))


def test_columns_cannot_be_mapped_in_vcards(tmp_path: Path) -> None:
    with pytest.raises(errors.NothingToMap):
        open_file(SAMPLES / "vcard-gmail-list.vcf", kind=None, mapping={"A": "name"}, region="RU", currency="RUB")


@pytest.mark.parametrize("size", [100, 3000])
def test_cut_workbook(tmp_path: Path, size: int) -> None:
    whole = (SAMPLES / "synthetic-excel-quirks.xlsx").read_bytes()
    with pytest.raises(errors.DamagedFile):
        opened(made(tmp_path / "a.xlsx", whole[:size]))


def test_zip_that_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(errors.DamagedFile):
        opened(made(tmp_path / "a.xlsx", zipped({"readme.txt": b"hello"})))


def test_zip_bomb(tmp_path: Path) -> None:
    bomb = zipped({"xl/workbook.xml": b"0" * 20_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(errors.PackedTooTightly):
        opened(made(tmp_path / "a.xlsx", bomb))


def test_zip_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    bomb = zipped({"xl/workbook.xml": b"0" * 20_000_000})
    with pytest.raises(errors.PackedTooTightly):
        opened(made(tmp_path / "a.xlsx", bomb.replace((20_000_000).to_bytes(4, "little"), b"\x10\0\0\0")))


def test_zip_of_very_many_members(tmp_path: Path) -> None:
    with pytest.raises(errors.PackedTooTightly):
        opened(made(tmp_path / "a.xlsx", zipped({f"m{n}": b"" for n in range(10_001)})))


def test_entities_of_its_own(tmp_path: Path) -> None:
    with zipfile.ZipFile(SAMPLES / "synthetic-excel-quirks.xlsx") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    evil = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    members["xl/worksheets/sheet1.xml"] = sheet.replace(b"<worksheet", evil + b"<worksheet", 1)
    with pytest.raises(errors.PackedTooTightly):
        opened(made(tmp_path / "a.xlsx", zipped(members)))


def test_a_real_workbook_passes_whatever_its_name(tmp_path: Path) -> None:
    path = made(tmp_path / "a.csv", (SAMPLES / "synthetic-excel-quirks.xlsx").read_bytes())
    assert opened(path).format == "xlsx"


def test_all_visible_sheets_with_headings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        cover = book.add_worksheet("Cover")
        cover.write_row(1, 1, ["Report", date(2026, 11, 22).isoformat()])
        for name, phone, hidden in (("Ann", 380671234567, False), ("Bob", 380501234567, False), ("No", 1, True)):
            sheet = book.add_worksheet(name)
            sheet.write_row(2, 1, ["Name", "Phone", "Active", "id", "Rate"])
            sheet.write_row(3, 1, [name, phone, True, 7, 33.25])
            if hidden:
                sheet.hide()
    source = opened(path)
    ann, bob = source.drafts()
    assert (ann.number, ann.name, ann.phones[0].e164, ann.external_id) == (4, "Ann", "+380671234567", "7")
    assert ann.extra == {"Active": "1", "Rate": "33.25"}
    assert bob.name == "Bob"
    assert source.total_hint == 2


def test_amounts_of_formulas_are_rounded_as_shown(tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Deal title", "Amount"])
        sheet.write_row(1, 0, ["Windows", 33.333333333])
        sheet.write_row(2, 0, ["Doors", 0.1 + 0.2])
        sheet.write_row(3, 0, ["Houses", 12_000_000])
    assert [draft.amount for draft in opened(path).drafts()] == ["33.33", "0.3", "12000000"]
