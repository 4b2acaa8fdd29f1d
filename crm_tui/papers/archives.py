"""A look at an archive before it is opened: whether it would unpack into more than it should.

The limits let a real workbook of 1,000,000 rows through (six columns: 0.36 GB of XML, packed 8 to 17 times) and stop
what only wants memory: a member packed more than 100 times, more than 1.5 GB in all, more than 10,000 members, a member
that holds more than it declares, and XML that defines entities of its own.
"""

import struct
import zipfile
import zlib
from typing import BinaryIO

MEMBERS = 10_000
RATIO = 100
SMALL = 10_000_000
TOTAL = 1_500_000_000
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_BLOCK = 1024 * 1024
_PROLOGUE = 4096


class BadArchive(ValueError):
    """It is broken, unfinished, locked, or packed in a way that nobody uses."""


class PackedTooTightly(ValueError):
    """It would unpack into far too much."""


def check(file: BinaryIO, total: int = TOTAL) -> None:
    """Raise PackedTooTightly or BadArchive for a zip archive that must not be opened, or unpacks to ``total`` bytes."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MEMBERS or sum(member.file_size for member in members) > total:
                raise PackedTooTightly
            for member in members:
                _check_member(file, member)
    except PackedTooTightly:
        raise
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError) as error:
        raise BadArchive from error


def _check_member(file: BinaryIO, member: zipfile.ZipInfo) -> None:
    if member.file_size > SMALL and member.file_size > RATIO * max(member.compress_size, 1):
        raise PackedTooTightly
    file.seek(_start(file, member))
    if member.compress_type == zipfile.ZIP_STORED:
        beginning = file.read(min(_PROLOGUE, member.compress_size))
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        beginning = _inflated(file, member)
    else:
        raise BadArchive
    if b"<!DOCTYPE" in beginning or b"<!ENTITY" in beginning:
        raise PackedTooTightly


def _start(file: BinaryIO, member: zipfile.ZipInfo) -> int:
    """Where a member's data begins: behind its local header, which has lengths of its own."""
    file.seek(member.header_offset)
    signature, name, extra = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if signature != b"PK\x03\x04":
        raise zipfile.BadZipFile(member.filename)
    return member.header_offset + _LOCAL_HEADER.size + int(name) + int(extra)


def _inflated(file: BinaryIO, member: zipfile.ZipInfo) -> bytes:
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
                raise PackedTooTightly
    return beginning
