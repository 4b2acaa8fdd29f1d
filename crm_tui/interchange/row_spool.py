"""What becomes of each row of a file, on the disk: a million rows are looked through and take no memory."""

import tempfile
from array import array
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final, Self

from pydantic import TypeAdapter

from crm_tui.operations.import_rows import RowReport, Verdict


class RowGroup(StrEnum):
    """Rows that are looked at together; a row is in more than one."""

    ALL = "all"
    NEW = "new"
    UPDATED = "updated"
    KNOWN = "known"
    """Its person is known: it is a duplicate, or a deal with a buyer."""
    LIKELY = "likely"
    """Its person is likely known."""
    UNCHANGED = "unchanged"
    REFUSED = "refused"


_BY_VERDICT: Final = {
    Verdict.NEW: RowGroup.NEW,
    Verdict.UPDATED: RowGroup.UPDATED,
    Verdict.UNCHANGED: RowGroup.UNCHANGED,
    Verdict.DUPLICATE: RowGroup.KNOWN,
    Verdict.REFUSED: RowGroup.REFUSED,
}
_ROW: Final = TypeAdapter(RowReport)


class RowSpool:
    """Takes row reports in, one after the other, and gives them back by their place in a group. Close it at the end."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the spool
        self._places = {group: array("Q") for group in RowGroup}
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the disk have its room back."""
        self._file.close()

    def add(self, report: RowReport) -> None:
        """Take one in."""
        line = _ROW.dump_json(report) + b"\n"
        for group in groups_of(report):
            self._places[group].append(self._end)
        self._end += self._file.write(line)

    def count(self, group: RowGroup) -> int:
        """How many rows are in a group."""
        return len(self._places[group])

    def page(self, group: RowGroup, start: int, count: int) -> Sequence[RowReport]:
        """Rows of a group, in the order of the file."""
        return [self._read(place) for place in self._places[group][start : start + count]]

    def __iter__(self) -> Iterator[RowReport]:
        return (self._read(place) for place in self._places[RowGroup.ALL])

    def _read(self, place: int) -> RowReport:
        self._file.seek(place)
        return _ROW.validate_json(self._file.readline())


def groups_of(report: RowReport) -> set[RowGroup]:
    """The groups that a row is in."""
    groups = {RowGroup.ALL, _BY_VERDICT[report.verdict]}
    if report.choice is not None:
        groups.add(RowGroup.KNOWN)
    elif report.likenesses:
        groups.add(RowGroup.LIKELY)
    return groups
