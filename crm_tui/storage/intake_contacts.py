"""Contacts out of a file."""

import json
from dataclasses import replace
from typing import Any

from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.import_rows import Choice, Verdict
from crm_tui.operations.imports import Draft
from crm_tui.storage.intake import Intake, created_ms, extra_json
from crm_tui.storage.intake_names import plain
from crm_tui.storage.intake_people import address_of, source_of_contact
from crm_tui.storage.match_source import Source

_FIELDS = ("position", "city", "address", "birthday", "source", "comment")
_OF_DEALS = (
    "title",
    "amount",
    "currency",
    "pipeline",
    "stage",
    "description",
    "lost_reason",
    "lost_note",
    "closed_at",
)


class ContactIntake(Intake):
    """Takes contacts in."""

    entity = "contact"

    def take_unknown(self, draft: Draft) -> tuple[Verdict, str]:
        """A new contact, unless it is one that is there already and nobody decided to make it anyway."""
        if not self.people.matched:
            return Verdict.NEW, self.make(draft)
        found = self.people.like(draft.name, source_of_contact(draft))
        self.likenesses = found.likenesses
        known = self.people.settled(draft.number, found)
        if known is None:
            self._weigh(draft, found.first)
            return Verdict.NEW, self.make(draft)
        contact_id, self.choice = known
        if self.choice is Choice.UPDATE:
            self.loader.flush()
            if self.complete(draft, contact_id):
                self.touched(contact_id)
            return Verdict.DUPLICATE, contact_id
        self._weigh(draft, contact_id)
        return Verdict.DUPLICATE, self.make(draft) if self.choice is Choice.NEW else ""

    def _weigh(self, draft: Draft, contact_id: str | None) -> None:
        """Say what a contact would gain from a row that is not put into it."""
        if contact_id is None:
            return
        self.loader.flush()
        self.trying = True
        self.complete(replace(draft, extra=dict(draft.extra)), contact_id)
        self.trying = False

    def complete(self, draft: Draft, contact_id: str) -> bool:
        """Give a contact what it lacks; whether there is anything. What it has stays, what differs goes beside it."""
        filled = self.overwrite_fields(draft, contact_id, lacking=True)
        present = self.present(contact_id, ("name", "aliases", "company_id", "external_id", "extra", *_FIELDS))
        said = {field: getattr(draft, field) for field in ("external_id", *_FIELDS)}
        wanted: dict[str, Any] = {field: value for field, value in said.items() if not present[field]}
        if draft.company and present["company_id"] is None:
            wanted["company_id"] = "?" if self.trying else self.company_id(draft.company)
        beside = {field: value for field, value in said.items() if value and present[field] not in ("", value)}
        beside.pop("external_id", None)
        wanted["extra"] = extra_json({**self._extra(draft), **beside, **json.loads(present["extra"])})
        changed = self.overwrite(contact_id, present, wanted, company=draft.company)
        named = self._call_also(draft, contact_id, present)
        reached = self.add_reach(contact_id, contact_id, draft.phones, draft.emails)
        tagged = self.tag(contact_id, draft.tags)
        return filled or changed or named or reached or tagged

    def _call_also(self, draft: Draft, contact_id: str, present: dict[str, Any]) -> bool:
        """Let a contact be found by the name that the row has for it; whether it was not yet."""
        name = "" if source_of_contact(draft).name == "" else " ".join(draft.name.split())
        aliases = present["aliases"].splitlines()
        if plain(name) in {"", *map(plain, (present["name"], *aliases))}:
            return False
        self.changes.gained("alias", name)
        return self.overwrite(contact_id, present, {"aliases": "\n".join([*aliases, name])})

    def make(self, draft: Draft) -> str:
        """A new contact. Raises InvalidValue where there is nothing to know it by."""
        name = _name(draft)
        contact_id = next(self.loader.ids)
        values: dict[str, Any] = {
            "id": contact_id,
            "name": name,
            "company_id": self.company_id(draft.company) if draft.company else None,
            "position": draft.position,
            "city": draft.city,
            "address": draft.address,
            "birthday": draft.birthday,
            "source": draft.source,
            "comment": draft.comment,
            "responsible_id": self.responsible(draft) or self.context.actor.id,
            "external_id": draft.external_id,
            "custom": self.fields.take(draft, self.fields.defaults, self.notes),
            "extra": extra_json(self._extra(draft)),
            "created_at": created_ms(draft, self.context.now),
        }
        words: list[str | None] = [name, draft.city, draft.external_id, draft.company]
        for phone in draft.phones:
            words += (phone.typed, phone.e164)
        words += [address_of(email) for email in draft.emails]
        words += [f"#{tag}" for tag in draft.tags]
        self.loader.make("contact", contact_id, values, tuple(words))
        phones = tuple(phone.e164 or phone.typed for phone in draft.phones)
        emails = tuple(address_of(email) for email in draft.emails)
        self.loader.known_by(values, Source(name, phones=phones, emails=emails, city=draft.city))
        self.people.made(draft, contact_id, name)
        if draft.phones or draft.emails:
            self.reach(contact_id, contact_id, draft.phones, draft.emails)
        if draft.tags:
            self.tags.put(contact_id, draft.tags, fresh=True)
        return contact_id

    def update(self, draft: Draft, record_id: str) -> bool:
        """What the file adds to a known contact."""
        filled = self.overwrite_fields(draft, record_id)
        present = self.present(record_id, ("name", "company_id", "responsible_id", "extra", *_FIELDS))
        wanted: dict[str, Any] = {field: getattr(draft, field) for field in _FIELDS}
        wanted["name"] = " ".join(draft.name.split())
        wanted["company_id"] = self.company_id(draft.company)
        wanted["responsible_id"] = self.responsible(draft, known=True)
        wanted["extra"] = extra_json({**json.loads(present["extra"]), **self._extra(draft)})
        changed = self.overwrite(record_id, present, wanted, company=draft.company)
        reached = self.add_reach(record_id, record_id, draft.phones, draft.emails)
        tagged = self.tag(record_id, draft.tags)
        return filled or changed or reached or tagged

    def _extra(self, draft: Draft) -> dict[str, str]:
        """What the file says beyond a contact's own fields."""
        beyond = {name: getattr(draft, name) for name in _OF_DEALS}
        beyond["responsible"] = "" if self.member(draft.responsible) else draft.responsible
        return {**draft.extra, **{name: value for name, value in beyond.items() if value}}


def _name(draft: Draft) -> str:
    """What a contact is called: its name, else its first e-mail or phone, else its company."""
    name = " ".join(draft.name.split())
    if name:
        return name
    typed = [email.typed for email in draft.emails] + [phone.typed for phone in draft.phones]
    if any(typed):
        return next(filter(None, typed))
    if draft.company:
        return " ".join(draft.company.split())
    raise InvalidValue("name", N_("neither a name nor a phone nor an e-mail; add one to the row"))
