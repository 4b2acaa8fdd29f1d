"""What every kind of file looks like once it is open."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Protocol

from crm_tui.i18n import _
from crm_tui.interchange.fields import Field
from crm_tui.operations.imports import Draft, RecordKind


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """A column, the field that it goes into (None: it is kept under its heading), and one value to show."""

    heading: str
    field: Field | None
    sample: str
    label: str = ""

    def read_as(self, own: Collection[str] = ()) -> str:
        """The field that the column goes into, as ``--map`` names it, one of the base's ``own``, or that it is kept."""
        if self.field is None:
            key = " ".join(self.heading.split()).casefold()
            if any(" ".join(name.split()).casefold() == key for name in own):
                return _("the field of that name")
            return _("kept under its heading")
        return f"{self.field} ({self.label})" if self.label else self.field


class Source(Protocol):
    """An open file of deals or contacts."""

    @property
    def kind(self) -> RecordKind:
        """What its rows are: as asked for, or else as guessed."""
        ...

    @property
    def format(self) -> str:
        """ "csv", "xlsx" or "vcard"."""
        ...

    @property
    def columns(self) -> tuple[ColumnGuess, ...]:
        """Its columns in order; none for vCard."""
        ...

    @property
    def total_hint(self) -> int | None:
        """About how many drafts will come, where that can be told cheaply."""
        ...

    def drafts(self) -> Iterator[Draft]:
        """The rows, one at a time, from the start each time it is called."""
        ...
