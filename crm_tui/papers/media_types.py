"""What a file is, by what is in it and not by its name."""

import io
import zipfile
import zlib
from typing import Final

UNKNOWN: Final = "application/octet-stream"
TEXT: Final = "text/plain"
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP: Final = "application/zip"
_OFFICE: Final = {
    "word/": DOCX,
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OPEN_DOCUMENT: Final = "mimetype"
_PRINTABLE: Final = frozenset({PDF, "application/rtf", "application/postscript"})
"""What may consist of printable characters alone and still is no plain text."""
_SIGNS: Final = frozenset(range(32)) - {9, 10, 12, 13, 27}
"""Bytes that no text has, in whatever encoding of one byte or UTF-8."""
_LOOKED_AT: Final = 65_536


def media_type(data: bytes) -> str:
    """The media type of a file's content; of text it is a kind of text, of what nobody knows ``UNKNOWN``."""
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    told = _told(data)
    if told not in _PRINTABLE and not _SIGNS & set(data[:_LOOKED_AT]):
        return told if told.startswith("text/") else TEXT
    return told or UNKNOWN


def _told(data: bytes) -> str:
    import puremagic

    try:
        return str(puremagic.from_string(data, mime=True))
    except (puremagic.PureError, ValueError):
        return ""


def _packed(data: bytes) -> str:
    """What an archive holds, by the names in it; nothing is unpacked but a line that says so itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if names[:1] == [_OPEN_DOCUMENT] and archive.infolist()[0].file_size < 100:
                return archive.read(_OPEN_DOCUMENT).decode("ascii")
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, RuntimeError):
        return ZIP
    return next((kind for folder, kind in _OFFICE.items() if any(name.startswith(folder) for name in names)), ZIP)
