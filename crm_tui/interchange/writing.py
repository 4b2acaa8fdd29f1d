"""Exports: contacts and deals into CSV or XLSX, contacts also into vCard, by the ending of the name.

A file is written beside its place and put there when it is whole, readable by its owner alone; what already stands
there is not overwritten unless asked.
"""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from crm_tui.i18n import _
from crm_tui.interchange.errors import FileExists, FileNotWritten, NoSuchFormat, NotAFile
from crm_tui.interchange.export_columns import Deal, ExportedField, contact_columns, deal_columns
from crm_tui.operations.contacts import ContactCard

_Record = TypeVar("_Record")


def write_contacts(
    path: Path, rows: Iterable[ContactCard], *, overwrite: bool = False, fields: Sequence[ExportedField] = ()
) -> int:
    """Write contacts as CSV, XLSX or vCard 3.0; answers how many. Raises FileError."""
    form = _form(path, (".csv", ".xlsx", ".vcf"))
    with _fresh(path, overwrite) as draft:
        if form == ".vcf":
            from crm_tui.interchange.vcard_out import write_cards

            return write_cards(draft, rows)
        return _write_table(draft, form, contact_columns(fields), rows)


def write_deals(
    path: Path, cards: Iterable[Deal], *, overwrite: bool = False, fields: Sequence[ExportedField] = ()
) -> int:
    """Write deals as CSV or XLSX; answers how many. Raises FileError."""
    form = _form(path, (".csv", ".xlsx"))
    with _fresh(path, overwrite) as draft:
        return _write_table(draft, form, deal_columns(fields), cards)


def _form(path: Path, endings: Sequence[str]) -> str:
    form = path.suffix.lower()
    if form not in endings:
        raise NoSuchFormat(path, endings)
    return form


def _write_table(
    path: Path, form: str, columns: Sequence[tuple[str, Callable[[_Record], str]]], records: Iterable[_Record]
) -> int:
    from crm_tui.interchange.table_out import write_csv, write_xlsx

    headings = [_(heading) for heading, _cell in columns]
    rows = ([cell(record) for _heading, cell in columns] for record in records)
    return (write_csv if form == ".csv" else write_xlsx)(path, headings, rows)


@contextmanager
def _fresh(path: Path, overwrite: bool) -> Iterator[Path]:
    """A temporary file beside the place, which takes the place when all went well."""
    if path.is_dir():
        raise NotAFile(path)
    if not overwrite and os.path.lexists(path):
        raise FileExists(path)
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise FileNotWritten(path, error) from None
    draft = Path(name)
    try:
        yield draft
        _put(draft, path, overwrite)
    except OSError as error:
        raise FileNotWritten(path, error) from None
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def _put(draft: Path, path: Path, overwrite: bool) -> None:
    """Move the file into place; without ``overwrite`` a file that has come there meanwhile is left alone."""
    draft.chmod(0o600)
    if overwrite:
        draft.replace(path)
        return
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise FileExists(path) from None
    except OSError:
        # This file system knows no hard links.
        if os.path.lexists(path):
            raise FileExists(path) from None
        draft.replace(path)
