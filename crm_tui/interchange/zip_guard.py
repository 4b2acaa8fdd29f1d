"""A look at a workbook before it is opened: whether it would unpack into more than a table needs.

The limits let a real workbook of 1,000,000 rows through (six columns: 0.36 GB of XML, packed 8 to 17 times) and stop
what only wants memory: a member packed more than 100 times, more than 1.5 GB in all, more than 10,000 members, a member
that holds more than it declares, and XML that defines entities of its own.
"""

import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from crm_tui.interchange.errors import DamagedFile, PackedTooTightly

MEMBERS = 10_000
RATIO = 100
SMALL = 10_000_000
TOTAL = 1_500_000_000
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_BLOCK = 1024 * 1024
_PROLOGUE = 4096


def check(path: Path) -> None:
    """Raise PackedTooTightly or DamagedFile for a zip archive that must not be opened."""
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            members = archive.infolist()
            if len(members) > MEMBERS or sum(member.file_size for member in members) > TOTAL:
                raise PackedTooTightly(path)
            for member in members:
                _check_member(path, file, member)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError):
        raise DamagedFile(path) from None


def _check_member(path: Path, file: BinaryIO, member: zipfile.ZipInfo) -> None:
    if member.file_size > SMALL and member.file_size > RATIO * max(member.compress_size, 1):
        raise PackedTooTightly(path)
    file.seek(_start(file, member))
    if member.compress_type == zipfile.ZIP_STORED:
        beginning = file.read(min(_PROLOGUE, member.compress_size))
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        beginning = _inflated(path, file, member)
    else:
        raise DamagedFile(path)
    if b"<!DOCTYPE" in beginning or b"<!ENTITY" in beginning:
        raise PackedTooTightly(path)


def _start(file: BinaryIO, member: zipfile.ZipInfo) -> int:
    """Where a member's data begins: behind its local header, which has lengths of its own."""
    file.seek(member.header_offset)
    signature, name, extra = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if signature != b"PK\x03\x04":
        raise zipfile.BadZipFile(member.filename)
    return member.header_offset + _LOCAL_HEADER.size + int(name) + int(extra)


def _inflated(path: Path, file: BinaryIO, member: zipfile.ZipInfo) -> bytes:
    """Unpack a member block by block, keeping only its beginning; stop where it holds more than it declares."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    beginning, unpacked, left = b"", 0, member.compress_size
    while left > 0 and not inflater.eof:
        packed = file.read(min(_BLOCK, left))
        if not packed:
            raise zipfile.BadZipFile(member.filename)
        left -= len(packed)
        while packed and not inflater.eof:
            block = inflater.decompress(packed, _BLOCK)
            packed = inflater.unconsumed_tail
            unpacked += len(block)
            beginning = beginning or block[:_PROLOGUE]
            if unpacked > member.file_size:
                raise PackedTooTightly(path)
    return beginning
