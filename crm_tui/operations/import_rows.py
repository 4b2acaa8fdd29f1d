"""What becomes of each row of a file: its verdict, whom it is like, what it changes, and what a person decides."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from crm_tui.domain.ids import ContactId
from crm_tui.domain.matching.reasons import Band, Reason
from crm_tui.operations.remarks import Remark


class Verdict(StrEnum):
    """What a row is."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class Choice(StrEnum):
    """What becomes of a row whose person is known already."""

    ASK = "ask"
    """It waits for a person: nothing of it is taken in."""
    UPDATE = "update"
    """The known contact gains what it lacks; what it has stays as it is."""
    NEW = "new"
    """A contact of its own is made anyway."""
    SKIP = "skip"
    """The row is left out."""


EXTRA: Final = "extra."
"""What stands before the name of a column that is kept beside the fields of its record."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record, before and after, in words; ``before`` is empty where it gains a value."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """A contact that a person of a row may be, how sure that is, and why.

    ``row`` is the earlier row of the same file that made the contact, 0 where it was there before; only then it has
    an id that lasts. ``about`` is the person as the row calls it, ``external_id`` what a file calls the contact.
    """

    about: str
    name: str
    contact_id: ContactId | None
    row: int
    score: float
    band: Band
    reasons: tuple[Reason, ...]
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of one row; ``contact_id`` or ``row`` says who it is, the best likeness where neither does.

    Where that contact is gone by the time of the import, the row is judged anew.
    """

    number: int
    choice: Choice
    contact_id: ContactId | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class RowReport:
    """A row and what becomes of it.

    ``remarks`` are what there is to say (a refusal, a phone kept as typed, a name that is none here), ``changes`` what
    it changes on a record that is there, ``likenesses`` who its people may be, best first. ``choice`` is there where
    one of them is sure enough to ask: what became of the row, with ``changes`` what an update adds.
    """

    number: int
    verdict: Verdict
    remarks: tuple[Remark, ...] = ()
    name: str = ""
    changes: tuple[FieldChange, ...] = ()
    likenesses: tuple[Likeness, ...] = ()
    choice: Choice | None = None

    @property
    def reason(self) -> str:
        """What there is to say of it, in the reader's language."""
        return "; ".join(map(str, self.remarks))

    @property
    def doubtful(self) -> bool:
        """Whether it deserves a word."""
        return bool(self.remarks or self.likenesses)
