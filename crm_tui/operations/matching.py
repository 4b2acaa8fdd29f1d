"""One person, one record: who is similar, saving a buyer, duplicates reviewed, merged and taken apart (B1-B11)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Literal

from crm_tui.domain.ids import ContactId, DealId, MergeId, PersonId
from crm_tui.domain.matching.reasons import Band, Reason
from crm_tui.domain.rights import Right
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.contacts import ContactCard
from crm_tui.operations.deals import DealCard, NewPerson
from crm_tui.operations.values import Between, Email, Line, Name, Page, Phone

FEW: Final = Between(1, 50)
Few = Annotated[int, FEW]
"""How many similar people are asked for at once."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A contact that may be the person asked about, and why. ``score`` is in bits, larger is surer."""

    id: ContactId
    name: str
    phones: tuple[Phone, ...]
    emails: tuple[Email, ...]
    company: str
    city: str
    open_deals: tuple[str, ...]
    score: float
    band: Band
    reasons: tuple[Reason, ...]
    external_id: str = ""


@dataclass(frozen=True)
class FindSimilar(Query[tuple[Similar, ...]]):
    """The contacts most like a person as typed, best first; quick enough for every key. ``without`` is left out."""

    route = Route("POST", "/contacts/similar")
    name: Name = ""
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    city: Line = ""
    limit: Few = 5
    without: ContactId | None = None


class Saved(StrEnum):
    """What came of saving a buyer."""

    CREATED = "created"
    LINKED = "linked"
    ALREADY = "already"
    """A colleague saved this very person a moment before: their record was taken, and none was made."""


@dataclass(frozen=True, slots=True)
class SavedBuyer:
    """The deal with its buyer, what came of it, and which colleague was first where one was."""

    deal: DealCard
    contact_id: ContactId
    outcome: Saved
    by: str = ""


@dataclass(frozen=True)
class SaveBuyer(Command[SavedBuyer]):
    """Make a person of a deal (its main one where none is named) a buyer: ``contact_id``, or a new contact.

    ``person`` is what the person is on the deal from now on, where that was corrected while saving. ``add_phones`` and
    ``add_emails`` are what the chosen buyer gains, ``also_known_as`` another name that it is found by; what it has is
    never overwritten. A new contact takes all that stands on the deal. Where a colleague has saved the same person
    since ``seen``, theirs is taken. Raises NotFound, NothingToSave where the person has neither name, phone nor e-mail.
    """

    route = Route("POST", "/deals/{deal_id}/buyer")
    right = Right.EDIT_CONTACTS
    deal_id: DealId
    person_id: PersonId | None = None
    contact_id: ContactId | None = None
    person: NewPerson | None = None
    add_phones: tuple[Phone, ...] = ()
    add_emails: tuple[Email, ...] = ()
    also_known_as: Name = ""


@dataclass(frozen=True)
class ReplaceBuyer(Command[DealCard]):
    """Another saved contact stands for a person of a deal, or none; its history stays with the deal (B6).

    Raises NotFound.
    """

    route = Route("PUT", "/deals/{deal_id}/buyer")
    deal_id: DealId
    person_id: PersonId | None = None
    contact_id: ContactId | None = None


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two contacts that may be one, the older first, and why."""

    first: Similar
    second: Similar
    score: float
    band: Band
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class DuplicatePage:
    """Pairs, best first, and whether more follow; ``total`` counts those that wait, up to 10,000."""

    pairs: tuple[DuplicatePair, ...]
    complete: bool
    total: int


@dataclass(frozen=True)
class ListDuplicates(Query[DuplicatePage]):
    """Pairs that were found and not decided yet, best first, from a place in that order."""

    route = Route("POST", "/duplicates/list")
    least: Band = Band.LIKELY
    after: tuple[float, ContactId, ContactId] | None = None
    limit: Page = 50


@dataclass(frozen=True, slots=True)
class ScanState:
    """How far the base has been looked through: contacts done, of how many, pairs found; ``at`` is the last step."""

    done: int
    total: int
    found: int
    at: datetime | None

    @property
    def complete(self) -> bool:
        """Whether nothing is left to look through."""
        return self.done >= self.total


@dataclass(frozen=True)
class GetScan(Query[ScanState]):
    """How far the base has been looked through for duplicates."""

    route = Route("GET", "/duplicates/scan")


@dataclass(frozen=True)
class ScanDuplicates(Command[ScanState]):
    """Look through the next contacts for duplicates; asked again it goes on. ``afresh`` begins at the first.

    What changed since it was looked through counts as not looked through. No step of undo.
    """

    route = Route("POST", "/duplicates/scan")
    right = Right.EDIT_CONTACTS
    undoable = False
    prepared = True
    contacts: Page = 5_000
    afresh: bool = False


@dataclass(frozen=True)
class NotDuplicates(Command[None]):
    """Two contacts are two people: the pair is not shown again. Raises NotFound, InvalidValue for one with itself."""

    route = Route("POST", "/duplicates/apart")
    right = Right.EDIT_CONTACTS
    first: ContactId
    second: ContactId


@dataclass(frozen=True, slots=True)
class MergeField:
    """A field in which two contacts differ: its name, both values in words; ``kept`` says whose merging keeps."""

    name: str
    first: str
    second: str
    kept: Literal["first", "second"]


@dataclass(frozen=True)
class PreviewMerge(Query[tuple[MergeField, ...]]):
    """The fields in which two contacts differ, and which value merging keeps if nothing is chosen. Raises NotFound."""

    route = Route("POST", "/contacts/{contact_id}/merge/preview")
    contact_id: ContactId
    other_id: ContactId


@dataclass(frozen=True, slots=True)
class Merged:
    """The contact that stays, and the name of the merge, by which it is taken apart again."""

    contact: ContactCard
    merge_id: MergeId


@dataclass(frozen=True)
class MergeContacts(Command[Merged]):
    """Put ``other_id`` into ``contact_id``: phones, e-mails, deals, messages, notes, tasks, documents, vouchers, tags.

    ``take`` names the fields whose values come from the other (see ``PreviewMerge``). Nothing is lost: what gave way
    comes back with ``SplitContacts``. Raises NotFound, AlreadyMerged, InvalidValue for one with itself.
    """

    route = Route("POST", "/contacts/{contact_id}/merge")
    right = Right.EDIT_CONTACTS
    contact_id: ContactId
    other_id: ContactId
    take: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class MergeInfo:
    """A merge that can be taken apart: who went into the contact, when, by whom."""

    id: MergeId
    name: str
    at: datetime
    by: str


@dataclass(frozen=True)
class ListMerges(Query[tuple[MergeInfo, ...]]):
    """What was merged into a contact and not taken apart since, newest first. Raises NotFound."""

    route = Route("GET", "/contacts/{contact_id}/merges")
    contact_id: ContactId


@dataclass(frozen=True)
class SplitContacts(Command[ContactCard]):
    """Take a merge apart, also after other edits: the other comes back with all that it brought; its contact.

    What has been changed on the survivor since stays there. Raises NotFound, AlreadySplit.
    """

    route = Route("POST", "/merges/{merge_id}/split")
    right = Right.EDIT_CONTACTS
    merge_id: MergeId


@dataclass(frozen=True, slots=True)
class Learnt:
    """What learning from the base gave: pairs looked at, rounds until it settled, the farthest that a weight moved.

    ``moved`` is in bits.
    """

    pairs: int
    rounds: int
    moved: float


@dataclass(frozen=True)
class LearnWeights(Command[Learnt]):
    """Learn from the base itself how much each piece of evidence weighs (EM over candidate pairs).

    Until then the shipped weights are used. No step of undo.
    """

    route = Route("POST", "/duplicates/learn")
    right = Right.EDIT_FIELDS
    undoable = False
    prepared = True
