"""What can go wrong with a file as a whole. What is wrong with one row is told on its draft and stops nothing.

FileError                 something about the file that was named
├── FileMissing           there is none
├── NotAFile              a folder or a device stands there
├── FileUnreadable        the system does not let us read it
├── FileChanged           it is not the one that was looked at
├── EmptyFile             nothing in it
├── UnknownFormat         neither CSV, nor a workbook, nor vCard
├── DamagedFile           a workbook that is cut off or broken
├── PackedTooTightly      a workbook that would unpack into far too much
├── NoHeadings            a table without a row of headings that we know
├── UnknownColumn         --map names a column that is not there
├── UnknownField          --map names a field that is not there
├── NothingToMap          --map with a file that has no columns
├── FileExists            an export would overwrite it
├── NoSuchFormat          an export into an ending that we do not write
└── FileNotWritten        the system does not let us write it
"""

from collections.abc import Iterable

from crm_tui.i18n import N_
from crm_tui.operations.errors import CrmError


class FileError(CrmError):
    """Something about a file; nothing was changed."""

    code = "file"
    exit_code = 7

    def __init__(self, where: object, **parameters: str) -> None:
        super().__init__(where=str(where), **parameters)


class FileMissing(FileError):
    """There is no such file."""

    code = "file_missing"
    sentence = N_("There is no file “%(where)s”; check the name and the folder.")


class NotAFile(FileError):
    """A folder or a device stands there."""

    code = "not_a_file"
    sentence = N_("“%(where)s” is not a file; name a CSV, XLSX or vCard file.")


class FileUnreadable(FileError):
    """The system does not let us read it."""

    code = "file_unreadable"
    sentence = N_("“%(where)s” cannot be read (%(reason)s); check its permissions or copy it elsewhere.")

    def __init__(self, where: object, error: OSError) -> None:
        super().__init__(where, reason=error.strerror or type(error).__name__)


class FileChanged(FileError):
    """Somebody wrote it since it was looked at: what was decided of its rows may be about others."""

    code = "file_changed"
    sentence = N_("“%(where)s” has changed since you looked at it, nothing was taken in; import it again.")


class EmptyFile(FileError):
    """Nothing in it."""

    code = "empty_file"
    sentence = N_("“%(where)s” is empty; export it again from the program that it came from.")


class UnknownFormat(FileError):
    """Neither CSV, nor a workbook, nor vCard."""

    code = "unknown_format"
    sentence = N_("“%(where)s” is not a CSV, XLSX or vCard file; save it as one of these and try again.")


class DamagedFile(FileError):
    """A workbook that is cut off, broken or locked with a password."""

    code = "damaged_file"
    sentence = N_(
        "“%(where)s” is damaged, unfinished or locked with a password; open it in a spreadsheet and save it anew."
    )


class PackedTooTightly(FileError):
    """A workbook that would unpack into far too much."""

    code = "zip_bomb"
    sentence = N_("“%(where)s” unpacks into far more than a table needs and was not opened; save it as CSV instead.")


class NoHeadings(FileError):
    """A table without a row of headings that we know."""

    code = "no_headings"
    sentence = N_(
        "No row of headings was found in “%(where)s”; put one on top (Name, Phone, E-mail …) or name a column"
        " with --map COLUMN=FIELD."
    )


class UnknownColumn(FileError):
    """``--map`` names a column that is not there."""

    code = "unknown_column"
    sentence = N_("“%(where)s” has no column “%(column)s”; its columns are: %(columns)s.")

    def __init__(self, where: object, column: str, columns: Iterable[str]) -> None:
        super().__init__(where, column=column, columns=", ".join(columns))


class UnknownField(FileError):
    """``--map`` names a field that is not there."""

    code = "unknown_field"
    sentence = N_("There is no field “%(field)s” to put a column into; choose one of: %(fields)s.")

    def __init__(self, where: object, field: str, fields: Iterable[str]) -> None:
        super().__init__(where, field=field, fields=", ".join(fields))


class NothingToMap(FileError):
    """``--map`` with a file that has no columns."""

    code = "nothing_to_map"
    sentence = N_("“%(where)s” holds vCards, which have no columns; leave --map out.")


class FileExists(FileError):
    """An export would overwrite a file."""

    code = "file_exists"
    sentence = N_("“%(where)s” is already there and was left untouched; choose another name.")


class NoSuchFormat(FileError):
    """An export into an ending that we do not write."""

    code = "no_such_format"
    sentence = N_("Cannot tell what to write from the name “%(where)s”; end it in %(endings)s.")

    def __init__(self, where: object, endings: Iterable[str]) -> None:
        super().__init__(where, endings=", ".join(endings))


class FileNotWritten(FileError):
    """The system does not let us write it."""

    code = "file_not_written"
    sentence = N_("“%(where)s” cannot be written (%(reason)s); choose another folder or free some room.")

    def __init__(self, where: object, error: OSError) -> None:
        super().__init__(where, reason=error.strerror or type(error).__name__)
