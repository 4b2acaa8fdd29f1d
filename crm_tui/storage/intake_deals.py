"""Deals out of a file."""

import json
from collections.abc import Iterable
from typing import Any

from crm_tui.domain import ranks
from crm_tui.domain.stages import StageKind
from crm_tui.i18n import N_
from crm_tui.operations.deals import NewPerson
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.import_rows import Choice
from crm_tui.operations.imports import Draft
from crm_tui.operations.remarks import Remark
from crm_tui.storage import spam
from crm_tui.storage.context import Context
from crm_tui.storage.intake import Intake, created_ms, extra_json, ms_or_none
from crm_tui.storage.intake_names import Names, plain, sum_of
from crm_tui.storage.intake_people import People, people_of, source_of
from crm_tui.storage.tables import Stage

_TEXTS = ("title", "description", "comment", "source")
_MONEY = ("amount", "currency")
_PRESENT = (*_TEXTS, *_MONEY, "extra", "contact_name", "stage_id", "responsible_id", "company_id")


class DealIntake(Intake):
    """Takes deals in, at the end of their stages: the unsorted one where the file names none."""

    entity = "deal"

    def __init__(self, context: Context, people: People) -> None:
        super().__init__(context, people)
        self._names = Names(context)
        self._last_rank: dict[str, str | None] = {}
        self._spam = spam.listed(self.rows)

    def make(self, draft: Draft) -> str:
        """A new deal. Raises InvalidValue, NotFound (its stage, its pipeline)."""
        stage, people = self._names.stage(draft), people_of(draft)
        amount, currency = sum_of(draft, self._names.currency(stage))
        title = _title(draft, people)
        deal_id, now = next(self.loader.ids), self.context.now
        closed = StageKind(stage.kind).closed
        buyers = [self._buyer(draft, person) for person in people]
        values: dict[str, Any] = {
            "id": deal_id,
            "title": title,
            "pipeline_id": stage.pipeline_id,
            "stage_id": stage.id,
            "rank": self._next_rank(stage.id),
            "amount": amount,
            "currency": currency,
            "contact_name": people[0].name if people else "",
            "buyer_id": buyers[0] if buyers else None,
            "has_contact": bool(people),
            "responsible_id": self.responsible(draft) or self.context.actor.id,
            "description": draft.description,
            "comment": draft.comment,
            "created_at": created_ms(draft, now),
            "touched_at": now,
            "stage_since": now,
            "closed_at": now if closed else None,
            "external_id": draft.external_id,
            "company_id": self.company_id(draft.company),
            "source": draft.source,
            "custom": self.fields.take(draft, self.fields.defaults, self.notes),
            "extra": extra_json(self._extra(draft, stage)),
            "spam": self._is_spam(people),
        }
        self.loader.make("deal", deal_id, values | self._ending(draft, stage), _words(draft, title, people))
        for place, (person, contact_id) in enumerate(zip(people, buyers, strict=True)):
            self._add_person(deal_id, place, person, contact_id)
        if draft.tags:
            self.tags.put(deal_id, draft.tags, fresh=True)
        return deal_id

    def update(self, draft: Draft, record_id: str) -> bool:
        """What the file adds to a known deal; a stage or a pipeline that it names moves the deal there."""
        filled = self.overwrite_fields(draft, record_id)
        present = self.present(record_id, _PRESENT)
        stage = self._names.stage(draft, present["stage_id"])
        amount, currency = sum_of(draft, present["currency"])
        wanted: dict[str, Any] = {name: getattr(draft, name) for name in _TEXTS}
        wanted["title"] = " ".join(draft.title.split())
        wanted["responsible_id"] = self.responsible(draft, known=True)
        wanted["company_id"] = self.company_id(draft.company)
        wanted["extra"] = extra_json({**json.loads(present["extra"]), **self._extra(draft, stage)})
        if amount is not None or present["amount"] is None:
            wanted |= {"amount": amount, "currency": currency}
        changed = self.overwrite(record_id, present, wanted, company=draft.company)
        moved = self._move(stage, record_id, present["stage_id"])
        ending = self._ending(draft, stage)
        ended = self.overwrite(record_id, self.present(record_id, ending), ending) if ending else False
        reached = self._update_people(draft, record_id)
        tagged = self.tag(record_id, draft.tags)
        return filled or changed or moved or ended or reached or tagged

    def _move(self, stage: Stage, record_id: str, stage_id: str) -> bool:
        if stage.id == stage_id:
            return False
        kind, now = StageKind(stage.kind), self.context.now
        wanted: dict[str, Any] = {
            "pipeline_id": stage.pipeline_id,
            "stage_id": stage.id,
            "rank": self._next_rank(stage.id),
            "stage_since": now,
            "closed_at": now if kind.closed else None,
        }
        if kind is not StageKind.LOST:
            wanted |= {"lost_reason_id": None, "lost_note": ""}
        return self.overwrite(record_id, self.present(record_id, wanted), wanted, emptied=frozenset(wanted))

    def _ending(self, draft: Draft, stage: Stage) -> dict[str, Any]:
        """When the deal was closed and why it was lost, as far as the file says and the stage allows."""
        kind = StageKind(stage.kind)
        ending: dict[str, Any] = {}
        if kind.closed and (closed_at := ms_or_none(draft.closed_at)) is not None:
            ending["closed_at"] = closed_at
        if kind is StageKind.LOST and (reason := self._names.reason(draft.lost_reason)):
            ending["lost_reason_id"] = reason
        if kind is StageKind.LOST and draft.lost_note:
            ending["lost_note"] = draft.lost_note
        return ending

    def _update_people(self, draft: Draft, deal_id: str) -> bool:
        """Add to the people of a deal; the first of the file is the main contact, the others are known by name."""
        people = people_of(draft)
        sql = "SELECT id, name FROM person WHERE deal_id = :deal AND deleted_at IS NULL ORDER BY position"
        present = self.rows(sql, {"deal": deal_id})
        known = {plain(name): person_id for person_id, name in reversed(present)}
        if present and len(people) > len(draft.people):
            known[plain(people[0].name)] = present[0][0]
        added, buyers = False, list[str | None]()
        for person in people:
            person_id = known.get(plain(person.name))
            if person_id is None:
                self.changes.gained("people", person.name)
                buyers.append(self._buyer(draft, person))
                known[plain(person.name)] = self._add_person(deal_id, len(known), person, buyers[-1])
                added = True
            elif self.add_reach(person_id, deal_id, person.phones, person.emails):
                added = True
        if people and not present:
            wanted = {"contact_name": people[0].name, "has_contact": True, "buyer_id": buyers[0]}
            self.overwrite(deal_id, self.present(deal_id, wanted), wanted)
        if added and self._is_spam(people):
            self.overwrite(deal_id, self.present(deal_id, ("spam",)), {"spam": True})
        return added

    def _buyer(self, draft: Draft, person: NewPerson) -> str | None:
        """The contact that a person is, where that is sure and decided; it gains what the row has of it."""
        if not self.people.matched:
            return None
        found = self.people.like(person.name, source_of(person.name, person.phones, person.emails))
        self.likenesses += found.likenesses
        known = self.people.settled(draft.number, found)
        if known is None:
            return None
        contact_id, self.choice = known
        self.trying = self.choice is not Choice.UPDATE
        added = self.add_reach(contact_id, contact_id, person.phones, person.emails)
        linked, self.trying = not self.trying, False
        if linked and added:
            self.touched(contact_id)
        return contact_id if linked else None

    def _is_spam(self, people: Iterable[NewPerson]) -> bool:
        """Whether any of the people is on that list; a note says who."""
        found = [address for person in people for address in _reached_by(person) if address in self._spam]
        note = N_("%(address)s is on the spam list; the deal is marked")
        self.notes += [Remark(note, {"address": address}) for address in found]
        return bool(found)

    def _add_person(self, deal_id: str, position: int, person: NewPerson, contact_id: str | None) -> str:
        person_id = next(self.loader.ids)
        values = {"id": person_id, "deal_id": deal_id, "position": position, "name": person.name, "role": person.role}
        values["contact_id"] = contact_id
        self.loader.make("person", deal_id, values)
        self.reach(person_id, deal_id, person.phones, person.emails)
        return person_id

    def _next_rank(self, stage_id: str) -> str:
        if stage_id not in self._last_rank:
            self._last_rank[stage_id] = self.last_rank(stage_id)
        rank = ranks.between(self._last_rank[stage_id], None)
        self._last_rank[stage_id] = rank
        return rank

    def _extra(self, draft: Draft, stage: Stage) -> dict[str, str]:
        """What the file says beyond a deal's own fields, or beyond what its stage has."""
        beyond = {name: getattr(draft, name) for name in ("city", "address", "birthday")}
        beyond["responsible"] = "" if self.member(draft.responsible) else draft.responsible
        kind = StageKind(stage.kind)
        if not kind.closed:
            beyond["closed_at"] = draft.closed_at
        if kind is not StageKind.LOST:
            beyond |= {"lost_reason": draft.lost_reason, "lost_note": draft.lost_note}
        elif draft.lost_reason and self._names.reason(draft.lost_reason) is None:
            beyond["lost_reason"] = draft.lost_reason
            note = N_("there is no lost reason “%(name)s”; it is kept beside the deal's own fields")
            self.notes.append(Remark(note, {"name": draft.lost_reason}))
        return {**draft.extra, **{name: value for name, value in beyond.items() if value}}


def _title(draft: Draft, people: list[NewPerson]) -> str:
    title = " ".join((draft.title or draft.name or draft.company).split()) or (people[0].name if people else "")
    if not title:
        raise InvalidValue("title", N_("neither a title nor a contact; add one to the row"))
    return title


def _people(draft: Draft) -> list[NewPerson]:
    """Who the deal is with, the main contact first: the name, else the first e-mail or phone."""
    name = " ".join(draft.name.split())
    typed = [email.typed for email in draft.emails] + [phone.typed for phone in draft.phones]
    main = name or next(filter(None, typed), "")
    first = NewPerson(main, tuple(draft.phones), tuple(draft.emails), draft.position)
    return [first, *draft.people] if main else list(draft.people)


def _reached_by(person: NewPerson) -> list[str]:
    return [
        *(phone.e164 for phone in person.phones if phone.e164),
        *(mail.typed.strip().lower() for mail in person.emails),
    ]


def _words(draft: Draft, title: str, people: Iterable[NewPerson]) -> tuple[str | None, ...]:
    words: list[str | None] = [title, draft.external_id]
    for person in people:
        words.append(person.name)
        for phone in person.phones:
            words += (phone.typed, phone.e164)
        words += [email.typed.strip().lower() for email in person.emails]
    words += [f"#{tag}" for tag in draft.tags]
    return tuple(words)
