"""Taking a file's rows in: one transaction, one step of undo, a verdict for every row (A1)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from crm_tui.domain.rights import Right
from crm_tui.i18n import N_
from crm_tui.operations.base import Command, Route
from crm_tui.operations.deals import NewPerson
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.remarks import Remark
from crm_tui.operations.values import Email, Phone


def no_text() -> InvalidValue:
    """Why a row with half a character, or none, in it is refused."""
    return InvalidValue("text", N_("holds characters that are no text; type it again"))


class RecordKind(StrEnum):
    """What the rows of a file are."""

    DEALS = "deals"
    CONTACTS = "contacts"


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(slots=True)
class Draft:
    """A row that was read: what the file says of one contact or one deal, phones already normalised.

    ``number`` is the row or card in the file, from 1. ``problem`` says why it could not be read; such a draft is
    refused and the others go on. For deals ``name`` is the contact's, ``title`` the deal's, ``people`` are its further
    contacts; ``amount`` may hold a currency, and ``currency`` is a code, a sign or a word. ``extra`` holds the columns
    that have no field of their own, by their headings: nothing in the file is lost.
    """

    number: int
    name: str = ""
    phones: list[Phone] = field(default_factory=list)
    emails: list[Email] = field(default_factory=list)
    title: str = ""
    amount: str = ""
    currency: str = ""
    pipeline: str = ""
    stage: str = ""
    lost_reason: str = ""
    lost_note: str = ""
    closed_at: str = ""
    people: list[NewPerson] = field(default_factory=list)
    description: str = ""
    company: str = ""
    position: str = ""
    city: str = ""
    address: str = ""
    birthday: str = ""
    source: str = ""
    comment: str = ""
    tags: list[str] = field(default_factory=list)
    responsible: str = ""
    created_at: str = ""
    external_id: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    problem: str = ""

    def unreadable(self) -> "Draft":
        """What stands for the row where it holds half a character, which no wire carries: refused, and it alone."""
        return Draft(self.number, problem=str(no_text()))


@dataclass(frozen=True, slots=True)
class RowReport:
    """A row that deserves a word: refused, or taken with a note (a phone kept as typed, a name that is none here)."""

    number: int
    verdict: Verdict
    remarks: tuple[Remark, ...]

    @property
    def reason(self) -> str:
        """What there is to say of it, in the reader's language."""
        return "; ".join(map(str, self.remarks))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do: counts by verdict, and the rows that deserve a word (the first 10,000).

    ``unknown_responsible`` counts the rows that were taken and name a responsible who is no colleague here.
    """

    new: int
    updated: int
    unchanged: int
    refused: int
    rows: tuple[RowReport, ...]
    dry_run: bool
    unknown_responsible: int = 0


@dataclass(frozen=True)
class ImportRecords(Command[ImportReport]):
    """Take all drafts in, in one transaction; with ``dry_run`` only say what would become of each.

    A draft whose external id is known updates that record and never empties a field; another draft with the same
    external id in the same file updates too. ``progress`` is told how many drafts are done. Raises StoreError; a fault
    in one row refuses that row alone.
    """

    route = Route("POST", "/imports")
    right = Right.IMPORT
    streamed = True
    kind: RecordKind
    drafts: Iterable[Draft]
    dry_run: bool = False
    progress: Callable[[int], None] | None = None
