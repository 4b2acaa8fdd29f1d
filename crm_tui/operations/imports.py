"""Taking a file's rows in: one transaction, one step of undo, a verdict for every row (A1)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from crm_tui.domain.matching.reasons import Band
from crm_tui.domain.rights import Right
from crm_tui.i18n import N_
from crm_tui.operations.base import Command, Route
from crm_tui.operations.deals import NewPerson
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.import_rows import Choice, Decision, RowReport
from crm_tui.operations.values import Email, Phone


def no_text() -> InvalidValue:
    """Why a row with half a character, or none, in it is refused."""
    return InvalidValue("text", N_("holds characters that are no text; type it again"))


class RecordKind(StrEnum):
    """What the rows of a file are."""

    DEALS = "deals"
    CONTACTS = "contacts"


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

    @property
    def called(self) -> str:
        """What the row is called, as far as it says."""
        return self.title or self.name or self.company

    def unreadable(self) -> "Draft":
        """What stands for the row where it holds half a character, which no wire carries: refused, and it alone."""
        return Draft(self.number, problem=str(no_text()))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do: counts by verdict, and the rows that deserve a word (the first 10,000).

    Of the ``duplicates`` so many were ``added`` to the contact that they are and ``made`` anew; the others were left
    out. ``likely`` counts the other rows whose person is likely known. ``matched`` says whether rows were compared with
    the base at all, ``unknown_responsible`` how many were taken and name a responsible who is no colleague here.
    """

    new: int
    updated: int
    unchanged: int
    refused: int
    rows: tuple[RowReport, ...]
    dry_run: bool
    unknown_responsible: int = 0
    duplicates: int = 0
    added: int = 0
    made: int = 0
    likely: int = 0
    matched: bool = False

    @property
    def left_out(self) -> int:
        """How many duplicates are neither in a contact nor one of their own."""
        return self.duplicates - self.added - self.made


@dataclass(frozen=True)
class ImportRecords(Command[ImportReport]):
    """Take all drafts in, in one transaction; with ``dry_run`` only say what would become of each.

    A draft whose external id is known updates that record and never empties a field; another draft with the same
    external id in the same file updates too. ``matching`` compares the people of all others with the base and with
    the rows before them; None does so where the base has contacts already. Those that are one of ``least`` or surer are
    duplicates: of these becomes what ``decisions`` say of the row, else what ``duplicates`` says of all. A deal is no
    duplicate: its people are linked with the contacts that they are, where the choice is to update.

    ``progress`` is told how many drafts are done, ``row_told`` hears what becomes of each; an answer that was lost and
    is given again comes without rows. Raises StoreError; a fault in one row refuses that row alone.
    """

    route = Route("POST", "/imports")
    right = Right.IMPORT
    streamed = True
    kind: RecordKind
    drafts: Iterable[Draft]
    dry_run: bool = False
    progress: Callable[[int], None] | None = None
    matching: bool | None = False
    duplicates: Choice = Choice.ASK
    least: Band = Band.SAME
    decisions: tuple[Decision, ...] = ()
    row_told: Callable[[RowReport], None] | None = None
