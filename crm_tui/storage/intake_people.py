"""Who the people of a file may be: contacts of the base, or those that the rows before them have made (B12)."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from crm_tui.domain.ids import ContactId
from crm_tui.domain.matching.reasons import Band, Match
from crm_tui.operations.deals import NewPerson
from crm_tui.operations.import_rows import Choice, Decision, Likeness
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.operations.values import Email, Phone
from crm_tui.storage import match_batch
from crm_tui.storage.context import Context
from crm_tui.storage.database import ConnectionRows
from crm_tui.storage.match_batch import Base, Others, Sought
from crm_tui.storage.match_source import Source

_TOLD: Final = 5
_SURENESS: Final = {Band.MAYBE: 0, Band.LIKELY: 1, Band.SAME: 2}


@dataclass(frozen=True, slots=True)
class Found:
    """Who somebody may be, best first, and the contacts that those are."""

    likenesses: tuple[Likeness, ...] = ()
    contacts: tuple[str, ...] = ()

    @property
    def first(self) -> str | None:
        """The contact that somebody is most like."""
        return self.contacts[0] if self.contacts else None


NOBODY: Final = Found()


class People:
    """Says of the people of one import who they may be, and what was decided about those who are known."""

    def __init__(self, context: Context, command: ImportRecords) -> None:
        self._rows = ConnectionRows(context.session.connection())
        self._kind, self._usual, self._least = command.kind, command.duplicates, command.least
        self._decisions = {decision.number: decision for decision in command.decisions}
        self.matched = self._has_contacts() if command.matching is None else command.matching
        ((self._last,),) = self._rows("SELECT coalesce(max(n), 0) FROM contact", {})
        self._made = array("Q")
        self._sources: dict[Source, Sought] = {}
        self._base: Base | None = None
        self._waiting = _Waiting()

    def _has_contacts(self) -> bool:
        return bool(self._rows("SELECT 1 FROM contact WHERE deleted_at IS NULL LIMIT 1", {}))

    def prepare(self, drafts: Sequence[Draft]) -> None:
        """Read in one go what the base has of those who may be these people; what was made so far is in it by now."""
        self._waiting = _Waiting()
        if not self.matched:
            return
        sources = {source for draft in drafts for source in self._sources_of(draft)}
        self._sources = {source: match_batch.sought(source.said()) for source in sources}
        self._base = match_batch.look(self._rows, list(self._sources.values()))

    def like(self, about: str, source: Source) -> Found:
        """Who somebody may be; one who was not prepared for is looked for alone."""
        if not self.matched or self._base is None:
            return NOBODY
        person, base = self._sources.get(source), self._base
        if person is None:
            person = match_batch.sought(source.said())
            base = match_batch.look(self._rows, [person])
        found = [(self._last + 1 + place, match) for place, match in self._waiting.alike(person, base)]
        return self._told(about, [*found, *base.alike(person, self._waiting.others(person))])

    def made(self, draft: Draft, contact_id: str, name: str) -> None:
        """A row has made a contact: the rows behind it may be the same person."""
        if self.matched:
            self._made.append(draft.number)
            source = source_of_contact(draft)
            person = self._sources.get(source) or match_batch.sought(source.said())
            self._waiting.add(len(self._made) - 1, _New(contact_id, name, draft.external_id, person))

    def settled(self, number: int, found: Found) -> tuple[str, Choice] | None:
        """The contact that a row's person is, and what becomes of it; None where nobody is known or sure enough."""
        decision = self._decisions.get(number)
        if decision is not None:
            for likeness, contact in zip(found.likenesses, found.contacts, strict=True):
                if _meant(decision, likeness):
                    return contact, decision.choice
        sure = found.likenesses and _SURENESS[found.likenesses[0].band] >= _SURENESS[self._least]
        return (found.contacts[0], self._usual) if sure else None

    def _told(self, about: str, found: list[tuple[int, Match]]) -> Found:
        telling = [each for each in found if each[1].band is not Band.MAYBE]
        best = sorted(telling, key=lambda each: (-_SURENESS[each[1].band], -each[1].score))[:_TOLD]
        if not best:
            return NOBODY
        known = self._named([number for number, _match in best])
        both = [(self._likeness(about, number, match, known[number]), known[number][0]) for number, match in best]
        return Found(tuple(likeness for likeness, _contact in both), tuple(contact for _likeness, contact in both))

    def _likeness(self, about: str, number: int, match: Match, named: tuple[str, str, str]) -> Likeness:
        contact, name, external_id = named
        row = self._made[number - self._last - 1] if number > self._last else 0
        lasting = None if row else ContactId(contact)
        return Likeness(about, name, lasting, row, match.score, match.band, match.reasons, external_id)

    def _named(self, numbers: Sequence[int]) -> dict[int, tuple[str, str, str]]:
        """The id, the name and the external id of contacts by their numbers, stored or not yet."""
        waiting = {number: self._waiting.named(number - self._last - 1) for number in numbers if number > self._last}
        named = {number: found for number, found in waiting.items() if found is not None}
        asked = {f"n{place}": number for place, number in enumerate(numbers) if number not in named}
        marks = ", ".join(f":{name}" for name in asked)
        sql = f"SELECT n, id, name, external_id FROM contact WHERE n IN ({marks})"
        stored = self._rows(sql, asked) if asked else ()
        return named | {number: (contact, name, external_id) for number, contact, name, external_id in stored}

    def _sources_of(self, draft: Draft) -> list[Source]:
        if self._kind is RecordKind.CONTACTS:
            return [source_of_contact(draft)]
        return [source_of(person.name, person.phones, person.emails) for person in people_of(draft)]


@dataclass(frozen=True, slots=True)
class _New:
    contact: str
    name: str
    external_id: str
    sought: Sought


class _Waiting:
    """Those whom the rows of the present batch have made: the base does not have them yet."""

    def __init__(self) -> None:
        self._people: dict[int, _New] = {}
        self._holders: dict[int, list[int]] = defaultdict(list)

    def add(self, place: int, new: _New) -> None:
        """One more, by its place among all that the file has made."""
        self._people[place] = new
        for key in new.sought.keys:
            self._holders[key].append(place)

    def alike(self, person: Sought, base: Base) -> Iterator[tuple[int, Match]]:
        """How somebody compares with those who share a key that few have, by their places."""
        others = self.others(person)
        for place in match_batch.nearest(self._holders, person):
            yield place, base.compared(person, self._people[place].sought.profile, others)

    def others(self, person: Sought) -> Others:
        """How many there are, and how many of them have somebody's keys."""
        held = {key: len(self._holders[key]) for key in person.keys if key in self._holders}
        return Others(len(self._people), held)

    def named(self, place: int) -> tuple[str, str, str] | None:
        """The id, the name and the external id of one of them."""
        found = self._people.get(place)
        return None if found is None else (found.contact, found.name, found.external_id)


def people_of(draft: Draft) -> list[NewPerson]:
    """Who the deal of a row is with, the main contact first: the name, else the first e-mail or phone."""
    name = " ".join(draft.name.split())
    typed = [email.typed for email in draft.emails] + [phone.typed for phone in draft.phones]
    main = name or next(filter(None, typed), "")
    first = NewPerson(main, tuple(draft.phones), tuple(draft.emails), draft.position)
    return [first, *draft.people] if main else list(draft.people)


def source_of_contact(draft: Draft) -> Source:
    """What the contact of a row is known by."""
    return source_of(draft.name, draft.phones, draft.emails, draft.city)


def source_of(name: str, phones: Iterable[Phone], emails: Iterable[Email], city: str = "") -> Source:
    """What somebody is known by; a phone or an e-mail in the place of a name is none."""
    numbers = {phone.typed: phone.e164 or phone.typed for phone in phones}
    addresses = {email.typed: address_of(email) for email in emails}
    called = "" if name in numbers or name in addresses else " ".join(name.split())
    return Source(called, phones=tuple(numbers.values()), emails=tuple(addresses.values()), city=city)


def address_of(email: Email) -> str:
    """An e-mail address as it is kept."""
    return email.typed.strip().lower()


def _meant(decision: Decision, likeness: Likeness) -> bool:
    """Whether a decision is about this contact: the one that it names, or else the best."""
    if decision.row:
        return decision.row == likeness.row
    return decision.contact_id in (None, likeness.contact_id)
