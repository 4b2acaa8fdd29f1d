"""Opening a file to import: what it is, is told by what it holds, not only by how its name ends."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from crm_tui.interchange.encoding import encoding_of
from crm_tui.interchange.errors import (
    EmptyFile,
    FileMissing,
    FileUnreadable,
    NotAFile,
    NothingToMap,
    UnknownFormat,
)
from crm_tui.interchange.mapping import checked
from crm_tui.interchange.source import Source
from crm_tui.operations.imports import RecordKind

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    b"%PDF",
    b"SQLite format 3",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"MZ\x90",
    b"7z\xbc",
    b"Rar!",
    b"BM\x00",
)
_MARKUP = ("<!doctype", "<html", "<?xml", "<table", "{", "[{", "%!ps", "{\\rtf")
_NO_MAPPING: Mapping[str, str] = MappingProxyType({})


def open_file(
    path: Path,
    *,
    kind: RecordKind | None,
    mapping: Mapping[str, str] = _NO_MAPPING,
    region: str,
    currency: str,
) -> Source:
    """Look at a file and say what is in it; nothing is taken in yet.

    ``mapping`` goes from a column's heading to the name of a field and wins over the guess; ``region`` (ISO 3166) says
    how national phones read where the file does not; ``currency`` (ISO 4217) is that of amounts which
    name none. Raises FileError and what stands under it.
    """
    asked = checked(mapping, path)
    try:
        head = _head(path)
        form = _form(path, head)
        if form == "vcard":
            from crm_tui.interchange.vcard_file import VcardFile

            if asked:
                raise NothingToMap(path)
            return VcardFile(path, kind, region)
        if form == "xlsx":
            from crm_tui.interchange.xlsx_file import XlsxFile

            return XlsxFile(path, kind, asked, region, currency)
        from crm_tui.interchange.csv_file import CsvFile

        return CsvFile(path, kind, asked, region)
    except OSError as error:
        raise FileUnreadable(path, error) from None


def _head(path: Path) -> bytes:
    """The first bytes of a file that is there. Raises FileMissing, NotAFile, EmptyFile."""
    try:
        if not path.exists():
            raise FileMissing(path)
        if not path.is_file():
            raise NotAFile(path)
    except ValueError:
        raise FileMissing(path) from None
    with path.open("rb") as file:
        head = file.read(64 * 1024)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise EmptyFile(path)
    return head


def _form(path: Path, head: bytes) -> str:
    """ "csv", "xlsx" or "vcard". Raises UnknownFormat."""
    if head.startswith((_ZIP, _OLD_EXCEL)):
        return "xlsx"
    if head.startswith(_FOREIGN):
        raise UnknownFormat(path)
    text = head.decode(encoding_of(path), "replace").lstrip("\ufeff \t\r\n\0")
    start = text[:200].lower()
    if start.startswith("begin:vcard"):
        return "vcard"
    if start.startswith(_MARKUP) or _mostly_bytes(text[:4096]):
        raise UnknownFormat(path)
    return "csv"


def _mostly_bytes(text: str) -> bool:
    """Whether a text is none: control characters all over it."""
    odd = sum(char < " " and char not in "\t\r\n\0" for char in text)
    return odd > 0.05 * len(text) or text.count("\0") > 0.5 * len(text)
